"""The words around replies, by the reader's language: one TOML file each; what is quoted stays in its own.

A wording that counts things stands there once for each plural of its language, as CLDR tells them: KEY_one, KEY_two and
so on, and KEY alone for all other numbers.
"""

from __future__ import annotations

from corpus.data import table
from corpus.language.detecting import base_code
from corpus.language.known import OUR_LANGUAGES

DIGITS = {"fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}
"""Of languages that write others than ours, in dates and in numbers; of Arabic Babel takes those of most of its web."""


def words(lang: str) -> dict[str, str]:
    """Return the wording in one of our languages, by key."""
    return table("bot.wording", lang)


def counted(lang: str, key: str, count: int, **others: object) -> str:
    """Return a wording with a number of things filled in, in the plural that its language has for that number."""
    word, plural = words(lang), _plural(count, lang)
    return word.get(f"{key}_{plural}", word[key]).format(count=format_number(count, lang), **others)


def _plural(count: int, lang: str) -> str:
    """Return which plural a language has for a number of things, as CLDR calls it."""
    if lang == "en":
        return "one" if count == 1 else "other"
    from babel import Locale  # noqa: PLC0415 - what loads it takes as long as an answer, and English needs none

    found: str = Locale.parse(lang).plural_form(count)
    return found


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
