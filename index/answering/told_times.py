"""Leans on a time of a question that only the archive tells: "before the flood", "in the 110th Congress"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from corpus.data import table
from index.analysis import term, tokens
from index.answering.choosing import Chosen, ranked
from index.engine.engine import Engine
from index.questions import Question, Scope
from index.ranking.learned import Learned
from index.ranking.onset import begins, days_of_all, onset, time_before, time_from
from index.ranking.sifting import Sieve

MOST = 6
"""Words by which what happened is named at most; more of them tell a story of their own. A choice."""
BESIDE = 5
"""Words behind "before" among which one of what happened shows that a passage looks back itself. A choice."""
CLAUSE = re.compile(r"[.,;:?!()\n؟،؛]")
ENDINGS = ("st", "nd", "rd", "th")
"""Of English ordinals: of 1, 2, 3 and all others, 0 among them."""
ORDINAL = re.compile(r"\d{1,3}(?!\d)")


@dataclass(frozen=True, slots=True)
class ToldTime:
    """A time that a question names by what the archive tells of.

    Attributes:
        terms: of the question, which name it.
        following: of what is called by its number, the terms that name the next; empty for what happened, which the
            question looks back from.
    """

    terms: tuple[str, ...]
    following: tuple[str, ...] = ()


def placed(engine: Engine, question: Question, by: Learned, sieve: Sieve | None = None) -> Chosen:
    """Return what answers a question best, leaning on the time that the archive tells for its words, if it does.

    What came before something is mostly told without its name, and what took place in a numbered period without the
    number, so these words are light then. Where the best passage says "before" of just this, it answers as it is.

    Args:
        engine: what searches the archive.
        question: that is asked.
        by: what was learned.
        sieve: tells what is wanted if not everything is.
    """
    placeable = not (question.scope or question.leaning or question.order)
    told = told_time(question) if placeable else None
    time = _time(engine, told) if told is not None else None
    if told is None or time is None:
        return ranked(engine, question, by, sieve)
    if not told.following:
        chosen = ranked(engine, question, by, sieve)
        if _looks_back(engine, chosen, told, question.language):
            return chosen
    return ranked(engine, replace(question, leaning=time, light=told.terms), by, sieve)


def told_time(question: Question) -> ToldTime | None:
    """Return the time that a question names so, None for none and for a question of nothing else."""
    found = _numbered(question) or _before(question)
    return found if found is not None and set(question.terms) - set(found.terms) else None


def _time(engine: Engine, told: ToldTime) -> Scope | None:
    """Return the time that is meant, as far as the archive tells it."""
    every = days_of_all(engine)
    if not told.following:
        day = onset(engine, told.terms, every)
        return None if day is None else time_before(day)
    first, next_one = (begins(engine, terms, every) for terms in (told.terms, told.following))
    if first is None:
        return None if next_one is None else time_before(next_one)
    return time_from(first, next_one if next_one is not None and next_one > first else None)


def _looks_back(engine: Engine, chosen: Chosen, told: ToldTime, language: str) -> bool:
    """Tell whether the best passage has a word for "before" shortly before one of what happened."""
    if not chosen.order.size:
        return False
    leads = _words_before(tuple(dict.fromkeys((language, *engine.lexicon.languages))))
    numbers = engine.lexicon.vocabulary.numbers((*told.terms, *leads))
    text = chosen.found.words.take(chosen.order[:1]).values
    leading = np.flatnonzero(np.isin(text, [numbers[one] for one in leads if one in numbers]))
    named = np.flatnonzero(np.isin(text, [numbers[one] for one in told.terms if one in numbers]))
    away = named[:, None] - leading
    return bool(((away > 0) & (away <= BESIDE)).any())


def _before(question: Question) -> ToldTime | None:
    """Return what a question looks back from: the words behind "before", up to the end of their clause."""
    for lead in _leads(question.language).finditer(question.text):
        clause = CLAUSE.split(question.text[lead.end() :], maxsplit=1)[0]
        named = {term(word, question.language) for word in tokens(clause, question.language)}
        terms = tuple(one for one in question.terms if one in named)
        if 0 < len(terms) <= MOST:
            return ToldTime(terms)
    return None


def _numbered(question: Question) -> ToldTime | None:
    """Return what a question calls by its number, on whichever side of the word for it that stands."""
    counted = _counted(question.language)
    for place, name in enumerate(question.terms):
        number = ORDINAL.match(name)
        beside = question.terms[max(0, place - 1) : place + 2]
        other = next((one for one in beside if one in counted), None)
        if number is not None and other is not None:
            return ToldTime((name, other), (_next(int(number[0]), name[number.end() :]), other))
    return None


def _next(number: int, ending: str) -> str:
    """Return the term of the number that follows, with the ending that it has: 100th, 101st, 102nd."""
    if ending in ENDINGS:
        tens, ones = divmod((number + 1) % 100, 10)
        ending = ENDINGS[-1 if tens == 1 else min(ones, len(ENDINGS)) - 1]
    return f"{number + 1}{ending}"


@cache
def _leads(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words(language)['before'])})(?!\w)", re.IGNORECASE)


@cache
def _counted(language: str) -> frozenset[str]:
    return frozenset(term(word, language) for word in tokens(_words(language)["numbered"], language))


def _words(language: str) -> dict[str, str]:
    data = table("index.answering", "told_times")
    words: dict[str, str] = data.get(language, data["en"])
    return words


@cache
def _words_before(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the terms that say "before" in some languages, those of English for one that we have none of."""
    words = ((tokens(lead, lang)[0], lang) for lang in languages for lead in _words(lang)["before"])
    return tuple(dict.fromkeys(term(word, lang) for word, lang in words))
