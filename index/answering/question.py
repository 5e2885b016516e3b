"""Takes a question apart: the words to match, the time meant, and the kind of answer wanted (question_words.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

from corpus.data import table
from corpus.dates.mentions import may_tell, mentions_in
from corpus.language.known import OUR_LANGUAGES
from index.analysis import bare, stop_words, term, tokens
from index.analysis.asked_language import question_language
from index.answering.glancing import may_name
from index.answering.naming import is_bare_year, leans
from index.answering.operators import LIKELY, Told, operators_of
from index.answering.ordering import asks_for_anything, asks_for_the_new, order_of, told_by_parts
from index.answering.phrase import phrase_of
from index.answering.scope import scope_of
from index.answering.times import Times, times_of
from index.questions import Question, Scope
from index.ranking.everyday import chat_in, without_chat

KINDS = ("number", "name")
PATTERNS = (*KINDS, "focus")
LONGEST = 4096
"""Characters of a question that are looked at: a Telegram message has no more."""
MASK = 4 * "\ue000"
"""Stands for a year of a name while another time is looked for: as long as it is, and no word."""


def parse_question(
    text: str, asked_on: date, first: date | None = None, last: date | None = None, usual: str = "en"
) -> Question:
    """Take a question apart.

    Args:
        text: what the reader wrote, any text.
        asked_on: the day it was asked.
        first: the beginning of the scope if it was given beside the words; it goes before what they say.
        last: the end of the scope, likewise.
        usual: the language of the reader's app or of most of the archive, for a question whose words tell too little.
    """
    text, usual = text[:LONGEST], usual or "en"
    told = operators_of(text, partial(question_language, usual=usual), asked_on) if LIKELY.search(text) else None
    if told is None:
        return _of_words(text, asked_on, first, last, usual)
    if not tokens(told.rest):
        usual = question_language(told.plain, usual)
    return _with_operators(_of_words(told.rest, asked_on, first, last, usual), told, text)


def _with_operators(question: Question, told: Told, written: str) -> Question:
    """Return a question with its operators, and with the words of quotations among those that are matched.

    Stop words alone are looked for as without operators, where capitals count: "The Who".
    """
    code, own = question.language, question
    quoted = [_cut_up(words, code) for words in told.quoted]
    new = _telling([word for words in quoted for word in words], code)
    if new and question.only_time:
        own = question.only(())
    terms = {**dict(zip(own.terms, own.words, strict=True)), **new}
    phrase = own.phrase if not told.quoted else "" if terms else phrase_of(written, code)
    return replace(
        own,
        text=written,
        terms=tuple(terms),
        words=tuple(terms.values()),
        sequence=(*own.sequence, *(name for words in quoted for _, name in words)),
        only_time=own.only_time and not new,
        phrase=phrase,
        operators=told.operators,
        plain=told.plain,
    )


def _of_words(text: str, asked_on: date, first: date | None, last: date | None, usual: str) -> Question:
    """Take a question without operators apart."""
    code = question_language(text, usual)
    languages = tuple(dict.fromkeys((code, "en" if code == usual else code)))
    times, scope, leaning, rest = _time_and_rest(text, asked_on, languages)
    order, rest = order_of(rest)
    timing = tuple(_telling(_cut_up(text[times.start : times.end], code), code)) if times else ()
    if first is not None or last is not None:
        scope, leaning, timing = Scope(first, last), None, ()
    kind = "when" if _asks_when(text) else "other"
    chat = chat_in(text, code)
    cut = _cut_up(rest, code)
    telling = _telling(cut, code, chat)
    asked_of = _without_asking(rest) if kind == "when" else rest
    found = telling if asked_of == rest else _telling(_cut_up(asked_of, code), code, chat)
    found = found or telling
    everything = scope is not None and any(asks_for_anything([word]) for word, _ in cut)
    phrase = "" if found or everything else phrase_of(without_chat(rest, chat), code)
    order = order or ("newest" if scope is None and asks_for_the_new(found.values()) else "")
    only_time = not phrase and (scope is not None or order == "newest") and asks_for_anything(found.values())
    if only_time or not (found or phrase):
        found = _telling(_cut_up(text[times.start : times.end] if times else text, code), code, chat)
    asking = tuple(name for name in telling if name not in found)
    sequence = tuple(name for _, name in cut)
    wanted = "date" if kind == "when" else _kind_of_answer(text, code)
    return Question(
        text, asked_on, tuple(found), scope, kind, tuple(found.values()), code, sequence, wanted, asking, only_time,
        timing, phrase, _focus(text, code), leaning, order,
    )  # fmt: skip


def _time_and_rest(
    text: str, asked_on: date, languages: Sequence[str]
) -> tuple[Times | None, Scope | None, Scope | None, str]:
    """Return the time of a question, what of it restricts, what only leans, and the text that is left to be matched.

    Where the first time leans, one that restricts goes before it: "the 2005 storm in March 2006".
    """
    times = _times(text, asked_on, languages)
    if times is None:
        return None, None, None, text
    scope, rest = scope_of(text, times, asked_on)
    if asks_for_anything(tokens(rest, times.lang)) or not leans(text, times):
        return times, scope, None, rest
    if not is_bare_year(text, times):
        return times, None, scope, rest
    year = text[times.start : times.end]
    masked = f"{text[: times.start]}{MASK}{text[times.end :]}"
    other = _times(masked, asked_on, languages)
    if other is not None and not leans(masked, other):
        scope, rest = scope_of(masked, other, asked_on)
        return other, scope, None, rest.replace(MASK, year)
    named, behind = times.spans[0], len(text) - times.end
    return times, None, Scope(named.first, named.last), rest[: len(rest) - behind] + text[times.start :]


def _times(text: str, asked_on: date, languages: Sequence[str]) -> Times | None:
    """Return the first expressions of a question that tell a time, in some languages or in others of ours."""
    read = {lang: mentions_in(text, asked_on, lang, asked=True) if may_name(text, lang) else () for lang in languages}
    told = any(read.values())
    others = [lang for lang in OUR_LANGUAGES if lang not in read]
    others = others if told else may_tell(text, others)
    return times_of(text, asked_on, read, others) if told or others else None


def _cut_up(text: str, code: str) -> list[tuple[str, str]]:
    """Return the words of a text as they stand, each with its term."""
    return [(word, name) for word in tokens(text, code) if (name := term(word, code))]


def _telling(words: list[tuple[str, str]], code: str, chat: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the terms of the words that carry a subject, and the first word of each."""
    stops = stop_words(code) | chat
    found: dict[str, str] = {}
    for word, name in words:
        if bare(word, code) not in stops:
            found.setdefault(name, word)
    return found


