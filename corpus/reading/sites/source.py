"""A page among a site's sources: what its fields say, and where it lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from posixpath import splitext
from typing import Any

from corpus.errors import Unreadable
from corpus.model import DateClaim, Kind, Precision, Role
from corpus.reading.decoding import decode
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.lektor import ENDING as LEKTOR_ENDING
from corpus.reading.formats.lektor import split_lektor
from corpus.reading.formats.notebook import ENDING as NOTEBOOK_ENDING
from corpus.reading.formats.notebook import split_notebook
from corpus.reading.items import Item
from corpus.reading.sites.site import Site, site_of

FIELD_LINE = re.compile(r"^(?:\.\. |:|#\+)([A-Za-z][\w-]{0,40}):[ \t]+(.*)$", re.MULTILINE)
"""A field of reStructuredText, of Nikola's comments, or of org."""
FIELDS_WITHIN = 2000
"""First characters in which such fields stand."""
SPLITTING: Mapping[str, Callable[[str], tuple[Mapping[str, Any], str]]] = {
    LEKTOR_ENDING: split_lektor, NOTEBOOK_ENDING: split_notebook,
}  # fmt: skip
"""What tells the fields of a page from its text, by the file's ending, where that is not front matter."""
CLOCK = re.compile(r"[T ](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page among a site's sources.

    Attributes:
        site: that it is of.
        path: below the site's folder.
        meta: its fields, with names in lower case.
        body: the text below them.
        told: whether it has fields above its text.
    """

    site: Site
    path: str
    meta: Mapping[str, Any]
    body: str
    told: bool

    @property
    def inside(self) -> str:
        """Its path below the folder of the site's content."""
        folder = max((one for one in self.site.content if self.path.startswith(one)), key=len, default="")
        return self.path[len(folder) :]

    @property
    def stem(self) -> str:
        """The name of its file without its ending."""
        return splitext(self.path.rpartition("/")[2])[0]

    def text(self, name: str) -> str:
        """Return what a field holds as text; nothing if it holds none."""
        value = self.meta.get(name)
        return value.strip() if isinstance(value, str) else ""


def source_page(item: Item) -> SourcePage | None:
    """Return an item as a page of its site's sources; None if it is of none, or no text."""
    site = site_of(item.directions.sites, item.path)
    if site is None or item.line is not None:
        return None
    try:
        text = decode(item.data)
        meta, body = SPLITTING.get(splitext(item.path)[1].lower(), split_front_matter)(text)
    except Unreadable:
        return None
    if not meta:
        meta = dict(FIELD_LINE.findall(text[:FIELDS_WITHIN]))
    return SourcePage(site, site.below(item.path), {name.lower(): one for name, one in meta.items()}, body, bool(meta))


def read_as(item: Item, endings: Collection[str]) -> str:
    """Return the name by which an item's format is told: where .txt is reStructuredText to a site, as that."""
    site = site_of(item.directions.sites, item.path) if item.path.endswith(".txt") else None
    if site is None or site.generator != "nikola" or ".rst" not in endings:
        return item.path
    return f"{splitext(item.path)[0]}.rst"


def day_of(claims: tuple[DateClaim, ...], zone: str | None) -> date | None:
    """Return the day under which a site files a page, None where it is not sure.

    Args:
        claims: of the page.
        zone: the name of the site's time zone, if its settings tell it. Where they do not, a moment that is of
            another day in UTC is not sure.
    """
    own = [one for one in claims if one.role is Role.PUBLISHED and one.span.precision is Precision.DAY]
    fields = [one for one in own if one.kind is Kind.FRONT_MATTER]
    if not fields:
        days = {one.span.first for one in own if one.kind is Kind.FILE_NAME}
        return days.pop() if len(days) == 1 else None
    day = fields[0].span.first
    clock = CLOCK.search(fields[0].words)
    if len({one.span.first for one in fields}) > 1:
        return None
    if clock is None or not clock[4]:
        return day
    try:
        moment = datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]), tzinfo=_zone(clock[4]))
        return _there(moment, zone, day)
    except (ValueError, OSError, OverflowError, KeyError):
        return None


def _there(moment: datetime, zone: str | None, day: date) -> date | None:
    if zone:
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - few sites tell one

        return moment.astimezone(ZoneInfo(zone)).date()
    return day if moment.astimezone(UTC).date() == day else None


def _zone(written: str) -> timezone:
    if written[0] not in "+-":
        return UTC
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
