"""Settings: from the environment, then .env, then defaults; each is described in .env.example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SettingsInvalid

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _reachable(value: str) -> str:
    if value and (not value.startswith(("https://", "http://127.0.0.1:")) or not urlsplit(value).path.strip("/")):
        raise ValueError("must begin with https:// and have a path, such as https://bot.example.org/dateline")
    return value


def _host_and_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - ports end there
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:8080")
    return value


def _allowed_letters(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise ValueError("may hold letters of English, digits, _ and - only, at most 256")
    return value


def _http(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return value.rstrip("/")


def _header(value: str) -> str:
    if not value.isascii() or not value.isprintable() or len(value) > 200:  # noqa: PLR2004 - a line of a log
        raise ValueError("may hold printable ASCII only, such as https://example.org/archive or a mail address")
    return value.strip()


def _numbers(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


class Settings(BaseSettings):
    """What a maintainer may set.

    Attributes:
        home: folder of archive.db and index/.
        log_level: how talkative the log on stderr is.
        future: show also articles whose day of publication is still to come.
        index_memory: MiB that words and postings may take at once while an index is built.
        contact: how those whose sites are fetched may reach us, told with every request.
        archive_name: what /about calls the archive; the names of the indexed paths if empty.
        bot_token: from Telegram's BotFather; the bot does not start without.
        api_url: another Bot API server; methods are at URL/bot<token>/<method>.
        webhook_url: where Telegram shall push updates, https and with a path; empty to fetch them.
        webhook_listen: host and port behind that address.
        webhook_secret: what Telegram sends along; a new one at each start if empty.
        workers: processes that search; 0 searches in two threads of the bot's own process.
        readers: ids of readers, groups and channels who alone are answered; empty answers everybody.
        allowance: questions of one reader a minute.
        busy_at: questions that wait at the same time from which on others are asked to come back.
        reranker: folder of a cross-encoder in ONNX that puts the first passages in another order; none if empty.
        reranker_seconds: that re-ranking may take for one question; then the usual order stands.
        reranker_threads: that re-rank one question.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_prefix="DATELINE_",
        extra="ignore",
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    home: Path = Path("data")
    log_level: Annotated[LogLevel, BeforeValidator(str.upper)] = "WARNING"
    future: bool = False
    index_memory: int = Field(default=32, ge=1, le=1 << 20)
    contact: Annotated[str, AfterValidator(_header)] = ""
    archive_name: str = ""
    bot_token: Annotated[SecretStr | None, BeforeValidator(lambda value: value or None)] = Field(
        default=None, validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN")
    )
    api_url: Annotated[str, AfterValidator(_http)] = Field(
        default="https://api.telegram.org", validation_alias=AliasChoices("TELEGRAM_API_URL")
    )
    webhook_url: Annotated[str, AfterValidator(_reachable)] = ""
    webhook_listen: Annotated[str, AfterValidator(_host_and_port)] = "127.0.0.1:8080"
    webhook_secret: Annotated[SecretStr, AfterValidator(_allowed_letters)] = SecretStr("")
    workers: int = Field(default=0, ge=0, le=64)
    readers: Annotated[frozenset[int], NoDecode, BeforeValidator(_numbers)] = frozenset()
    allowance: int = Field(default=60, ge=1)
    busy_at: int = Field(default=90, ge=1)
    reranker: Annotated[Path | None, BeforeValidator(lambda value: value or None)] = None
    reranker_seconds: float = Field(default=1.0, gt=0, le=60)
    reranker_threads: int = Field(default=1, ge=1, le=64)

    def admit(self, *ids: int) -> bool:
        """Tell whether somebody may ask who has one of some ids, or writes in a group that has it."""
        return not self.readers or not self.readers.isdisjoint(ids)


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
