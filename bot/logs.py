"""Logging: our own words only. Libraries log payloads, tokens and readers' texts; of them only names get through."""

from __future__ import annotations

import logging
import resource
import sys
from typing import TextIO

from bot.secrets import hide

OURS = ("bot", "index", "corpus")


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
        return True


class HidingHandler(logging.StreamHandler[TextIO]):
    """Writes records without secrets, should one stand in an error that is told in our own words."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written."""
        return hide(super().format(record))


def configure_logging(level: str) -> None:
    """Log to stderr, at ``level`` for us and at WARNING or above for libraries."""
    handler = HidingHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(OnlyOurWords())
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), handlers=[handler], force=True
    )
    logging.raiseExceptions = False  # a record that cannot be formatted would print its arguments
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def keep_to_ourselves() -> None:
    """Close the ways past the log: a library's warning, or the memory of a crashed process, may hold readers' words."""
    logging.captureWarnings(capture=True)
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
