"""Tells what language a question is in, also one of a few words of which none is frequent: "earthquake haiti".

Articles are told by their frequent words alone (corpus/language/detecting.py), which short questions often lack. So of
these it counts which words are of one language only, by the lists of like meaning and those in asked_language.toml.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations

from corpus.data import table
from corpus.language.cutting import MARKS, fold, tokens
from corpus.language.detecting import (
    asking_words,
    frequent_words,
    language_of,
    letters_tell,
    naming_words,
    stop_words,
)
from corpus.language.known import OUR_LANGUAGES, RIGHT_TO_LEFT
from index.analysis.meaning import listed_words
from index.analysis.terms import bare

GROUPS = (("en", "de", "fr", "es"), ("ar", "fa"))
"""Languages of ours that share an alphabet, so that words tell them apart; others of ours join where usual."""
LAST_LATIN = "\u024f"
ARTICLE = "ال"
"""Begins words of Arabic."""
FEWEST_WORDS, MOST_WORDS = 2, 9
"""Words of a question from which on and up to which each is looked at: one in Latin letters tells no language, as names
look like words of any, and longer ones hold frequent words enough."""
OWN, SHARED, ASKS, HEAD = 1.0, 0.5, 2.0, 0.5
"""What a word counts that only one of the languages has; that several have; that opens a question. And what the first
or last one counts more where only one language has it and things are named there: "El País leak", "attentat World Trade
Center". Choices."""
HEAD_FIRST, HEAD_LAST = frozenset({"de", "fr", "es"}), frozenset({"en", "de"})
TYPED = "en"
"""What people of all languages type; a question in another one that is not the usual shows it by a whole word more."""
INFLECTED = 6
"""Letters of a word from which it is known by its other forms; of shorter ones too many names would be."""
LONG = 7
"""Letters of a word from which its ending tells that another language has it too."""


def question_language(text: str, usual: str) -> str:
    """Return the code of a question's language.

    Args:
        text: what the reader wrote.
        usual: the language of the reader's app, else of most of the archive, for words that tell too little.
    """
    told = _told_by(text)
    code = language_of(told, usual=usual)
    latin = max(told, default="") <= LAST_LATIN
    group = GROUPS[0] if latin else GROUPS[1]
    if latin and usual in OUR_LANGUAGES and usual not in RIGHT_TO_LEFT:
        group = tuple(dict.fromkeys((*group, usual)))
    if (code not in group and not (latin and code == usual)) or (not latin and letters_tell(told)):
        return code
    words = [bare(word, "fr") for word in tokens(told) if word not in MARKS]
    if not words or len(words) > MOST_WORDS or (latin and sum(map(str.isalpha, words)) < FEWEST_WORDS):
        return code
    accented = _accented(told) if latin else frozenset()
    opened = _opened(words[0], group, accented)
    if opened == [code]:
        return code
    speaks = _speaks(words, group, accented, opened)
    if not latin and usual in group and not any(word.startswith(ARTICLE) for word in words):
        code = usual
    best = max(group, key=lambda one: (speaks[one], one == code, one == TYPED))
    own = speaks.get(code, 0.0)
    lead = speaks[best] - own
    if opened == [best]:
        return best if lead > 0 else code
    unsure = lead <= 0 or (own and speaks[best] < OWN) or (best != TYPED and latin and lead <= SHARED)
    return code if unsure or own > OWN else best


def _accented(text: str) -> frozenset[str]:
    """Return the words of a text that have letters which English has not, folded."""
    return frozenset(word for piece in text.split() if not piece.isascii() for word in tokens(piece))


def _told_by(text: str) -> str:
    """Return what of a question tells its language: of two writings the one that asks, or that is not for names."""
    if text.isascii() or max(text) <= LAST_LATIN:
        return text
    pieces = text.split()
    foreign = [piece for piece in pieces if max(piece) > LAST_LATIN]
    asking = stop_words("ar") | stop_words("fa")
    frequent = sum(fold(piece) in stop_words("en") for piece in pieces if max(piece) <= LAST_LATIN)
    asks = any(fold(piece).strip("؟?") in asking for piece in foreign)
    return " ".join(foreign) if asks or len(foreign) > frequent else text


