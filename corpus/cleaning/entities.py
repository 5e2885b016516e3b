"""Resolves the HTML entities that exports leave in titles and names: "Q&amp;A &#8211; what&amp;#8217;s new"."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""Only with their semicolon: "AT&T" and "?a=1&copy=2" hold none."""
WORD_BEFORE, WORD_AFTER = re.compile(r"(?:\w\s|[\"'“‘«„(])$"), re.compile(r"\s\w|[\"'”’»“)]")
"""Around what stands as a word, or in quotation marks."""
TWICE = 2
"""Exports of exports escape the ampersand of an entity again."""
JOINERS = frozenset("\u200c\u200d")
"""Shown by how the letters around them are joined; Persian is misspelled without the first."""
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that are not seen, marks of direction among them."""
NO_CHARACTER = "\ufffd"
"""What HTML makes of numbers that mean none."""


def resolved(text: str) -> str:
    """Return a title or a name with its entities as the characters that they stand for.

    What is no known entity stays, and so does a space that stands as a word, as in "The &nbsp; entity explained": there
    it is spoken of. Characters that are not seen are left out.
    """
    for _ in range(TWICE if "&" in text else 0):
        text = ENTITY.sub(_character, text)
    return text


def _character(entity: re.Match[str]) -> str:
    if entity[0][1] != "#" and entity[0][1:] not in html5:
        return entity[0]
    meant = html.unescape(entity[0])
    if meant.isspace():
        before, after = entity.string[: entity.start()], entity.string[entity.end() :]
        return entity[0] if entity[0][1] != "#" and WORD_BEFORE.search(before) and WORD_AFTER.match(after) else " "
    return "".join(
        one for one in meant if one in JOINERS or (unicodedata.category(one) not in UNSEEN and one != NO_CHARACTER)
    )
