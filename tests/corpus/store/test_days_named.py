"""The days that bring a passage into the time of a question: only sure ones."""

from __future__ import annotations

from datetime import date

from corpus.model import DateSpan, Mention, Precision
from corpus.store.rows import dump_mentions, load_days

YEAR = DateSpan(date(2008, 1, 1), date(2008, 12, 31), Precision.YEAR)
DAY = DateSpan(date(2019, 3, 4), date(2019, 3, 4), Precision.DAY)


def test_days_that_are_uncertain_are_not_among_those_that_a_passage_names() -> None:
    mentions = (
        Mention(0, 4, "2008", "explicit", YEAR, "assumed", "none", (YEAR,)),
        Mention(5, 9, "2008", "explicit", YEAR, "assumed"),
        Mention(10, 15, "March", "yearless", None, "unresolved"),
        Mention(16, 20, "2008", "explicit", YEAR, "stated"),
        Mention(21, 27, "Monday", "weekday", DAY, "resolved", "published"),
    )
    assert load_days(dump_mentions(mentions)) == (YEAR, DAY)
    assert [mention.sure for mention in mentions] == [False, False, False, True, True]
    assert load_days(None) == ()
