"""What came of a question, as it is counted: one of a few words, whatever was asked."""

from __future__ import annotations

from index.answering.answers import Answer
from index.stages import happened

HINT = "hint"
OUTCOMES = ("answer", "maybe", "nothing", "other_time", "unknown_words", "operators", HINT)
"""The archive answers, it may, or it does not: because of nothing in particular, because what comes nearest is from
another time, because words stand in no article, or because operators let nothing through. A question of stop words gets
a hint how to ask."""


def outcome_of(answer: Answer) -> str:
    """Return what an answer is counted as."""
    if answer.verdict != "nothing":
        return answer.verdict
    if answer.unmet:
        return "operators"
    if answer.widened:
        return "other_time"
    return "unknown_words" if answer.absent else "nothing"


def note(outcome: str) -> None:
    """Have a question counted; a look at another page of its answer is none."""
    happened("questions", outcome)
