"""Tells the language of a text by its letters, its marks and its most frequent words.

The words (words.txt) are a question's stop words too. In Latin letters each frequent word votes for the languages that
have it. Words that ask ("wann", "combien") count more, for they tell a short question; those that names of any language
hold ("Die Hard", "Los Angeles") count less. One word is not enough to leave the usual language, unless it asks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from corpus.data import text_of
from corpus.language.cutting import MARKS, fold, tokens

TELLING = 600
"""Characters of a text that tell its language."""
ARTICLE, ARTICLES = " the ", 3
"""So many of the English article in so many characters are English: this saves a look at every word."""
LEAD = 0.25
"""A text's words must speak more for another language than for the usual one: by a word that several share."""
ENOUGH = 1.5
"""Signs of another language that set it: "Notre Dame fire" has one word of French, which is one sign."""
ASKING_SIGN, NAMING_SIGN, MOST_NAMING = 1.5, 0.5, 1.0
"""What a word that asks counts as a sign, and one that names hold; and all of these in a text at most."""
NAMING_VOTE, ASKING_VOTE = 0.5, 2.0
"""What a word that names hold counts; and one that asks, as so many of other words, among the first ``OPENING``."""
OPENING = 2
SURE_MARKS = {"es": "¿¡", "de": "ß"}
LETTERS_OF = {
    "es": "ñáíóú", "de": "äöü", "fr": "çèêëàâùûîïœ", "pt": "ãõ", "pl": "ąęłńśźż", "tr": "ğış", "sv": "å", "ro": "ășț",
}  # fmt: skip
"""Letters of a language: one counts half a word, several one, since foreign names have them too; a sure mark one."""
SPACED_MARK = re.compile(r"\w[ \u00a0\u202f][?!](?:\s|$)")
"""French sets its question marks apart; counts as one word."""
LETTERS = {
    "ar": ("\u0600", "\u06ff"),
    "ru": ("\u0400", "\u052f"),
    "el": ("\u0370", "\u03ff"),
    "he": ("\u0590", "\u05ff"),
    "hi": ("\u0900", "\u097f"),
    "bn": ("\u0980", "\u09ff"),
    "ta": ("\u0b80", "\u0bff"),
    "th": ("\u0e00", "\u0e7f"),
    "ka": ("\u10a0", "\u10ff"),
    "hy": ("\u0530", "\u058f"),
    "ja": ("\u3040", "\u30ff"),
    "ko": ("\uac00", "\ud7af"),
    "zh": ("\u3400", "\u9fff"),
}
"""The first and the last letter of writing that is not Latin, each named after its most frequent language."""
SCRIPTS = frozenset(LETTERS)
FAMILY = {"fa": "ar", "ur": "ar", "ps": "ar", "ckb": "ar", "ug": "ar", "sd": "ar", "uk": "ru", "bg": "ru", "be": "ru"}
FAMILY |= {"mk": "ru", "kk": "ru", "ky": "ru", "mn": "ru", "tg": "ru", "yi": "he", "ne": "hi", "mr": "hi", "sr": "ru"}
"""Languages and the most frequent language of their letters."""
PERSIAN = re.compile("[پچژگکی۰-۹\u200c]")
ARABIC = re.compile("[ةىكيأإ٠-٩]")
TOLD_APART = frozenset({"ar", "fa"})
"""By these letters, whatever came with the text."""
APOSTROPHE = re.compile("['’]")
LATIN, FOREIGN = "[A-Za-z\u00c0-\u024f]", "[\u0370-\u1fff\u3040-\ud7af]"
"""Expressions for letters, which take longer to compile than a text in ASCII needs to be told by."""
DOUBT = 2.0
"""A text's own words go before what its file tells when they speak for another language more than this many times."""


def language_of(text: str, told: str | None = None, usual: str = "en") -> str:
    """Return the code of a text's language.

    Args:
        text: its beginning is looked at.
        told: a BCP 47 code that came with the text. It is believed unless the letters or the words speak against it:
            publishing systems call everything English.
        usual: taken for a text in Latin letters whose words tell too little.
    """
    head = text[:TELLING]
    code = base_code(told) if told else ""
    if code in {"", "en"} and head.count(ARTICLE) >= ARTICLES:
        return "en"
    script = _script(head)
    if script:
        return code if _script_of(code) == script and code not in TOLD_APART else _within(head, script, code)
    votes = _votes(head, "")
    best = max(votes, key=lambda one: (votes[one], one == "en"))
    if best != usual and (votes[best] <= votes.get(usual, 0.0) + LEAD or _signs(head, best, usual) < ENOUGH):
        best = usual
    if not code or (_script_of(code) and code != "sr"):
        return best
    return best if code in votes and votes[best] > DOUBT * (votes[code] + 1) else code


def base_code(code: str | None) -> str:
    """Return the language of a code such as "de-AT" or "fr_FR.UTF-8", in small letters; "" for none."""
    return (code or "").replace("_", "-").partition("-")[0].partition(".")[0].lower()


