"""What people say to a bot besides questions and commands, by language, and how a line is read for it.

A language without a file has no small talk, and of typed forms the labels of its buttons. Each file has ``[groups]``
of like words, phrases of small talk by kind in ``[talk]``, and the typed forms of buttons in ``[typed]``; shared.toml
has what is typed in every language. Phrases are parted by commas. In a phrase, {name} is any of a group, one|other
either, what ends in ? may be left out, and _ joins words: "{you} so? good|very_good". Under "filler" stands what says
nothing by itself, and under "borrowed_KIND" what is of another language unless the reader's app is in this one. In
typed forms 0 is any number and 0000 any year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from corpus.data import table, text_if_any
from corpus.language.cutting import fold
from corpus.language.known import OUR_LANGUAGES

Words = tuple[str, ...]
"""As ``said`` returns them."""
SHARED, FILLER = "shared", "filler"
APOSTROPHES = re.compile("['’‘`´ʼ]")
WORD = re.compile(r"[^\W_]+")
PARTED = re.compile(r"[,\n]")
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
PREFIXES = frozenset({"می", "نمی"})
"""Of Persian verbs: written apart, with a half space or together."""
ELIDED, VOWELS = frozenset("c d j l m n s t qu".split()), frozenset("aeiouyh")
"""French words that lose their vowel before another: "c'est", "c est" and "cest" are typed."""


class Slot(NamedTuple):
    """One place of a phrase: what may stand there, and whether nothing may."""

    ways: frozenset[Words]
    lengths: frozenset[int]
    optional: bool


class Phrase(NamedTuple):
    """A phrase, and the name that it stands under."""

    name: str
    slots: tuple[Slot, ...]

    def ends(self, line: Words, start: int) -> frozenset[int]:
        """Return the places of a line where the phrase can end if it begins at ``start``."""
        ends = {start}
        for slot in self.slots:
            further = {at + long for at in ends for long in slot.lengths if line[at : at + long] in slot.ways}
            ends = ends | further if slot.optional else further
        return frozenset(end for end in ends if start < end <= len(line))


class Phrases(NamedTuple):
    """Phrases by their first words, and all words of them."""

    beginning: dict[str, list[Phrase]]
    words: frozenset[str]

    def cover(self, line: Words) -> frozenset[str]:
        """Return the names of the fewest phrases that make up a whole line, but for fillers; none if there are none."""
        best: list[tuple[tuple[int, int], frozenset[str]] | None] = [((0, 0), frozenset()), *[None] * len(line)]
        for start, word in enumerate(line):
            here = best[start]
            for phrase in self.beginning.get(word, ()) if here else ():
                assert here is not None
                (phrases, fillers), names = here
                filler = phrase.name == FILLER
                way = (phrases + 1, fillers + filler), names if filler else names | {phrase.name}
                for end in phrase.ends(line, start):
                    there = best[end]
                    if there is None or way[0] < there[0]:
                        best[end] = way
        return best[-1][1] if best[-1] else frozenset()


def said(text: str) -> Words:
    """Return the words of a line, folded; an apostrophe parts none, as many leave it out."""
    return _joined(WORD.findall(fold(APOSTROPHES.sub("", text))))


def _joined(words: Iterable[str]) -> Words:
    """Return words with those parts of a word together that are written apart."""
    found: list[str] = []
    for word in words:
        if found and (found[-1] in PREFIXES or (found[-1] in ELIDED and word[0] in VOWELS)):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _without_umlauts(text: str) -> str:
    """Return a text as it is typed where there are no umlauts: by replacing, which takes a tenth of translating."""
    for umlaut, letters in UMLAUTS:
        text = text.replace(umlaut, letters)
    return text


@cache
def vocabulary(lang: str = "") -> frozenset[str]:
    """Return the words of a language's file and of the shared one, or of all: they are read faster than the phrases."""
    found: set[str] = set()
    for one in (SHARED, lang) if lang else (SHARED, *OUR_LANGUAGES):
        text = text_if_any(__name__, f"{one}.toml") or ""
        for spelled in {text, _without_umlauts(text)}:
            words = WORD.findall(fold(spelled))
            found.update(words, _joined(words))
    return frozenset(found)


def held(lang: str, part: str) -> list[Phrase]:
    """Return the phrases of a part of a language's file.

    Args:
        lang: one of our languages, or ``SHARED``.
        part: "talk" or "typed".
    """
    file = table(__name__, lang) if text_if_any(__name__, f"{lang}.toml") is not None else {}
    groups = {name: _slot(_parted(text)) for name, text in file.get("groups", {}).items()}
    return [
        Phrase(name, tuple(_read(piece, groups) for piece in _joined(pattern.split())))
        for name, text in file.get(part, {}).items()
        for pattern in _parted(text)
    ]


def literal(name: str, text: str) -> Phrase:
    """Return the phrase of the words of a text, as they are."""
    return Phrase(name, tuple(_slot([word]) for word in said(text)))


def gathered(phrases: Sequence[Phrase]) -> Phrases:
    """Return phrases by the words that they can begin with."""
    beginning: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        first: set[str] = set()
        for slot in phrase.slots:
            first.update(way[0] for way in slot.ways)
            if not slot.optional:
                break
        for word in first:
            beginning.setdefault(word, []).append(phrase)
    words = (word for phrase in phrases for slot in phrase.slots for way in slot.ways for word in way)
    return Phrases(beginning, frozenset(words))


def _parted(text: str) -> list[str]:
    """Return the phrases of a text, folded; umlauts are written as two letters too."""
    spelled = dict.fromkeys(PARTED.split(f"{fold(text)},{fold(_without_umlauts(text))}"))
    return [stripped for phrase in spelled if (stripped := phrase.strip())]


def _read(piece: str, groups: dict[str, Slot]) -> Slot:
    one = piece.removesuffix("?")
    slot = groups[one[1:-1]] if one.startswith("{") else _choice(one)
    return slot._replace(optional=True) if one != piece else slot


@cache
def _choice(piece: str) -> Slot:
    return _slot(piece.replace("_", " ").split("|"))


def _slot(ways: Sequence[str]) -> Slot:
    spelled = frozenset(_joined(way.split()) for way in ways)
    return Slot(spelled, frozenset(map(len, spelled)), optional=False)
