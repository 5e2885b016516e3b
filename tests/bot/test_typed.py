"""What is typed in place of a button: its label, its name or what people say for it, in six languages."""

from __future__ import annotations

import pytest

from bot.conversation.typed import LABELS, LIKE, typed_form
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES

FORMS = [
    ("en", "next", "next"),
    ("en", "More please!", "next"),
    ("en", "no, I meant the other one", "next"),
    ("en", "the other one", "next"),
    ("en", "not that one", "next"),
    ("en", "another", "next"),
    ("en", "show me more results", "next"),
    ("en", "previous page", "previous"),
    ("en", "go back", "back"),
    ("en", "2 context", "context 2"),
    ("en", "context", "context 1"),
    ("en", "/context 2", "context 2"),
    ("en", "/context_2", "context 2"),
    ("en", "/context2@some_bot", "context 2"),
    ("en", "/next", "next"),
    ("en", "/only_2019", "only 2019"),
    ("en", "also 2", "also 2"),
    ("en", "only 2019 please", "only 2019"),
    ("en", "2019 only", "only 2019"),
    ("en", "any time", "any"),
    ("en", "newest", "newest"),
    ("en", "best first", "best"),
    ("en", "closest", "closest"),
    ("en", "peak 3", "peak 3"),
    ("de", "mehr", "next"),
    ("de", "nein, ich meinte den anderen", "next"),
    ("de", "Nicht das, das andere bitte", "next"),
    ("de", "Umgebung", "context 1"),
    ("de", "2 Kontext", "context 2"),
    ("de", "nur aus dem Jahr 2019", "only 2019"),
    ("de", "naechste Seite", "next"),
    ("de", "alle Jahre", "any"),
    ("de", "context 2", "context 2"),
    ("fr", "plus", "next"),
    ("fr", "non, je parlais de l'autre", "next"),
    ("fr", "pas celui-là", "next"),
    ("fr", "l’autre svp", "next"),
    ("fr", "le contexte du 2", "context 2"),
    ("fr", "uniquement 2019", "only 2019"),
    ("fr", "page précédente", "previous"),
    ("es", "más", "next"),
    ("es", "no, me refería al otro", "next"),
    ("es", "ese no, el otro", "next"),
    ("es", "contexto del 2", "context 2"),
    ("es", "sólo 2019, por favor", "only 2019"),
    ("es", "atrás", "back"),
    ("ar", "المزيد من فضلك", "next"),
    ("ar", "لا، قصدت الآخر", "next"),
    ("ar", "ليس هذا", "next"),
    ("ar", "السياق ٢", "context 2"),
    ("ar", "فقط ٢٠١٩", "only 2019"),
    ("ar", "رجوع", "back"),
    ("fa", "بیشتر", "next"),
    ("fa", "نه، منظورم اون یکی بود", "next"),
    ("fa", "این نه", "next"),
    ("fa", "۲ بافت", "context 2"),
    ("fa", "فقط سال ۲۰۱۹", "only 2019"),
    ("fa", "صفحهٔ قبلی", "previous"),
    ("ja", "next", "next"),
    ("en", "más", "next"),
]
NO_FORMS = """
next election
only 2019 results
back pain
more than words
the next president of France
context of the speech
best film of 2019
any time travel
newest iPhone
another brick in the wall
closest election
previous governor
also known as
only 2 died
only 12345
and in 2021?
who was he?
nächste Wahl
nur Mitglieder
andere Länder
mehr Geld
plus grand
autre chose de la vie
retour en Syrie
más allá
otro terremoto
solo para mujeres
الآخر في الرواية
المزيد من القتلى
بیشتر مردم
انتخابات بعدی
next context 2
2019
thanks
""".strip().splitlines()


@pytest.mark.parametrize(("lang", "text", "name"), FORMS)
def test_a_typed_form_is_read_as_the_choice_that_it_names(lang: str, text: str, name: str) -> None:
    assert typed_form(text, lang) == name


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
@pytest.mark.parametrize(("key", "name"), LABELS.items())
def test_what_a_button_says_can_be_typed(lang: str, key: str, name: str) -> None:
    label = words(lang)[key].format(number=2, count=5, year=2019)
    expected = {"context": "context 2", "also": "also 2", "only": "only 2019"}.get(name, name)
    assert typed_form(label, lang) == expected
    assert typed_form(label.strip("‹› "), lang) == expected


@pytest.mark.parametrize("text", NO_FORMS)
@pytest.mark.parametrize("lang", ["en", "fr", "fa"])
def test_a_line_that_merely_holds_such_a_word_is_none(text: str, lang: str) -> None:
    assert typed_form(text, lang) is None


@pytest.mark.parametrize("text", ["", " ", "/", "?", "x" * 5000, "context 2 " * 400])
def test_hostile_and_empty_lines_are_none(text: str) -> None:
    assert typed_form(text, "en") is None


def test_what_turns_back_may_mean_a_page_or_the_answer() -> None:
    assert {LIKE[LIKE[name]] for name in LIKE} == set(LIKE)
