"""Sifts passages by the operators of a question: what must stand in them or must not, and whose article must fit.

What the engine can tell by numbers is settled before it chooses the best: terms that must be held, articles that are
few. The rest is looked up for what was found, from the store, and what does not fit makes room for what comes next; so
what is found is exact. Words that must stand there as written are compared letter by letter: terms are stems.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import numpy as np

from corpus.store.filtering import Filter
from corpus.store.library import Labels
from index.analysis import MARKS, alternatives, tokens
from index.engine.engine import Engine, Found, Search
from index.generations.arrays import BoolArray, IntArray, LongArray
from index.questions import Question, Scope, Words, Years
from index.ranking.verbatim import Verbatim

FEW = 3000
"""Articles whose passages are told to the engine; where more fit, what it finds is looked at. On 460,000 passages
looking up so many takes about as long as looking at what is found."""
DEEPER, DEEPEST = 4, 100_000
"""How many times more passages are looked at where too few fit, and how many at most: two seconds on 460,000."""
RAREST = 6
"""Words of a quotation by which the engine tells where it may stand: the others hardly rule anything out."""
AT_ONCE = 2000
"""Passages that are looked at together."""
Fits = Callable[[IntArray], BoolArray]


@dataclass(frozen=True, slots=True)
class _Standing:
    """Words of which one must stand in a passage as they are written, or must not.

    Attributes:
        words: the alternatives.
        surely: which passages are known to hold one, whatever they hold as it is written.
        maybe: which may hold one as it is written; no other does.
    """

    words: Sequence[Verbatim]
    surely: BoolArray
    maybe: BoolArray
    wanted: bool


class Sieve:
    """What passages of one generation must be for one question.

    Args:
        engine: what searches the archive.
        question: with operators.
        labels: looks up what the engine does not know.
        among: numbers in the store of passages that alone are wanted, whatever the operators say; None for all.

    Attributes:
        among: passages by number, ascending, one of which it must be; None for any.
        without: those that it must not be.
    """

    def __init__(self, engine: Engine, question: Question, labels: Labels, among: LongArray | None = None) -> None:
        self.among: IntArray | None = None if among is None else engine.numbered(among)
        self.without: IntArray | None = None
        self._engine = engine
        self._labels = labels
        self._codes = tuple(dict.fromkeys((question.language, *engine.lexicon.languages)))
        self._looked_up: list[Fits] = []
        self._standing: list[_Standing] = []
        operators = question.operators
        self._take_years(operators.years)
        for one in operators.filters:
            self._take_filter(one)
        for phrase in operators.phrases:
            self._require((Words(phrase, exact=True),))
        for group in operators.either:
            self._require(group)
        for words in operators.without:
            self._leave_out(words)

    def search(self, search: Search) -> Found:
        """Find the best passages that fit; deeper as long as too few of them do."""
        search = search._replace(among=self.among, without=self.without)
        depth = search.k
        while True:
            (found,) = self._engine.search([search._replace(k=depth)])
            fit = self.fits(found.passages)
            if np.count_nonzero(fit) >= search.k or found.passages.size < depth or depth >= DEEPEST:
                best = np.flatnonzero(fit)[: search.k]
                return Found(found.passages[best], found.scores[best], found.article_scores[best])
            depth = min(DEEPEST, depth * DEEPER)

    def keep(self, passages: IntArray) -> IntArray:
        """Return those of some passages that fit, in their order."""
        if self.among is not None:
            passages = passages[np.isin(passages, self.among)]
        if self.without is not None:
            passages = passages[~np.isin(passages, self.without)]
        return passages[self.fits(passages)]

    def fits(self, passages: IntArray) -> BoolArray:
        """Tell which of some passages fit, as far as the engine cannot tell it."""
        fit = np.ones(passages.size, bool)
        for looked_up in self._looked_up:
            fit[fit] = looked_up(passages[fit])
        for one in self._standing:
            held = one.surely[passages]
            left = np.flatnonzero(fit & one.maybe[passages] & ~held)
            held[left] = self._stand_in(passages[left], one.words)
            fit &= held if one.wanted else ~held
        return fit

    def _stand_in(self, passages: IntArray, words: Sequence[Verbatim]) -> BoolArray:
        """Tell in which passages, or their headlines, one of some words stand as they are written."""
        held = np.zeros(passages.size, bool)
        for begin in range(0, passages.size, AT_ONCE):
            some = passages[begin : begin + AT_ONCE]
            rows = self._engine.words(some)
            texts, titles = (rows.take(np.arange(some.size) + place * some.size) for place in (0, 3))
            may = reduce(np.logical_or, (one.may_stand(texts) | one.may_stand(titles) for one in words))
            places = np.flatnonzero(may)
            shown = self._labels.texts(self._engine.facts(some[places]).rows.tolist())
            held[begin + places] = [any(one.stands_in(text) for one in words for text in texts) for texts in shown]
        return held

    def _take_years(self, years: Sequence[Years]) -> None:
        wanted = [one for one in years if not one.negated]
        if wanted:
            self._narrow(reduce(np.union1d, (self._published(one) for one in wanted)))
        for one in years:
            if one.negated:
                self._drop(self._published(one))

    def _published(self, years: Years) -> IntArray:
        """Return the passages of articles that were surely published in some years."""
        first, last = date(years.first, 1, 1), date(years.last, 12, 31)
        return self._of_articles(self._engine.of_time(first.toordinal(), last.toordinal())[0])

    def _of_articles(self, passages: IntArray) -> IntArray:
        """Return all passages of the articles that some passages are of: one of each, ascending."""
        facts = self._engine.facts(passages)
        sizes = facts.sizes.astype(np.int64)
        begins = np.repeat(passages - facts.places, sizes)
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.asarray(begins + within, np.int32)

    def _take_filter(self, wanted: Filter) -> None:
        rows = self._labels.passages_of(replace(wanted, negated=False), FEW)
        if rows is not None:
            (self._drop if wanted.negated else self._narrow)(self._stored(rows))
            return
        others = self._labels.passages_not_in(wanted.values, FEW) if wanted.label == "lang" else None
        if others is not None:
            (self._narrow if wanted.negated else self._drop)(self._stored(others))
            return
        self._looked_up.append(lambda passages: self._has(wanted, passages))

    def _stored(self, rows: Sequence[int]) -> IntArray:
        return self._of_articles(self._engine.numbered(np.array(rows, np.int64)))

    def _has(self, wanted: Filter, passages: IntArray) -> BoolArray:
        has = np.array(self._labels.fitting(wanted, self._engine.facts(passages).rows.tolist()), bool)
        return ~has if wanted.negated else has

    def _require(self, group: Sequence[Words]) -> None:
        """Take care that one of some words stands in each passage or its headline."""
        exact = [self._verbatim(words.text) for words in group if words.exact]
        forms = [self._hold_forms(words.text) for words in group if not words.exact]
        surely = reduce(np.logical_or, forms, self._none())
        maybe = reduce(np.logical_or, (self._hold(one.slots) for one in exact), self._none())
        self._narrow(np.flatnonzero(surely | maybe).astype(np.int32))
        if exact:
            self._standing.append(_Standing(exact, surely, maybe, wanted=True))

    def _leave_out(self, words: Words) -> None:
        """Take care that some words stand in no passage or its headline, nor any form of one word."""
        if not words.exact:
            self._drop(np.flatnonzero(self._hold_forms(words.text)).astype(np.int32))
        exact = self._verbatim(words.text)
        self._standing.append(_Standing([exact], self._none(), self._hold(exact.slots), wanted=False))

    def _verbatim(self, phrase: str) -> Verbatim:
        return Verbatim.of(phrase, self._codes[0], self._engine.lexicon.vocabulary)

    def _hold_forms(self, word: str) -> BoolArray:
        """Return which passages hold a form of a word, in the languages of the question and of the archive."""
        terms = [alternatives(one, self._codes) for one in tokens(word) if one not in MARKS]
        numbers = self._engine.lexicon.vocabulary.numbers(term for slot in terms for term in slot)
        return self._hold([[numbers[term] for term in slot if term in numbers] for slot in terms])

    def _hold(self, slots: Sequence[Sequence[int]]) -> BoolArray:
        """Return which passages hold one term of each slot, they or their titles."""
        if not all(slots):
            return self._none()
        idf = self._engine.lexicon.idf
        held = ~self._none()
        for slot in sorted(slots, key=lambda slot: -min(float(idf[number]) for number in slot))[:RAREST]:
            one = self._none()
            for number in slot:
                one[self._engine.holding([number], titled=True)] = True
            held &= one
        return held

    def _narrow(self, passages: IntArray) -> None:
        self.among = passages if self.among is None else np.intersect1d(self.among, passages)

    def _drop(self, passages: IntArray) -> None:
        self.without = passages if self.without is None else np.union1d(self.without, passages)

    def _none(self) -> BoolArray:
        return np.zeros(self._engine.generation.passages, bool)


def listing(engine: Engine, sieve: Sieve, scope: Scope | None, k: int) -> list[int]:
    """Return passages that fit, the first such of each of the k newest articles, newest first, undated ones last.

    Args:
        engine: what searches the archive.
        sieve: of the question.
        scope: the time that they may have been published in, None for any.
        k: how many.
    """
    passages = sieve.among
    if passages is None:
        passages = np.arange(engine.generation.passages, dtype=np.int32)
    if sieve.without is not None:
        passages = np.setdiff1d(passages, sieve.without, assume_unique=True)
    passages = of_scope(engine, passages, scope)
    facts = engine.facts(passages)
    order = np.argsort(-facts.last_days, kind="stable")
    found: dict[int, int] = {}
    begin, size = 0, k
    while begin < min(order.size, DEEPEST) and len(found) < k:
        some = order[begin : begin + size]
        some = some[sieve.fits(passages[some])]
        for article, passage in zip(facts.articles[some].tolist(), passages[some].tolist(), strict=True):
            found.setdefault(article, passage)
        begin, size = begin + size, size * DEEPER
    return list(found.values())[:k]


def of_scope(engine: Engine, passages: IntArray, scope: Scope | None) -> IntArray:
    """Return those of some passages that can have been published in a time."""
    if not scope:
        return passages
    facts = engine.facts(passages)
    within = np.zeros(passages.size, bool)
    for first, last in scope.days:
        within |= (facts.first_days > 0) & (facts.first_days <= last) & (facts.last_days >= first)
    return passages[within]