def script_language(letter: str, language: str) -> str:
    """Return the language of a word by its first letter: the text's own if it is written in such letters.

    Args:
        letter: folded.
        language: of the text.
    """
    if letter.isascii():
        return "en" if _script_of(language) and language != "sr" else language
    script = next((code for code, (first, last) in LETTERS.items() if first <= letter[0] <= last), "")
    return language if script in {"", _script_of(language)} else script


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words of a language that carry no subject in a question, folded; of English for one without a list."""
    code = language if language in _lists() else "en"
    return _words(code) | _words(f"{code} silent")


def asking_words(language: str) -> frozenset[str]:
    """Return the words that ask, folded; none for a language without a list of them."""
    return _words(f"{language} asking")


def letters_tell(text: str) -> bool:
    """Tell whether a text in Arabic letters has some that only Arabic or only Persian has."""
    return PERSIAN.search(text) is not None or ARABIC.search(text) is not None


def naming_words() -> frozenset[str]:
    """Return the words that names or texts of any language hold, folded; they tell a language worst."""
    return _words("naming")


def frequent_words(language: str) -> frozenset[str]:
    """Return all words that tell a language, or that its questions are made of, folded."""
    return _words(language) | _words(f"{language} telling") | _words(f"{language} silent")


@cache
def stop_word_lists() -> dict[str, frozenset[str]]:
    """Return the stop words that also tell a language, by language."""
    return {name: words for name, words in _lists().items() if " " not in name and name != "naming"}


def _words(part: str) -> frozenset[str]:
    return _lists().get(part, frozenset())


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Return the words of words.txt by the names of its parts."""
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in text_of("corpus.language", "words.txt").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(word.replace("'", "") for word in tokens(line) if word not in MARKS)
    return {name: frozenset(some) for name, some in found.items()}


def _script(head: str) -> str:
    """Return the code of the writing that most of a text stands in, "" for Latin; kana make it Japanese."""
    if head.isascii() or len(_any(FOREIGN).findall(head)) * 2 <= len(_any(LATIN).findall(head)):
        return ""
    found = {code: len(_any(f"[{first}-{last}]").findall(head)) for code, (first, last) in LETTERS.items()}
    best = max(found, key=lambda code: found[code])
    return "ja" if best == "zh" and found["ja"] else best


@cache
def _any(letters: str) -> re.Pattern[str]:
    return re.compile(letters)


def _within(head: str, script: str, told: str) -> str:
    """Return the language of a text among those that are written in its letters; what was told decides a draw."""
    votes = _votes(head, script)
    if script == "ar":
        votes["fa"] += len(PERSIAN.findall(head))
        votes["ar"] += len(ARABIC.findall(head))
    return max([script, *votes], key=lambda code: (votes.get(code, 0.0), code == told, code == script))


def _votes(head: str, script: str) -> dict[str, float]:
    """Return how much a text speaks for each language of some writing, "" for Latin."""
    speaking = _speaking(script)
    votes = dict.fromkeys(speaking.languages, 0.0)
    for place, word in enumerate(_words_of(head)):
        if len(word) > 1:
            for code, share, asks in speaking.words.get(word, ()):
                votes[code] += share * ASKING_VOTE if asks and place < OPENING else share
    if not script:
        foreign = [] if head.isascii() else [letter for letter in head.lower() if letter > "\x7f"]
        for code, letters in LETTERS_OF.items() if foreign else ():
            votes[code] += min(1.0, sum(letter in letters for letter in foreign) / 2)
            votes[code] += any(mark in SURE_MARKS.get(code, "") for mark in foreign)
        votes["fr"] += SPACED_MARK.search(head) is not None
    return votes


def _signs(head: str, code: str, usual: str) -> float:
    """Return by how many signs a text in Latin letters is in a language and not in the usual one.

    Signs are different words, and letters and marks of the language; a letter is none in a word with a capital that is
    not one of these. A word that names hold is one where a question begins with it and it asks: not in "Angkor Wat".
    """
    speaking = _speaking("").words
    signs = naming = 0.0
    begins = True
    for word in dict.fromkeys(word for word in _words_of(head) if len(word) > 1):
        asking = {one: asks for one, _, asks in speaking.get(word, ())}
        names = word in _words("naming")
        if code in asking and (usual not in asking or asking[code] > asking[usual]):
            if usual in asking or (names and not (begins and asking[code])):
                naming += NAMING_SIGN
            else:
                signs += ASKING_SIGN if asking[code] and not names else 1.0
        begins = begins and code in asking
    listed = stop_word_lists()[code] | _words(f"{code} telling")
    own = "".join(word for word in head.split() if word[:1].islower() or fold(word) in listed)
    letters = sum(letter in LETTERS_OF.get(code, "") for letter in own)
    sure = {mark for mark in head.lower() if mark in SURE_MARKS.get(code, "")}
    marks = ENOUGH if any(not mark.isalpha() for mark in sure) else float(bool(sure))
    spaced = code == "fr" and SPACED_MARK.search(head) is not None
    return signs + min(MOST_NAMING, naming) + min(1.0, letters / 2) + marks + spaced


def _words_of(head: str) -> list[str]:
    return APOSTROPHE.sub(" ", " ".join(tokens(head))).split()


@dataclass(frozen=True, slots=True)
class _Speaking:
    """The languages of some writing, and those that each word speaks for: how much, and whether it asks there."""

    languages: tuple[str, ...]
    words: dict[str, list[tuple[str, float, bool]]]


@cache
def _speaking(script: str) -> _Speaking:
    codes = [code for code in stop_word_lists() if _script_of(code) == script]
    lists = {code: stop_word_lists()[code] | _words(f"{code} telling") for code in codes}
    having = Counter(word for words in lists.values() for word in words)
    found: dict[str, list[tuple[str, float, bool]]] = {}
    for code, words in lists.items():
        for word in words:
            share = (NAMING_VOTE if word in _words("naming") else 1.0) / having[word]
            found.setdefault(word, []).append((code, share, word in _words(f"{code} asking")))
    return _Speaking(tuple(lists), found)


def _script_of(language: str) -> str:
    """Return the code of the writing of a language, "" for Latin."""
    family = FAMILY.get(language, language)
    return family if family in SCRIPTS else ""
