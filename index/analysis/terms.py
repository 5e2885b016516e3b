"""Turns words into terms: stems without elisions and possessives, and numbers that are written in one way.

Most stemmers are Snowball's; those of Arabic and Persian are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import Stemmer

from corpus.language.cutting import MARKS
from corpus.language.detecting import script_language
from index.analysis import arabic, persian

LONGEST = 40
"""Longer words are cut: nobody asks for them, and hostile files are full of them."""
SNOWBALL = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Language codes and their Snowball stemmers; words of languages that are not here are their own terms."""
OURS: dict[str, Callable[[str], str]] = {"ar": arabic.stem, "fa": persian.stem}
PLURAL, LEAST = ("as", "is", "os", "us"), 3
"""What Snowball's French stems of amis, lois and photos end in, and the letters that must be left."""
ELISION = {
    "ca": re.compile(r"^[dlmnst]'(?=.)"),
    "fr": re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)"),
    "it": re.compile(r"^(?:[cdlmnstv]|un|all|dall|dell|nell|sull|quest|quell)'(?=.)"),
}
DECIMAL_COMMA = frozenset(
    "bg ca cs da de el es et eu fi fr hr hu hy id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi".split()
)
"""Languages that write 1.500,25 for what English writes as 1,500.25."""
GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
OTHER = {",": ".", ".": ","}


def term(word: str, language: str = "en") -> str:
    """Return the term that a folded word counts as, "" for a mark that is no word.

    Args:
        word: one of ``tokens``, or "", which is what is left of a stroke that only lengthens Arabic letters.
        language: of the text that it stands in. A word in other letters is taken for a word of the language that
            these letters tell.
    """
    if not word or word in MARKS:
        return ""
    if word[0].isdigit() and not word[-1].isalpha():
        return plain(word, language)[:LONGEST]
    word = bare(word, language)[:LONGEST]
    stem = _stem(script_language(word[:1], language))
    return stem(word) if word.isalpha() and stem is not None else word


def bare(word: str, language: str) -> str:
    """Return a folded word without apostrophes, what is elided before them, possessives, and full stops."""
    if "'" in word or "’" in word:
        word = word.replace("’", "'")
        if language in ELISION:
            word = ELISION[language].sub("", word)
        word = word.removesuffix("'s").replace("'", "") or word.replace("'", "")
    return word.replace(".", "")


def plain(number: str, language: str) -> str:
    """Return a number without thousands separators and with a decimal point: "1500.25".

    Args:
        number: digits with dots and commas between them.
        language: decides whether "1.500" is fifteen hundred or one and a half; where the number itself tells, as
            "1.500.000" does, it does not matter.
    """
    if "," not in number and "." not in number:
        return number
    usual = "." if language in DECIMAL_COMMA else ","
    if GROUPED[usual].fullmatch(number):
        return number.replace(usual, "").replace(",", ".")
    unusual = OTHER[usual]
    tells = number.count(unusual) > 1 or usual in number
    if tells and GROUPED[unusual].fullmatch(number):
        return number.replace(unusual, "").replace(",", ".")
    return number.replace(",", ".")


archive_term = lru_cache(maxsize=1 << 13)(term)
"""``term`` for words of the archive, remembered; readers' words are not."""


def terms(words: Sequence[str], language: str = "en") -> list[str]:
    """Return the term of each word, in order; sentence ends are left out."""
    return [found for word in words if (found := term(word, language))]


def terms_by_word(words: Iterable[str], language: str) -> dict[str, str]:
    """Return the term of each of some folded words, as ``term`` gives it, stemmed together."""
    distinct = dict.fromkeys(words)
    code = script_language("a", language)
    alike = [word for word in distinct if word.isalpha() and word[0].isascii()] if code in SNOWBALL else []
    stems = _snowball(code).stemWords([word[:LONGEST] for word in alike]) if alike else []
    found = dict(zip(alike, map(_singular, stems) if code == "fr" else stems, strict=True))
    return {word: found[word] if word in found else term(word, language) for word in distinct}


def alternatives(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the terms that a question's word may have in an archive, none twice and none empty.

    Args:
        word: one of ``tokens``.
        languages: of the question and of the archive; the first gives the first term.
    """
    return tuple(dict.fromkeys(found for language in languages if (found := term(word, language))))


def everywhere(word: str) -> tuple[str, ...]:
    """Return the terms that a word may have in an article of any language: what has none of them stands nowhere."""
    return alternatives(word, (*OURS, *SNOWBALL, ""))


def every_alternative(words: Collection[str], languages: Iterable[str]) -> set[str]:
    """Return all terms that some folded words may have, as ``alternatives`` gives them, stemmed together.

    Args:
        words: of at most ``LONGEST`` letters, and of nothing else.
        languages: of the question and of the archive.
    """
    found: set[str] = set()
    for language in languages:
        by_letters: dict[str, list[str]] = {}
        code_of = {letter: script_language(letter, language) for letter in {word[0] for word in words}}
        for word in words:
            by_letters.setdefault(code_of[word[0]], []).append(word)
        for code, some in by_letters.items():
            if code in SNOWBALL and code != "fr":
                found.update(_snowball(code).stemWords(some))
            else:
                stem = _stem(code)
                found.update(some if stem is None else map(stem, some))
    return found


@cache
def _stem(language: str) -> Callable[[str], str] | None:
    """Return the function that stems words of a language, None for one that has no stemmer."""
    if language in OURS:
        return OURS[language]
    if language not in SNOWBALL:
        return None
    found: Callable[[str], str] = _snowball(language).stemWord
    return found if language != "fr" else lambda word: _singular(found(word))


@cache
def _snowball(language: str) -> Any:
    return Stemmer.Stemmer(SNOWBALL[language], 0)


def _singular(stem: str) -> str:
    return stem[:-1] if stem.endswith(PLURAL) and len(stem) > LEAST else stem
