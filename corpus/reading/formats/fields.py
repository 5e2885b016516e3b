"""Tells which field of a record or of front matter holds a date, and whether one holds the article back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from corpus.data import table
from corpus.dates.fields import refusal
from corpus.dating.claims import claims_from_field
from corpus.language.detecting import base_code, language_of
from corpus.model import DateClaim, Furniture, Kind, Role
from corpus.omissions import Omission
from corpus.reading.decoding import printable
from corpus.reading.directions import NO_DIRECTIONS, Directions
from corpus.reading.drafting import refused
from corpus.reading.formats.told_dates import as_told, spoken_in

LONGEST_NAME = 60
_DATA = table("corpus.reading.formats", "fields")


def _bare(name: str) -> str:
    """Return a name or an answer without case and signs, by which it is known."""
    return re.sub(r"[\W_]", "", name.casefold())


@lru_cache(4096)
def bare_name(name: str) -> str:
    """Return a field's name as it is known, which every record of a file asks for again."""
    return _bare(name)


def _known(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_bare, names)))


DATES = {group: _known(_DATA["dates"][group]) for group in ("published", "created", "modified", "captured")}
HELD_BACK = {group: frozenset(_known(names)) for group, names in _DATA["held_back"].items() if group != "folders"}
TELLING = HELD_BACK["true"] | HELD_BACK["false"] | HELD_BACK["status"]
FOLDERS = frozenset(_DATA["held_back"]["folders"])
YES, NO = (frozenset(_known(_DATA["answers"][answer])) for answer in ("yes", "no"))
CREATED_WEIGHT: float = _DATA["dates"]["created_weight"]
TOLD = {"published": "date", "modified": "modified"}
"""What archive.toml calls the fields of a group."""
WRAPPING = ("$date", "$numberLong")
"""How MongoDB exports a date: {"$date": {"$numberLong": "1557187200000"}}."""
ROLES = {"modified": Role.MODIFIED, "captured": Role.CAPTURED}
"""What the dates of a group are, but for publication."""
DATE_ORDER, CREATED_FIRST = DATES["published"], DATES["created"]
"""Names of fields with the day of publication, best first, and those that stand in."""
OTHER_DATES = frozenset((*DATES["modified"], *DATES["captured"]))
"""Names of fields with days on which nothing was published."""
GROUPS = frozenset({"extra", "params", "date", "dates", "meta", "metadata", "frontmatter"})
"""Fields that hold others, where generators put what is not their own: Zola's [extra], Hugo's [params]."""
AUTHORS = frozenset({"author", "byline"})
"""Fields of an author, in which some exports keep the day of publication: {"author": {"published_date": ...}}."""
DATE_NAMES = frozenset(name for names in DATES.values() for name in names)


@dataclass(frozen=True, slots=True)
class FieldDates:
    """What fields tell of an article's dates.

    Attributes:
        refused: a piece for each value that is no date, with the reason.
    """

    claims: tuple[DateClaim, ...]
    refused: tuple[Furniture, ...]

    @property
    def published(self) -> bool:
        """Whether a field tells when the article was published."""
        return any(one.role is Role.PUBLISHED for one in self.claims)


def in_drafts(path: str) -> bool:
    """Tell whether a file lies in a folder of drafts, whatever it is."""
    return not FOLDERS.isdisjoint(path.casefold().split("/")[:-1])


def holds_date(name: str) -> bool:
    """Tell whether a field of a name holds a date."""
    return _bare(name[:LONGEST_NAME]) in DATE_NAMES


def held_back(fields: Mapping[str, Any]) -> Omission | None:
    """Return why an article is not published, or not for everybody, as its fields say; None if they do not."""
    for name, value in _by_name(fields).items():
        if name not in TELLING:
            continue
        answer = _bare(_text(value)[:LONGEST_NAME])
        if name in HELD_BACK["status"] and answer in HELD_BACK["few"]:
            return Omission.PRIVATE
        if (
            (name in HELD_BACK["true"] and answer in YES)
            or (name in HELD_BACK["false"] and answer in NO)
            or (name in HELD_BACK["status"] and answer in HELD_BACK["words"])
        ):
            return Omission.DRAFT
    return None


