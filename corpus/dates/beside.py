"""Tells what the expressions of a passage mean beside each other: under a dateline, in a range, below a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from corpus.dates import kinds
from corpus.dates.expressions import Leaning, Phrase, resolve
from corpus.dates.lexicon import lexicon
from corpus.dates.resolving import Window
from corpus.language.cutting import fold
from corpus.model import Mention, Precision

LATEST_PRINT = timedelta(days=31)
"""A report that a paper prints so much later came by ship; a day further back is told in passing."""
HEAD = 120
"""Characters before a day in which the place and the line's beginning are looked for."""
PLACE = re.compile(
    r"""(?:^|\n)[ (\"“]{0,3} (?:\([^()\n]{3,40}\)\s{0,2})?
    [A-ZÀ-Þ][\w’'.-]{1,20} (?:[ -][A-ZÀ-Þ][\w’'.-]{1,20}){0,3} (?:,[ ][A-ZÀ-Þ][\w.]{1,15}){0,2},[ ]$""",
    re.VERBOSE,
)
"""A dateline up to its day: the place, and in brackets before it whose report it is."""
CLOSED = re.compile(r"(?:,?\s\d{4})?(?:\.?[ ]?(?:[—–:]|-{1,2}[ ])|\.?[ ]*(?:\n|$)|\.[ ](?=[A-ZÀ-Þ\"“(]))")
"""What stands behind the day of a dateline: a dash, or the end of the line or the sentence."""
RANGING = kinds.TO + kinds.TO_OR_IN + kinds.HYPHEN
POINTING = kinds.LAST_NEXT + kinds.THAT + kinds.PART_OF_DAY + kinds.EARLIER_LATER


def wired(text: str, phrase: Phrase, mention: Mention, printed: Window) -> Window | None:
    """Return the day of the dateline that a mention is, on which what follows it was written; None if it is none.

    Args:
        text: the passage.
        phrase: the expression that makes the mention.
        mention: a day.
        printed: when the article was published.
    """
    span = mention.span
    if span is None or span.precision is not Precision.DAY or printed.first != printed.last:
        return None
    if not phrase.first(kinds.MONTHDAY + kinds.WEEKDAY) or phrase.first(POINTING):
        return None
    if not span.first <= printed.first <= span.first + LATEST_PRINT or CLOSED.match(text, phrase.end) is None:
        return None
    begins = PLACE.search(text[max(0, phrase.start - HEAD) : phrase.start])
    return Window(span.first, span.last) if begins is not None else None


def in_order(
    text: str, before: tuple[Phrase, Mention], phrase: Phrase, leaning: Leaning, mention: Mention
) -> tuple[Mention, Mention]:
    """Return two mentions, the later one behind the other if they are months from which and to which a time goes.

    Of what has been ("was open from May to October") the end tells the year, else the beginning.

    Args:
        text: the passage.
        before: the expression before this one, with its mention.
        phrase: the expression that makes the mention.
        leaning: what it leans on.
        mention: as it is by itself.
    """
    first, earlier = before
    begins, ends = earlier.span, mention.span
    if begins is None or ends is None or ends.first > begins.first or not _goes_to(text, first, phrase, leaning):
        return earlier, mention
    if leaning.past:
        spans = (resolve(first, leaning._replace(year=ends.first.year - back)) for back in (0, 1))
        span = next((one for one in spans if one is not None and one.first < ends.first), begins)
        return replace(earlier, span=span), mention
    spans = (resolve(phrase, leaning._replace(year=begins.first.year + ahead)) for ahead in (0, 1))
    span = next((one for one in spans if one is not None and one.first > begins.first), ends)
    return earlier, replace(mention, span=span)


def _goes_to(text: str, first: Phrase, last: Phrase, leaning: Leaning) -> bool:
    """Tell whether two months without a year are the beginning and the end of a time."""
    if not all(
        one.yearless and one.first(kinds.GREGORIAN_MONTH) and not one.first(kinds.MONTHDAY) for one in (first, last)
    ):
        return False
    between = text[first.end : last.start].strip()
    kind = kinds.HYPHEN if between in "-–" else lexicon(leaning.lang).words.get(fold(between), ("", 0))[0]
    return bool(kind) and (kind in RANGING or (kind in kinds.AND and first.follows("BETWEEN IN?")))


def as_the_text_tells(found: Sequence[tuple[Phrase, Mention, bool]]) -> list[Mention]:
    """Return mentions, a bare weekday without a verb on the day that the same weekday is told to be further on.

    "Race on Saturday", a headline says, and the text below it: "to be run this Saturday".

    Args:
        found: expressions with their mentions, and whether a verb or another word tells which day is meant.
    """
    mentions = [mention for _, mention, _ in found]
    for place, (phrase, mention, told) in enumerate(found):
        if told or phrase.rule.form != "weekday" or phrase.first(POINTING) or mention.status != "resolved":
            continue
        weekday = phrase.value(kinds.WEEKDAY)
        for other, same, sure in found[place + 1 :]:
            this = other.first(kinds.LAST_NEXT) is not None and other.shift == 0
            if other.rule.form == "weekday" and other.value(kinds.WEEKDAY) == weekday and same.status == "resolved":
                if (sure and not other.first(POINTING)) or this:
                    mentions[place] = replace(mention, span=same.span)
                break
    return mentions
