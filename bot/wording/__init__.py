"""The words around replies, by the reader's language; what is quoted stays in its own.

English ones stand in en.toml, all others in gettext catalogs (catalogs.py), which translators' tools read.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.catalogs import plural, translated
from bot.wording.directions import isolated
from bot.wording.extracting import ONE
from corpus.data import table
from corpus.language.detecting import base_code
from corpus.language.known import NAMES, OUR_LANGUAGES

DIGITS = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}
"""Of languages that write others than ours, in dates and in numbers; of Arabic Babel takes those of most of its web."""


def english() -> dict[str, str]:
    """Return the English words by key."""
    return table("bot.wording", "en")


def words(lang: str) -> dict[str, str]:
    """Return the wording in one of our languages, by key."""
    return english() if lang == "en" else translated(lang)


def counted(lang: str, key: str, count: int, **others: object) -> str:
    """Return a wording with a number of things filled in, in the plural that its language has for that number."""
    said = english()[key + ONE if count == 1 else key] if lang == "en" else plural(lang, key, count)
    return said.format(count=format_number(count, lang), **others)


def quoted(text: str, lang: str, key: str = "quote") -> str:
    """Return words of a reader or of the archive in the quotation marks of a language, in their own direction."""
    return words(lang)[key].format(words=isolated(" ".join(text.split()), lang))


def language_name(code: str, lang: str) -> str:
    """Return what one of our languages is called in a language."""
    if lang == "en":
        return NAMES[code]
    from babel import Locale  # noqa: PLC0415 - what loads it takes as long as an answer, and English needs none

    return str(Locale.parse(lang).languages[code])


def either(things: Sequence[str], lang: str) -> str:
    """Return things of which any will do: "German, Spanish or French"."""
    word, *before = words(lang), *things[:-1]
    return f" {word['or']} ".join(filter(None, (word["comma"].join(before), *things[-1:])))


def format_number(count: int, lang: str) -> str:
    """Write a number as a language does: 3,085 or 3.085 or 3 085."""
    if lang == "en":
        return f"{count:,}"
    from babel import numbers  # noqa: PLC0415 - as above

    system = "default" if lang in DIGITS else "latn"
    return in_digits(numbers.format_decimal(count, locale=lang, numbering_system=system), lang)


def in_digits(text: str, lang: str) -> str:
    """Return a text of ours with the digits in which a language is read."""
    return text.translate(DIGITS[lang]) if lang in DIGITS else text


def supported(code: str | None) -> str:
    """Return the language of a code such as "de-AT", "en" if there are no words in it."""
    short = base_code(code)
    return short if short in OUR_LANGUAGES else "en"
