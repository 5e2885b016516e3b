"""Reads what is typed in place of a button: "next", "2 context", "only 2019", "no, the other one", in our languages.

It only means something where there is an answer before it with such a choice, so it is for the caller to look for that.
"""

from __future__ import annotations

import re
from functools import cache

from bot.conversation.phrases import Phrases, gathered, held, literal, said
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES

LABELS = {
    "next": "next", "previous": "previous", "back": "back", "context": "context", "also": "also", "also_one": "also",
    "only": "only", "any_time": "any", "newest": "newest", "best": "best", "closest": "closest",
    "other_times": "closest",
}  # fmt: skip
"""The wording of each button, and the name that is typed for it."""
NUMBERED = frozenset({"context", "also", "peak"})
"""Forms that name a passage or a peak: the first where none is named."""
LIKE = {"back": "previous", "previous": "back"}
"""What a form may mean where there is no choice of its name: "zurück" goes to the page before, or to the answer."""
LONGEST = 80
NUMBER, YEAR = "0", "0000"
"""What a number of a line is written as in phrases."""
YEAR_DIGITS, NUMBER_DIGITS = 4, 2
TO_BOT = re.compile(r"^/(\w+)@\w+")
BETWEEN = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""A letter and a digit, as in "context2"."""


def typed_form(text: str, lang: str) -> str | None:
    """Return the name of the choice that a line asks for, as in ``Choice.name``; None if it is no such form.

    Args:
        text: the whole line; the form, with courtesies around it.
        lang: the language of the reply before it; others are understood too.
    """
    if len(text) > LONGEST:
        return None
    line = said(BETWEEN.sub(" ", TO_BOT.sub(r"/\1", text.strip())))
    numbers = [word for word in line if word.isdecimal()]
    forms = tuple(_placeholder(word) for word in line)
    for code in dict.fromkeys((lang, *OUR_LANGUAGES)):
        if code not in OUR_LANGUAGES or not _forms(code).words.issuperset(forms):
            continue
        names = _forms(code).cover(forms)
        if len(names) == 1:
            return _named(next(iter(names)), numbers)
    return None


def _placeholder(word: str) -> str:
    if not word.isdecimal():
        return word
    return YEAR if len(word) == YEAR_DIGITS else NUMBER if len(word) <= NUMBER_DIGITS else word


def _named(name: str, numbers: list[str]) -> str:
    if name == "only":
        return f"only {next(int(number) for number in numbers if len(number) == YEAR_DIGITS)}"
    return f"{name} {int(numbers[0]) if numbers else 1}" if name in NUMBERED else name


@cache
def _forms(lang: str) -> Phrases:
    """Return the typed forms of a language, with what its buttons say."""
    labels = [literal(name, _label(words(lang)[key])) for key, name in LABELS.items()]
    return gathered([*held(lang, "typed"), *labels])


def _label(wording: str) -> str:
    return wording.replace("{number}", NUMBER).replace("{count}", NUMBER).replace("{year}", YEAR)
