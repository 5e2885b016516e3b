"""Finds what words of a question are in the languages of an archive that has none in its own.

Countries and languages are known by the Unicode CLDR, which Babel brings, and peoples by the lists of like meaning,
which have "Iraq, Iraqi" in one line; what is asked about most, and the ends of words of one origin, by
correspondences.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from corpus.data import table
from corpus.language.cutting import tokens
from corpus.language.detecting import stop_words
from corpus.language.known import OUR_LANGUAGES
from index.analysis.meaning import listed_groups
from index.analysis.terms import term

Name = tuple[str, ...]
"""Terms of what something is called."""
LONGEST = 5
"""Words of the longest name."""
CODE = re.compile(r"[A-Z]{2}")
ALTERNATIVE = re.compile(r"[()]")
SHORTEST = 4
"""Letters that stand before the end of a word which has one of the same origin."""


def counterparts(sequence: Name, language: str, others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for terms of a question those that name the same in other languages.

    Args:
        sequence: the terms as they stand, stop words included.
        language: of the question.
        others: of the archive.
    """
    if language not in OUR_LANGUAGES:
        return {}
    others = [code for code in others if code in OUR_LANGUAGES]
    named = _things(language)
    found: dict[str, dict[str, None]] = {}
    start = 0
    while start < len(sequence):
        longest = min(LONGEST, len(sequence) - start)
        name = next((one for end in range(longest, 0, -1) if (one := sequence[start : start + end]) in named), None)
        if name is None:
            start += 1
            continue
        for other in others:
            stops = _stops(other)
            terms = (one for thing in named[name] for one in _called(other).get(thing, ()) if one not in stops)
            for own in name:
                found.setdefault(own, {}).update(dict.fromkeys(terms) if own == name[0] else found[name[0]])
        start += len(name)
    return {own: tuple(terms) for own, terms in found.items()}


def cognates(word: str, language: str, others: Iterable[str]) -> Iterator[str]:
    """Yield the terms that a folded word would have in other languages if it is of one origin with a word there."""
    for ends in _endings():
        for own in ends.get(language, "").split():
            stem = next((one for one in (word, word.removesuffix("s")) if one.endswith(own)), "").removesuffix(own)
            if len(stem) < SHORTEST:
                continue
            for other in others:
                if other != language:
                    yield from (term(stem + end, other) for end in ends.get(other, "").split())


@cache
def _things(language: str) -> dict[Name, tuple[str, ...]]:
    """Return what each name in a language may mean."""
    found: dict[Name, dict[str, None]] = {}
    for thing, names in _names(language).items():
        for name in names:
            found.setdefault(name, {})[thing] = None
    return {name: tuple(things) for name, things in found.items()}


@cache
def _called(language: str) -> dict[str, tuple[str, ...]]:
    """Return the terms of what each thing is called in a language: of names of one word, else of all of its words."""
    found = {}
    for thing, names in _names(language).items():
        single = [name[0] for name in names if len(name) == 1]
        found[thing] = tuple(dict.fromkeys(single or [one for name in names for one in name]))
    return found


@cache
def _names(language: str) -> dict[str, tuple[Name, ...]]:
    """Return the names of everything known in a language."""
    from babel import Locale  # noqa: PLC0415 - few archives are asked in another language

    locale = Locale(language)
    places = {code: name for code, name in locale.territories.items() if CODE.fullmatch(code)}
    tongues = {f"language {code}": name for code, name in locale.languages.items() if len(code) == len("en")}
    found: dict[str, dict[Name, None]] = {}
    for thing, told in (*places.items(), *tongues.items()):
        for one in filter(None, map(str.strip, ALTERNATIVE.split(told))):
            found.setdefault(thing, {})[_name(one, language)] = None
    of_place = {name: code for code in places for name in found[code]}
    for group in listed_groups(language):
        names = [_name(one, language) for one in group]
        for code in {of_place[name] for name in names if name in of_place}:
            found[code].update(dict.fromkeys(names))
    listed = {**_data()["places"], **{f"word {thing}": told for thing, told in _data()["words"].items()}}
    for thing, called in listed.items():
        for one in filter(None, called.get(language, "").split(", ")):
            found.setdefault(thing, {})[_name(one, language)] = None
    return {thing: tuple(filter(None, names)) for thing, names in found.items()}


def _name(text: str, language: str) -> Name:
    return tuple(filter(None, (term(word, language) for word in tokens(text, language))))


@cache
def _stops(language: str) -> frozenset[str]:
    return frozenset(term(word, language) for word in stop_words(language))


@cache
def _endings() -> tuple[dict[str, str], ...]:
    return tuple(_data()["endings"].values())


def _data() -> dict[str, Any]:
    return table("index.analysis", "correspondences")
