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


def proper_names(question: Question, cut: PassageWords, dates: Sequence[Mention]) -> Iterator[Candidate]:
    """Yield each name of a passage that may answer; none where every noun has a capital, or no letter has."""
    told = _told(cut.code)
    if cut.code in CAPITALISING or not told.places:
        return
    sort = _sort(question)
    known = frozenset(question.sequence)
    taken = [(one.start, one.end) for one in dates]
    for first, last in islice(_runs(cut, told), MOST):
        words = cut.words[first:last]
        telling = [word for word in words if word.text[0].isupper()]
        said = sum(word.term in known for word in telling)
        if said == len(telling) or any(words[0].start < end and start < words[-1].end for start, end in taken):
            continue
        signs = _of_any(cut, told, first, last) | {"partly": said / len(telling)}
        of_sort = (
            _of_sort(question.focus, cut, first, last) | _before(cut, told, first, last) | _behind(cut, told, last)
        )
        signs |= {f"{sort}_{name}": 1.0 for name, value in of_sort.items() if value}
        end = words[-1].start + len(POSSESSIVE.sub("", words[-1].text))
        key = frozenset(word.term for word in telling)
        yield Candidate(_with_article(cut, told, first), end, first, last, signs, key)


def _runs(cut: PassageWords, told: Told) -> Iterator[tuple[int, int]]:
    """Yield the places of the first word of each name and one past its last."""
    words, place = cut.words, 0
    stops = stop_words(cut.code)
    while place < len(words):
        last = place + 1
        if words[place].text[0].isupper() and not _common(cut, place, stops):
            while last < len(words) and (step := _joined(cut, told, last)):
                last += step
            yield place, last
        place = last


def _common(cut: PassageWords, place: int, stops: frozenset[str]) -> bool:
    """Tell whether a word has its capital from where it stands, or is "I"."""
    word = bare(fold(cut.words[place].text), cut.code)
    return word in stops and (cut.opens(place) or len(word) < 2 or cut.words[place].text[1:].islower())  # noqa: PLR2004


def _joined(cut: PassageWords, told: Told, place: int) -> int:
    """Return how many words from ``place`` on belong to the name before them: 0, 1, or more with particles."""
    words = cut.words
    if POSSESSIVE.search(words[place - 1].text):
        return 0
    for after in range(place, min(place + PARTICLES + 1, len(words))):
        short = len(words[after - 1].text) == 1 or words[after - 1].text.lower() in told.titles
        gap = SPACE.fullmatch(cut.gap(after))
        if words[after].sentence != words[place - 1].sentence or gap is None or (gap[0] == ". " and not short):
            return 0
        if words[after].text[0].isupper():
            return after + 1 - place
        if words[after].text not in told.particles:
            return 0
    return 0


def _with_article(cut: PassageWords, told: Told, first: int) -> int:
    before = cut.words[first - 1] if first else None
    if before is not None and before.text in told.articles and cut.gap(first) == " ":
        return before.start
    return cut.words[first].start


def _of_any(cut: PassageWords, told: Told, first: int, last: int) -> dict[str, float]:
    words, near = cut.words, cut.nearness(first, last)
    return {
        "near": near.near,
        "same": near.same,
        "around": near.around,
        "opens": float(last - first == 1 and cut.opens(first)),
        "quoted": float(cut.gap(first)[-1:] in QUOTES),
        "capitals": float(all(word.text.isupper() for word in words[first:last])),
        "demonym": float(last - first == 1 and told.demonym.search(words[first].text) is not None),
        "long": math.log(len(cut.weights)),
        "intercept": 1.0,
    }


def _of_sort(focus: str, cut: PassageWords, first: int, last: int) -> dict[str, bool]:
    words = cut.words
    inside = {word.term for word in words[first:last]}
    beside = {words[one].term for one in (first - 1, last) if 0 <= one < len(words)}
    return {
        "asked": True,
        "several": last - first > 1,
        "focus_inside": bool(focus) and focus in inside,
        "focus_beside": bool(focus) and focus in beside,
    }


def _before(cut: PassageWords, told: Told, first: int, last: int) -> dict[str, bool]:
    """Return what the words before a name tell of it; articles are passed over."""
    words = cut.words
    place, sentence = first - 1, words[first].sentence
    if place >= 0 and words[place].text in told.articles:
        place -= 1
    inside = place >= 0 and words[place].sentence == sentence and not ENDING.search(cut.gap(place + 1))
    before = words[place].text.lower() if inside else ""
    asked = place > 0 and words[place - 1].sentence == sentence and words[place - 1].term in cut.weights
    return {
        "titled": before in told.titles or (last - first > 1 and words[first].text.lower() in told.titles),
        "placed": before in told.places,
        "bound": before in told.bound,
        "by": before in told.by,
        "done_by": before in told.by and asked,
        "called": before in told.called,
        "behind_asked": inside and words[place].term in cut.weights,
    }


def _behind(cut: PassageWords, told: Told, last: int) -> dict[str, bool]:
    """Return what the word right behind a name tells of it."""
    words = cut.words
    if last >= len(words) or cut.gap(last) != " ":
        return {}
    following = words[last]
    plain = following.term not in cut.weights and bare(fold(following.text), cut.code) not in stop_words(cut.code)
    return {"being": following.text in told.being, "attributive": plain}


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
