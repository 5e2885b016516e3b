"""Recognises the lines of a saved page that are no part of its article."""

from __future__ import annotations

import re
from functools import cache

from corpus.data import table

LONGEST = 240
"""Furniture is short: a longer line is text, whatever it begins with."""
LONGEST_NOTICE = 400
NOTICE = re.compile(r"(?:©|\(c\)|copyright)[ ,]{0,3}(?:©[ ,]{0,3})?(?:\w+[ ,]{1,3}){0,3}(?:19|20)\d\d\b", re.IGNORECASE)
"""What begins so tells whose the page is."""
GLUED = re.compile(r"[a-zà-ÿ’')]{2}[A-ZÀ-Þ][a-zà-ÿ]")
"""A small letter run into a capital: menu entries whose spaces were lost when the page was saved."""
CAPTION_WORD = re.compile(r"(?!.*\s)(?=.*[-_])(?=.*[a-z])[\w-]{8,80}", re.IGNORECASE)
"""One word with hyphens, such as "UN-vienna-flags-min": a file name standing in for an image's text."""
NO_LETTERS = re.compile(r"[\W_]+")

NAMED = {"byline": re.NOFLAG, "contact": re.NOFLAG}
"""Roles whose patterns tell names by their capitals."""


def role_of(line: str) -> str | None:
    """Return what a line is when it is furniture, None when it is text.

    Args:
        line: one line without surrounding whitespace.

    Returns:
        navigation, sharing, byline, contact, caption or breadcrumb.
    """
    if len(line) > LONGEST:
        return None
    for role, pattern in _patterns().items():
        if pattern.fullmatch(line):
            return role
    if is_breadcrumb(line):
        return "breadcrumb"
    return "caption" if CAPTION_WORD.fullmatch(line) else None


def is_breadcrumb(line: str) -> bool:
    """Tell whether a line is a chain of menu entries: glued together, or set apart by arrows."""
    if line[-1:] in ".!?" or len(line) > LONGEST:
        return False
    arrows = len(re.findall(r"\s(?:>|»|›|::|/|\|)\s", line))
    words = len(line.split())
    glued = len(GLUED.findall(line))
    return arrows >= 2 or (glued >= 2 and glued * 6 >= words)  # noqa: PLR2004 - one of either happens in text


def is_call(line: str) -> bool:
    """Tell whether a line calls its readers elsewhere, or says who made a picture: "Lesen Sie auch: ..."."""
    return (len(line) <= LONGEST and _calls().match(line) is not None) or (
        len(line) <= LONGEST_NOTICE and NOTICE.match(line) is not None
    )


def letters_only(text: str) -> str:
    """Return a line's letters and digits in lower case, to compare headlines however they are set."""
    return NO_LETTERS.sub("", text.casefold())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile("|".join(f"(?:{one})" for one in alternatives), NAMED.get(role, re.IGNORECASE))
        for role, alternatives in table("corpus.cleaning", "furniture").items()
    }


@cache
def _calls() -> re.Pattern[str]:
    lists = table("corpus.cleaning", "calls").values()
    leading = "|".join(f"(?:{one})" for words in lists for one in words["leading"])
    alone = "|".join(f"(?:{one})" for words in lists for one in words["alone"])
    return re.compile(rf"[^\w©(]{{0,3}}(?:(?:{leading})|(?:{alone})[\W_]*$)", re.IGNORECASE)
