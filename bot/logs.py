"""Logging: our own words only. Libraries log payloads, tokens and readers' texts; of them only names get through."""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from bot.secrets import hide

log = logging.getLogger(__name__)

OURS = ("bot", "index", "corpus")
TEXT, JSON = "text", "json"
LIBRARY = "library"
"""The event of whatever a library logs."""
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class OnlyOurWords(logging.Filter):
    """Replaces what a library logs by the name of its logger and of the error, and drops tracebacks with values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record; take its details out unless it is ours."""
        if record.name.partition(".")[0] in OURS:
            return True
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.msg = f"(details withheld) {error}".strip()
        record.args = ()
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        record.of_library = error
        return True


class HidingHandler(logging.StreamHandler[TextIO]):
    """Writes records without secrets, should one stand in an error that is told in our own words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written."""
        return hide(super().format(record))


class AsJson(logging.Formatter):
    """Writes a record as an object of JSON: when, how bad, what, where from, and what belongs to the event."""

    def __init__(self) -> None:
        from corpus.data import table  # noqa: PLC0415 - with a library that a list of commands needs not

        super().__init__()
        self._events = {said["text"]: (name, said["fields"]) for name, said in table("bot", "log_events").items()}

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": LIBRARY,
            "logger": record.name,
            "process": record.process,
        }
        error = getattr(record, "of_library", None)
        if error is not None:
            return json.dumps(said | ({"error": error} if error else {}))
        event, fields = self._events.get(record.msg, (record.funcName, ()))
        values = record.args if isinstance(record.args, tuple) else ()
        told = {name: value if isinstance(value, int | float) else str(value)
                for name, value in zip(fields, values, strict=False)}  # fmt: skip
        return json.dumps(said | {"event": event} | told)


def configure_logging(level: str, form: str = TEXT) -> None:
    """Log to stderr, at ``level`` for us and at WARNING or above for libraries, as text or as JSON."""
    handler = HidingHandler(sys.stderr)
    handler.setFormatter(AsJson() if form == JSON else logging.Formatter(FORM))
    handler.addFilter(OnlyOurWords())
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), handlers=[handler], force=True
    )
    logging.raiseExceptions = False  # a record that cannot be formatted would print its arguments
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def keep_to_ourselves() -> None:
    """Close the ways past the log: a library's warning, an error or a crashed process may hold words of readers."""
    logging.captureWarnings(capture=True)
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    sys.excepthook = _ended
    threading.excepthook = lambda told: _ended(told.exc_type, told.exc_value, told.exc_traceback)


def _ended(kind: type[BaseException], error: BaseException | None, _where: TracebackType | None) -> None:
    log.critical("Ended by an error: %s, at %s.", kind.__name__, came_from(error))


def came_from(error: BaseException | None) -> str:
    """Return where in our code an error came from, or the last we know of its way: a module and a line."""
    found, at = "", error.__traceback__ if error is not None else None
    while at is not None:
        name = at.tb_frame.f_globals.get("__name__", "")
        if name.partition(".")[0] in OURS:
            found = f"{name}:{at.tb_lineno}"
        at = at.tb_next
    return found


def new_number() -> str:
    """Return a number by which an error is known, in the log and to who hears of it."""
    return os.urandom(4).hex()
