"""Words that mean nearly the same, by language: "pass away" and "died", "bid" and "candidacy".

The lists are in index/analysis/synonyms, a group a line; a group has words and phrases. They bridge the words in which
something is asked and those in which it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from corpus.data import text_if_any
from corpus.language.cutting import tokens
from corpus.language.detecting import stop_words
from corpus.language.known import OUR_LANGUAGES
from index.analysis.terms import terms_by_word

SHORT = 2
"""Letters of a word that tells no language."""


def synonyms(sequence: tuple[str, ...], language: str) -> dict[str, tuple[str, ...]]:
    """Return for the terms of a text those that mean nearly the same, alone or as part of a phrase.

    Args:
        sequence: the terms as they stand, stop words included.
        language: the code of their language.
    """
    groups, longest_of = _groups(language), _longest(language)
    found: dict[str, dict[str, None]] = {}
    start = 0
    while start < len(sequence):
        longest = min(longest_of.get(sequence[start], 0), len(sequence) - start)
        phrase = next((one for end in range(longest, 0, -1) if (one := sequence[start : start + end]) in groups), ())
        mates = dict.fromkeys(_mates(phrase, language))
        for part in phrase if mates else ():
            found.setdefault(part, {}).update(mates)
        start += len(phrase) or 1
    return {one: tuple(mates) for one, mates in found.items()}


@cache
def listed_terms(language: str) -> frozenset[str]:
    """Return the terms that any question of a language may have: synonyms, and stop words."""
    mates = frozenset(mate for phrase in _groups(language) for mate in _mates(phrase, language))
    return mates | set(terms_by_word(stop_words(language), language).values())


def listed_groups(language: str) -> list[list[str]]:
    """Return the groups of the list of a language, as they are written."""
    return [line.split(", ") for line in _lines(language)]


def listed_words(language: str) -> frozenset[str]:
    """Return the single words of the list of a language and those of its phrases, folded."""
    return frozenset(word for word in tokens("\n".join(_lines(language)), language) if len(word) > SHORT)


@cache
def _groups(language: str) -> dict[tuple[str, ...], list[list[str]]]:
    """Return for each word or phrase the single words but stop words of each of its groups, all as terms."""
    found: dict[tuple[str, ...], list[list[str]]] = {}
    groups = [[tokens(one, language) for one in group] for group in listed_groups(language)]
    stop = stop_words(language)
    term_of = terms_by_word(chain(stop, *chain(*groups)), language)
    stops = {term_of[word] for word in stop}
    for group in groups:
        members = dict.fromkeys(tuple(filter(None, map(term_of.__getitem__, words))) for words in group)
        alone = [member[0] for member in members if len(member) == 1 and member[0] not in stops]
        for member in members:
            found.setdefault(member, []).append(alone)
    return found


def _mates(phrase: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield the other words of the groups of a word or phrase."""
    return (mate for alone in _groups(language).get(phrase, ()) for mate in alone if mate not in phrase)


@cache
def _longest(language: str) -> dict[str, int]:
    """Return how many words the longest word or phrase has that begins with a term."""
    found: dict[str, int] = {}
    for phrase in filter(None, _groups(language)):
        found[phrase[0]] = max(len(phrase), found.get(phrase[0], 0))
    return found


def _lines(language: str) -> list[str]:
    if language not in OUR_LANGUAGES:
        return []
    return (text_if_any("index.analysis", f"synonyms/{language}.txt") or "").splitlines()