def field_dates(
    fields: Mapping[str, Any],
    kind: Kind,
    told: str | None,
    text: str,
    directions: Directions = NO_DIRECTIONS,
    first: str | None = None,
) -> FieldDates:
    """Return the claims of the fields that hold dates, and what of them is none.

    Args:
        fields: by their names as they are written.
        kind: RECORD or FRONT_MATTER.
        told: the language that came with the article.
        text: the article's; its language goes before another one that is told.
        directions: what the maintainer says of fields and dates.
        first: a field that holds the date of publication whatever its name; "" if none at all does.
    """
    spoken = language_of(text, told)
    lang = told if told and base_code(told) == spoken else spoken
    notes: list[Furniture] = []
    if first == "":
        return FieldDates((), ())
    found = {
        group: _first(fields, group, _names(group, directions, first), kind, lang, notes, directions) for group in DATES
    }
    claims = found["published"] or found["created"]
    # A day before that of publication is another clock's, or a mistake: it bounds nothing.
    latest = max((one.span.first for one in claims), default=date.min)
    captured = (one for one in found["captured"] if one.span.last >= latest)
    return FieldDates((*claims, *found["modified"], *captured), tuple(notes))


def _names(group: str, directions: Directions, first: str | None) -> Iterator[str]:
    """Yield the names of a group's fields, those first that somebody has told."""
    if first and group == "published":
        yield bare_name(first)
    yield from map(bare_name, directions.field(TOLD.get(group, "")))
    yield from DATES[group]


def _first(
    fields: Mapping[str, Any],
    group: str,
    names: Iterator[str],
    kind: Kind,
    lang: str,
    notes: list[Furniture],
    directions: Directions,
) -> list[DateClaim]:
    """Return the claims of the first field of a group that holds a date; note those before it that hold none."""
    role = ROLES.get(group, Role.PUBLISHED)
    weight = CREATED_WEIGHT if group == "created" else 1.0
    grouped = dict(_grouped(fields))
    named, written = _by_name({**grouped, **fields}), {**fields, **grouped}
    for name in names:
        text = _text(named.get(name))
        if not text or _bare(text) in YES | NO - {"0"}:  # "published: true" tells no day, and nothing of one
            continue
        place = f'{kind.value} field "{_written(written, name)}"'
        claims = claims_from_field(text, kind, place, spoken_in(text, lang, directions), role, weight)
        if claims:
            return as_told(claims, directions, weight)
        notes.append(refused(place, text, refusal(text, lang)))
    return []


def _by_name(fields: Mapping[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, value in _flat(fields):
        named.setdefault(bare_name(name), value)
    return named


def _flat(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield fields and those of Dublin Core that stand together below a name of its own: {"dc": {"date": ...}}."""
    for name, value in fields.items():
        if isinstance(name, str) and len(name) <= LONGEST_NAME:
            yield name, value
            if bare_name(name) in {"dc", "dcterms"} and isinstance(value, Mapping):
                yield from ((f"{name}:{inner}", one) for inner, one in value.items() if isinstance(inner, str))


def _grouped(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that stand together below another one; below an author only what tells of publication."""
    for name, value in fields.items():
        if not isinstance(value, Mapping) or not isinstance(name, str):
            continue
        group = _bare(name[:LONGEST_NAME])
        for inner, one in value.items() if group in GROUPS | AUTHORS else ():
            if not isinstance(inner, str) or inner in fields:
                continue
            if group in GROUPS or (holds_date(inner) and _bare(inner).startswith("publi")):
                yield inner, one


def _written(fields: Mapping[str, Any], bare: str) -> str:
    return printable(next(name for name, _ in _flat(fields) if _bare(name) == bare))


def _text(value: object) -> str:
    """Return what a field holds as text: of a list its first value; of what databases wrap in an object, that."""
    while isinstance(value, list | Mapping):
        inner = value[:1] if isinstance(value, list) else [value[key] for key in WRAPPING if key in value]
        value = next(iter(inner), None)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return printable(str(value.isoformat() if isinstance(value, date) else value)).strip()
