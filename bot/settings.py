"""Settings: from the environment, then .env, then defaults; each is described in .env.example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SettingsInvalid

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """What a maintainer may set.

    Attributes:
        home: folder of archive.db and index/.
        log_level: how talkative the log on stderr is.
        archive_name: what /about calls the archive; the names of the indexed paths if empty.
        bot_token: from Telegram's BotFather; the bot does not start without.
        api_url: another Bot API server; methods are at URL/bot<token>/<method>.
        webhook_url: where Telegram shall push updates, https and with a path; empty to fetch them.
        webhook_listen: host and port behind that address.
        webhook_secret: what Telegram sends along; a new one at each start if empty.
        workers: processes that search; 0 searches in two threads of the bot's own process.
        readers: ids of readers and groups who alone are answered; empty answers everybody.
        allowance: questions of one reader a minute.
        busy_at: questions that wait at the same time from which on others are asked to come back.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_prefix="DATELINE_",
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    home: Path = Path("data")
    log_level: LogLevel = "WARNING"
    archive_name: str = ""
    bot_token: SecretStr | None = Field(default=None, validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN"))
    api_url: str = Field(default="https://api.telegram.org", validation_alias=AliasChoices("TELEGRAM_API_URL"))

    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: SecretStr = SecretStr("")
    workers: int = Field(default=0, ge=0, le=64)
    readers: Annotated[frozenset[int], NoDecode] = frozenset()
    allowance: int = Field(default=60, ge=1)
    busy_at: int = Field(default=90, ge=1)

    @field_validator("readers", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if value and (not value.startswith(("https://", "http://127.0.0.1:")) or not urlsplit(value).path.strip("/")):
            raise ValueError("must begin with https:// and have a path, such as https://bot.example.org/dateline")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - ports end there
            raise ValueError("must be HOST:PORT, such as 127.0.0.1:8080")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _allowed_letters(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
            raise ValueError("may hold letters of English, digits, _ and - only, at most 256")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("bot_token", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("api_url")
    @classmethod
    def _http(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsInvalid: one cannot be used; the message names it, never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"{_variable(problem['loc'])}: {problem['msg']}" for problem in error.errors())
        raise SettingsInvalid(f"settings: {problems}; correct the environment or .env (see .env.example)") from None
    except UnicodeDecodeError as error:
        raise SettingsInvalid("settings: .env is not UTF-8; save it as UTF-8") from error


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "?"
    return name if name.isupper() else f"DATELINE_{name.upper()}"
