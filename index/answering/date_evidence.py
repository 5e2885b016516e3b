"""Measures what speaks for each date of a passage as the answer to a "when" question: words, verb, names and time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.dates.lexicon import lexicon
from corpus.language.cutting import WORD, sentence_spans
from corpus.model import DateSpan, Mention, Precision
from index.analysis import TOKEN, archive_term, fold
from index.answering.answers import Match
from index.answering.asked_date import Asked, commenting

EVIDENCE = (
    "near",  # share of the question's weight in the sentence of the date, each word by its distance from the date
    "clear",  # by how much that is more than for any other date of the passages shown
    "beside",  # share that only the sentences before and behind have
    "around",  # share that only the rest of the passage, its heading and its title have
    "names_missing",  # share of names that stand in none of these
    "deeds",  # of the words that are no names, the share in the sentence
    "many",  # how many of the question's words stand there, at most six
    "verb_near",  # the question's verb stands there, by its distance
    "verb_beside",  # it is known, but stands only in the sentences before and behind
    "verb_missing",  # it is known, but stands in none of them
    "verb_unbridged",  # it is not there although we know other words for it, which are not there either
    "subject_beside",  # share of the words of its subject that stand only in the sentences before and behind
    "subject_missing",  # share of them that stand in none of them
    "today",  # the date is told by the day of publication, and is this day
    "reported",  # a verb that only reports stands beside it, and not in the question
    "commented",  # a verb by which somebody speaks of what others did, likewise
    "today_commented",  # the date is today, and either verb stands beside it
    "dateline",  # it is the passage's own dateline
    "vague",  # "last year", "earlier this month"
    "doubtful",  # it is a number that may be no date at all
    "known",  # the question names it
    "contradicts",  # it is to come where something happened, or past where it was to come
    "too_coarse",  # a month or a year where a day is asked for
    "too_fine",  # a day where a year is asked for
    "month", "year", "range",  # how exactly it is known, if not to the day
    "other_article",  # another article than the first's
    "excerpt",  # it is in the best sentence
)  # fmt: skip
"""What speaks for a date or against it; "clear" is told when all dates are known (event_date.py)."""
DECAY = 8
"""Words within which one of the question supports a date by half. A choice: about a clause."""
CLAUSE = (5, 3)
"""Words before a date and behind it among which a verb that reports is looked for. A choice."""
DATELINE_REACH = 80
"""Characters from its beginning in which a passage may carry its dateline."""
VAGUE = frozenset({"relative", "vague"})
READINGS = 2
"""Of an uncertain date that surely is one."""
ENOUGH = 6
"""Words of a question in a sentence, beyond which more tell no more. A choice."""


class Met(NamedTuple):
    """A word of the question in a passage: its place among the words, its sentence, its term, and what it counts."""

    place: int
    sentence: int
    term: str
    counts: float


class Words:
    """The words of a passage, and those of a question among them.

    Attributes:
        starts: of each word, in characters.
        folded: the words.
        met: the question's, in order.
        sentences: the first word of each sentence.
        held: the terms of the question that each sentence has, with what they count.
        everywhere: those that the passage, its heading and its title have.
    """

    def __init__(self, asked: Asked, match: Match) -> None:
        passage = match.passage
        self.language = passage.article.language
        self.asked = asked
        self.starts, self.folded = _cut(passage.text)
        begins = [start for start, _ in sentence_spans(passage.text)] or [0]
        self.sentences = [  # "am 4. Mai" is no end of a sentence
            bisect_left(self.starts, start)
            for start in begins
            if not any(one.start < start < one.end for one in passage.mentions)
        ]
        self.met = [
            Met(place, self.sentence(place), *meets)
            for place, word in enumerate(self.folded)
            if (meets := asked.terms.get(archive_term(word, self.language)))
        ]
        self.held: list[dict[str, float]] = [{} for _ in self.sentences]
        for met in self.met:
            _hold(self.held[met.sentence], met.term, met.counts)
        above: dict[str, float] = {}
        for word in _cut(f"{passage.article.title} {passage.heading}")[1]:
            if meets := asked.terms.get(archive_term(word, self.language)):
                _hold(above, *meets)
        self.everywhere = _union([*self.held, above])

    def sentence(self, place: int) -> int:
        """Return the number of the sentence that holds a word."""
        return max(0, bisect_right(self.sentences, place) - 1)

    def tell(self, first: int, last: int) -> bool:
        """Tell whether the sentence of a date tells what is asked for, and not only of whom.

        A word of the question that is no name stands there or in a sentence beside it. A verb of those that are hardly
        put otherwise, as "die", stands there itself or in another word for it, and any verb does where somebody speaks
        of what happened: "she said on Friday".
        """
        asked, number = self.asked, self.sentence(first)
        absent = bool(asked.verb) and asked.verb not in self.held[number]
        if absent and (asked.strict or _beside(self, first, last, commenting(self.language))):
            return False
        beside = self.held[max(0, number - 1) : number + 2]
        return not asked.deeds or any(not asked.deeds.isdisjoint(held) for held in beside)

    def places(self, mention: Mention) -> tuple[int, int]:
        """Return the first and the last word of a date."""
        first = max(0, bisect_right(self.starts, mention.start) - 1)
        return first, max(first, bisect_left(self.starts, mention.end) - 1)


def evidence(asked: Asked, match: Match, *, same_article: bool) -> Iterator[tuple[Mention, dict[str, float]]]:
    """Yield the dates of a passage that can be meant and stand with what is asked for, and what speaks for each.

    What its rivals say is left out.

    Args:
        asked: the question.
        match: the passage with its best sentence.
        same_article: it is of the article that is shown first.
    """
    published = match.passage.article.published
    mentions = [one for one in match.passage.mentions if asked.can_mean(one, published)]
    if not mentions:
        return
    words = Words(asked, match)
    missing = _share(asked, asked.names) - _share(asked, asked.names, words.everywhere)
    for mention in mentions:
        first, last = words.places(mention)
        if not words.tell(first, last):
            continue
        found = _of_words(words, first, last)
        found.update(_of_time(asked, mention, published))
        found["names_missing"] = missing
        found["reported"] = _beside(words, first, last, lexicon(words.language).tense.reporting)
        found["commented"] = _beside(words, first, last, commenting(words.language))
        found["today_commented"] = found["today"] * max(found["reported"], found["commented"])
        found["other_article"] = float(not same_article)
        found["excerpt"] = float(match.excerpt[0] <= mention.start < match.excerpt[1])
        yield mention, found


def _of_words(words: Words, first: int, last: int) -> dict[str, float]:
    """Return what the question's words around a date say for it."""
    asked = words.asked
    number = words.sentence(first)
    own = words.held[number]
    beside = _union(words.held[max(0, number - 1) : number + 2])
    near: dict[str, float] = {}
    for met in words.met:
        if met.sentence == number:
            distance = max(0, first - met.place, met.place - last)
            _hold(near, met.term, met.counts * DECAY / (DECAY + distance))
    both = _share(asked, asked.shares, beside)
    all_deeds = _share(asked, asked.deeds)
    return {
        "near": _share(asked, asked.shares, near),
        "beside": both - _share(asked, asked.shares, own),
        "around": _share(asked, asked.shares, words.everywhere) - both,
        "deeds": _share(asked, asked.deeds, own) / all_deeds if all_deeds else 1.0,
        "many": min(1.0, sum(own.values()) / ENOUGH),
        "verb_near": near.get(asked.verb, 0.0),
        "verb_beside": float(bool(asked.verb) and asked.verb not in own and asked.verb in beside),
        "verb_missing": float(bool(asked.verb) and asked.verb not in beside),
        "subject_beside": _part(asked.subject, beside) - _part(asked.subject, own),
        "subject_missing": 1 - _part(asked.subject, beside),
        "verb_unbridged": float(asked.verb in asked.bridged and asked.verb not in own),
    }


