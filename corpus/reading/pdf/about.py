"""Reads what a PDF says of itself: title, authors, when it was made."""

from __future__ import annotations

import re
from typing import Any

from pypdf import PdfReader

from corpus.cleaning.furniture import letters_only
from corpus.data import table
from corpus.dating.claims import claims_from_field
from corpus.model import DateClaim, Kind, Role
from corpus.reading.drafting import as_title, names, one_line

DATA = table("corpus.reading.pdf", "about")
NO_TITLE = re.compile("|".join(f"(?:{one})" for one in DATA["no_title"]), re.IGNORECASE)
NO_AUTHOR = re.compile("|".join(f"(?:{one})" for one in DATA["no_author"]), re.IGNORECASE)
MOMENT = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<time>\d{4}(?:\d\d)?)?"
    r"(?P<zone>Z|[+-]\d\d)?'?(?P<minutes>\d\d)?"
)
TITLE_LIMIT = 300


def fields(reader: PdfReader) -> dict[str, str]:
    """Return the fields of a file's document information, empty for one that has none that can be read."""
    try:
        found: Any = reader.metadata or {}
        return {str(name).lstrip("/"): one_line(str(found[name])) for name in found}
    except Exception:  # noqa: BLE001 - damaged ones make it fail in many ways; the text is still good
        return {}


def title_of(told: dict[str, str]) -> str:
    """Return the title that a file names, "" where it is a file's name or a program's."""
    title = as_title(told.get("Title", ""))[:TITLE_LIMIT]
    return "" if NO_TITLE.search(title) or sum(map(str.isalpha, title)) < 4 else title  # noqa: PLR2004


def authors_of(told: dict[str, str]) -> tuple[str, ...]:
    """Return the authors that a file names, none where these are names of accounts and programs."""
    author = told.get("Author", "")
    named = " " in author.strip() and not NO_AUTHOR.search(author)
    return names([one for one in re.split(r";| and |, (?=\S+ \S)", author) if one.strip()])[:20] if named else ()


def claims_of(told: dict[str, str]) -> list[DateClaim]:
    """Return when the file says it was made and changed, which may be long after it was published."""
    claims: list[DateClaim] = []
    for name, role in (("CreationDate", Role.PUBLISHED), ("ModDate", Role.MODIFIED)):
        match = MOMENT.match(told.get(name, ""))
        if match and match["day"] and not told[name].startswith(tuple(DATA["no_moment"])):
            time = match["time"]
            zone = match["zone"] or ""
            zone += f":{match['minutes'] or '00'}" if len(zone) > 1 else ""
            day = f"{match['year']}-{match['month']}-{match['day']}"
            when = f"{day}T{time[:2]}:{time[2:4]}:00{zone}" if time else day
            claims += claims_from_field(when, Kind.META, f"PDF field {name}", None, role, DATA["made_weight"])
    return claims


def shown_in(title: str, text: str) -> bool:
    """Tell whether a title stands in a text, however it is set there."""
    return letters_only(title) in letters_only(text)