def _asks_when(text: str) -> bool:
    """Tell whether a text, in any of our languages, asks for a date."""
    return any(pattern.search(text) for code in told_by_parts("question_words", text) for pattern in _when(code))


def _without_asking(text: str) -> str:
    """Return a question for a date without the words that name what is asked for: "on what day"."""
    return _days().sub(" ", text)


def _kind_of_answer(text: str, code: str) -> str:
    """Return what the answer to a question in some language must hold, by its words (question_words.toml).

    It is "number", "name", or "" for anything; a date is told by ``_asks_when``.
    """
    return next((kind for kind in KINDS if (pattern := _patterns(code).get(kind)) and pattern.search(text)), "")


def _focus(text: str, code: str) -> str:
    """Return the term of the word that names what is asked for: "dams" of "how many dams", "" without one."""
    pattern = _patterns(code).get("focus")
    found = pattern.search(text) if pattern is not None else None
    words = tokens(text[found.end() : found.end() + 40], code)[:1] if found else ()
    return next((term(word, code) for word in words if bare(word, code) not in stop_words(code)), "")


@cache
def _when(code: str) -> tuple[re.Pattern[str], ...]:
    """Return what asks for a date in a language; all are tried, as a question is too short to be sure of its own."""
    told = _data()[code]
    return tuple(re.compile(one.replace("{day}", _words(told["day"])), re.IGNORECASE) for one in told["when"])


@cache
def _days() -> re.Pattern[str]:
    return re.compile("|".join(_words(told["day"]) for told in _data().values()), re.IGNORECASE)


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    told = _data().get(code, {})
    return {kind: re.compile(_words(told[kind]), re.IGNORECASE) for kind in PATTERNS if kind in told}


def _words(alternatives: Iterable[str]) -> str:
    """Return an expression for whole words that are one of some."""
    return rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"


def _data() -> dict[str, dict[str, Any]]:
    return table("index.answering", "question_words")
