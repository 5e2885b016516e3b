"""What is refused, as the status of HTTP and a wording: in the reader's language for a page, in English for JSON."""

from __future__ import annotations

from http import HTTPStatus

from bot.wording import words


class Refused(Exception):
    """A request is not answered.

    Args:
        status: of HTTP.
        key: of the wording that a page shows.
        told: what a program is told, which names the part that is wrong; the wording in English if empty.
        values: filled into the wording.
    """

    def __init__(self, status: HTTPStatus, key: str, told: str = "", **values: object) -> None:
        super().__init__(status, key, told)  # by which it comes back from another process
        self.status = status
        self.key = key
        self.values = values
        self._told = told

    def wording(self, lang: str) -> str:
        """Return what a page says."""
        return words(lang)[self.key].format(**self.values)

    @property
    def told(self) -> str:
        """What a program is told."""
        return self._told or self.wording("en")


def unreadable(told: str) -> Refused:
    """Return that a request cannot be understood."""
    return Refused(HTTPStatus.BAD_REQUEST, "web_refused", told)


def missing() -> Refused:
    """Return that there is no such page."""
    return Refused(HTTPStatus.NOT_FOUND, "web_missing")
