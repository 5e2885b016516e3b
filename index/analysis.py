"""From text to terms: what counts as a word, and which words count as the same.

Passages and questions go through the same steps: case and accents folded, words and numbers cut out, then each
distinct word becomes its term (its stem). The end of a sentence is kept as a mark between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import Stemmer

TOKEN = re.compile(
    r"(?:[a-z]\.){2,}"  # u.s., d.c.
    r"|\d+(?:[.,]\d+)*(?!\w)"  # 1,500 and 3.3
    r"|[^\W_]+(?:['’][^\W_]+)?"  # words, with an apostrophe inside
    r"|[.!?؟…](?=[\s\"”’)]|$)"
)
ABBREVIATED = frozenset("mr mrs ms dr sen sens rep reps gov st jr no vs inc corp d.c. u.s. u.k. u.n. a.m. p.m.".split())
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
"""Soft hyphens, zero-width and direction marks, and the Arabic stretching stroke."""
SAME_LETTER = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ۀ": "ه",
        "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
"""Letters that are written for one another, and Latin letters that do not decompose."""
DIGITS = {ord(digit): str(value) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for value, digit in enumerate(digits)}
LONGEST = 40
"""Longer words are cut: nobody asks for them, and hostile files are full of them."""


def fold(text: str) -> str:
    """Return text in lower case without accents, invisible characters and variants of letters and digits."""
    if text.isascii():
        return text.lower()
    text = INVISIBLE.sub("", text.replace("\u200c", " "))
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(SAME_LETTER).translate(DIGITS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return INVISIBLE.sub("", bare.casefold().translate(SAME_LETTER))  # what was decomposed may be folded further


def tokens(text: str) -> list[str]:
    """Return the words and sentence ends of a text, in order.

    Args:
        text: any text; time is linear in its length.
    """
    return TOKEN.findall(fold(text))


def term(word: str) -> str:
    """Return the term that a folded word counts as, "" for a mark that is no word.

    Args:
        word: one of ``tokens``.
    """
    if word in {".", "!", "?", "؟", "…"}:
        return ""
    if word[0].isdigit():
        return word.replace(",", "")[:LONGEST]
    word = word.replace("’", "'")
    if "'" in word:
        word = word.removesuffix("'s").replace("'", "")
    if "." in word:
        word = word.replace(".", "")
    word = word[:LONGEST]
    stemmer = _stemmer("arabic" if "\u0600" <= word[:1] <= "\u06ff" else "english")
    return str(stemmer.stemWord(word)) if word.isalpha() else word


archive_term = lru_cache(maxsize=1 << 17)(term)
"""``term`` for words of the archive, remembered; readers' words are not."""


def terms(words: Sequence[str]) -> list[str]:
    """Return the term of each word, in order; sentence ends are left out."""
    return [found for word in words if (found := term(word))]


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language, 0)
