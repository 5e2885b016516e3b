"""Tells what the answer to a question must hold: a date, a number or a name, by the question's words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

WHEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # English: "when" joins clauses too, so that it asks only at the beginning, or before a verb turned round.
        (
            r"^\W*(?:(?:so|and|hey|ok|hi|please|do you know|can you tell me|tell me|exactly)\W+)*"
            r"(?:(?:by|since|until|from)\s+)?"
            r"(?:when\b|(?:what|which)\s+(?:dates?|days?|month|year)\b(?!\W*$)|what\s+(?:is|was)\s+the\s+date\b)"
        ),
        r"[,;:]\s*(?:and\s+)?when\s+(?:did|do|does|was|were|is|are|has|had|will|would)\b",
        r"\b(?:on|in|by|since)\s+(?:what|which)\s+(?:exact\s+)?(?:dates?|days?|month|year)\b",
        # German
        r"^\W*(?:(?:seit|bis|ab)\s+)?wann\b|\bwann\b(?=.*\?)|\bwelche[mnrs]\s+(?:tag|datum|jahr|monat)(?:e[sn]?)?\b",
        # French
        r"^\W*(?:(?:depuis|de|jusqu['’]à)\s+)?quand\b(?=.*\?)|\bquand\s*\?\s*$",
        r"\bquel(?:le)?\s+(?:est\s+la\s+)?(?:jour|date|année|mois)\b",
        # Spanish: without its accent the word joins clauses.
        r"\bcuándo\b|^\W*(?:(?:desde|hasta)\s+)?cuando\b(?=.*\?)|\bqué\s+(?:día|fecha|año|mes)\b",
        # Arabic and Persian, whose letters people type for one another
        r"(?<!\w)متى(?!\w)|^\W*متی(?!\w)|(?<!\w)[أا]ي[ّ]?\s+(?:يوم|سنة|عام|شهر|تاريخ)(?!\w)",
        r"(?<!\w)چه\s+(?:زمان|وقت|تاریخ|روز|سال)ی?(?!\w)|(?<!\w)کدام\s+(?:روز|تاریخ|سال|ماه)(?!\w)",
    )
)


WHICH_DAY = re.compile(
    r"\b(?:what|which)\s+(?:exact\s+)?(?:dates?|days?|month|year)\b"
    r"|\bwelche[mnrs]\s+(?:tag|datum|jahr|monat)(?:e[sn]?)?\b"
    r"|\bquel(?:le)?\s+(?:jour|date|année|mois)\b"
    r"|\bqué\s+(?:día|fecha|año|mes)\b"
    r"|(?<!\w)[أا]ي[ّ]?\s+(?:يوم|سنة|عام|شهر|تاريخ)(?!\w)"
    r"|(?<!\w)چه\s+(?:زمان|وقت|تاریخ|روز|سال)ی?(?!\w)|(?<!\w)کدام\s+(?:روز|تاریخ|سال|ماه)(?!\w)",
    re.IGNORECASE,
)
"""Words that ask for a date and are no words of its answer."""


def asks_when(text: str) -> bool:
    """Tell whether a text, in any of our languages, asks for a date."""
    return any(pattern.search(text) for pattern in WHEN)


def without_asking(text: str) -> str:
    """Return a question for a date without the words that name what is asked for: "on what day"."""
    return WHICH_DAY.sub(" ", text)


def kind_of_answer(text: str, code: str) -> str:
    """Return what the answer to a question in some language must hold, by its words (answer_kinds.toml).

    It is "number", "name", or "" for anything; a date is told by ``asks_when``.
    """
    return next((kind for kind, pattern in _patterns(code).items() if pattern.search(text)), "")


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(resources.files("index").joinpath("answer_kinds.toml").read_text("utf-8"))
    return {kind: re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words)})(?!\w)") for kind, words in data.get(code, {}).items()}
