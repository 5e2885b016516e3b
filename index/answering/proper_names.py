"""Finds the names in a passage by their capitals, and what speaks for each to be what "who" and "where" ask for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from corpus.data import table
from corpus.language.cutting import fold
from corpus.model import Mention
from index.analysis import bare, stop_words
from index.answering.passage_cuts import SENTENCES, Cut, Word, remembered
from index.answering.passage_words import Candidate, PassageWords
from index.questions import CAPITALISING, Question

SORTS = ("who", "where", "which")
OF_ANY = ("near", "same", "around", "opens", "partly", "quoted", "capitals", "demonym", "long", "intercept")
OF_SORT = (
    "asked", "several", "titled", "placed", "bound", "by", "done_by", "being", "called", "behind_asked", "attributive",
    "focus_inside", "focus_beside",
)  # fmt: skip
SIGNS = (*OF_ANY, *(f"{sort}_{sign}" for sort in SORTS for sign in OF_SORT))
"""Names of the signs. The three of ``passage_words.Nearness``; whether it is one word that opens a sentence; the share
of it that the question says; whether it stands in quotation marks, is in capitals only, or ends like "Danish"; 1. For
each sort of question: 1; whether it has several words; whether a title ("Judge"), a word of place ("in"), of direction
("from"), "by", or that behind a word of the question, is before it; "was" behind it; a word of naming ("called") or of
the question before it; another word behind it, which it may only describe ("Danish ships"); and whether the word asked
for ("which ship") is in it or beside it."""
NEVER = re.compile(r"(?!)")
QUOTES = frozenset('“"«‘„')
ENDING = re.compile(r"[.,;:()]")
POSSESSIVE = re.compile(r"['’]s?$")
PARTICLES = 2
"""Small words that may stand in a row inside a name: "Bank of the West"."""
SPACE = re.compile(r"[ \u00a0]|\. |-")
MOST = 60
"""Names of a passage that are looked at; a list of more has no one that answers."""


class Name(NamedTuple):
    """A name in a sentence, and what speaks for it whatever is asked.

    Attributes:
        first: place of its first word in the sentence; ``last`` is one past that of the last.
        start: its first character, that of an article before it too; ``end`` is one past the last.
        telling: the terms of its words with capitals.
        key: of the candidate.
        before: the place of the word before it, articles passed over; -1 if none is close.
        describes: a word that is no stop word stands right behind it, which it may only describe.
        signs: that are not 0, with the question's sort before those of ``OF_SORT``.
    """

    first: int
    last: int
    start: int
    end: int
    telling: tuple[str, ...]
    key: frozenset[str]
    before: int
    describes: bool
    signs: dict[str, float]


def proper_names(question: Question, cut: PassageWords, dates: Sequence[Mention]) -> Iterator[Candidate]:
    """Yield each name of a passage that may answer; none where every noun has a capital, or no letter has."""
    told = _told(cut.code)
    if cut.code in CAPITALISING or not told.places:
        return
    sort = _sort(question)
    known = frozenset(question.sequence)
    taken = [(one.start, one.end) for one in dates]
    names = ((begin, name) for sentence, begin in cut.likely.items() for name in _names(cut.cut, sentence, sort))
    for begin, name in islice(names, MOST):
        first, last = begin + name.first, begin + name.last
        said = sum(term in known for term in name.telling)
        if said == len(name.telling) or (taken and _overlaps(cut.words[first].start, cut.words[last - 1].end, taken)):
            continue
        near = cut.nearness(first, last)
        signs = name.signs | near._asdict() | {"partly": said / len(name.telling), "long": math.log(len(cut.weights))}
        signs.update((f"{sort}_{sign}", 1.0) for sign in _asked(question.focus, cut, told, name, begin))
        yield Candidate(name.start, name.end, first, last, signs, name.key)


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < until and since < end for since, until in taken)


@remembered(SENTENCES)
def _names(cut: Cut, sentence: int, sort: str) -> tuple[Name, ...]:
    """Return the names in a sentence, for questions of some sort."""
    told, words = _told(cut.code), cut.words(sentence)
    found = []
    for first, last in _runs(cut, words, told):
        of_name, before = words[first:last], _place_before(cut, words, told, first)
        telling = tuple(word.term for word in of_name if word.text[0].isupper())
        signs = _of_any(cut, words, told, first, last)
        signs |= {f"{sort}_{sign}": 1.0 for sign in _of_sort(cut, words, told, first, last, before)}
        start = _start(cut, words, told, first)
        end = of_name[-1].start + len(POSSESSIVE.sub("", of_name[-1].text))
        describes = _is_followed(cut, words, last) and not _is_stop(words[last], cut.code)
        found.append(Name(first, last, start, end, telling, frozenset(telling), before, describes, signs))
    return tuple(found)


def _runs(cut: Cut, words: Sequence[Word], told: Told) -> Iterator[tuple[int, int]]:
    """Yield the places of the first word of each name of a sentence and one past its last."""
    stops, place = stop_words(cut.code), 0
    while place < len(words):
        last = place + 1
        if words[place].text[0].isupper() and not _common(words[place], cut.code, stops, opens=place == 0):
            while last < len(words) and (step := _joined(cut, words, told, last)):
                last += step
            yield place, last
        place = last


def _common(word: Word, code: str, stops: frozenset[str], *, opens: bool) -> bool:
    """Tell whether a word has its capital from where it stands, or is "I"."""
    plain = bare(fold(word.text), code)
    return plain in stops and (opens or len(plain) < 2 or word.text[1:].islower())  # noqa: PLR2004


def _joined(cut: Cut, words: Sequence[Word], told: Told, place: int) -> int:
    """Return how many words from ``place`` on belong to the name before them: 0, 1, or more with particles."""
    if POSSESSIVE.search(words[place - 1].text):
        return 0
    for after in range(place, min(place + PARTICLES + 1, len(words))):
        short = len(words[after - 1].text) == 1 or words[after - 1].text.lower() in told.titles
        gap = SPACE.fullmatch(cut.between(words[after - 1], words[after]))
        if gap is None or (gap[0] == ". " and not short):
            return 0
        if words[after].text[0].isupper():
            return after + 1 - place
        if words[after].text not in told.particles:
            return 0
    return 0


def _start(cut: Cut, words: Sequence[Word], told: Told, first: int) -> int:
    """Return the first character of a name, of an article right before it if there is one."""
    before = words[first - 1] if first else None
    if before is not None and before.text in told.articles and cut.between(before, words[first]) == " ":
        return before.start
    return words[first].start


def _place_before(cut: Cut, words: Sequence[Word], told: Told, first: int) -> int:
    """Return the place of the word before a name, articles passed over; -1 where something ends between them."""
    place = first - 1
    if place >= 0 and words[place].text in told.articles:
        place -= 1
    return place if place >= 0 and not ENDING.search(cut.between(words[place], words[place + 1])) else -1


def _of_any(cut: Cut, words: Sequence[Word], told: Told, first: int, last: int) -> dict[str, float]:
    alone, start = last - first == 1, words[first].start
    signs = {
        "opens": alone and first == 0,
        "quoted": cut.text[start - 1 : start] in QUOTES,
        "capitals": all(word.text.isupper() for word in words[first:last]),
        "demonym": alone and told.demonym.search(words[first].text) is not None,
        "intercept": True,
    }
    return {name: 1.0 for name, value in signs.items() if value}


def _of_sort(cut: Cut, words: Sequence[Word], told: Told, first: int, last: int, before: int) -> list[str]:
    """Return the signs of a name, by itself and by the words around it, that count by the sort of a question."""
    said = words[before].text.lower() if before >= 0 else ""
    several = last - first > 1
    signs = {
        "asked": True,
        "several": several,
        "titled": said in told.titles or (several and words[first].text.lower() in told.titles),
        "placed": said in told.places,
        "bound": said in told.bound,
        "by": said in told.by,
        "called": said in told.called,
        "being": _is_followed(cut, words, last) and words[last].text in told.being,
    }
    return [name for name, value in signs.items() if value]


def _is_stop(word: Word, code: str) -> bool:
    return bare(fold(word.text), code) in stop_words(code)


def _is_followed(cut: Cut, words: Sequence[Word], last: int) -> bool:
    """Tell whether there is a word right behind a name, in the same sentence."""
    return last < len(words) and cut.between(words[last - 1], words[last]) == " "


def _asked(focus: str, cut: PassageWords, told: Told, name: Name, begin: int) -> Iterator[str]:
    """Yield the signs of a name that hang on what the words of a question are.

    Args:
        focus: the term of the word that names what is asked for.
        cut: the passage.
        told: what the words of its language tell.
        name: of one of its sentences.
        begin: the place of the first word of that.
    """
    words, first, last = cut.words, begin + name.first, begin + name.last
    if focus:
        if any(word.term == focus for word in words[first:last]):
            yield "focus_inside"
        if any(words[one].term == focus for one in (first - 1, last) if 0 <= one < len(words)):
            yield "focus_beside"
    if name.before >= 0:
        before = begin + name.before
        if words[before].term in cut.weights:
            yield "behind_asked"
        if name.before and words[before - 1].term in cut.weights and words[before].text.lower() in told.by:
            yield "done_by"
    if name.describes and words[last].term not in cut.weights:
        yield "attributive"


class Told(NamedTuple):
    """What the words of a language tell of names (marking.toml), as they are written in small letters."""

    particles: frozenset[str]
    articles: frozenset[str]
    titles: frozenset[str]
    by: frozenset[str]
    places: frozenset[str]
    bound: frozenset[str]
    being: frozenset[str]
    called: frozenset[str]
    demonym: re.Pattern[str]


@cache
def _told(code: str) -> Told:
    own = table("index.answering", "marking").get(code, {})
    particles, articles, titles, by, places, bound, being, called = (
        frozenset(own.get(name, "").split()) for name in Told._fields[:-1]
    )
    demonym = re.compile(own["demonym"]) if "demonym" in own else NEVER
    return Told(particles, articles, titles, by, places, bound, being, called, demonym)


def _sort(question: Question) -> str:
    """Return whether a question asks for somebody, for a place, or for one of a sort of things."""
    if _where(question.language).search(question.wording):
        return "where"
    return "which" if question.focus else "who"


@cache
def _where(code: str) -> re.Pattern[str]:
    asked = table("index.answering", "marking").get(code, {}).get("where")
    return re.compile(rf"(?<!\w)(?:{asked})(?!\w)", re.IGNORECASE) if asked else NEVER
