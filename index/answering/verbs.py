"""Tells which words of a passage are verbs, and which of its dates belong to which verb.

A date that opens its sentence ("On Sunday, the emergency begun on November 15 ended") belongs to the verbs that have
no date of their own right behind them; any other date to the nearest verb before it in its sentence, else to the first
behind it that no other date belongs to. Verbs are told by their past forms: the ending -ed, and verbs.toml.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.language.sentences import sentence_spans
from corpus.model import Mention
from index.analysis import archive_term

OPENING = re.compile(
    r"\W*(?:(?:on|in|at|by|during|since|late|early|earlier|later|the|about|around)\s+){0,4}", re.IGNORECASE
)
TAKEN = 24
"""Characters behind a verb within which a date is its own: "begun on November 15"."""
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage.

    Attributes:
        start: its first character.
        end: one past its last.
        terms: the term that it counts as and, for "began" and "begun", that of "begin".
        verb: whether its form is that of a verb in the past.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    verb: bool


def word(folded: str, start: int, end: int, language: str = "en") -> Word:
    """Return a word of a passage in some language with its terms; verbs are told in English only."""
    term = archive_term(folded, language)
    if language != "en":
        return Word(start, end, (term,), verb=False)
    base = _irregular().get(folded)
    if base is not None:
        return Word(start, end, (term, archive_term(base)), verb=True)
    return Word(start, end, (term,), verb=len(folded) > SHORTEST and folded.endswith("ed"))


@cache
def _irregular() -> dict[str, str]:
    """Return the base of each irregular past form."""
    data = tomllib.loads(resources.files("index").joinpath("verbs.toml").read_text("utf-8"))
    return {form: base for base, forms in data["irregular"].items() for form in forms.split()}


def verbs_of(text: str, mentions: Sequence[Mention], words: Sequence[Word]) -> list[list[Word]]:
    """Return the verbs that each date of a passage belongs to.

    Args:
        text: the passage.
        mentions: its dates, in order.
        words: of the passage, in order.
    """
    verbs = [one for one in words if one.verb]
    places = [one.start for one in verbs]
    sentences = sentence_spans(text)
    begins = [start for start, _ in sentences]
    inside: list[Sequence[Word]] = []
    opening: list[bool] = []
    for mention in mentions:
        place = bisect_right(begins, mention.start) - 1
        start, end = sentences[place] if place >= 0 else (mention.start, mention.end)
        inside.append(verbs[bisect_left(places, start) : bisect_left(places, end)])
        opening.append(OPENING.fullmatch(text, start, mention.start) is not None)
    before = [_before(mention, near) for mention, near in zip(mentions, inside, strict=True)]
    owned = {verb for verb in before if verb}
    taken = {verb for mention, verb in zip(mentions, before, strict=True) if verb and mention.start - verb.end <= TAKEN}
    found: list[list[Word]] = []
    for mention, near, verb, opens in zip(mentions, inside, before, opening, strict=True):
        behind = [one for one in near if one.start >= mention.end]
        if opens:
            found.append([one for one in behind if one not in taken])
        else:
            found.append([verb] if verb else [one for one in behind if one not in owned][:1])
    return found


def _before(mention: Mention, verbs: Sequence[Word]) -> Word | None:
    """Return the last of some verbs before a date."""
    return next((one for one in reversed(verbs) if one.end <= mention.start), None)
