"""A glance at a question: it never denies a time that reading finds."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.data import table
from corpus.dates.lexicon import lexicon
from corpus.dates.mentions import may_tell, mentions_in
from corpus.language.known import OUR_LANGUAGES
from index.answering import question, times
from index.answering.glancing import items_of, may_name, may_say_more, may_say_several
from index.answering.ordering import ORDERS, told_by_parts
from index.answering.times import Times
from tests.corpus.making import examples
from tests.index.making import ASKED_ON

NUMBERS = (
    "2019 2020 12 3 1st 12. 1er 5º '98 90s 1990er Q3 T2 12/03/2020 2019-03-04 2018-20 1398 XIX FY2019 ۱۳۹۸".split()
)
MARKS = [" ", " ", " ", ", ", " - ", "-", ". ", "? ", "'s ", " (", "، "]
ORDINARY = "the strike in who won war die le de a of and or before since year day may second".split()


def words_of(lang: str) -> list[str]:
    """Return the words of a language that times are made of, and those that join them."""
    words, leads = lexicon(lang), table("index.answering", "scope")[lang]
    phrases = [" ".join(parts) for entries in words.phrases.values() for parts, _ in entries]
    return [*words.words, *phrases, *words.clause_end, *leads["listed"], *leads["within"], *leads["to"]]


TEXTS = st.lists(st.sampled_from(OUR_LANGUAGES), min_size=1, max_size=2).flatmap(
    lambda langs: st.lists(
        st.tuples(
            st.one_of(
                st.sampled_from(NUMBERS),
                st.sampled_from(ORDINARY),
                *(st.sampled_from(words_of(lang)) for lang in langs),
            ),
            st.sampled_from(MARKS),
        ),
        min_size=1,
        max_size=6,
    ).map(lambda pieces: "".join(word + mark for word, mark in pieces))
)


def read_throughout(text: str, languages: Sequence[str]) -> Times | None:
    """Return the time of a question as it is found by reading it in all languages."""
    read = {lang: mentions_in(text, ASKED_ON, lang, asked=True) for lang in languages}
    others = [lang for lang in OUR_LANGUAGES if lang not in read]
    others = others if any(read.values()) else may_tell(text, others)
    found = next((one for lang, some in read.items() if (one := times._of_mentions(text, ASKED_ON, some, lang))), None)
    for lang in others:
        other = times._of_mentions(text, ASKED_ON, mentions_in(text, ASKED_ON, lang, asked=True), lang)
        if other is not None and times._says_more(text, other, found):
            found = other
    return found


@examples(40)
@given(TEXTS, st.sampled_from([("en",), ("de", "en"), ("fr", "en"), ("es",), ("fa", "en")]))
def test_reading_after_a_glance_finds_what_reading_everything_does(text: str, languages: Sequence[str]) -> None:
    for lang in languages:
        assert may_name(text, lang) or not mentions_in(text, ASKED_ON, lang, asked=True)
    assert question._times(text, ASKED_ON, languages) == read_throughout(text, languages)


@pytest.mark.parametrize("text", ["Who won the war?", "What did that committee say this time?"])
def test_most_questions_are_not_read_in_other_languages(text: str) -> None:
    assert not any(may_name(text, lang) for lang in OUR_LANGUAGES if lang != "en")


def test_a_year_is_not_read_again_where_no_word_beside_it_is_of_the_language() -> None:
    text = "Who was elected in 2005 by the council?"
    items, start = items_of(text), text.index("2005")
    assert not any(may_say_more(items, lang, start, start + 4) for lang in OUR_LANGUAGES if lang != "en")
    assert not any(may_say_several(items, lang) for lang in OUR_LANGUAGES if lang != "en")


def test_a_day_is_read_in_the_language_of_its_month() -> None:
    text = "Streik am 12. März 2020"
    start = text.index("2020")
    assert may_say_more(items_of(text), "de", start, start + 4)
    assert may_say_several(items_of(text), "de")


ORDERING, ASKING = (table("index.answering", name) for name in ("ordering", "question_words"))
EXPRESSIONS = [
    ("ordering", code, one) for code, words in ORDERING.items() for order in ORDERS for one in words[order]
] + [
    ("question_words", code, one.replace("{day}", f"(?:{'|'.join(words['day'])})"))
    for code, words in ASKING.items()
    for one in words["when"]
]


@examples(400)
@given(st.data())
def test_no_text_is_passed_over_that_holds_one_of_the_expressions(data: st.DataObject) -> None:
    name, code, expression = data.draw(st.sampled_from(EXPRESSIONS))
    text = data.draw(st.from_regex(re.compile(expression, re.IGNORECASE)))
    assert code in told_by_parts(name, text)
