"""Tells words of everyday speech, and what people only type when they chat, by language (everyday.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from corpus.data import table
from corpus.language.cutting import fold
from index.analysis import bare, stop_words
from index.questions import AROUND

INITIALS = 2
"""Letters of a word up to which a capital within a sentence makes a name of it: "Vitamin K", but "who won LOL"."""

DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
"""A letter that is typed three times or more, as no word of ours is spelled."""


@cache
def everyday_words(language: str) -> frozenset[str]:
    """Return the words of everyday speech in a language, folded; some may be asked for all the same."""
    return _listed("everyday", language) | chat_words(language)


def is_everyday(word: str, language: str) -> bool:
    """Tell whether a folded word is one of everyday speech in a language."""
    everyday = everyday_words(language)
    return word in everyday or bare(word, language) in everyday or _drawn_from(word, _usual_words(language))


@cache
def _usual_words(language: str) -> frozenset[str]:
    """Return the words that are drawn out where all is everyday speech, folded."""
    return everyday_words(language) | stop_words(language)


@cache
def chat_words(language: str) -> frozenset[str]:
    """Return what is typed in a chat and asks for nothing, folded: "pls", "lol", "u"; English is typed everywhere."""
    return _listed("chat", language) | _listed("chat", "en")


def chat_in(text: str, language: str) -> frozenset[str]:
    """Return those words of a text that are only chat, folded; none that is part of another, as in "U-boat".

    A text of nothing else in any of our languages is all chat: "lol mdr".
    """
    pieces = [AROUND.sub("", piece) if not piece.isalnum() else piece for piece in text.split()]
    words = frozenset(map(fold, filter(None, pieces)))
    chat, said = chat_words(language), _said_in_chats(language)
    found = words & chat
    joined = " ".join(words)
    if _maybe_laughter().search(joined) or DRAWN_OUT.search(joined):
        found |= {word for word in words if laughs(word) or _drawn_from(word, said)}
    if found and not text.isupper():
        found -= {fold(one) for one in pieces[1:] if one[:1].isupper() and len(one) <= INITIALS}
    return words if words - found <= _all_chat() else found


@cache
def _said_in_chats(language: str) -> frozenset[str]:
    """Return the words that are drawn out in a chat, folded."""
    return chat_words(language) | stop_words(language)


@cache
def _all_chat() -> frozenset[str]:
    return frozenset().union(*map(chat_words, _lists("chat")))


def without_chat(text: str, chat: frozenset[str]) -> str:
    """Return a text without pieces that are one of some words of chat."""
    return " ".join(piece for piece in text.split() if fold(AROUND.sub("", piece)) not in chat) if chat else text


def _listed(part: str, language: str) -> frozenset[str]:
    return frozenset(map(fold, _lists(part).get(language, "").split()))


def _lists(part: str) -> dict[str, str]:
    lists: dict[str, str] = table("index.ranking", "everyday")[part]
    return lists


def laughs(word: str) -> bool:
    """Tell whether a folded word is drawn out as long as one likes, as laughter is."""
    return _laughter().fullmatch(word) is not None


def _drawn_from(word: str, words: Collection[str]) -> bool:
    """Tell whether a folded word is one of some words with a letter drawn out: "heyyy", "soooo", "holaaa"."""
    if DRAWN_OUT.search(word) is None:
        return False
    once = DRAWN_OUT.sub(r"\1", word)
    return len(once) > 1 and (once in words or DRAWN_OUT.sub(r"\1\1", word) in words)


@cache
def _laughter() -> re.Pattern[str]:
    """Return what a word is that is drawn out as long as one likes: "hahaha", "plssss"."""
    return re.compile("|".join(table("index.ranking", "everyday")["drawn_out"]))


@cache
def _maybe_laughter() -> re.Pattern[str]:
    """Return what is found in any text with laughter, and seldom in another."""
    return re.compile(rf"(?<!\S)(?:{_laughter().pattern})(?!\S)")
