"""The words around replies: complete in every language, and within Telegram's limits."""

from __future__ import annotations

import re
import string
from datetime import date

import pytest

from bot.conversation.desk import COMMANDS, understand
from bot.conversation.requests import Line
from bot.wording import counted, supported, words
from corpus.language.known import OUR_LANGUAGES
from index.answering.question import parse_question

BUTTONS = "previous next context back newest best only any_time also closest other_times".split()
SHORT = "too_many busy private_archive gone unusable failed".split()


def _places(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_every_language_has_every_key_with_the_same_places_to_fill(lang: str) -> None:
    ours, english = words(lang), words("en")
    own = {key for key in ours if key.endswith("_longer") or key == "solar_months"}
    assert ours.keys() - own == english.keys()
    for key, text in ours.items():
        assert text.strip(), key
        said = english.get(key.removesuffix("_longer"), "")
        assert _places(text) == _places(said), key
        assert set(re.findall(r"/[a-z]+", text)) == set(re.findall(r"/[a-z]+", said)), key


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
    assert same <= {"source", "about_size", "comma"}


@pytest.mark.parametrize(
    ("text", "interface", "lang"),
    [
        ("Wann wurde die Brücke eröffnet?", "en", "de"),
        ("¿Cuándo se abrió el puente de la ciudad?", None, "es"),
        ("Quand le pont a-t-il été ouvert ?", "fa", "fr"),
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
def test_of_one_thing_nothing_is_counted(lang: str) -> None:
    assert "1" not in counted(lang, "also_in", 1)
    assert "2" in counted(lang, "also_in", 2)
    assert counted(lang, "also", 1, number=3).startswith("3")
