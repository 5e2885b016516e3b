"""Gives the names and patterns of fields.toml, where pages write their dates, ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.data import table
from corpus.model import Role


@dataclass(frozen=True, slots=True)
class Field:
    """What a named field tells: a role, and how far to trust it beside others of its kind (a factor)."""

    role: Role
    weight: float


_DATA = table("corpus.reading.page", "fields")
_NAMED, _TYPES = _DATA["properties"], _DATA["types"]
SCRIPT_NAMES: tuple[str, ...] = tuple(sorted(_DATA["script"]["names"], key=len, reverse=True))
"""Names of publication dates in a script; one without any need not be searched sign by sign."""
_SCRIPT_PATTERN = "|".join(map(re.escape, SCRIPT_NAMES))

META_FIELDS = {name: Field(Role(group["role"]), group["weight"]) for group in _DATA["meta"] for name in group["names"]}
"""Meta tags that hold dates, by name in lower case."""
PROPERTIES = {
    **dict.fromkeys(_NAMED["published"], Field(Role.PUBLISHED, 1.0)),
    "uploaddate": Field(Role.PUBLISHED, _NAMED["upload_weight"]),
    **dict.fromkeys(_NAMED["created"], Field(Role.PUBLISHED, _NAMED["created_weight"])),
    **dict.fromkeys(_NAMED["modified"], Field(Role.MODIFIED, 1.0)),
}
"""Properties of schema.org that hold dates, by name in lower case."""
TYPE_WEIGHTS: dict[str, float] = {
    **dict.fromkeys(_TYPES["page"], _TYPES["page_weight"]),
    **dict.fromkeys(_TYPES["article"], 1.0),
    **dict.fromkeys(_TYPES["without_date"], 0.0),
    "": _TYPES["other_weight"],
}
"""How far to trust a JSON-LD node of a type, by type in lower case; "" stands for all others. 0: not at all."""
FOREIGN_KEYS = frozenset(_TYPES["foreign"])
"""JSON-LD keys below which other things than the page's article stand."""
SCRIPT_DATE = re.compile(
    rf"""(?<![\w-])\\?["']?({_SCRIPT_PATTERN})\\?["']?\s{{0,4}}[:=]\s{{0,4}}\\?["']?([\w ,.:+/-]{{8,40}})"""
)
"""A publication date in a script: group 1 is the name, group 2 the value."""
MOMENTS = frozenset(_DATA["moments"]["names"])
"""Attributes in which scripts find the moment to which they write "4 years ago"."""
ZONES = {name: re.compile(pattern) for name, pattern in _DATA["zones"].items()}
"""Patterns for the class and id of an element: outside, capture, dated, modified, published."""
LABELS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _DATA["labels"].items()}
"""Patterns for words beside a date: published, modified, captured, foreign."""
WEIGHTS: dict[str, float] = _DATA["byline"]
"""Weights of visible dates, and distances from the headline in characters."""
