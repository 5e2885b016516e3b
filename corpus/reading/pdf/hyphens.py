"""Joins words that were broken at the ends of lines, as the document itself writes them elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

BREAKS = ("-", "\u00ad", "\u2010")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010'’][^\W\d_]+)*")
LAST = re.compile(r"(?P<word>(?:[^\W\d_]+[-\u2010])*[^\W\d_]+)[-\u00ad\u2010]$")
NEXT = re.compile(r"[^\W\d_]+")
LONGEST = 80
PART = 3
"""Letters of a word that can stand in a compound."""


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of a document that are written on one line, in lower case."""
    words: set[str] = set()
    broken = False
    for line in lines:
        found = [match[0].casefold() for match in WORD.finditer(line)]
        words.update(found[int(broken) : len(found) - int(line.endswith(BREAKS))])
        broken = line.endswith(BREAKS)
    return frozenset(words)


def joined(one: str, other: str, known: frozenset[str]) -> str:
    """Return two lines as one.

    A hyphen at the end of the first goes unless it belongs to the word: it stays if the document writes the word so
    elsewhere and never without, or writes both parts as words of their own and never the whole ("well-known").
    """
    if not one.endswith(BREAKS):
        close = _is_ideographic(one[-1:]) and _is_ideographic(other[:1])
        return one + ("" if close else " ") + other
    before, after = LAST.search(one[-LONGEST:]), NEXT.match(other)
    if one.endswith("\u00ad"):
        return one[:-1] + other
    if before is None or after is None:
        dash = one[-2:-1] == " " or not one[:-1]
        return f"{one} {other}" if dash else one + other
    if not after[0][0].islower():
        return one + other
    left, right = before["word"].casefold(), after[0].casefold()
    whole, apart = left + right, f"{left}-{right}"
    last = left.rpartition("-")[2]
    both = min(len(last), len(right)) >= PART and last in known and right in known
    keeps = apart in known or (both and not any(word in known for word in (whole, last + right)))
    return one + other if keeps and whole not in known else one[:-1] + other


def _is_ideographic(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"
