"""Chooses the passages for a question: by its time alone, as a topic, as a quotation, or by what speaks for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.analysis import terms, tokens
from index.engine.engine import Engine
from index.generations.arrays import FloatArray
from index.questions import Question
from index.ranking import order as ranking
from index.ranking.by_time import answers_better, by_time, is_plain, told_in
from index.ranking.candidates import Candidates, as_given, candidates, in_given_order
from index.ranking.confidence import FOUND, Verdict, close, confidence, verdict
from index.ranking.learned import Learned
from index.ranking.of_time import of_time
from index.ranking.of_topic import of_topic
from index.ranking.quoting import quoting
from index.ranking.sifting import Sieve, listing

CANDIDATES = 100
"""Candidates that are put in order; a right article is among the first 100 for 97 of 100 Senate
questions, the passage with the answer for 94."""

ORDERED = 400
"""Candidates of a question that asks for an order in time: the oldest of them is wanted, however little it scores."""

SURE = 0.75
"""Confidence from which no other time is looked at: that takes a search of its own. A choice."""

QUOTED = 30
"""Passages with a name or a quotation, the newest, that are looked for at least."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Passages that were chosen.

    Attributes:
        found: the candidates.
        order: their places from best to worst.
        values: their scores in that order.
        verdict: what they are told as.
        confidence: the probability that the first of them hold the answer.
        widened: none is about the time asked, so that they are from other times.
        given: the question is a time, a topic or a quotation, and they are all that belongs to it.
        close: they are worth showing even if nothing answers.
    """

    found: Candidates
    order: npt.NDArray[np.intp]
    values: FloatArray
    verdict: Verdict
    confidence: float
    widened: bool = False
    given: bool = False
    close: bool = True


def given(
    engine: Engine,
    question: Question,
    texts: Callable[[Sequence[int]], Sequence[str]],
    by: Learned,
    top: int,
    sieve: Sieve | None = None,
) -> Chosen | None:
    """Return what belongs to a question of nothing but a time, to a topic, or holds a quotation; None for others.

    What operators ask for belongs to one of nothing but operators.
    """
    keep = sieve.keep if sieve is not None else None
    found, widened = of_time(engine, question, CANDIDATES, keep) if question.only_time else (None, False)
    if question.every:
        found = of_topic(engine, question, by.order, CANDIDATES, sieve)
    if found is None and question.phrase:
        found = quoting(engine, question, texts, max(top, QUOTED), keep)
    if found is None and sieve is not None and (question.only_time or not question.terms):
        found, widened = _listed(engine, question, sieve)
    if found is None:
        return None
    told: Verdict = "nothing" if widened or not found.passages.size else "answer"
    return Chosen(found, *as_given(found), told, 1.0, widened, given=True)


def _listed(engine: Engine, question: Question, sieve: Sieve) -> tuple[Candidates, bool]:
    """Return what fits the operators of a question, and whether it is of another time as nothing is of that asked."""
    weights = engine.lexicon.weights(question.sequence if question.operators.phrases else ())
    passages = listing(engine, sieve, question.scope, CANDIDATES)
    widened = not passages and bool(question.scope)
    if widened:
        passages = listing(engine, sieve, None, CANDIDATES)
    return in_given_order(engine, passages, weights), widened


def ranked(engine: Engine, question: Question, by: Learned, sieve: Sieve | None = None) -> Chosen:
    """Return what answers a question best, put in order by what speaks for each passage.

    What tells of the time asked in an article that is about the rest is found too, if nothing in that time is.

    Args:
        engine: what searches the archive.
        question: that is asked.
        by: what was learned.
        sieve: tells what is wanted if not everything is.
    """
    scope = question.scope
    found = candidates(engine, question, scope, ORDERED if question.order else CANDIDATES, sieve)
    nothing_then = question.only_time and scope is not None and scope.first and scope.last  # of_time has found nothing
    widened = bool(scope) and bool(nothing_then or not found.passages.size)
    if widened:
        found = candidates(engine, question, None, CANDIDATES, sieve)
    if sieve is not None and not found.passages.size and (question.operators.phrases or question.operators.either):
        return _headed(engine, question, sieve)
    order, values = ranking.in_order(found, by.order)
    sure = confidence(found, order, values, by.confidence)
    told = "nothing" if widened else verdict(found, order, sure, by.confidence)
    if order.size and not widened:
        told, sure = _as_asked(question, told, sure)
    if question.order or scope:
        order = by_time(engine, question, found, order)
    naming = told_in(engine, found, order, scope, sieve.keep if sieve else None) if widened and scope else None
    if naming is not None:
        return Chosen(naming, *as_given(naming), "nothing", sure)
    return Chosen(found, order, values, told, sure, widened, close=close(found, order, sure, by.confidence))


def _headed(engine: Engine, question: Question, sieve: Sieve) -> Chosen:
    """Return passages that fit without a word of the question: where what must stand there stands in the headline."""
    found, widened = _listed(engine, question, sieve)
    told, sure = _as_asked(question, "nothing", 0.0) if found.passages.size and not widened else ("nothing", 0.0)
    return Chosen(found, *as_given(found), told, sure, widened)


def without_quotations(question: Question) -> Question:
    """Return a question without what must stand word for word in a passage, or of which one must."""
    return replace(question, operators=replace(question.operators, phrases=(), either=()))


def _as_asked(question: Question, told: Verdict, sure: float) -> tuple[Verdict, float]:
    """Return what passages are told as, and how surely, that hold the words which must stand there.

    They are never nothing, and where nothing else is asked they are what is.
    """
    operators, code = question.operators, question.language
    if not (operators.phrases or operators.either):
        return told, sure
    quoted = {name for phrase in operators.phrases for name in terms(tokens(phrase, code), code)}
    if quoted.issuperset(question.terms):
        return "answer", max(sure, FOUND)
    return "maybe" if told == "nothing" else told, sure


def outside(
    engine: Engine, question: Question, inside: Chosen, by: Learned, sieve: Sieve | None = None
) -> Chosen | None:
    """Return what answers a question much better than anything from the time asked, where that is unsure.

    Args:
        engine: what searches the archive.
        question: its time is left out.
        inside: what was chosen from the time asked.
        by: what was learned.
        sieve: tells what is wanted if not everything is.
    """
    if not question.scope or question.order or inside.given or inside.widened:
        return None
    if inside.confidence >= SURE or is_plain(inside.found, inside.order):
        return None
    found = candidates(engine, question, None, CANDIDATES, sieve)
    order, values = ranking.in_order(found, by.order)
    if not answers_better(found, order, inside.found, inside.order):
        return None
    sure = confidence(found, order, values, by.confidence)
    told = verdict(found, order, sure, by.confidence)
    return Chosen(found, order, values, told, sure) if told == "answer" else None
