"""Gives the names and patterns of page_fields.toml, where pages write their dates, ready for use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.data import table
from corpus.model import Role


@dataclass(frozen=True, slots=True)
class Field:
    """What a named field tells: a role, and how far to trust it beside others of its kind (a factor)."""

    role: Role
    weight: float


@cache
def meta_fields() -> dict[str, Field]:
    """Return the meta tags that hold dates, by name in lower case."""
    return {name: Field(Role(group["role"]), group["weight"]) for group in _data()["meta"] for name in group["names"]}


@cache
def properties() -> dict[str, Field]:
    """Return the properties of schema.org that hold dates, by name in lower case."""
    data = _data()["properties"]
    found = dict.fromkeys(data["published"], Field(Role.PUBLISHED, 1.0))
    found["uploaddate"] = Field(Role.PUBLISHED, data["upload_weight"])
    found.update(dict.fromkeys(data["created"], Field(Role.PUBLISHED, data["created_weight"])))
    found.update(dict.fromkeys(data["modified"], Field(Role.MODIFIED, 1.0)))
    return found


@cache
def type_weights() -> dict[str, float]:
    """Return how far to trust a JSON-LD node of a type, by type in lower case; "" stands for all others."""
    data = _data()["types"]
    weights = dict.fromkeys(data["page"], data["page_weight"])
    weights.update(dict.fromkeys(data["article"], 1.0))
    weights[""] = data["other_weight"]
    return weights


@cache
def foreign_keys() -> frozenset[str]:
    """Return the JSON-LD keys below which other things than the page's article stand."""
    return frozenset(_data()["types"]["foreign"])


@cache
def script_pattern() -> re.Pattern[str]:
    """Return the pattern of a publication date in a script: group 1 is the name, group 2 the value."""
    names = "|".join(map(re.escape, sorted(_data()["script"]["names"], key=len, reverse=True)))
    return re.compile(rf"""(?<![\w-])\\?["']?({names})\\?["']?\s{{0,4}}[:=]\s{{0,4}}\\?["']?([\w ,.:+/-]{{8,40}})""")


@cache
def moment_attributes() -> tuple[str, ...]:
    """Return the attributes in which scripts find the moment to which they write "4 years ago"."""
    return tuple(_data()["moments"]["names"])


@cache
def zone(name: str) -> re.Pattern[str]:
    """Return the pattern for the class and id of an element: outside, capture, dated or modified."""
    return re.compile(_data()["zones"][name])


@cache
def label(name: str) -> re.Pattern[str]:
    """Return the pattern for words beside a date: published, modified, captured or foreign."""
    return re.compile(_data()["labels"][name], re.IGNORECASE)


@cache
def byline_weights() -> dict[str, float]:
    """Return the weights and distances for visible dates."""
    return dict(_data()["byline"])


def _data() -> dict[str, Any]:
    return table("corpus.reading.page", "fields")
