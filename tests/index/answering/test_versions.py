"""Of copies of an article, and of versions of one page, the earliest that has the words is shown; others are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from corpus.model import DateSpan, Precision, Status
from corpus.store.captures import Capture
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.answers import Match
from index.answering.versions import Shown, one_of_each, with_others

OLD, NEW = date(2019, 5, 7), date(2022, 8, 3)
WORDS = "The last ferry left the harbour at noon."
PAGE = "https://a.example/"


def passage(row: int, captured: date | None, text: str = WORDS, url: str | None = PAGE) -> Match:
    """Return a passage of an undated page that was saved on a day."""
    dates = None, "none", Status.UNDATED, captured, None
    article = StoredArticle(row, str(row), "Ferry", url, "a.warc", "en", *dates, leader=row)
    return Match(0, 1.0, StoredPassage(row, article, 0, text, "", ()), {"ferry": 1.0})


def copy(row: int, day: date | None, text: str = WORDS, leader: int = 9) -> Match:
    """Return a passage of an article of a group, published on a day."""
    found = passage(row, None, text, None)
    published = DateSpan(day, day, Precision.DAY) if day else None
    article = replace(found.passage.article, leader=leader, published=published)
    return replace(found, passage=replace(found.passage, article=article))


def test_the_earliest_capture_with_the_words_leads() -> None:
    found = {1: passage(1, NEW), 2: passage(2, NEW), 3: passage(3, OLD)}
    assert one_of_each([(1, [2, 3])], found) == [Shown(1, 3, (1, 2))]


def test_an_edited_version_is_one_with_the_best_and_does_not_lead() -> None:
    found = {1: passage(1, NEW), 2: passage(2, OLD, WORDS.replace("noon", "one")), 3: passage(3, OLD, "Other words.")}
    assert one_of_each([(1, []), (2, []), (3, [])], found) == [Shown(1, 1, (2,)), Shown(3, 3, ())]


def test_other_pages_and_pages_without_address_stand_for_themselves() -> None:
    found = {1: passage(1, NEW), 2: passage(2, OLD, url="https://b.example/"), 3: passage(3, OLD, url=None)}
    assert one_of_each([(1, [3]), (2, [])], found) == [Shown(1, 1, (3,)), Shown(2, 2, ())]


def test_two_passages_of_one_article_stay_two() -> None:
    found = {1: passage(1, NEW), 2: passage(1, NEW, WORDS.replace("noon", "one"))}
    assert len(one_of_each([(1, []), (2, [])], found)) == 2


def test_of_copies_the_earliest_dated_one_leads_whichever_fits_best() -> None:
    found = {1: copy(1, NEW), 2: copy(2, None), 3: copy(3, OLD)}
    assert one_of_each([(1, [2, 3])], found) == [Shown(1, 3, (1, 2))]


def test_an_earlier_copy_without_the_sentence_that_answers_does_not_lead() -> None:
    more = f"{WORDS} The ferry carried sixty cars and a band."
    found = {1: copy(1, NEW, more), 2: copy(2, OLD, more.replace("The ferry carried", "It took"))}
    best = replace(found[1], weights={"carri": 1.0})
    assert one_of_each([(1, [2])], found | {1: best}) == [Shown(1, 1, (2,))]


def test_copies_that_are_cut_otherwise_are_shown_once() -> None:
    found = {1: copy(1, NEW), 2: copy(2, OLD, f"{WORDS} Nobody waited on the quay, and the lamps were out by one.")}
    assert one_of_each([(1, []), (2, [])], found) == [Shown(1, 2, (1,))]


def test_the_same_words_in_articles_of_no_group_are_led_by_what_fits_best() -> None:
    found = {1: copy(1, NEW, leader=1), 2: copy(2, OLD, leader=2)}
    assert one_of_each([(1, [2])], found) == [Shown(1, 1, (2,))]


def test_other_articles_are_told_in_the_order_of_their_days() -> None:
    found = {1: copy(1, OLD), 2: copy(2, None), 3: copy(3, NEW)}
    told = with_others(1, Shown(1, 1, (2, 3)), found, {})
    assert [one.row for one in told.also] == [3, 2]


def test_days_on_which_a_page_was_saved_with_the_same_words_are_told() -> None:
    found = {1: passage(1, OLD), 2: passage(2, NEW)}
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2021, 2, 1), date(2023, 1, 1)]
    captures = [Capture(days[0], None), Capture(days[1], "other words"), Capture(days[2], None), Capture(days[3], None)]
    captures.append(Capture(NEW, "2"))
    told = with_others(1, Shown(1, 1, (2,)), found, {1: captures})
    assert told.saved_too == (days[0], NEW, days[3])
