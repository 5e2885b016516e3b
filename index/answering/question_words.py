"""Tells what the answer to a question must hold: a date, a number or a name, by the question's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from corpus.data import table

KINDS = ("number", "name")


def asks_when(text: str) -> bool:
    """Tell whether a text, in any of our languages, asks for a date."""
    return any(pattern.search(text) for pattern in _when())


def without_asking(text: str) -> str:
    """Return a question for a date without the words that name what is asked for: "on what day"."""
    return _days().sub(" ", text)


def kind_of_answer(text: str, code: str) -> str:
    """Return what the answer to a question in some language must hold, by its words (answer_kinds.toml).

    It is "number", "name", or "" for anything; a date is told by ``asks_when``.
    """
    return next((kind for kind, pattern in _patterns(code).items() if pattern.search(text)), "")


@cache
def _when() -> tuple[re.Pattern[str], ...]:
    """Return what asks for a date, in all languages: a question is too short to be sure of its own."""
    return tuple(
        re.compile(one.replace("{day}", _words(told["day"])), re.IGNORECASE)
        for told in _data().values()
        for one in told["when"]
    )


@cache
def _days() -> re.Pattern[str]:
    return re.compile("|".join(_words(told["day"]) for told in _data().values()), re.IGNORECASE)


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    told = _data().get(code, {})
    return {kind: re.compile(_words(told[kind]), re.IGNORECASE) for kind in KINDS if kind in told}


def _words(alternatives: Iterable[str]) -> str:
    """Return an expression for whole words that are one of some."""
    return rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"


def _data() -> dict[str, dict[str, Any]]:
    return table("index.answering", "question_words")
