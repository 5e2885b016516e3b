"""Settings: from the environment, then .env, then defaults; each is described in .env.example."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from corpus.errors import SettingsInvalid

T = TypeVar("T")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
YES, NO = frozenset("1 true t yes y on".split()), frozenset("0 false f no n off".split())


def _log_level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return value.upper()


def _yes(value: str) -> bool:
    if value.lower() not in YES | NO:
        raise ValueError("must be true or false")
    return value.lower() in YES


def _reachable(value: str) -> str:
    if value and (not value.startswith(("https://", "http://127.0.0.1:")) or not urlsplit(value).path.strip("/")):
        raise ValueError("must begin with https:// and have a path, such as https://bot.example.org/dateline")
    return value


def _host_and_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:  # noqa: PLR2004 - ports end there
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:8080")
    return value


def _allowed_letters(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value):
        raise ValueError("may hold letters of English, digits, _ and - only, at most 256")
    return value


def _http(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return value.rstrip("/")


def _ids(value: str) -> frozenset[int]:
    try:
        return frozenset(map(int, value.replace(",", " ").split()))
    except ValueError:
        raise ValueError("must be whole numbers, separated by commas") from None  # Python's own words hold the value


def _whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number that lies between two."""

    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            raise ValueError("must be a whole number") from None
        if number < least or (most is not None and number > most):
            raise ValueError(f"must be at least {least}" + (f" and at most {most}" if most is not None else ""))
        return number

    return read


def _seconds(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise ValueError("must be a number") from None
    if not 0 < number <= 60:  # noqa: PLR2004 - nobody waits longer; and not a number is neither
        raise ValueError("must be more than 0 and at most 60")
    return number


def _set(default: T, read: Callable[[str], T], variable: str = "", *, secret: bool = False) -> T:
    """Return a field with its default, what makes a value of a text, and its variable if that has a name of its own."""
    found: T = field(default=default, repr=not secret, metadata={"read": read, "variable": variable})
    return found


@dataclass(frozen=True)
class Settings:
    """What a maintainer may set.

    Attributes:
        home: folder of archive.db and index/.
        log_level: how talkative the log on stderr is.
        future: show also articles whose day of publication is still to come.
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

    home: Path = _set(Path("data"), Path)  # noqa: RUF009 - a field, as in all lines
    log_level: str = _set("WARNING", _log_level)
    future: bool = _set(default=False, read=_yes)
    archive_name: str = _set("", str)
    bot_token: str = _set("", str, "TELEGRAM_BOT_TOKEN", secret=True)
    api_url: str = _set("https://api.telegram.org", _http, "TELEGRAM_API_URL")
    webhook_url: str = _set("", _reachable)
    webhook_listen: str = _set("127.0.0.1:8080", _host_and_port)
    webhook_secret: str = _set("", _allowed_letters, secret=True)
    workers: int = _set(0, _whole(0, 64))
    readers: frozenset[int] = _set(frozenset(), _ids)
    allowance: int = _set(60, _whole(1))
    busy_at: int = _set(90, _whole(1))
    reranker: Path | None = _set(None, lambda value: Path(value) if value else None)  # noqa: RUF009 - as above
    reranker_seconds: float = _set(1.0, _seconds)
    reranker_threads: int = _set(1, _whole(1, 64))

    def admit(self, *ids: int) -> bool:
        """Tell whether somebody may ask who has one of some ids, or writes in a group that has it."""
        return not self.readers or not self.readers.isdisjoint(ids)


def variables() -> dict[str, Field[Any]]:
    """Return the settings by the names that they have in the environment."""
    return {one.metadata["variable"] or f"DATELINE_{one.name.upper()}": one for one in fields(Settings)}


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsInvalid: one cannot be used; the message names it, never its value.
    """
    told = _told()
    found: dict[str, Any] = {}
    problems = []
    for variable, setting in variables().items():
        if variable in told:
            try:
                found[setting.name] = setting.metadata["read"](told[variable])
            except ValueError as error:
                problems.append(f"{variable}: {error}")
    if problems:
        cure = "correct the environment or .env (see .env.example)"
        raise SettingsInvalid(f"settings: {'; '.join(problems)}; {cure}")
    return Settings(**found)


def _told() -> dict[str, str]:
    """Return what the environment and, behind it, .env tell, in capital letters."""
    told: dict[str, str | None] = {}
    if (file := Path(".env")).is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - most often there is no such file

        try:
            told.update(dotenv_values(file, encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise SettingsInvalid("settings: .env is not UTF-8; save it as UTF-8") from error
    told = {name.upper(): value for source in (told, os.environ) for name, value in source.items()}
    return {name: value for name, value in told.items() if value is not None}
