"""What a reader sees on a phone: nothing said twice, labels whole, each line from the side of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.replies import ROW, Choice, Reply, rows_of
from bot.conversation.requests import Line
from bot.conversation.views import FRESH, View
from bot.rendering import for_terminal
from bot.rendering.for_telegram import render, render_caption, undated
from bot.settings import Settings
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES, RIGHT_TO_LEFT
from index.answering.searcher import Searcher

TODAY = date(2024, 5, 3)
ASKED = {
    "en": "When did Curiosity land on Mars?",
    "de": "Welche Partei wurde bei der Bundestagswahl stärkste Kraft?",
    "fr": "Quand la cathédrale Notre-Dame a-t-elle rouvert ?",
    "it": "Quando è atterrato il rover Curiosity su Marte?",
    "es": "¿Quién marcó el gol de España en la final?",
    "ar": "متى وصل مسبار الأمل إلى المريخ؟",
    "fa": "نخستین ماهواره ایران چه زمانی به مدار رفت؟",
}
QUOTATION = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")
FROM_THE_RIGHT, FROM_THE_LEFT = "\u200f", "\u200e"


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


def _ask(desk: Desk, text: str, lang: str = "en", view: View = FRESH) -> Reply:
    return desk.reply(Line(text, TODAY, lang), view)


def _choices(reply: Reply) -> dict[str, Choice]:
    return {choice.name: choice for row in reply.choices for choice in row}


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_no_label_is_cut_off(desk: Desk, lang: str) -> None:
    reply = _ask(desk, ASKED[lang], lang)
    assert reply.lang == lang
    for row in reply.choices:
        assert len(row) == 1 or len(row) * max(len(choice.label) + 1 for choice in row) <= ROW


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ("Next ›|Newest first", "Next › Newest first"),
        ("Newest first|Only 2014|Only 2016|Only 2019", "Newest first Only 2014 Only 2016/Only 2019"),
        ("Seulement 2014|Seulement 2016|Seulement 2019", "Seulement 2014 Seulement 2016/Seulement 2019"),
        ("1: also in another article|2: also in 3 articles", "1: also in another article/2: also in 3 articles"),
        ("a" * 60, "a" * 60),
        ("", ""),
    ],
)
def test_choices_stand_in_as_few_rows_as_show_them_whole(labels: str, rows: str) -> None:
    choices = [Choice(label, label, FRESH) for label in labels.split("|") if label]
    assert "/".join(" ".join(choice.label for choice in row) for row in rows_of(choices)) == rows


@pytest.mark.parametrize("lang", sorted(RIGHT_TO_LEFT))
@pytest.mark.parametrize(
    "asked", ["", "/help", "/privacy", "/about", "/latest", "qqqq zzzz", "Kipchoge marathon", "/on 20"]
)
def test_lines_of_ours_begin_on_the_right_where_the_language_does(desk: Desk, lang: str, asked: str) -> None:
    reply = _ask(desk, asked or ASKED[lang], lang)
    if reply.lang != lang:  # names and foreign words are answered in theirs
        return
    shown = QUOTATION.sub("", render(reply)).removesuffix(reply.footer)
    for line in filter(None, map(str.strip, TAGS.sub("", shown).split("\n"))):
        assert FROM_THE_RIGHT in line.partition("\u2068")[0][:4], line
    assert "\u2068" not in "".join(QUOTATION.findall(render(reply)))
    assert not re.search(rf"(?<!{FROM_THE_LEFT})/[a-z]", TAGS.sub("", shown))


def test_persian_digits_number_what_is_shown_and_chosen(desk: Desk) -> None:
    reply = _ask(desk, ASKED["fa"], "fa")
    assert "<b>۱. " in render(reply)
    assert {"در متن ۱", "فقط ۲۰۰۹"} <= {choice.label for choice in _choices(reply).values()}
    drawn = _ask(desk, "/timeline ماهواره", "fa")
    assert "۱. فوریه ۲۰۰۹" in render_caption(drawn)
    assert _choices(drawn)["peak 1"].label.startswith("۱. ")


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "fa"])
def test_a_day_that_stands_above_is_not_told_again(desk: Desk, lang: str) -> None:
    reply = _ask(desk, ASKED[lang], lang)
    day = reply.title.partition(" (‘")[0]
    assert any(letter.isdigit() for letter in day)
    assert not any(day in quote.mention_line for quote in reply.entries[0].quotes)


def test_what_two_expressions_mean_is_introduced_once(desk: Desk) -> None:
    shown = undated(render(_ask(desk, "Mars rover landing")))
    assert "mentions Sun 5 Aug 2012 (“last night”) · Mon 6 Aug 2012 (“Monday”)" in shown


@pytest.mark.parametrize("asked", [*ASKED.values(), "Mars rover landing", "Who won the World Cup?"])
def test_the_sentence_that_stands_out_is_in_the_first_quotation_of_its_article(desk: Desk, asked: str) -> None:
    entries = _ask(desk, asked).entries
    assert entries
    for entry in entries:
        assert entry.quotes[0].strong
        assert not any(quote.strong for quote in entry.quotes[1:])


def test_the_same_sentence_stands_out_in_context(desk: Desk) -> None:
    reply = _ask(desk, "Mars rover landing")
    for number, entry in enumerate(reply.entries, start=1):
        context = _ask(desk, "Mars rover landing", view=_choices(reply)[f"context {number}"].view)
        assert context.entries[0].best == entry.best


@pytest.mark.parametrize("asked", ["/latest", "/on 20 July"])
def test_a_list_quotes_from_the_first_word_on(desk: Desk, asked: str) -> None:
    for entry in _ask(desk, asked).entries:
        assert not entry.quotes[0].text.lstrip().startswith("…")


def test_passages_of_one_article_are_not_to_be_ordered(desk: Desk) -> None:
    one = _ask(desk, "landing on 04/07/1997")
    assert len(one.entries) == 1
    assert "newest" not in _choices(one)
    assert "newest" in _choices(_ask(desk, "Mars rover landing"))


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_a_phone_s_terminal_breaks_no_line_again(desk: Desk, lang: str) -> None:
    shown = for_terminal.render(_ask(desk, ASKED[lang], lang), 38, choices=True)
    assert not [line for line in shown.splitlines() if len(line) > 38 and "://" not in line]


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_years_stand_in_one_row(lang: str) -> None:
    choices = [Choice(words(lang)["only"].format(year=year), str(year), FRESH) for year in (2014, 2016, 2019)]
    assert len(rows_of(choices)) == 1


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_help_names_the_button_that_shows_the_whole_passage(lang: str) -> None:
    assert words(lang)["context"].replace("{number}", "").strip() in words(lang)["help"]
