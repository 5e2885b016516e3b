"""Tells that no passage is what the operators of a question ask for: its quotation stands nowhere, or nothing fits."""

from __future__ import annotations

from bot.conversation.entries import shortened
from bot.wording import quoted, words
from bot.wording.directions import isolated
from index.answering.answers import Answer

LONGEST = 200
"""Characters of what was asked for that are told again."""


def unmet_lines(answer: Answer, lang: str) -> tuple[str, ...]:
    """Return a line that tells what no passage holds, or is, of what must be so; none where words stand in no article.

    Args:
        answer: that is unmet.
        lang: of the line.
    """
    asked = answer.question.operators
    if answer.absent and not asked.phrases:
        return ()
    if asked.phrases and not (asked.either or asked.without or asked.filters or asked.years):
        most = LONGEST // len(asked.phrases)
        phrases = [quoted(shortened(phrase, most), lang, "quotation") for phrase in asked.phrases]
        return (words(lang)["unquoted"].format(words=words(lang)["comma"].join(phrases)),)
    return (words(lang)["unmet"].format(operators=isolated(shortened(" ".join(asked.written), LONGEST), lang)),)
