"""Tells that no passage is what the operators of a question ask for: its quotation stands nowhere, or nothing fits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.entries import MOST_WORDS, SHORT_QUESTION, WORD_LIMIT, Entry, shortened
from bot.wording import quoted, words
from bot.wording.directions import isolated
from corpus.language.cutting import fold
from index.answering.answers import Answer

LONGEST = 200
"""Characters of what was asked for that are told again."""


def unsaid_lines(answer: Answer, entries: Sequence[Entry], lang: str) -> tuple[str, ...]:
    """Return a line that names what of a question none of the passages shown says; none of a long one, as an echo."""
    if not answer.unsaid or answer.verdict == "nothing" or len(answer.question.text) > SHORT_QUESTION:
        return ()
    shown = fold(" ".join(text for entry in entries for text in (entry.title, *(quote.text for quote in entry.quotes))))
    missing = [word for word in answer.unsaid if fold(word) not in shown]  # further passages may say it
    if not missing:
        return ()
    named = words(lang)["comma"].join(quoted(shortened(word, WORD_LIMIT), lang) for word in missing[:MOST_WORDS])
    return (words(lang)["unsaid"].format(words=named),)


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
