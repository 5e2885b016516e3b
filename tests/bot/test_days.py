"""Days in replies as Telegram's entities, which apps show in their own way: only certain ones, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.answers import plain_reply
from bot.conversation.entries import quote_of
from bot.conversation.surroundings import _joined
from bot.rendering.for_telegram import HOUR, render, undated
from bot.wording.dates import format_day
from corpus.dating.deciding import Rival
from corpus.language.known import OUR_LANGUAGES
from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.answers import Answer, EventDate
from index.answering.extracts import whole
from index.answering.question import parse_question
from tests.bot.running import LIMIT, Message, Reader, running_bot, somebody, text_of
from tests.bot.test_languages import PATHS
from tests.botapi import BotApi, User
from tests.botapi.entities import check_entities
from tests.botapi.html import parse_html
from tests.corpus.making import examples
from tests.index.making import match_of

MONDAY = date(2019, 1, 7)
FRIDAY = date(2019, 1, 4)


def span(day: date, last: date | None = None) -> DateSpan:
    """Return a day, or days."""
    return DateSpan(day, last or day, Precision.DAY if last is None else Precision.RANGE)


def page(
    lang: str,
    words: str = "Friday",
    title: str = "A title",
    meant: DateSpan | None = None,
    **article: Any,
) -> str:
    """Return a reply to a "when" question as HTML; its passage mentions a day."""
    text = f"On {words} the bridge was opened. 😀"
    mention = Mention(3, 3 + len(words), words, "weekday", meant or span(FRIDAY), "resolved", "published")
    dated = StoredArticle(1, "a", title, None, "a.txt", "en", span(MONDAY), "record", Status.DATED, None, None)
    dated = replace(dated, **article)
    match = match_of(StoredPassage(1, dated, 0, text, "", (mention,)), (0, len(text)))
    asked = parse_question("When was it opened?", MONDAY)
    event = EventDate(mention.span, words, mention) if mention.span is not None else None
    return render(plain_reply(Answer(asked, verdict="answer", matches=(match,), event_date=event), lang))


def days(text: str, entities: list[Message]) -> list[tuple[str, date, str]]:
    """Return the days among entities: what is written there, which day it is, and how it is to be said."""
    units = text.encode("utf-16-le")
    found = []
    for one in (one for one in entities if one["type"] == "date_time"):
        written = units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        found.append((written, datetime.fromtimestamp(one["unix_time"], UTC).date(), one["date_time_format"]))
    return found


def shown_days(html: str) -> list[tuple[str, date, str]]:
    """Return the days of a message as Telegram finds them, once it has taken all entities."""
    text, entities = parse_html(html)
    check_entities(text, entities)
    return days(text, sorted(entities, key=lambda one: int(one["offset"])))


def written(day: date, lang: str, *, weekday: bool = False) -> str:
    """Return a day as a reply writes it, without that of another calendar."""
    return re.sub(r" \([^)]*\)$", "", format_day(day, lang, weekday=weekday))


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_certain_days_are_told_as_days_where_they_stand(lang: str) -> None:
    first, article, published = shown_days(page(lang, title="😀🏳️‍🌈 A 𝔱itle"))
    assert first == (written(FRIDAY, lang, weekday=True), FRIDAY, "wD")
    assert article == (written(MONDAY, lang, weekday=True), MONDAY, "wD")
    assert published == (written(MONDAY, lang), MONDAY, "D")


def test_what_is_quoted_is_no_day_though_it_is_written_like_one() -> None:
    html = page("en", words="Fri 4 Jan 2019, 7 Jan 2019")
    assert [one for one, _, _ in shown_days(html)] == ["Fri 4 Jan 2019", "Mon 7 Jan 2019", "7 Jan 2019"]
    assert "(‘Fri 4 Jan 2019, 7 Jan 2019’, article" in html
    html = page("en", words="4 Jan 2019", title="Published 7 Jan 2019")
    assert "1. Published 7 Jan 2019</b>" in html


@pytest.mark.parametrize(
    "uncertain",
    [
        {"status": Status.CONFLICT, "rival": Rival(span(date(2019, 1, 8)))},
        {"status": Status.CONFLICT},
        {"status": Status.BOUNDED},
        {"published": span(date(2019, 1, 1), date(2019, 1, 31))},
        {"published": None, "status": Status.UNDATED, "captured": MONDAY},
        {"published": span(date(1970, 1, 1))},
        {"published": span(date(2040, 1, 2))},
    ],
)
def test_what_is_not_certain_or_no_moment_is_told_in_words_only(uncertain: dict[str, Any]) -> None:
    assert shown_days(page("en", meant=span(date(1969, 7, 20)), **uncertain)) == []
    assert shown_days(page("en", meant=span(date(2019, 1, 1), date(2019, 1, 31)), **uncertain)) == []


@examples(60)
@given(
    st.sampled_from(OUR_LANGUAGES),
    st.text(min_size=1, max_size=30).filter(str.strip),
    st.text(max_size=60),
    st.dates(date(1970, 1, 2), date(2038, 1, 18)),
)
def test_hostile_words_move_no_day(lang: str, words: str, title: str, day: date) -> None:
    published = day + timedelta(days=3) if day < date(2038, 1, 10) else day
    html = page(lang, words=words, title=title, meant=span(day), published=span(published))
    found = shown_days(html)
    assert [one[1] for one in found] == [day, published, published]
    assert [one[0] for one in found] == [
        written(day, lang, weekday=True),
        written(published, lang, weekday=True),
        written(published, lang),
    ]
    assert parse_html(undated(html))[0] == parse_html(html)[0]


def test_joined_passages_keep_their_days_where_they_stand() -> None:
    text = "On Friday the bridge was opened."
    article = StoredArticle(1, "a", "A", None, "a.txt", "en", span(MONDAY), "record", Status.DATED, None, None)
    quotes = []
    for day in (FRIDAY, date(2019, 1, 3)):
        mention = Mention(3, 9, "Friday", "weekday", span(day), "resolved", "published")
        match = match_of(StoredPassage(1, article, 0, text, "", (mention,)), (0, len(text)))
        quotes.append(quote_of(whole(match), "en", strong=day != FRIDAY))
    both = _joined(*quotes)
    assert [both.mention_line[one.start : one.end] for one in both.days] == ["Fri 4 Jan 2019", "Thu 3 Jan 2019"]


@pytest.mark.parametrize("hours", range(-10, 14))
def test_a_day_is_the_same_by_the_clocks_of_nearly_all_readers(hours: int) -> None:
    moment = datetime.combine(MONDAY, HOUR)
    assert moment.astimezone(timezone(timedelta(hours=hours))).date() == MONDAY


@pytest.fixture(scope="module")
def api(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi() as api, running_bot(api, sample_home, tmp_path_factory.mktemp("days") / "log"):
        yield api


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_real_process_sends_days_in_every_language(api: BotApi, lang: str) -> None:
    reader = Reader(api, User(83_000 + OUR_LANGUAGES.index(lang), "Somebody", language_code=lang))
    asked, day, _, _ = PATHS[lang]
    answer = reader.ask(asked)
    told = days(answer["text"], answer["entities"])
    assert any(one[0].endswith(re.sub(r" \(.*", "", day)) for one in told)
    assert all(one[0] == written(one[1], lang, weekday=one[2] == "wD") for one in told)
    assert "D" in {one[2] for one in told}


def test_a_server_that_knows_no_days_gets_them_as_text_and_is_not_asked_again(
    sample_home: Path, tmp_path: Path
) -> None:
    refusal = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 3'
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log"):
        reader = somebody(api)
        reader.ask("/about")
        api.fail_next("answerInlineQuery", 400, times=1, description=refusal)
        assert reader.user is not None
        offered = api.answer_to(api.inline("Kipchoge marathon", user=reader.user), timeout=LIMIT)
        contents = [one["input_message_content"] for one in offered["results"]]
        assert {one["parse_mode"] for one in contents} == {"HTML"}
        assert not any("tg-time" in one["message_text"] for one in contents)
        answer = reader.ask("When did Curiosity land on Mars?")
        kinds = {one["type"] for one in answer["entities"]}
        assert "date_time" not in kinds
        assert {"bold", "blockquote"} <= kinds
        assert text_of(answer).startswith("Sun 5 Aug 2012")
        assert [call.method for call in api.calls if call.error is not None] == ["answerInlineQuery"]
    assert "knows no days" in (tmp_path / "log").read_text()
