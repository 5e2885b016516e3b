"""Finds the passages that may answer a question, and measures what speaks for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from index.engine.engine import Engine, Facts
from index.generations.arrays import BoolArray, FloatArray, IntArray, LongArray
from index.generations.ragged import Ragged
from index.questions import Question, Scope
from index.ranking import evidence
from index.ranking.evidence import ARTICLE, COUNT, EVIDENCE, LEAD, LENGTH, LONG, PARTICULAR, PASSAGE, POSITION, TIME
from index.ranking.sifting import Sieve
from index.ranking.slots import Reading
from index.stages import stage

TELLING = 1000
"""Passages of an archive from which a name that stands in none tells that it does not answer. A choice; of a few
articles one may well answer without the name."""
NAMED_FIT = 0.7
"""How surely a passage that only names a scope is about it, beside one published in it. A choice."""

APPEARED_FIT, ELSEWHERE_FIT = 0.95, 0.85
"""How surely a passage published in a scope is about it where others name just the scope, and if it names another time
of its kind besides. On 214 questions with a time hit@1 is as without, but for one in the messages to Congress that a
message of two years later answers as well, by name; with .9 and .7 it is lower in three archives."""

LEANING = 0.5
"""How much it counts that a passage is about a time that the question only leans on. Of 22 such questions as many find
their article first with 0 to .5, and one fewer with .75 or 1."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that fit best, with the evidence for each.

    Attributes:
        passages: (n,) passage numbers, best first by the sum that chose them.
        rows: (n,) their numbers in the store.
        articles: (n,) the article of each.
        words: a row for each.
        evidence: (n, len(EVIDENCE)) float32.
        absent: terms of the question that stand nowhere in the archive, spelled as they are.
        unheard: the question names somebody or something that the archive, which is no small one, never does.
        weightiest: how much the word that weighs most in the question is like one of the archive, which is no small
            one; 1 unless it is one of ``absent``.
        weights: of the question's terms, 0 for those that no passage holds.
        pinned: which slots of a question in another language than the archive's are names or numbers that it has.
        likest: how much the best known of its terms is like one of the archive, 1 if it stands there, 0 to 1.
    """

    passages: IntArray
    rows: LongArray
    articles: IntArray
    words: Ragged
    evidence: FloatArray
    absent: tuple[str, ...] = ()
    unheard: bool = False
    likest: float = 1.0
    weightiest: float = 1.0
    weights: Mapping[str, float] = field(default_factory=dict)
    met: LongArray = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    shares: FloatArray = field(default_factory=lambda: np.zeros(0, np.float32))
    named: BoolArray = field(default_factory=lambda: np.zeros(0, bool))
    answer: str = ""
    pinned: BoolArray = field(default_factory=lambda: np.zeros(0, bool))

    def take(self, places: LongArray) -> Candidates:
        """Return some of the candidates, by their places."""
        of_each = {name: getattr(self, name)[places] for name in ("passages", "rows", "articles", "evidence", "met")}
        return replace(self, **of_each, words=self.words.take(places))


def in_given_order(engine: Engine, passages: Sequence[int], weights: Mapping[str, float]) -> Candidates:
    """Return passages that were found and put in order otherwise than by what speaks for them."""
    numbers = np.array(passages, np.int32)
    facts, words = engine.facts(numbers), engine.words(numbers)
    own = Ragged(words.values, words.bounds[: numbers.size + 1])
    rows = np.zeros((numbers.size, len(EVIDENCE)), np.float32)
    return Candidates(numbers, facts.rows, facts.articles, own, rows, weights=weights)


def as_given(found: Candidates) -> tuple[npt.NDArray[np.intp], FloatArray]:
    """Return the order and the scores of candidates that stand in their order."""
    count = found.passages.size
    return np.arange(count), np.linspace(1, 0, count, endpoint=False, dtype=np.float32)


@stage("candidates")
def candidates(
    engine: Engine, question: Question, scope: Scope | None, k: int, sieve: Sieve | None = None
) -> Candidates:
    """Return the k best passages for a question, exactly, and the evidence for each.

    Args:
        engine: what searches the archive.
        question: its words and what it asks for.
        scope: the time that passages must be about, None for any.
        k: how many.
        sieve: tells what is wanted if not everything is.
    """
    reading = Reading(question, engine.lexicon)
    search = reading.search(scope, k)
    found = sieve.search(search) if sieve is not None else engine.search([search])[0]
    words, facts = engine.words(found.passages), engine.facts(found.passages)
    own = Ragged(words.values, words.bounds[: found.passages.size + 1])
    rows = np.zeros((found.passages.size, len(EVIDENCE)), np.float32)
    met, shares = np.zeros((found.passages.size, 2), np.int64), np.zeros(len(reading.slots), np.float32)
    if found.passages.size:
        rows[:, PASSAGE] = found.scores / reading.rarity
        rows[:, ARTICLE] = found.article_scores / reading.rarity
        with reading.asked() as asked:
            shares = asked.weights
            met = evidence.gather(asked, words.values, words.bounds, rows)
        rows[:, PARTICULAR], rows[:, COUNT] = _particular(met, facts, shares)
        rows[:, LEAD] = facts.places == 0
        rows[:, LENGTH] = np.minimum(1, own.lengths / LONG)
        rows[:, POSITION] = facts.places / np.maximum(1, facts.sizes - 1)
        if time := scope or question.leaning:
            fit = time_fit(time, facts, engine.named_days(found.passages), _timed_titles(engine, question, words))
            rows[:, TIME] = fit if scope or question.light else LEANING * fit  # light words have it tell in their place
    absent, telling = reading.absent(), engine.generation.passages >= TELLING
    return Candidates(
        found.passages,
        facts.rows,
        facts.articles,
        own,
        rows,
        absent=absent,
        unheard=telling and reading.unheard(),
        weightiest=reading.weightiest(absent) if telling else 1.0,
        likest=max((slot.trust for slot in reading.slots), default=0.0),
        weights=reading.weights(),
        met=met,
        shares=shares,
        named=reading.named(),
        answer=question.answer,
        pinned=reading.pinned(),
    )


def groups(articles: IntArray) -> tuple[LongArray, int]:
    """Return the number of the group that each candidate is in with those of its article, from 0, and how many are."""
    known: dict[int, int] = {}
    return np.array([known.setdefault(one, len(known)) for one in articles.tolist()], np.int64), len(known)


def _particular(met: LongArray, facts: Facts, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the weight of the slots that passages meet, less for what much of their article meets, and the share met.

    Args:
        met: (n, 2), the slots that each passage and its title meet, as bits.
        facts: of the n passages.
        weights: of the slots.
    """
    holds = (met[:, :1] >> np.arange(weights.size)) & 1
    group, count = groups(facts.articles)
    places = group[:, None] * weights.size + np.arange(weights.size)
    of_article = np.bincount(places.ravel(), holds.ravel(), count * weights.size).reshape(-1, weights.size)
    common = (of_article[group] - 1) / np.maximum(1, facts.sizes - 1)[:, None]
    return np.asarray((holds * (1 - common)) @ weights, np.float32), np.asarray(holds.mean(axis=1), np.float32)


