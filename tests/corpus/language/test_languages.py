"""Which language a text is in, and the stop words of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.detecting import TELLING, stop_word_lists
from index.analysis import bare, language_of, stop_words, tokens
from tests.corpus.making import hostile


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry to the island was late again, and nobody knew why.", "en"),
        ("Die Fähre zur Insel war wieder zu spät, und niemand wusste warum.", "de"),
        ("Le bac pour l’île était encore en retard et personne ne savait pourquoi.", "fr"),
        ("El transbordador a la isla llegó tarde otra vez y nadie sabía por qué.", "es"),
        ("Il traghetto per l'isola era di nuovo in ritardo e nessuno sapeva perché.", "it"),
        ("O barco para a ilha atrasou-se outra vez e ninguém sabia porquê, mas não foi o vento.", "pt"),
        ("Färjan till ön var sen igen och ingen visste varför.", "sv"),
        ("De veerboot naar het eiland was weer te laat en niemand wist waarom.", "nl"),
        ("تأخرت العبارة إلى الجزيرة مرة أخرى ولم يعرف أحد السبب", "ar"),
        ("کشتی جزیره دوباره دیر رسید و هیچ کس نمی‌دانست چرا", "fa"),
        ("Паром на остров снова опоздал, и никто не знал почему.", "ru"),
        ("Пором на острів знову запізнився, і ніхто не знав, чому це було.", "uk"),
        ("Το πλοίο για το νησί άργησε πάλι", "el"),
        ("島へのフェリーはまた遅れた", "ja"),
        ("开往岛上的渡轮又晚点了", "zh"),
        ("섬으로 가는 배가 또 늦었다", "ko"),
        ("Wann war das?", "de"),
        ("¿Cuándo fue?", "es"),
        ("متى كان ذلك", "ar"),
        ("Comment marche Google ?", "fr"),
        ("Mon entreprise surveille ses salariés, comment y mettre fin ?", "fr"),
        ("prix du pétrole", "fr"),
        ("Welche Steuern wollte Reagan 1984 senken?", "de"),
        ("Was geschah im Juli 1969?", "de"),
        ("Was Lincoln tall?", "en"),
        ("Die Hard premiere", "en"),
        ("Los Angeles fires", "en"),
        ("¿Y en 2021?", "es"),
        ("The Arabic word السلام means peace in the language of the Qur'an.", "en"),
        ("۳ مارس ۲۰۱۹", "fa"),
        ("٣ مارس ٢٠١٩", "ar"),
        ("Kipchoge Wien", "en"),
        ("2019, 1984!", "en"),
        ("", "en"),
    ],
)
def test_the_letters_and_frequent_words_of_a_text_tell_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("Kipchoge in Wien", "de-AT", "de"),
        ("Habari za leo", "sw", "sw"),
        ("Die Fähre war zu spät, und niemand wusste, warum das so ist.", "en_US", "de"),
        ("کشتی جزیره دوباره دیر رسید", "en", "fa"),
        ("کشتی جزیره دوباره دیر رسید", "ar", "fa"),
        ("سلام", "fa", "fa"),
        ("سلام", None, "ar"),
        ("Пором", "uk", "uk"),
        ("Beograd je glavni grad", "sr", "sr"),
        ("The ferry was late", "fa", "en"),
    ],
)
def test_what_came_with_a_text_is_believed_unless_its_letters_or_words_speak_against_it(
    text: str, told: str | None, language: str
) -> None:
    assert language_of(text, told) == language


def test_a_text_that_tells_too_little_is_taken_for_the_usual_language() -> None:
    assert language_of("Google Chrome") == "en"
    assert language_of("Google Chrome", usual="fr") == "fr"
    assert language_of("When did it open?", usual="fr") == "en"
    assert language_of("کشتی جزیره", usual="fr") == "fa"


def test_only_the_beginning_is_looked_at() -> None:
    assert language_of("the " * TELLING + "und der die das " * TELLING) == "en"


@hostile
@given(st.text(), st.none() | st.text(max_size=8))
def test_any_text_has_a_language(text: str, told: str | None) -> None:
    assert language_of(text, told)


@pytest.mark.parametrize("language", sorted(stop_word_lists()))
def test_stop_words_pass_through_the_same_steps_as_questions(language: str) -> None:
    words = stop_words(language)
    assert len(words) >= 15
    assert all(tokens(word, language) == [word] == [bare(word, language)] for word in words)


def test_a_language_without_a_list_has_the_english_one() -> None:
    assert stop_words("sw") == stop_words("en") != stop_words("de")
