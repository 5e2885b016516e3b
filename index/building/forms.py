"""Cuts a text into the same words as the analysis does, and keeps which of them are written with a capital.

A word comes as its form: in a text in ASCII as it stands there, ``Kennedy``; in any other text folded, behind
``CAPITAL`` if it is written with a capital everywhere in that text. Counting forms costs no more than counting words.
"""

from __future__ import annotations

import re

from corpus.language.cutting import SPACED, UNITS, WORD, fold, tokens

CASED = re.compile(WORD.pattern.replace("a-z", "A-Za-z").replace(UNITS, f"(?i:{UNITS})"), re.ASCII)
CAPITAL = "^"
"""Stands in no word."""
PART = re.compile(r"[^\W\d_]\w*")
APOSTROPHE = re.compile("['’]")


def forms(text: str, language: str) -> list[str]:
    """Return the form of each of ``tokens(text, language)``, in order."""
    if text.isascii() and language not in SPACED:
        return CASED.findall(text)
    words = tokens(text, language)
    capital = _capital(text)
    return [CAPITAL + word if _any_of(word, capital) else word for word in words] if capital else words


def word_of(form: str) -> tuple[str, bool]:
    """Return the word of a form, as ``tokens`` gives it, and whether a capital is in it."""
    if form[0] == CAPITAL:
        return form[1:], True
    word = form.lower() if form.isascii() else form
    return word, word != form


def _capital(text: str) -> set[str]:
    """Return the folded words of a text that begin with a capital wherever they stand in it."""
    small: set[str] = set()
    capital: set[str] = set()
    for part in set(PART.findall(text)):
        (capital if part[0].isupper() else small).add(part)
    return {fold(part) for part in capital} - {fold(part) for part in small} if capital else capital


def _any_of(word: str, capital: set[str]) -> bool:
    return word in capital or any(part in capital for part in APOSTROPHE.split(word))