def _timed_titles(engine: Engine, question: Question, words: Ragged) -> BoolArray:
    """Return which titles hold all words by which a question tells a time.

    Args:
        engine: what searches the archive.
        question: which one.
        words: of n candidates; those of their titles are the last n of the 4 n rows.
    """
    numbers = engine.lexicon.vocabulary.numbers(question.timing)
    terms = [numbers.get(term, 0) for term in question.timing]
    count = len(words) // 4
    bounds = words.bounds[3 * count :]
    of_title = np.repeat(np.arange(count), np.diff(bounds))
    held = np.full(count, bool(terms))
    for term in terms:
        there = np.zeros(count, bool)
        there[of_title[words.values[bounds[0] :] == term]] = True
        held &= there
    return held


def time_fit(scope: Scope, facts: Facts, named: Ragged, titled: BoolArray) -> FloatArray:
    """Return how surely passages are about a scope: 1 published in it, less if they only name it, 0 otherwise.

    Where some name just this time, or their titles do, those that only appeared in it are less surely about it, above
    all if they name another such time instead: the figure of 2020 is told in 2021.
    """
    fit = np.zeros(facts.rows.size, np.float32)
    appeared, just, elsewhere = np.zeros(fit.size, bool), titled.copy(), np.zeros(fit.size, bool)
    begins, ends = named.values.T
    of_passage = np.repeat(np.arange(fit.size), named.lengths)
    for first, last in scope.days:
        length = last - first + 1
        names = (begins <= last) & (ends >= first) & (ends - begins <= length)
        shared = np.minimum(ends, last) - np.maximum(begins, first) + 1
        fit[of_passage[names]] = NAMED_FIT
        just[of_passage[names & (2 * shared >= length)]] = True
        elsewhere[of_passage[~names & (2 * (ends - begins + 1) >= length)]] = True
        appeared |= (facts.last_days >= first) & (facts.first_days <= last) & (facts.first_days > 0)
    fit[appeared] = 1
    if just.any():
        fit[appeared] = APPEARED_FIT
        fit[appeared & elsewhere] = ELSEWHERE_FIT
        fit[just] = 1
    return fit
