"""Settings: from the environment, then .env, then defaults; each is described in .env.example."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

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
