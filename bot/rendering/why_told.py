"""Says to readers, in their language, why an article has its date (bot/rendering/why.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.rendering.why import Explanation, Reason, Reasons
from bot.wording import counted, format_number, in_digits, quoted, words
from bot.wording.dates import format_day, format_span
from corpus.dates.spans import parse_day
from corpus.model import LITTLE_TEXT, REFUSED_DATE, DateClaim, Furniture, Kind

NUMBER = r"[\d,]+"
STAMPED = "the day .* is a masthead: "
RULED = {
    "day_first": re.compile(rf"the day comes first in (?P<most>{NUMBER}) of (?P<all>{NUMBER}) numeric dates"),
    "month_first": re.compile(rf"the month comes first in (?P<most>{NUMBER}) of (?P<all>{NUMBER}) numeric dates"),
    "slipped": re.compile(rf"the file names have slipped: (?P<most>{NUMBER}) of (?P<all>{NUMBER}) carry"),
    "same_day": re.compile(rf"(?P<day>[\d-]+) stands .* of (?P<all>{NUMBER}) pages, .* for (?P<most>{NUMBER}) of them"),
    "place_later": re.compile(rf"{STAMPED}it is later .* on (?P<most>{NUMBER}) of (?P<all>{NUMBER}) pages"),
    "place_alike": re.compile(rf"{STAMPED}(?P<most>{NUMBER}) sister pages"),
    "place_stale": re.compile(rf"{STAMPED}of (?P<all>{NUMBER}) pages that cite a day, (?P<most>{NUMBER}) cite"),
    "masthead": re.compile("the maintainer calls it a masthead"),
    "undated": re.compile("the maintainer calls the article undated"),
}
"""What other articles or the maintainer make of a claim, as the store has it in English; readers hear ``ruling_``."""
NOTED = re.compile(r""", ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"): """)
"""The words of a value that is no date, in the note on it (corpus/reading/drafting.py)."""
COUNTED = re.compile(rf"({NUMBER}) of ({NUMBER}) ")
LISTED = re.compile(r"(?:no text layer on )?pages? ([\d, to]+)(?: and others)? of (\d+)")
"""Which pages of how many are left out of a document (corpus/reading/pdf/document.py)."""
UNTOLD = frozenset({REFUSED_DATE, "pages"})
"""Roles of what the reasons tell of, and of what only whoever keeps the archive looks up."""


def told(reasons: Reasons, lang: str) -> Explanation:
    """Say to readers why an article has its date."""
    return Explanation(_sentences(reasons.choice, lang), tuple(_sentences(one, lang) for one in reasons.claims))


def claim_told(claim: DateClaim, lang: str) -> str:
    """Say what a claim says, and where it stands."""
    word = words(lang)
    return f"{word[f'claim_{claim.role}'].format(day=format_span(claim.span, lang))} · {kind_told(claim.kind, lang)}"


def kind_told(kind: Kind, lang: str) -> str:
    """Say where a claim stands."""
    return words(lang)["kind_" + re.sub(r"\W", "_", kind.lower())]


def furniture_told(furniture: Sequence[Furniture], lang: str) -> Iterator[tuple[str, str]]:
    """Yield what a piece that was set apart is, and its words."""
    word = words(lang)
    for piece in furniture:
        if piece.role not in UNTOLD:
            yield word.get(f"role_{piece.role.replace(' ', '_')}", word["role_other"]), _noted_text(piece, lang)


def _noted_text(piece: Furniture, lang: str) -> str:
    """Return the words of what was set apart; notes of ours only in numbers, as the store holds them in English."""
    if piece.role == LITTLE_TEXT and (found := COUNTED.match(piece.text)):
        return " / ".join(_number(one, lang) for one in found.groups())
    if piece.role == "left out" and (found := LISTED.match(piece.text)):
        return in_digits(f"{found[1].replace(' to ', '–')} / {found[2]}", lang)
    return piece.text


def _sentences(reasons: Sequence[Reason], lang: str) -> str:
    return " ".join(filter(None, (_said(one, lang) for one in reasons)))


def _said(reason: Reason, lang: str) -> str:
    word, claim, key = words(lang), reason.claim, f"why_{reason.key}"
    if reason.key == "ruling":
        return _ruling(reason.why, lang)
    if reason.count:
        return counted(lang, key, reason.count)
    comma = word["comma"]
    said = word[key].format(
        day="" if claim is None else format_span(claim.span, lang),
        words="" if claim is None else quoted(claim.words, lang),
        kinds=comma.join(kind_told(one, lang) for one in reason.kinds),
        others=comma.join(f"{format_span(one.span, lang)} ({kind_told(one.kind, lang)})" for one in reason.others),
        notes=comma.join(quoted(one, lang) for one in map(_noted, reason.notes) if one),
    )
    return " ".join(filter(None, (said, _ruling(reason.why, lang))))


def _ruling(why: str, lang: str) -> str:
    """Say what is ruled of a claim, "" for words of an older store that are none of ours."""
    for key, pattern in RULED.items():
        if found := pattern.match(why):
            told = found.groupdict()
            numbers = {name: _number(value, lang) for name, value in told.items() if name != "day"}
            day = parse_day(told.get("day") or "")
            return words(lang)[f"ruling_{key}"].format(day=day and format_day(day, lang), **numbers)
    return ""


def _number(written: str, lang: str) -> str:
    return format_number(int(written.replace(",", "") or 0), lang)


def _noted(note: str) -> str:
    """Return the words of a value that is no date."""
    found = NOTED.search(note)
    return found[1][1:-1] if found else ""
