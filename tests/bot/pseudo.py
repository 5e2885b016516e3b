"""A language that nobody speaks, made of the English words: accented and longer, so that what is not translated shows.

``python -m tests.bot.pseudo ARGUMENTS`` is the command ``dateline`` in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.conversation import choosing, typed
from bot.wording import english
from bot.wording.catalogs import translated

PLAIN = "ABCDEFGHIKLMNOPRSTUVWYZabcdefghiklmnoprstuvwyz"
ACCENTED = "ÅƁÇÐÉƑĜĤÎĶĻṀÑÖÞŔŠŢÛṼŴÝŽåƀçðéƒĝĥîķļɱñöþŕšţûṽŵýž"
LETTERS = str.maketrans(PLAIN + "JQXjqx", ACCENTED + "ĴǪẊĵǫẋ")
KEPT = re.compile(r"\{\w+\}|(?<![\w/])/[a-z]+")
"""Places to fill in, and commands."""
LONGER = 5
"""A part more of a text: other languages need so much more room."""


def pseudo(text: str) -> str:
    """Return an English wording in that language."""
    kept = KEPT.findall(text)
    pieces = [piece.translate(LETTERS) for piece in KEPT.split(text)]
    told = "".join(part for pair in zip(pieces, [*kept, ""], strict=True) for part in pair)
    return f"{told}{'·' * (len(text) // LONGER)}"


@contextmanager
def pseudo_english() -> Iterator[None]:
    """Let English be that language meanwhile."""
    words = english()
    before = dict(words)
    _forget()
    words.update({key: pseudo(text) for key, text in before.items()})
    try:
        yield
    finally:
        words.update(before)
        _forget()


def _forget() -> None:
    """Forget what was made of the words before."""
    translated.cache_clear()  # its catalogs are asked by the English words
    typed._forms.cache_clear()
    choosing._names.cache_clear()


if __name__ == "__main__":
    from bot.cli.main import main

    with pseudo_english():
        main()