def _speaks(words: list[str], group: tuple[str, ...], accented: frozenset[str], opened: list[str]) -> dict[str, float]:
    """Return how much some words speak for each language of a group."""
    speaks = dict.fromkeys(group, 0.0)
    for place, word in enumerate(words):
        if place == 0 and opened:
            having, share = opened, ASKS if len(opened) == 1 else 0.0
        else:
            having = _having(word, group) if word not in words[:place] else []
            having = [code for code in having if code != "en" or word not in accented]
            share = OWN if len(having) == 1 else SHARED
        for code in having:
            head = (place == 0 and code in HEAD_FIRST) or (place == len(words) - 1 and code in HEAD_LAST)
            speaks[code] += share + HEAD * (head and share == OWN)
    following = " ".join((*words, "|", ""))
    for code in group:
        speaks[code] += OWN * any(f"{phrase} " in following for phrase in _phrases(code))
    return speaks


def _opened(word: str, group: tuple[str, ...], accented: frozenset[str]) -> list[str]:
    """Return the languages of a group in which a word begins a question; "qué" does, "Que" may begin a name."""
    return [code for code in group if word in _opening(code) or (word in accented and word in asking_words(code))]


def _having(word: str, group: tuple[str, ...]) -> list[str]:
    """Return the languages of a group that have a folded word."""
    if word in naming_words() or word in _names():
        return []
    having = [code for code in group if word in _words(code).words]
    having = having or [code for code in group if _words(code).has_form(word)]
    return having + [
        code for code in group if code not in having and having and all(_shared(word, one, code) for one in having)
    ]


def _shared(word: str, known: str, other: str) -> bool:
    """Tell whether a word of one language is one of another as well, whose list does not have it.

    The English list is three times as long as the others, so no ending adds to it.
    """
    pair = _pairs().get((known, other), _Pair(frozenset(), ()))
    alike = other != TYPED and len(word) >= LONG and word.endswith(pair.endings) and word not in _words(known).sure
    return word in pair.words or alike


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that tell a language, folded, those that no ending makes another's, and how others are formed."""

    words: frozenset[str]
    sure: frozenset[str]
    inflections: tuple[tuple[str, str], ...]

    def has_form(self, word: str) -> bool:
        """Tell whether a word is another form of one of these."""
        return len(word) >= INFLECTED and any(
            word.endswith(ending) and f"{word[: -len(ending)]}{stead}" in self.words
            for ending, stead in self.inflections
        )


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two languages share: words, and ends of words."""

    words: frozenset[str]
    endings: tuple[str, ...]


@cache
def _words(code: str) -> _Words:
    told = frozenset(fold(_data()["words"].get(code, "")).split())
    forms = (one.partition("-") for one in _data()["inflections"].get(code, "").split())
    inflections = tuple((ending, stead) for ending, _, stead in forms)
    return _Words(told | listed_words(code) | frequent_words(code), told, inflections)


@cache
def _pairs() -> dict[tuple[str, str], _Pair]:
    shared, endings = _data()["shared"], _data()["endings"]
    found = {}
    for one, other in (pair for group in GROUPS for pair in permutations(group, 2)):
        name = f"{one}_{other}" if f"{one}_{other}" in shared else f"{other}_{one}"
        ends = tuple(endings.get(name, "").split())
        found[one, other] = _Pair(frozenset(fold(shared.get(name, "")).split()), ends)
    return found


@cache
def _opening(code: str) -> frozenset[str]:
    return frozenset(fold(_data()["opening"].get(code, "")).split()) | (asking_words(code) - naming_words())


@cache
def _phrases(code: str) -> tuple[str, ...]:
    return tuple(filter(None, _data()["phrases"].get(code, "").split(", ")))


@cache
def _names() -> frozenset[str]:
    return frozenset(fold(_data()["names"]["names"]).split())


def _data() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = table("index.analysis", "asked_language")
    return found
