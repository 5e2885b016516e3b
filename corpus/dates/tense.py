"""Tells whether the words around a date expression speak of what is to come."""

from __future__ import annotations

import re
from typing import Literal

from corpus.dates.lexicon import Tense
from corpus.language.cutting import fold, sentence_spans

WORD = re.compile(r"[^\W\d_]+")
GOVERNS = 5
"""A verb of the past so many words before a day, or less, is taken to be what happened on it."""
AFTER = 4
"""A word behind an expression tells its tense as one so much further away before it."""


def tense_of(text: str, start: int, end: int, words: Tense) -> Literal["past", "future", ""]:
    """Tell whether the sentence around an expression speaks of the past or the future, by the nearest telling word.

    A verb that only reports ("said", "announced") tells of neither: what it reports may be to come.
    """
    before = _words(sentences(text[max(0, start - 160) : start])[-1], words)[-14:]
    after = _words(sentences(text[end : end + 120])[0], words)[:10]
    if any(word in words.leading for word in before[-2:]):
        return "" if any(word in words.denying for word in (*before[-8:], *after[:5])) else "future"
    sentence = [*before, *after]
    nearest: tuple[int, Literal["past", "future", ""]] | None = None
    for place, word in enumerate(sentence):
        if word not in words.telling and not (words.ending and word.endswith(words.ending)):
            continue
        distance = len(before) - place - 1 if place < len(before) else place - len(before) + AFTER
        if nearest is not None and nearest[0] <= distance:
            continue
        leads = sentence[max(0, place - 3) : place]
        if word in words.future:
            nearest = (distance, "past" if any(one in words.finished for one in leads) else "future")
        elif word in words.reporting and not (leads and leads[-1] in words.passive):
            nearest = (distance, "")
        elif word in words.past or _tells_past(word, leads, words):
            nearest = (distance, "past" if distance <= GOVERNS and place < len(before) else "")
    return nearest[1] if nearest is not None else ""


def sentences(text: str) -> list[str]:
    """Return the sentences of a piece of text, at least one; a line ends a sentence."""
    return [line[first:last] for line in text.split("\n") for first, last in sentence_spans(line) or [(0, 0)]]


def _words(part: str, words: Tense) -> list[str]:
    found = WORD.findall(part.lower()) if part.isascii() else [fold(word) for word in WORD.findall(part)]
    if words.causes.isdisjoint(found):
        return found
    pairs = zip(found, [*found[1:], ""], [*found[2:], "", ""], strict=False)
    return [one for one, *rest in pairs if one not in words.causes or " ".join(rest) not in words.caused]


def _tells_past(word: str, leads: list[str], words: Tense) -> bool:
    """Tell whether a word has the ending of a verb of the past and no "to be" before it."""
    if not words.ending or not word.endswith(words.ending):
        return False
    return not leads or leads[-1] not in words.passive
