"""Words that mean nearly the same, by language: "pass away" and "died", "bid" and "candidacy".

The lists are in index/analysis/synonyms, a group a line; a group has words and phrases. They bridge the words in which
something is asked and those in which it was written.
"""

from __future__ import annotations

from functools import cache

from corpus.data import text_of
from corpus.language.cutting import tokens
from corpus.language.detecting import stop_words
from corpus.language.known import OUR_LANGUAGES
from index.analysis.terms import term

LONGEST = 8
"""Words of the longest phrase."""
SHORT = 2
"""Letters of a word that tells no language."""


def synonyms(sequence: tuple[str, ...], language: str) -> dict[str, tuple[str, ...]]:
    """Return for the terms of a text those that mean nearly the same, alone or as part of a phrase.

    Args:
        sequence: the terms as they stand, stop words included.
        language: the code of their language.
    """
    groups = _groups(language)
    found: dict[str, dict[str, None]] = {}
    start = 0
    while start < len(sequence):
        longest = min(LONGEST, len(sequence) - start)
        phrase = next(
            (one for end in range(longest, 0, -1) if (one := sequence[start : start + end]) in groups),
            sequence[start : start + 1],
        )
        for part in phrase:
            mates = found.setdefault(part, {})
            mates.update((mate, None) for group in groups.get(phrase, ()) for mate in group if mate not in phrase)
        start += len(phrase)
    return {one: tuple(mates) for one, mates in found.items()}


def listed_groups(language: str) -> list[list[str]]:
    """Return the groups of the list of a language, as they are written."""
    return [line.split(", ") for line in _lines(language)]


def listed_words(language: str) -> frozenset[str]:
    """Return the single words of the list of a language and those of its phrases, folded."""
    return frozenset(word for word in tokens("\n".join(_lines(language)), language) if len(word) > SHORT)


@cache
def _groups(language: str) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return for each word or phrase the single words of its groups but stop words, all as terms."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    stops = {term(word, language) for word in stop_words(language)}
    for line in _lines(language):
        members = [
            tuple(filter(None, (term(word, language) for word in tokens(one, language)))) for one in line.split(", ")
        ]
        alone = tuple(dict.fromkeys(member[0] for member in members if len(member) == 1 and member[0] not in stops))
        for member in dict.fromkeys(members):
            found.setdefault(member, []).append(alone)
    return found


def _lines(language: str) -> list[str]:
    if language not in OUR_LANGUAGES:
        return []
    return text_of("index.analysis", f"synonyms/{language}.txt").splitlines()
