"""Tells small talk from questions: thanks, greetings, insults, "what can you do", a bare "?"; and answers it.

A line is small talk only if phrases of one language (bot/conversation/phrases) cover all of its words. So "thanks a
lot, you are great" is, and "thank you letters to soldiers" is searched, and so is whatever is in quotation marks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.conversation.phrases import SHARED, Phrases, Words, gathered, held, said, vocabulary
from bot.conversation.replies import Reply
from bot.wording import either, language_name, supported, words
from corpus.data import table
from corpus.language.cutting import INVISIBLE, fold
from corpus.language.detecting import base_code, language_of
from corpus.language.known import OUR_LANGUAGES
from index.ranking.everyday import laughs

KINDS = (
    "complaint languages abilities help identity doubt presence wellbeing thanks praise apology goodbye greeting "
    "agreement"
).split()
"""What small talk is about; of several in a line the first is answered. Each has its wording, ``talk_KIND``."""
SIGN = "sign"
"""A line without letters and figures, such as "?": it is told how to ask."""
BORROWED = "borrowed_"
"""Of the kinds of phrases that are taken from another language, but by who has an app in this one."""
LONGEST = 160
"""Characters of small talk; what is longer has something to ask."""
MOST_WORDS = 24
QUOTED = re.compile('["“”„«»]')
SPOKEN = re.compile(r"[^\W_]")
DRAWN_OUT = re.compile(r"(.)\1{2,}|([aeiouyksxاویه])\2$")
"""Three of a letter, or two at the end where words seldom have them: "Bonn" is no "bon"."""
LAUGHTER = "haha"
AND = "و"
DOUBLED = re.compile(r"(.)\1+")
MISSPELT = 5
"""Letters of a word from which on it may be misspelt: shorter ones are often other words."""


class Talk(NamedTuple):
    """Small talk: what it is about, and the language to answer in."""

    kind: str
    lang: str


def small_talk(text: str, interface: str | None) -> Talk | None:
    """Return what small talk a line is, None for a question and for an empty line.

    Args:
        text: what the reader wrote, without a command.
        interface: the code of the language of the reader's app, if known; told by what is said in every language.
    """
    if len(text) > LONGEST or QUOTED.search(text):
        return None
    if not SPOKEN.search(text):
        return _of_signs(INVISIBLE.sub("", text).strip(), supported(interface))
    line = tuple(map(_alone, said(text)))
    if len(line) > MOST_WORDS or (len(line) == 1 and _is_subject(line[0], text)):
        return None
    if not _may_be(line, vocabulary()):  # nearly all questions are told by this
        return None
    ours, own = supported(interface), base_code(interface)
    if kind := _kind(line, SHARED):
        return Talk(kind, ours)
    kinds = {lang: kind for lang in OUR_LANGUAGES if (kind := _kind(line, lang, own=lang == own))}
    if not kinds:
        return None
    lang = own if own in kinds else language_of(text, usual=own) if len(kinds) > 1 else next(iter(kinds))
    return Talk(kinds[lang], lang) if lang in kinds else Talk(next(iter(kinds.values())), ours)


def talk_reply(talk: Talk, example: str, help_with: str = "/help", about: str = "/about") -> Reply:
    """Return a short human answer to small talk, which tells how to go on.

    Args:
        talk: what was said.
        example: a question that the archive can answer, "" for none.
        help_with: what is typed for more on how to ask.
        about: what is typed to be told what archive it is.
    """
    word = words(talk.lang)
    if talk.kind == SIGN:
        text = word["ask_about"].replace("{example}", example) if example else word["hint"]
    else:
        shown = word["example"].replace("{example}", example) if example else ""
        languages = _languages(talk.lang) if talk.kind == "languages" else ""
        text = word[f"talk_{talk.kind}"].format(example=shown, help=help_with, about=about, languages=languages)
    return Reply(talk.lang, lines=tuple(line for line in text.split("\n") if line))


def _languages(lang: str) -> str:
    """Return the languages that we speak, the reader's first."""
    return either([language_name(code, lang) for code in dict.fromkeys((lang, *OUR_LANGUAGES))], lang)


