"""Tells whether a line goes on about what was shown before, though it replies to nothing: "how many died?"."""

from __future__ import annotations

import re
from functools import cache

from corpus.data import table
from index.questions import Question

FEW, SOME, MOST = 1, 4, 6
"""Telling words at most of a question that goes on by asking alone, of one in which a word stands in, and of one that
begins as if it went on. Choices: of 40 follow-ups 37 are known, of 6,600 questions 98 are taken for one."""


def goes_on(question: Question) -> bool:
    """Tell whether a question, taken apart by itself, goes on about what was shown before it.

    It does if it begins as if it did ("and ...", "what about ..."), if a word stands in for what was spoken of ("did he
    survive?"), or if it asks with hardly a telling word ("how many died?"); never if it tells much, or names somebody
    without beginning so.
    """
    forms = _forms().get(question.language)
    text = question.said.strip()
    if forms is None or len(question.terms) > MOST or question.operators or "\n" in text:
        return False
    named = bool(question.capitals)
    if forms["opening"].match(text):
        return not (named and len(question.terms) > FEW + 1)
    if named or question.only_time:
        return False
    asks = forms["asking"].match(text) is not None
    if (
        (asks or text.endswith(("?", "؟")))
        and len(question.terms) <= SOME
        and (forms["standing_in"].search(text) or forms["ending"].search(text))
    ):
        return True
    alone = not question.terms or "alone" not in forms or forms["alone"].match(text)
    return bool(asks and alone and len(question.terms) <= FEW and not forms["defining"].search(text))


@cache
def _forms() -> dict[str, dict[str, re.Pattern[str]]]:
    found = table("bot.conversation", "going_on")
    return {code: {name: _words(name, words) for name, words in told.items()} for code, told in found.items()}


def _words(name: str, words: str) -> re.Pattern[str]:
    """Return an expression for some words or phrases, at the beginning of a line for those that begin one."""
    ways = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words.split(", "))
    begins = r"^[\s¿¡\"'(…-]*" if name in {"opening", "asking", "alone"} else r"(?<![\w'’-])"
    ends = r"\W*$" if name == "ending" else r"(?!\w)"
    return re.compile(rf"{begins}(?:{ways}){ends}", re.IGNORECASE)
