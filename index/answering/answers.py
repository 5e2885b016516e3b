"""What a question is answered with: matches with their passages, and whether they answer it at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import fsum

from corpus.dates.mentions import mentions_in
from corpus.language.cutting import sentence_spans
from corpus.model import DateSpan, Mention
from corpus.store.reading import StoredArticle, StoredPassage
from index.analysis import archive_term, tokens
from index.answering.marking import marked
from index.answering.passage_cuts import REMEMBERED, cut, remembered
from index.answering.passage_words import NEARLY
from index.questions import Question, Scope
from index.ranking.confidence import Verdict


@dataclass(frozen=True)
class Match:
    """A passage that fits a question.

    Attributes:
        rank: from 1.
        score: higher is better; comparable within one answer.
        weights: of the question's terms, by which its best sentence is told; none for a passage that nobody asked for.
        time: that alone was asked for; its best sentence is the one that names it.
        question: that it answers; the words that do so are marked. None where nothing is to be marked.
        answering: the expression that names the day asked for, if this passage holds it.
        also: other articles that hold nearly the same passage, which is shown once; the earliest first.
        saved_too: other days on which its page was saved with these words.
    """

    rank: int
    score: float
    passage: StoredPassage
    weights: Mapping[str, float] = field(default_factory=dict, repr=False, compare=False)
    also: tuple[StoredArticle, ...] = ()
    time: Scope | None = None
    question: Question | None = field(default=None, repr=False, compare=False)
    answering: Mention | None = field(default=None, repr=False, compare=False)
    saved_too: tuple[date, ...] = ()

    def tells_of(self, time: Scope) -> bool:
        """Tell whether its words or its title name a time, be it not surely."""
        article = self.passage.article
        mentions = (*self.passage.mentions, *mentions_in(article.title, None, article.language))
        spans = (span for one in mentions for span in (one.span, *one.candidates) if span is not None)
        return any(_is_of(span, time) for span in spans)

    @cached_property
    def excerpt(self) -> tuple[int, int]:
        """The (start, end) of its best sentence, in characters of the passage; found when it is shown."""
        if not self.weights:
            return 0, 0
        naming = (
            one for one in self.passage.mentions if self.time and one.sure and one.span and _is_of(one.span, self.time)
        )
        mention = next(naming, None)
        if mention is not None:
            return next(span for span in sentence_spans(self.passage.text) if mention.start < span[1])
        return best_sentence(self.passage.text, self.weights, self.passage.article.language, self._words)

    @cached_property
    def marked(self) -> tuple[int, int] | None:
        """The (start, end) of the words in its best sentence that answer the question, None unless that is sure."""
        words = self._words
        return words if words and self.excerpt[0] <= words[0] and words[1] <= self.excerpt[1] else None

    @cached_property
    def _words(self) -> tuple[int, int] | None:
        if self.answering is not None:
            return self.answering.start, self.answering.end
        if self.question is None:
            return None
        passage = self.passage
        return marked(self.question, passage.text, passage.article.language, self.weights, passage.mentions)


@dataclass(frozen=True, slots=True)
class EventDate:
    """The day, month or year that answers a "when" question, and the words that say so.

    Attributes:
        article: that says so; None for the first of an answer.
    """

    span: DateSpan
    text: str
    mention: Mention
    article: StoredArticle | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        verdict: whether the passages are an answer, may be one, or nothing is.
        confidence: the probability that the first three passages hold the answer, 0 to 1.
        matches: what answers the question or may, best first; empty for nothing.
        closest: what came nearest when nothing answers it.
        event_date: for a "when" question, the date that a passage shown gives, if that is sure.
        milliseconds: time from the question's terms to this answer.
        generation: the index that answered.
        widened: nothing was about the time asked, so that ``closest`` is from other times.
        absent: words of the question, as asked, that stand nowhere in the archive.
        outside: what answers much better than anything from the time asked, and is from another.
        unsaid: names in the question, as asked, that none of the first passages says.
        unmet: no passage is what the question's operators ask for; ``closest`` lacks the words that must stand there.
    """

    question: Question
    verdict: Verdict
    confidence: float = 1.0
    matches: tuple[Match, ...] = ()
    closest: tuple[Match, ...] = ()
    event_date: EventDate | None = None
    milliseconds: float = 0.0
    generation: int = 0
    widened: bool = False
    absent: tuple[str, ...] = ()
    outside: Match | None = None
    unmet: bool = False
    unsaid: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the passages are told as an answer."""
        return self.verdict == "answer"

    @property
    def shown(self) -> tuple[Match, ...]:
        """What there is to show, as an answer or as what came nearest."""
        return self.matches or self.closest


def newest_first(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Order matches by publication, newest first, undated ones last, and number them anew."""
    dated = [match for match in matches if match.passage.article.published is not None]
    undated = [match for match in matches if match.passage.article.published is None]
    dated.sort(key=lambda match: match.passage.article.published.last, reverse=True)  # type: ignore[union-attr]
    return tuple(replace(match, rank=rank) for rank, match in enumerate([*dated, *undated], start=1))


def with_marks(question: Question, matches: tuple[Match, ...], event: EventDate | None) -> tuple[Match, ...]:
    """Return matches of which the first marks the words that answer."""
    if not matches:
        return ()
    named = event is not None and any(one is event.mention for one in matches[0].passage.mentions)
    first = replace(matches[0], question=question, answering=event.mention if event and named else None)
    return first, *matches[1:]


def _is_of(span: DateSpan, time: Scope) -> bool:
    first, last = span.first.toordinal(), span.last.toordinal()
    return any(first >= begin and last <= end for begin, end in time.days)


def best_sentence(
    text: str, weights: Mapping[str, float], language: str = "en", words: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Return (start, end) of the sentence that holds most of a question, or nearly most and the words that answer it.

    Args:
        text: the passage.
        weights: of the question's terms.
        language: of the passage's article.
        words: that answer the question, if that is known.
    """
    spans = cut(text, language).sentences
    values = [  # exact sums, so that of sentences that hold the same the first is best in whatever order it is added up
        fsum(weights[term] for term in weights.keys() & terms) for terms in _terms(text, language)
    ]
    best = spans[values.index(max(values))]
    if words is None:
        return best
    for value, (start, end) in zip(values, spans, strict=True):
        if start <= words[0] and words[1] <= end and value >= NEARLY * max(values):
            return start, end
    return best


@remembered(REMEMBERED)
def _terms(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return the terms of each sentence of a passage, cut as the index cuts them; remembered."""
    return tuple(
        tuple(archive_term(word, language) for word in tokens(text[start:end], language))
        for start, end in cut(text, language).sentences
    )