def _of_signs(text: str, lang: str) -> Talk | None:
    """Return what a line without a letter says: by the first sign that says something, else it is told how to ask."""
    telling = (
        kind
        for sign in text
        for kind, signs in table("bot.conversation.phrases", SHARED)["signs"].items()
        if sign in signs
    )
    return Talk(next(telling, SIGN), lang) if text else None


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of words from shared.toml."""
    return frozenset(fold(table("bot.conversation.phrases", SHARED)[name]).split())


def _is_subject(word: str, text: str) -> bool:
    """Tell whether a word by itself is rather asked about, or a name where it has a capital: "Nice"."""
    return word in _words("never_alone") or (word in _words("names") and text[:1].isupper())


class _Known(NamedTuple):
    """What is said in a language, and each word of it by itself with no letter twice in a row."""

    phrases: Phrases
    squeezed: dict[str, str]


@cache
def _known(lang: str, *, own: bool) -> _Known:
    """Return what is said in a language; ``own`` is that of the reader's app."""
    found = [*held(SHARED, "talk"), *(held(lang, "talk") if lang != SHARED else ())]
    phrases = gathered(
        [
            phrase._replace(name=phrase.name.removeprefix(BORROWED))
            for phrase in found
            if own or not phrase.name.startswith(BORROWED)
        ]
    )
    return _Known(phrases, {DOUBLED.sub(r"\1", word): word for word in phrases.words})


def _alone(word: str) -> str:
    """Return a word without the Arabic "and", which is written together with the next."""
    bare = word.removeprefix(AND)
    return bare if bare != word and bare in vocabulary() and word not in vocabulary() else word


def _may_be(line: Words, words: frozenset[str]) -> bool:
    """Tell whether a line is of some words but for one that is misspelt."""
    unknown = [word for word in line if word not in words and not DRAWN_OUT.search(word) and not laughs(word)]
    return not unknown or (len(unknown) == 1 and bool(_respelled(unknown[0], words)))


def _kind(line: Words, lang: str, *, own: bool = False) -> str:
    """Return the kind of a line if phrases of a language cover all of it, else ""; one word may be misspelt."""
    if not _may_be(line, vocabulary(lang)):
        return ""
    known = _known(lang, own=own)
    meant = list(line)
    misspelt = -1
    for place, word in enumerate(line):
        if word in known.phrases.words:
            continue
        if drawn_out := _drawn_out(word, known):
            meant[place] = drawn_out
        elif misspelt < 0:
            misspelt = place
        else:
            return ""
    if misspelt >= 0:
        meant[misspelt] = _respelled(line[misspelt], known.phrases.words)
    kinds = known.phrases.cover(tuple(meant))
    return min(kinds, key=KINDS.index) if kinds else ""


def _drawn_out(word: str, known: _Known) -> str:
    """Return the word that has been drawn out as long as one likes, such as "heyyy" and "hahahaha", "" for none."""
    if DRAWN_OUT.search(word):
        return known.squeezed.get(DOUBLED.sub(r"\1", word), "") or (LAUGHTER if laughs(word) else "")
    return LAUGHTER if laughs(word) else ""


def _respelled(word: str, words: frozenset[str]) -> str:
    """Return the word in which a typing error was made, "" for none: two letters swapped, one doubled or left out."""
    if len(word) < MISSPELT or word in _words("no_errors"):
        return ""
    inside = range(1, len(word) - 1)
    swapped = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in inside)
    single = (word[:at] + word[at + 1 :] for at in inside if word[at] == word[at + 1])
    found = next((one for one in (*swapped, *single) if one in words), "")
    if found:
        return found
    whole = (
        word[:at] + letter + word[at:]
        for at in range(1, len(word))
        for letter in _letters(words, ascii_only=word.isascii())
    )
    return next((one for one in whole if one in words), "")


@cache
def _letters(words: frozenset[str], *, ascii_only: bool) -> str:
    return "".join(letter for letter in sorted(set().union(*words)) if letter.isascii() == ascii_only)
