"""Answers the parts of a question, each by itself or as what it asks about the subject of another part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.analysis import archive_term, tokens
from index.answering.answers import Answer
from index.answering.parts import points_back
from index.answering.searcher import Searcher
from index.generations.lexicon import Lexicon
from index.questions import Question

FEW = 2
"""Words of a part that name no subject, "how many people died", so that one of them tells enough. A choice."""
MOST = 0.5
"""Share of the weight of a part's words that an article has which tells of it. A choice."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question with its answer.

    Attributes:
        text: as written.
        question: that was searched for it.
    """

    text: str
    question: Question
    answer: Answer

    @property
    def found(self) -> bool:
        """Whether something answers it, or may."""
        return self.answer.verdict != "nothing"

    @property
    def article(self) -> int:
        """The row of the article that comes first, -1 for none."""
        shown = self.answer.shown
        return shown[0].passage.article.row if shown else -1


def answered(
    texts: Sequence[str], question: Question, searcher: Searcher, top: int, timed: Callable[[Question], Question]
) -> list[Part]:
    """Return the parts of a question with their answers.

    A part that points to what another names, or of which that article tells, is asked about the subject of that one,
    and about its time unless it names one.

    Args:
        texts: of the parts.
        question: all of it, taken apart.
        searcher: on the archive.
        top: how many passages for each.
        timed: gives a part the time that was given beside the words.
    """
    read = [searcher.read(text, question.asked_on, usual=question.language) for text in texts]
    lexicon = searcher.engine.lexicon
    named = [_names(one, lexicon) for one in read]
    base = next((place for place, names in enumerate(named) if names), 0)

    def asked(place: int, one: Question) -> Part:
        asked_then = timed(one)
        return Part(texts[place], asked_then, searcher.find(asked_then, top))

    first = asked(base, read[base])
    parts = []
    for place, own in enumerate(read):
        if place == base:
            parts.append(first)
            continue
        part = asked(place, _about(own, read[base]))
        alone = (named[place] or len(own.terms) > 1) and not points_back(texts[place], own, named[place])
        parts.append(asked(place, own) if alone and not _tells(part, first, own, named[place], lexicon) else part)
    return parts


def _about(own: Question, base: Question) -> Question:
    about = replace(own.about(base, " ".join(base.as_written(base.terms))), alone=None)  # that is decided here
    return about if own.scope is not None else replace(about, scope=base.scope)


def _names(question: Question, lexicon: Lexicon) -> set[str]:
    """Return the terms by which a part has a subject of its own: names, and words that no article has."""
    written = {name for name, word in zip(question.terms, question.words, strict=True) if word in question.capitals}
    known = lexicon.vocabulary.numbers(question.terms) if question.language in lexicon.languages else question.terms
    return lexicon.names(question.terms) | written | {name for name in question.terms if name not in known}


def _tells(part: Part, base: Part, own: Question, names: set[str], lexicon: Lexicon) -> bool:
    """Tell whether the article that answers a part tells of what another part names, too: its names, and most it asks.

    Args:
        part: as asked about the subject of ``base``.
        base: that part, with its answer.
        own: the part by itself.
        names: of its terms.
        lexicon: of the archive.
    """
    if part.article != base.article:
        return False
    told: set[str] = set()
    for match in part.answer.shown:
        article = match.passage.article
        if article.row == part.article:
            words = tokens(f"{article.title} {match.passage.text}", article.language)
            told.update(archive_term(word, article.language) for word in words)
    if not names and len(own.terms) <= FEW:
        return not told.isdisjoint(own.terms)
    weights = lexicon.weights(own.terms)
    return names <= told and sum(weights[name] for name in told & weights.keys()) >= MOST * sum(weights.values())
