"""Operators in questions: what is read as one, what only looks like one, and that any text is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.store.filtering import Filter
from index.answering.operators import operators_of
from index.answering.question import parse_question
from index.questions import NO_OPERATORS, Operators, Question, Scope, Words, Years
from tests.corpus.making import hostile

ASKED_ON = date(2024, 5, 3)


def parse(text: str) -> Question:
    return parse_question(text, ASKED_ON)


def without(*words: str) -> Operators:
    return Operators(without=tuple(Words(word, " " in word) for word in words))


def only(label: str, *values: str, negated: bool = False) -> Operators:
    return Operators(filters=(Filter(label, values, negated),))


def either(*words: str) -> Operators:
    return Operators(either=(tuple(Words(word.strip('"'), '"' in word) for word in words),))


@pytest.mark.parametrize(
    ("text", "operators", "wording"),
    [
        ('"dry valley" flood', Operators(phrases=("dry valley",)), "dry valley flood"),
        ("flood “dry valley”", Operators(phrases=("dry valley",)), "flood dry valley"),
        ("„trockenes Tal“ Flut", Operators(phrases=("trockenes Tal",)), "trockenes Tal Flut"),
        ("«vallée sèche» crue", Operators(phrases=("vallée sèche",)), "vallée sèche crue"),
        ("« vallée sèche » crue", Operators(phrases=("vallée sèche",)), "vallée sèche crue"),
        ("»trockenes Tal« Flut", Operators(phrases=("trockenes Tal",)), "trockenes Tal Flut"),
        ("”torr dal” flod", Operators(phrases=("torr dal",)), "torr dal flod"),
        ('inundación "valle seco"', Operators(phrases=("valle seco",)), "inundación valle seco"),
        ('فيضان "الوادي الجاف"', Operators(phrases=("الوادي الجاف",)), "فيضان الوادي الجاف"),
        ("سیل «دره خشک»", Operators(phrases=("دره خشک",)), "سیل دره خشک"),
        ('"dry valley" "high water"', Operators(phrases=("dry valley", "high water")), "dry valley high water"),
        ('"dry valley " flood', Operators(phrases=("dry valley",)), "dry valley flood"),
        ('"dry valley"', Operators(phrases=("dry valley",)), "dry valley"),
        ("flood -Ostheim", without("Ostheim"), "flood"),
        ("-Ostheim flood", without("Ostheim"), "flood"),
        ("flood −Ostheim", without("Ostheim"), "flood"),
        ("flood (-Ostheim)", without("Ostheim"), "flood ( )"),
        ("flood -Ostheim, -Karst?", without("Ostheim", "Karst"), "flood , ?"),
        ("flood -co-op", Operators(without=(Words("co-op", exact=True),)), "flood"),
        ("Flut -Überschwemmung", without("Überschwemmung"), "Flut"),
        ("فيضان -النيل", without("النيل"), "فيضان"),
        ("سیل -تهران", without("تهران"), "سیل"),
        ('flood -"dry valley"', without("dry valley"), "flood"),
        ("flood -“dry valley”", without("dry valley"), "flood"),
        ("bridge -1969", without("1969"), "bridge"),
        ("flood OR storm Ostheim", either("flood", "storm"), "flood storm Ostheim"),
        ("flood | storm Ostheim", either("flood", "storm"), "flood storm Ostheim"),
        ("flood|storm Ostheim", either("flood", "storm"), "flood storm Ostheim"),
        ("(flood OR storm) Ostheim", either("flood", "storm"), "(flood storm) Ostheim"),
        ("flood OR storm OR fire", either("flood", "storm", "fire"), "flood storm fire"),
        ('"high water" OR storm', either('"high water"', "storm"), "high water storm"),
        ("Flut ODER Sturm", either("Flut", "Sturm"), "Flut Sturm"),
        ("crue OU tempête", either("crue", "tempête"), "crue tempête"),
        ("NASA OR ESA", either("NASA", "ESA"), "NASA ESA"),
        ("فيضان OR عاصفة", either("فيضان", "عاصفة"), "فيضان عاصفة"),
        ("source:Karst flood", only("source", "Karst"), "flood"),
        ("flood SOURCE:Karst", only("source", "Karst"), "flood"),
        ("flood source:karst.example.org", only("source", "karst.example.org"), "flood"),
        ("flood source:a source:b", only("source", "a", "b"), "flood"),
        ("flood source:a OR source:b", only("source", "a", "b"), "flood"),
        ("flood -source:Karst", only("source", "Karst", negated=True), "flood"),
        ("Flut Quelle:Karst", only("source", "Karst"), "Flut"),
        ("inundación fuente:Karst", only("source", "Karst"), "inundación"),
        ("سیل منبع:کارست", only("source", "کارست"), "سیل"),
        ("فيضان مصدر:كارست", only("source", "كارست"), "فيضان"),
        ('author:"Ada Roe" flood', only("author", "Ada Roe"), "flood"),
        ("author:Roe, flood", only("author", "Roe"), "flood"),
        ("auteure:Roe crue", only("author", "Roe"), "crue"),
        ("-author:“Ada Roe” flood", only("author", "Ada Roe", negated=True), "flood"),
        ("flood lang:de", only("lang", "de"), "flood"),
        ("flood lang:German", only("lang", "de"), "flood"),
        ("flood lang:de-AT", only("lang", "de"), "flood"),
        ("Flut sprache:französisch", only("lang", "fr"), "Flut"),
        ("crue langue:français", only("lang", "fr"), "crue"),
        ("سیل زبان:فارسی", only("lang", "fa"), "سیل"),
        ("flood -lang:de", only("lang", "de", negated=True), "flood"),
        ("flood year:2019", Operators(years=(Years(2019, 2019),)), "flood"),
        ("flood year:2019-2021", Operators(years=(Years(2019, 2021),)), "flood"),
        ("flood year:2021–2019", Operators(years=(Years(2019, 2021),)), "flood"),
        ("flood year:2019..2021", Operators(years=(Years(2019, 2021),)), "flood"),
        ("flood -year:2019", Operators(years=(Years(2019, 2019, negated=True),)), "flood"),
        ("Flut jahr:2019", Operators(years=(Years(2019, 2019),)), "Flut"),
        ("inundación año:2019", Operators(years=(Years(2019, 2019),)), "inundación"),
        ("crue année:2019", Operators(years=(Years(2019, 2019),)), "crue"),
        ("فيضان سنة:٢٠١٩", Operators(years=(Years(2019, 2019),)), "فيضان"),
        ("year:2019 OR year:2021", Operators(years=(Years(2019, 2019), Years(2021, 2021))), ""),
        ("-flood OR -storm", without("flood", "storm"), ""),
        (
            'who won -football year:2019 "dry valley"',
            Operators(phrases=("dry valley",), without=(Words("football"),), years=(Years(2019, 2019),)),
            "who won dry valley",
        ),
    ],
)  # fmt: skip
def test_operators_are_read_and_the_rest_is_words(text: str, operators: Operators, wording: str) -> None:
    found = parse(text)
    told = found.operators
    assert (told.phrases, told.either, told.without) == (operators.phrases, operators.either, operators.without)
    assert (told.filters, told.years) == (operators.filters, operators.years)
    assert found.wording == wording
    assert found.text == text
    assert found.asks


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 in Ostheim", "the well-known mayor", "a - dash", "-", "--", "- flood", "-- flood", "a -- b",
        "flood-", "at 10:30", "from 9:00-10:00", 'https://example.org/a-b?c="d e"',
        "see http://example.org/x|y for it", "note: this", "note:this", "source: Karst said so", "year: 2019",
        "year:soon", "year:19", "year:", "source:", "mayor:Ida", "re:flood", "it was -40 degrees",
        "-5°C at night", "war 1939 -1945", '"never closed', "flood “never closed", 'closed" never',
        'a 27" screen and a 24" one', '5\'10" and 6\'2" tall', '27 " wide and 24 " high', '""', '"?!"', '" "',
        "tea or coffee", "flood OR", "OR flood", "OR", "| flood", "the OR a", "Portland, OR flood",
        "March OR April 2020 flood", "2019 OR 2021 flood", "WHO WON THE CUP OR THE LEAGUE",
        "el alcalde -que había salido- dijo", "the mayor -who had left-, said", "l'eau d'Ostheim",
        "don't 'quote' me", "‘single’ marks", "rock'n'roll", ":-)", "-)", ">-<", "a|", "C++ -", "e-mail",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_operator_is_text(text: str) -> None:
    assert operators_of(text, lambda _: "en", ASKED_ON) is None
    assert parse(text).operators is NO_OPERATORS
    assert parse(text).wording == text


def test_quoted_words_are_searched_and_those_left_out_are_not() -> None:
    found = parse('who repaired "the stone bridge" -Ostheim source:Karst')
    assert found.words == ("repaired", "stone", "bridge")
    assert found.answer == "name"


def test_times_in_words_stand_beside_operators() -> None:
    found = parse("flood in 2020 -Ostheim year:2021")
    assert found.scope == Scope(date(2020, 1, 1), date(2020, 12, 31))
    assert found.operators.years == (Years(2021, 2021),)


def test_a_quotation_names_no_time() -> None:
    found = parse('"in May 2019" flood')
    assert found.scope is None
    assert "2019" in found.terms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"Der Bürgermeister war nicht da"', "de"),
        ("wann war das “high water”?", "de"),
        ('when was the "Hochwasser"?', "en"),
        ("¿dónde fue la inundación? lang:en", "es"),
    ],
)
def test_the_language_is_that_of_the_words_around_a_quotation(text: str, language: str) -> None:
    assert parse(text).language == language


def test_a_follow_up_keeps_the_operators_of_the_line_itself() -> None:
    found = parse("and -Ostheim in 2021?")
    about = found.about(parse('flood -Karst "high water"'), "flood")
    assert about.operators == found.operators == Operators(without=(Words("Ostheim"),), written=("-Ostheim",))
    assert about.within(None, None).operators == about.only(()).operators == found.operators
    assert about.wording == "and in 2021? flood"


PIECES = st.sampled_from(
    ['"', "“", "”", "«", "»", "„", "-", "−", "OR", "|", "source:", "-lang:", "year:", "2019", "author:", "(", ")", ":", "://",
     "flood", "the", " ", "«»", '""', '-"', "سال:", "水", "\u200f", "\ud800", "\x00"]
)  # fmt: skip


@hostile
@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))
@example('"' * 4096)
@example("«a" * 2000)
@example('-"a" ' * 800)
@example("a|" * 2048)
@example("a OR " * 800)
@example("source:" * 500)
@example("-a-" * 1300)
@example("x" * 4000 + '"')
@example("year:9999 -year:0001")
def test_any_text_is_read(text: str) -> None:
    found = parse(text)
    assert found.text == text
    assert len(set(found.terms)) == len(found.terms)
    assert all(found.terms)


@hostile
@given(
    st.lists(st.sampled_from("when was the flood of 2019 in Ostheim? or not -- a-b 10:30 note: x".split()), max_size=9)
)
def test_text_without_operators_is_read_as_ever(words: list[str]) -> None:
    found = parse(" ".join(words))
    assert found.operators is NO_OPERATORS
    assert found.plain == ""
