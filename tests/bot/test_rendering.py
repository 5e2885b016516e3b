"""How answers look: in the reader's language, whole on hostile text, within Telegram's limits."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.answers import fitting, plain_reply
from bot.conversation.notes import mention_line
from bot.conversation.replies import Reply
from bot.rendering import for_telegram, for_terminal
from bot.rendering.for_telegram import MESSAGE_ENTITIES, MESSAGE_UNITS, plain, units
from corpus.dating.deciding import Rival
from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.answers import Answer, EventDate, Match
from index.answering.question import parse_question
from tests.corpus.making import examples
from tests.index.making import match_of

MONDAY = date(2019, 1, 7)
FRIDAY = DateSpan(date(2019, 1, 4), date(2019, 1, 4), Precision.DAY)
PUBLISHED = DateSpan(MONDAY, MONDAY, Precision.DAY)


def _match(text: str, excerpt: tuple[int, int], title: str = "A title", url: str | None = None) -> Match:
    words = text[3:9]
    mention = Mention(3, 9, words, "weekday", FRIDAY, "resolved", "published")
    article = StoredArticle(1, "a", title, url, "archive/a.txt", "en", PUBLISHED, "record", Status.DATED, None, None)
    passage = StoredPassage(1, article, 0, text, "", (mention,) if len(text) >= 9 else ())
    return match_of(passage, excerpt)


def test_a_name_that_no_passage_says_is_told_above_them() -> None:
    match = _match("The bridge opened on Friday.", (0, 28))
    answer = Answer(
        parse_question("Did it open in Brunn?", MONDAY), verdict="answer", matches=(match,), unsaid=("Brunn",)
    )
    assert plain_reply(answer, "en").lines == ("None of these passages says: ‘Brunn’",)
    assert not plain_reply(replace(answer, unsaid=("bridge",)), "en").lines  # it is shown after all
    assert plain_reply(answer, "de").lines == ("In keiner dieser Stellen steht: „Brunn“",)


def _reply(question: str, *matches: Match, event: EventDate | None = None, absent: tuple[str, ...] = ()) -> Reply:
    asked = parse_question(question, MONDAY)
    answer = Answer(asked, verdict="answer", matches=matches, event_date=event, absent=absent)
    return plain_reply(answer, asked.language)


@pytest.mark.parametrize(
    ("question", "event", "line"),
    [
        ("When did it open?", "Fri 4 Jan 2019 (‘Friday’, article of Mon 7 Jan 2019)", "Published 7 Jan 2019"),
        ("Wann wurde es in der Stadt eröffnet?", "Fr., 4. Jan. 2019", "Veröffentlicht 7. Jan. 2019"),
        ("Quand est-ce que le pont a été ouvert ?", "ven. 4 janv. 2019", "Publié le 7 janv. 2019"),
        ("¿Cuándo se abrió el puente de la ciudad?", "vie, 4 ene 2019", "Publicado: 7 ene 2019"),
        ("متى افتتح الجسر؟", "الجمعة، 4 يناير 2019", "نُشر في 7 يناير 2019"),
        ("پل چه زمانی افتتاح شد؟", "۱۴ دی ۱۳۹۷", "منتشرشده در ۷ ژانویه ۲۰۱۹ (۱۷ دی ۱۳۹۷)"),
    ],
)
def test_dates_are_written_in_the_language_of_the_question(question: str, event: str, line: str) -> None:
    match = _match("On Friday the bridge was opened.", (0, 32))
    mention = match.passage.mentions[0]
    reply = _reply(question, match, event=EventDate(FRIDAY, mention.text, mention))
    shown = for_terminal.render(reply, 200)
    assert event in shown.splitlines()[0]
    assert line in shown
    assert event in plain(for_telegram.render(reply))


def test_a_conflict_is_told_in_the_language_of_the_question() -> None:
    match = _match("On Friday the bridge was opened.", (0, 32))
    rival = Rival(DateSpan(date(2019, 1, 8), date(2019, 1, 8), Precision.DAY))
    doubted = replace(match.passage.article, status=Status.CONFLICT, rival=rival)
    match = replace(match, passage=replace(match.passage, article=doubted))
    shown = for_terminal.render(_reply("Wann wurde es in der Stadt eröffnet?", match), 200)
    assert "Veröffentlicht 7. Jan. 2019 oder 8. Jan. 2019 (Quellen uneins)" in shown


def test_both_readings_of_a_day_are_named() -> None:
    passage = _match("On 01/04/2019 the bridge was opened.", (0, 36)).passage
    readings = FRIDAY, DateSpan(date(2019, 4, 1), date(2019, 4, 1), Precision.DAY)
    mention = Mention(3, 13, "01/04/2019", "explicit", None, "assumed", "published", readings)
    match = match_of(replace(passage, mentions=(mention,)), (0, 36))
    assert "day not certain (4 Jan 2019 or 1 Apr 2019?)" in for_terminal.render(_reply("bridge", match), 200)


def _day(year: int, month: int, number: int) -> DateSpan:
    return DateSpan(date(year, month, number), date(year, month, number), Precision.DAY)


YEAR = DateSpan(date(2014, 1, 1), date(2014, 12, 31), Precision.YEAR)
FOURTH, FEBRUARY = _day(2018, 3, 4), DateSpan(date(2010, 2, 1), date(2010, 2, 28), Precision.MONTH)


@pytest.mark.parametrize(
    ("form", "readings", "told"),
    [
        ("explicit", (FOURTH, _day(2018, 4, 3)), "(4 Mar 2018 or 3 Apr 2018?)"),
        ("explicit", (FOURTH, FOURTH), "mentions Sun 4 Mar 2018 (“Friday”)"),
        ("relative", (FEBRUARY, replace(FEBRUARY, precision=Precision.RANGE)), "mentions February 2010 (“Friday”)"),
        ("yearless", (FOURTH, replace(FOURTH, precision=Precision.RANGE)), "mentions Sun 4 Mar 2018 (“Friday”)"),
        ("yearless", (FOURTH, _day(2017, 3, 4)), "year not given (2018 or 2017?)"),
        (
            "relative",
            (YEAR, replace(YEAR, first=date(2013, 1, 1), last=date(2013, 12, 31))),
            "not given (2014 or 2013?)",
        ),
        ("yearless", (FOURTH, _day(2018, 4, 4)), "day not certain (4 Mar 2018 or 4 Apr 2018?)"),
        ("yearless", (FOURTH, _day(2018, 4, 4), _day(2017, 3, 4)), "(4 Mar 2018 or 4 Apr 2018 or 4 Mar 2017?)"),
        ("explicit", (FOURTH,), ""),
    ],
)
def test_two_readings_are_told_only_if_they_are_two(form: str, readings: tuple[DateSpan, ...], told: str) -> None:
    match = _match("On Friday the bridge was opened.", (0, 32))
    for span in (None, readings[0]):
        mention = replace(match.passage.mentions[0], form=form, span=span, status="assumed", candidates=readings)
        line = mention_line(match_of(replace(match.passage, mentions=(mention,)), (0, 32)), (0, 32))
        assert told in line
        assert bool(told) == bool(line)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("the bridge 12/03/2020", "Searched for 12 Mar 2020 or 3 Dec 2020 (it can be read both ways)"),
        ("the bridge since 12/03/2020", "Searched for 12 Mar 2020 on or 3 Dec 2020 on"),
        ("the bridge in March 2015 or April 2020", ""),
        ("the bridge 13/03/2020", ""),
    ],
)
def test_a_question_whose_day_can_be_read_two_ways_is_told_which_were_searched(question: str, line: str) -> None:
    shown = for_terminal.render(_reply(question, _match("On Friday the bridge was opened.", (0, 32))), 200)
    assert line in shown
    assert ("Searched" in shown) == bool(line)


@pytest.mark.parametrize(
    ("rival", "line"),
    [
        (_day(2019, 1, 8), "article of Mon 7 Jan 2019 or Tue 8 Jan 2019)"),
        (PUBLISHED, "article of Mon 7 Jan 2019)"),
    ],
)
def test_the_first_line_names_both_days_of_an_article_whose_sources_disagree(rival: DateSpan, line: str) -> None:
    match = _match("On Friday the bridge was opened.", (0, 32))
    doubted = replace(match.passage.article, status=Status.CONFLICT, rival=Rival(rival))
    match = replace(match, passage=replace(match.passage, article=doubted))
    event = EventDate(FRIDAY, "Friday", match.passage.mentions[0])
    assert for_terminal.render(_reply("When did it open?", match, event=event), 200).splitlines()[0].endswith(line)


PIECES = st.one_of(
    st.text(max_size=400), st.sampled_from(["<b>", "</blockquote>", "&amp;", "&", "\u202e", "😀" * 300, "\n\n", "a-b "])
)


@examples(60)
@given(st.lists(PIECES, min_size=1, max_size=8), st.text(max_size=300), st.data())
def test_any_passage_makes_pages_that_telegram_takes(pieces: list[str], title: str, data: st.DataObject) -> None:
    text = "".join(pieces)[:1000] or "x"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    url = data.draw(st.sampled_from([None, 'https://example.org/?a=1&b="2"']))
    match = _match(text, (start, end), title, url)
    articles = (replace(match.passage.article, row=row) for row in (1, 2, 3))  # of one, a page shows no three whole
    reply = _reply("bridge", *(match_of(replace(match.passage, article=one), (start, end)) for one in articles))
    page = for_telegram.render(replace(reply, entries=tuple(fitting(reply.entries))))
    assert 0 < units(plain(page)) <= MESSAGE_UNITS
    assert page.count("<b>") + page.count("<blockquote") + page.count("<a ") <= MESSAGE_ENTITIES
    assert page.count("<b>") == page.count("</b>")
    assert "\x1b" not in for_terminal.render(reply)


TOLD = "Cricket. The annual meeting of the Young Cricket Club at the inn elected a captain, and a keeper."
OTHERWISE = "The annual meeting of the Young Cricket Club at the inn"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (TOLD, "Cricket. The annual meeting of the Young…"),
        ("Cricket.  The annual meeting of the Young Cricket Club at…", "Cricket. The annual meeting of the Young…"),
        (OTHERWISE, OTHERWISE),
        ("Cricket.", "Cricket."),
    ],
)  # fmt: skip
def test_a_headline_that_its_text_says_again_is_shown_in_short(title: str, shown: str) -> None:
    match = _match(TOLD, (0, len(TOLD)))
    article = replace(match.passage.article, title=title)
    (entry,) = _reply("x", match_of(replace(match.passage, article=article), (0, len(TOLD)))).entries
    assert entry.title == shown


def _marked(text: str, excerpt: tuple[int, int], words: tuple[int, int]) -> Match:
    match = _match(text, excerpt)
    match.__dict__["_words"] = words
    return match


def test_the_words_that_answer_are_underlined_inside_the_sentence_that_is_bold() -> None:
    text = "It was late.  On Friday 19 <hot>  balloons rose. So it was."
    reply = _reply("How many?", _marked(text, (14, 48), (24, 42)))
    assert "late. <b>On Friday <u>19 &lt;hot&gt; balloons</u> rose.</b> So it" in for_telegram.render(reply)
    shown = for_terminal.render(reply, 200, colours=True)
    assert "late. \x1b[1mOn Friday \x1b[4m19 <hot> balloons\x1b[24m rose.\x1b[0m So it" in shown
    assert "19 <hot> balloons rose" in for_terminal.render(reply, 200)


def test_words_that_answer_outside_the_best_sentence_are_not_underlined() -> None:
    reply = _reply("How many?", _marked("It was late. 19 balloons rose.", (0, 12), (13, 24)))
    assert "<u>" not in for_telegram.render(reply)
    assert "\x1b[4m" not in for_terminal.render(reply, 200, colours=True)


def test_what_is_underlined_goes_on_behind_the_end_of_a_line() -> None:
    text = "word " * 6 + "one hundred and twenty wounded sailors of the northern ferry line were there."
    start = text.index("one")
    lines = for_terminal.render(_reply("x", _marked(text, (0, len(text)), (start, len(text) - 12))), 40, colours=True)
    passage = [line for line in lines.split("\n") if "wounded" in line or "northern" in line]
    assert len(passage) == 2
    assert all("\x1b[1m" in line and "\x1b[4m" in line for line in passage)
    assert all(line.endswith("\x1b[0m") for line in passage)


@examples(60)
@given(st.text(min_size=1, max_size=80), st.data())
def test_marking_changes_nothing_of_what_is_shown(text: str, data: st.DataObject) -> None:
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    _assert_marked_alike(text, first, last)


def test_marking_among_signs_that_are_never_shown_changes_nothing() -> None:
    for text in ("0\x1f\r0", " \x1f 0 \x1f", "0\n\x1f\n0", "\x1c0 \x1d\t0"):
        for first in range(len(text) + 1):
            for last in range(first, len(text) + 1):
                _assert_marked_alike(text, first, last)


def test_lines_break_where_they_would_without_marks() -> None:
    """Whatever words are marked, each line holds what it would hold plain."""
    text = "The old stone bridge of Salmera was shut on Friday night for 12 weeks, as its piers had cracks."
    wrapped = textwrap.wrap(text, 40, initial_indent="   ", subsequent_indent="   ")
    for first in range(0, len(text), 3):
        for last in range(first, len(text), 7):
            shown = for_terminal.render(_reply("x", _marked(text, (0, len(text)), (first, last))), 40).split("\n")
            assert [line for line in shown if line in wrapped] == wrapped


def _assert_marked_alike(text: str, first: int, last: int) -> None:
    plain_one = _reply("x", _match(text, (0, len(text))))
    marked_one = _reply("x", _marked(text, (0, len(text)), (first, last)))
    assert plain(for_telegram.render(marked_one)) == plain(for_telegram.render(plain_one))
    assert for_terminal.render(marked_one, 200) == for_terminal.render(plain_one, 200)


def test_hyphens_are_not_broken_at_the_end_of_a_line() -> None:
    text = "word " * 14 + "motor-racing circuit"
    assert "motor-\n" not in for_terminal.render(_reply("bridge", _match(text, (0, 5))))


def test_words_that_no_article_has_are_named_above_the_passages_but_a_long_question_is_not_echoed() -> None:
    match = _match("On Friday the bridge was opened.", (0, 32))
    short = _reply("Did the bridge in Skopje open?", match, absent=("Skopje", "<b>", "a" * 90, "fourth"))
    shown = for_terminal.render(short, 200)
    assert shown.startswith(f"Found in no article: ‘Skopje’, ‘<b>’, ‘{'a' * 39}…’\n")
    assert "‘&lt;b&gt;’" in for_telegram.render(short)
    assert "Skopje" not in for_terminal.render(_reply("Did the bridge open? " * 9, match, absent=("Skopje",)), 200)


def test_words_that_no_article_has_are_named_where_nothing_answers() -> None:
    refused = Answer(parse_question("Skopje", MONDAY), verdict="nothing", absent=("Skopje",))
    lines = for_terminal.render(plain_reply(refused, "en"), 200).split("\n")
    assert lines[1] == "Found in no article: ‘Skopje’"