def _of_time(asked: Asked, mention: Mention, published: DateSpan | None) -> dict[str, float]:
    """Return what a date's own words and days say for it."""
    meant = mention.candidates[0] if mention.candidates else mention.span
    precision = meant.precision if meant else Precision.DAY
    found = {
        "vague": mention.form in VAGUE and precision is not Precision.DAY,
        "doubtful": mention.status == "assumed" and len(mention.candidates) < READINGS,
        "known": fold(mention.text) in asked.text,
        "too_coarse": precision is not Precision.DAY and "day" in asked.kinds,
        "too_fine": precision is not Precision.YEAR and "year" in asked.kinds,
        "month": precision is Precision.MONTH,
        "year": precision is Precision.YEAR,
        "range": precision not in {Precision.DAY, Precision.MONTH, Precision.YEAR},
        "today": False,
        "dateline": False,
        "contradicts": asked.contradicts(mention, published),
    }
    if mention.span is not None and mention.span == published:
        found["today"] = mention.form == "relative"
        found["dateline"] = mention.form != "relative" and mention.start < DATELINE_REACH
    return {name: float(value) for name, value in found.items()}


def _beside(words: Words, first: int, last: int, verbs: Collection[str]) -> float:
    """Tell whether one of some verbs stands beside a date without being asked for: 1 or 0."""
    before, behind = CLAUSE
    number = words.sentence(first)
    clause = [
        place
        for place in (*range(max(0, first - before), first), *range(last + 1, last + 1 + behind))
        if place < len(words.folded) and words.folded[place] in verbs and words.sentence(place) == number
    ]
    return float(bool(clause) and not {met.place for met in words.met}.issuperset(clause))


def _part(terms: Collection[str], held: Collection[str]) -> float:
    """Return which part of some terms is held, each counting alike; all of none."""
    return sum(term in held for term in terms) / len(terms) if terms else 1.0


def _cut(text: str) -> tuple[list[int], list[str]]:
    """Return where each word of a text begins, in characters, and the words, folded."""
    if text.isascii():
        found = [(one.start(), one[0]) for one in WORD.finditer(text.lower())]
    else:
        found = [(one.start(), fold(one[0])) for one in TOKEN.finditer(text)]
    return [start for start, _ in found], [word for _, word in found]


def _hold(held: dict[str, float], term: str, counts: float) -> None:
    held[term] = max(counts, held.get(term, 0.0))


def _union(parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    whole: dict[str, float] = {}
    for part in parts:
        for term, counts in part.items():
            _hold(whole, term, counts)
    return whole


def _share(asked: Asked, terms: Collection[str], held: Mapping[str, float] | None = None) -> float:
    """Return the share of some terms in the question's weight, as far as they are held; wholly without ``held``."""
    if held is None:
        return sum(asked.shares.get(term, 0.0) for term in terms)
    return sum(asked.shares.get(term, 0.0) * counts for term, counts in held.items() if term in terms)
