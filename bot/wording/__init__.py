"""The words around replies, by the reader's language: one TOML file each; what is quoted stays in its own."""

from __future__ import annotations

from corpus.data import table
from corpus.language.detecting import base_code
from corpus.language.known import OUR_LANGUAGES


def words(lang: str) -> dict[str, str]:
    """Return the wording in one of our languages, by key."""
    return table("bot.wording", lang)


def counted(lang: str, key: str, count: int, **others: object) -> str:
    """Return a wording with a number of things filled in; of one thing it has a form of its own."""
    return words(lang)[f"{key}_one" if count == 1 else key].format(count=count, **others)


def supported(code: str | None) -> str:
    """Return the language of a code such as "de-AT", "en" if there are no words in it."""
    short = base_code(code)
    return short if short in OUR_LANGUAGES else "en"
