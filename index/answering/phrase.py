"""Reads a question of nothing but stop words as a name or a quotation: "The Who", "to be or not to be"."""

from __future__ import annotations

import re
from itertools import groupby

from index.analysis import asking_words, fold
from index.questions import AROUND, CAPITALISING

QUOTED = re.compile(r"[\"“„«‹‘「『]\s*([^\"“”„«»‹›「」『』]{2,}?)\s*[\"”“»›’」』]")
ASKED = re.compile(r"[?؟？]\W*$")
QUOTATION = 3
"""Words of a quotation without marks; two stop words are thanks or a greeting as often."""


def phrase_of(text: str, language: str) -> str:
    """Return the words that must stand side by side in a passage, "" for a text that is neither a name nor a quotation.

    They have capitals where these must be met: "The Who" is not "the who". What follows from capitals is a choice.

    Args:
        text: a question of which all words are stop words.
        language: that it is asked in.
    """
    quoted = QUOTED.search(text)
    pieces = [piece for piece in (AROUND.sub("", one) for one in (quoted[1] if quoted else text).split()) if piece]
    if quoted:
        return _named(pieces) or " ".join(pieces).lower()
    name = _named(pieces) or _name_within(text, language)
    if name:
        return name
    asking = asking_words(language)
    asks = ASKED.search(text) or not asking or any(fold(piece) in asking for piece in pieces[:1])
    return "" if asks or len(pieces) < QUOTATION else " ".join(pieces).lower()


def _named(pieces: list[str]) -> str:
    """Return words that are all written as a name is, "" otherwise: each with a capital, one alone with several."""
    if len(pieces) == 1:
        return pieces[0] if _shouts(pieces[0]) else ""
    titled = all(piece[:1].isupper() for piece in pieces) and not all(map(_shouts, pieces))
    return " ".join(pieces) if titled else ""


def _name_within(text: str, language: str) -> str:
    """Return the longest name among other words: with capitals that no sentence begins with."""
    pieces = text.split()
    if all(map(_shouts, filter(str.isalpha, pieces))) or language in CAPITALISING:
        return ""
    runs = [
        [AROUND.sub("", piece) for piece in run]
        for capital, run in groupby(pieces, lambda piece: AROUND.sub("", piece)[:1].isupper())
        if capital
    ]
    if (
        runs
        and len(runs[0]) > 1
        and AROUND.sub("", pieces[0]) == runs[0][0]
        and fold(runs[0][0]) in asking_words(language)
    ):
        runs[0] = runs[0][1:]
    names = [name for run in runs if (name := _named(run))]
    return max(names, key=len, default="")


def _shouts(word: str) -> bool:
    return len(word) > 1 and word.isupper()
