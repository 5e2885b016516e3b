"""The words around replies, by the reader's language: one TOML file each; what is quoted stays in its own."""

from __future__ import annotations

import re

from corpus.data import table
from corpus.dates.lexicon import lexicon
from corpus.dates.mentions import language

LANGUAGES = ("en", "de", "es", "fr", "ar", "fa")
WORD = re.compile(r"[^\W\d_]+")


def words(lang: str) -> dict[str, str]:
    """Return the wording in a language, by key; English for a language that has none."""
    return table("bot.wording", supported(lang))


def counted(lang: str, key: str, count: int, **others: object) -> str:
    """Return a wording with a number of things filled in; of one thing it has a form of its own."""
    return words(lang)[f"{key}_one" if count == 1 else key].format(count=count, **others)


def supported(code: str | None) -> str:
    """Return the language of a code such as "de-AT", "en" if there are no words in it."""
    short = (code or "").replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"


def readers_language(text: str, interface: str | None = None) -> str:
    """Return the language to answer a text in: its own if it tells one, else that of the reader's app.

    Args:
        text: what the reader wrote.
        interface: the code of the language that the reader's app is set to, if known.
    """
    found = supported(language(text, None))
    if found != "en" or interface is None:
        return found
    english = lexicon("en").frequent
    return "en" if any(word.lower() in english for word in WORD.findall(text)) else supported(interface)
