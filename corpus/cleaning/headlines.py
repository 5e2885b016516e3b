"""Takes labels and days off a headline: "December 13 2007 Overhaul Needed" is a day and a headline."""

from __future__ import annotations

import re

from corpus.dates.explicit import Expression, day_expressions

TITLE_LIMIT = 250
"""Longest line in characters that is taken for a headline; 59 of 72,635 in the Senate archive have more than 230."""
LABEL = re.compile(
    r"(?i)^\W*(?:for immediate release|(?:press|news|media) (?:releases?|statement)|releases?)\b\W*"
    r"|\W*\b(?:press|news) releases?\W*$"
)
EDGE = " \t\xa0-–—:|*#"
LEAD_IN = re.compile(r"\W*(?:for immediate release|contact|washington\b.{0,6}\bd\W{0,2}c)", re.IGNORECASE)
GOES_ON = re.compile(
    r"(?i)(?:,|\b(?:about|after|and|around|as|at|before|between|by|dated|during|for|from|in|of|on|or|since|than|the|"
    r"through|till|to|until|with))\s*$"
)
"""What a sentence says before a day that it names; a headline does not end so."""
BEGINS = re.compile(r"[^\w]*(?:[^\W\d_a-z]|$)")
"""Behind the day of a dump without line ends its text begins, with a capital; a sentence goes on."""
STAND_IN = 90
"""Characters of a first paragraph that stand in for a missing headline: two lines of a phone."""


def headline(words: str, lang: str = "en") -> tuple[str, Expression | None]:
    """Return a line's headline without labels, and the day that it began or ended with.

    Args:
        words: a line that may be a headline.
        lang: its language.

    Returns:
        The headline (empty if the line held nothing else) and the day, or None. Positions in the day's
        expression count in ``words``.
    """
    text = words
    day = next(day_expressions(words, lang), None)
    if day is not None:
        before, after = words[: day.start], words[day.end :]
        if not before.strip(EDGE + "(["):
            text = after
        elif not after.strip(EDGE + ")].,"):
            text = before.rstrip(" ([")
        else:
            day = None
    return " ".join(LABEL.sub("", text).strip(EDGE).split()), day


def glued_headline(words: str, lang: str = "en") -> tuple[str, int]:
    """Split a paragraph that a one-line dump has run into its headline.

    The headline ends where a day or a release's usual opening begins, but not in the middle of a sentence that
    names a day.

    Returns:
        The headline and the offset in ``words`` where the paragraph begins; ("", 0) without a headline.
    """
    head = words[:TITLE_LIMIT]
    day = next(day_expressions(head, lang), None)
    if day is not None and (GOES_ON.search(head[: day.start]) or not BEGINS.match(head, day.end)):
        day = None
    if lang != "en":
        day = None  # no archive has shown such dumps in another language, nor which words lead to a day there
    opening = LEAD_IN.search(head)
    ends = [found for found in (day.start if day else 0, opening.start() if opening else 0) if found]
    if not ends or min(ends) < 15:  # noqa: PLR2004 - shorter than any headline
        return "", 0
    body = min(ends)
    title, _ = headline(head[:body], lang)
    while body < len(words) and words[body].isspace():
        body += 1
    return title, body


def stand_in(words: str) -> str:
    """Return the beginning of the first paragraph, for a page without a headline."""
    text = " ".join(words[: STAND_IN * 5].split())
    text = LABEL.sub("", text, count=1) or text
    if len(text) <= STAND_IN:
        return text
    return text[:STAND_IN].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"
