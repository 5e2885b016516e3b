"""The words around replies: complete in every language, and within Telegram's limits."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.conversation.desk import COMMANDS, understand
from bot.conversation.replies import ROW
from bot.conversation.requests import Line
from bot.wording import counted, format_number, in_digits, supported, words
from corpus.language.known import OUR_LANGUAGES
from index.answering.question import parse_question

BUTTONS = "previous next context back newest best only any_time also closest other_times".split()
SHORT = "too_many busy private_archive gone unusable failed".split()


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_words_fit_where_telegram_shows_them(lang: str) -> None:
    for key, text in words(lang).items():
        if key.startswith("command_"):
            assert 3 <= len(text) <= 256
        if key in SHORT:
            assert len(text) <= 200, key  # the answer to a press
        if key in BUTTONS:
            assert len(text) <= 42, key
    assert len(words(lang)["inline_hint"]) <= 64
    assert len(words(lang)["description"]) <= 512
    assert len(words(lang)["short_description"]) <= 120


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_every_command_is_in_the_menu_and_those_with_words_behind_them_in_the_help(lang: str) -> None:
    word = words(lang)
    for name, command in COMMANDS.items():
        assert f"command_{name}" in word
        if command.asks:
            assert f"/{name}" in word["help"], name


@pytest.mark.parametrize("lang", [lang for lang in OUR_LANGUAGES if lang != "en"])
def test_no_language_was_left_in_english(lang: str) -> None:
    same = {key for key, text in words(lang).items() if text == words("en").get(key)}
    alike = {
        "fr": "articles articles_one passages passages_one role_contact role_navigation role_signature role_thread",
        "it": "web_feed web_privacy role_navigation",
    }
    assert same <= {"source", "about_size", "comma", *alike.get(lang, "").split()}


@pytest.mark.parametrize(
    ("text", "interface", "lang"),
    [
        ("Wann wurde die Brücke eröffnet?", "en", "de"),
        ("¿Cuándo se abrió el puente de la ciudad?", None, "es"),
        ("Quand le pont a-t-il été ouvert ?", "fa", "fr"),
        ("Quando è stato aperto il ponte della città?", "de", "it"),
        ("متى افتتح الجسر؟", "de", "ar"),
        ("پل چه زمانی افتتاح شد؟", "de", "fa"),
        ("When was the bridge opened?", "de", "en"),
        ("Kipchoge marathon", "de-AT", "de"),
        ("Kipchoge marathon", "ja", "en"),
        ("😀", "fr", "fr"),
    ],
)
def test_a_reader_is_answered_in_the_language_of_the_text_or_else_of_the_app(
    text: str, interface: str | None, lang: str
) -> None:
    assert understand(Line(text, date(2024, 5, 3), interface), parse_question).lang == lang


def test_a_language_without_words_gets_english() -> None:
    assert supported("zh-Hans") == supported(None) == supported("") == "en"


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_of_one_other_thing_nothing_is_counted(lang: str) -> None:
    assert "1" not in counted(lang, "also_in", 1)
    assert format_number(4, lang) in counted(lang, "also_in", 4)
    assert counted(lang, "also", 1, number=3).startswith("3")


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
        ("en", 3085, "3,085 articles"),
        ("de", 1, "1 Artikel"),
        ("de", 72644, "72.644 Artikel"),
        ("it", 1, "1 articolo"),
        ("it", 12345, "12.345 articoli"),
        ("it", 2_000_000, "2.000.000 di articoli"),
        ("es", 1, "1 artículo"),
        ("es", 12345, "12.345 artículos"),
        ("es", 2_000_000, "2.000.000 de artículos"),
        ("fr", 0, "0 article"),
        ("fr", 1, "1 article"),
        ("fr", 3085, "3\u202f085 articles"),
        ("fr", 1_000_000, "1\u202f000\u202f000 d’articles"),
        ("ar", 0, "لا مقالات"),
        ("ar", 1, "مقال واحد"),
        ("ar", 2, "مقالان"),
        ("ar", 3, "3 مقالات"),
        ("ar", 10, "10 مقالات"),
        ("ar", 11, "11 مقالاً"),
        ("ar", 99, "99 مقالاً"),
        ("ar", 100, "100 مقال"),
        ("ar", 103, "103 مقالات"),
        ("ar", 3085, "3,085 مقالاً"),
        ("fa", 1, "۱ مقاله"),
        ("fa", 3085, "۳٬۰۸۵ مقاله"),
    ],
)
def test_things_are_counted_as_a_language_counts(lang: str, count: int, said: str) -> None:
    assert counted(lang, "articles", count) == said


def test_the_stops_of_thousands_and_the_digits_are_those_of_the_language() -> None:
    assert {lang: format_number(1234567, lang) for lang in OUR_LANGUAGES} == {
        "en": "1,234,567",
        "de": "1.234.567",
        "es": "1.234.567",
        "it": "1.234.567",
        "fr": "1\u202f234\u202f567",
        "ar": "1,234,567",
        "fa": "۱٬۲۳۴٬۵۶۷",
    }
    assert in_digits("09:41", "fa") == "۰۹:۴۱"
    assert in_digits("09:41", "ar") == "09:41"


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_what_can_be_done_about_an_answer_stands_in_one_row(lang: str) -> None:
    labels = [words(lang)[key] for key in ("alert_button", "helped", "helped_not")]
    assert len(labels) * (max(map(len, labels)) + 1) <= ROW


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_help_calls_the_button_for_the_context_as_it_is_called(lang: str) -> None:
    word = words(lang)
    label = word["context"].replace("{number}", "").strip()
    for key in ("help", "help_web"):
        assert re.search(rf"[„“«]\s?{re.escape(label)}\s?[“”»]", word[key]), key
