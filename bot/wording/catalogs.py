"""The words around replies in each language, from its gettext catalog: bot/wording/catalogs/xx.po.

English words stand in en.toml, which is read by itself, as nothing else is needed for most replies. Catalogs are read
by Babel as they are, so that a changed one needs no step before it is used; what one lacks is said in English.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pkgutil import get_data
from typing import TYPE_CHECKING

from bot.wording.extracting import ONE
from corpus.data import table

if TYPE_CHECKING:
    from babel.support import Translations

BLANKS = {"fr": re.compile(r"(?<=«) | (?=[?!:;»])")}
"""Blanks at which a line must not end: before a French question mark, which would stand alone on the next line."""
OTHER = 100
"""A number of things that has in each language the plural which CLDR calls "other"."""


@cache
def catalog(lang: str) -> Translations:
    """Return the catalog of a language.

    Raises:
        FileNotFoundError: there is none.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - what loads it takes as long as an answer
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above
    from babel.support import Translations  # noqa: PLC0415 - as above

    found = get_data(__name__, f"catalogs/{lang}.po")
    assert found is not None
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(found), locale=lang))
    compiled.seek(0)
    return Translations(compiled)


@cache
def translated(lang: str) -> dict[str, str]:
    """Return the words of a language by key, of what is counted those for one thing and for most numbers."""
    texts, found = table("bot.wording", "en"), catalog(lang)
    words = {key: str(found.pgettext(key, text)) for key, text in texts.items()}
    for one in (key for key in texts if key.endswith(ONE)):
        key = one.removesuffix(ONE)
        words[one], words[key] = (found.npgettext(key, texts[one], texts[key], count) for count in (1, OTHER))
    return {key: _unbroken(text, lang) for key, text in words.items()}


def plural(lang: str, key: str, count: int) -> str:
    """Return the words for a number of things in the plural that a language has for it."""
    texts = table("bot.wording", "en")
    return _unbroken(catalog(lang).npgettext(key, texts[key + ONE], texts[key], count), lang)


def _unbroken(text: str, lang: str) -> str:
    return BLANKS[lang].sub("\u00a0", text) if lang in BLANKS else text
