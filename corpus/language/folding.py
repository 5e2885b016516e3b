"""Folds case, accents, invisible characters and variants of letters and digits, so that they do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(r"[\u00ad\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Soft hyphens, zero-width and direction marks, variation selectors, and the Arabic stretching stroke."""
ACCENT = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters; in Indic and Thai writing marks are letters."""
WRITTEN_OTHERWISE = {
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ß": "ss", "ς": "σ", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "\u200c": " ", "‐": "-", "‑": "-", "ʼ": "’", "٫": ".", "٬": ",",
    "。": ". ", "।": " . ", "۔": ". ", "！": "! ", "？": "? ",
}  # fmt: skip
"""Letters that are written for one another, Latin letters that do not decompose, the Persian half space, and marks."""
KEPT = frozenset("й")
"""A letter of its own, although it decomposes."""
MANY = 64
"""Distinct characters of a text beyond which replacing them one by one is slower than walking through it."""


def fold(text: str) -> str:
    """Return text in lower case without accents, invisible characters and variants of letters and digits.

    Args:
        text: any text; time is linear in its length.
    """
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    foreign = [character for character in set(text) if character > "\x7f"]
    changed = {character: folded for character in foreign if (folded := _folded(character)) != character}
    if len(changed) > MANY:
        text = text.translate({ord(character): folded for character, folded in changed.items()})
    else:
        for character, folded in changed.items():
            text = text.replace(character, folded)
    return unicodedata.normalize("NFC", text)  # what stood apart before may stand side by side now


@lru_cache(maxsize=1 << 14)
def _folded(character: str) -> str:
    """Return what a character that is not ASCII counts as; folding that again changes nothing."""
    if character in KEPT:
        return character
    if character in WRITTEN_OTHERWISE:
        return WRITTEN_OTHERWISE[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    bare = ACCENT.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKD", character.lower())))
    folded = unicodedata.normalize("NFC", bare)  # Hangul and kana stand together again
    if folded == character:
        return folded
    return "".join(one if one < "\x80" else _folded(one) for one in folded.lower())
