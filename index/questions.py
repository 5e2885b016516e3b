"""What a reader asks, as values: the words to match, the time meant, and the kind of answer wanted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.store.filtering import Filter
from index.analysis import MARKS, alternatives, fold, term, terms, tokens

MOST_TERMS = 48
"""Terms of a question that are matched, the rarest of more; a sentence has ten."""
CAPITALISING = frozenset({"de", "lb"})
ENDS = (".", "!", "?", ":")
AROUND = re.compile(r"^\W+|\W+$")
HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){1,3}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Scope:
    """The time a question is about; None leaves an end open.

    Attributes:
        parts: the times that it is made of where days between them are not meant: "March 2015 or April 2020".
        readings: the parts are what one expression may mean, and only one of them is meant: 12/03/2020.
    """

    first: date | None
    last: date | None
    parts: tuple[Scope, ...] = field(default=(), kw_only=True)
    readings: bool = field(default=False, kw_only=True)

    @classmethod
    def joined(cls, times: Iterable[Scope], *, readings: bool = False) -> Scope:
        """Return the scope of some times, at least one; those that touch are one, but for readings."""
        parts: list[Scope] = []
        for time in sorted(dict.fromkeys(times), key=lambda time: time.days):
            if readings or not parts or time.days[0][0] > parts[-1].days[0][1] + 1:
                parts.append(time)
            elif time.days[0][1] > parts[-1].days[0][1]:
                parts[-1] = cls(parts[-1].first, time.last)
        if len(parts) == 1:
            return parts[0]
        last = max(parts, key=lambda part: part.days[0][1]).last
        return cls(parts[0].first, last, parts=tuple(parts), readings=readings)

    def inside(self, first: date, last: date) -> Scope:
        """Return what of this time lies between two days; all days between them if nothing does."""
        parts = [
            Scope(max(part.first or first, first), min(part.last or last, last))
            for part in self.parts or (self,)
            if (part.first or first) <= last and (part.last or last) >= first
        ]
        return Scope.joined(parts, readings=self.readings) if parts else Scope(first, last)

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """The first and the last day of each part as ordinals; an open end reaches as far as days go."""
        ends = ((part.first or date.min, part.last or date.max) for part in self.parts or (self,))
        return tuple((first.toordinal(), last.toordinal()) for first, last in ends)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that an operator names.

    Attributes:
        text: as written.
        exact: they stand there word for word; else it is one word, and its forms count.
    """

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """Years of publication, the first and the last, that alone are asked for, or that are not."""

    first: int
    last: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Operators:
    """What a question says of its passages in operators (index/answering/operators.py); all of it holds.

    What must stand in a passage or must not may do so in its headline as well.

    Attributes:
        phrases: each must stand there word for word.
        either: of each group one must stand there.
        without: none may stand there.
        filters: what must be true of the article.
        years: when it was published.
        written: the operators as they were written, for telling that nothing fits.
    """

    phrases: tuple[str, ...] = ()
    either: tuple[tuple[Words, ...], ...] = ()
    without: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()
    years: tuple[Years, ...] = ()
    written: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.either or self.without or self.filters or self.years)


NO_OPERATORS = Operators()


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        text: as asked.
        asked_on: the day it was asked, against which "last week" is read.
        terms: what is matched, in the order asked, none twice.
        scope: the time it is about, None for any.
        leaning: a time that speaks for a passage and rules out none: that of a name ("the 2019 election"), or by which
            something had come to be; a year is matched as a word too.
        every: only what holds all of its words and was published in its time is meant, as a timeline counts it.
        alone: of a follow-up, the question without what it goes on about, which answers where it does clearly better.
        light: those of ``terms`` that only say when, which ``leaning`` says too: they are matched, and count little.
        order: "newest" or "oldest" if what is about its subject is asked for by its day, "" by how well it fits.
        kind: "when" if a date is asked for, else "other".
        words: the folded words of ``terms``, one for each.
        language: that it is asked in, as far as its words tell.
        sequence: the terms of all its words as they stand, stop words included.
        answer: what an answer holds: "date", "number", "name", or "" for anything.
        asking: terms of words that only ask for a date ("on what day"); they are not matched.
        timing: the terms of the words that name its time; a title with all of them is about that time.
        phrase: words that stand in an answer as they are, where there are only stop words (index/answering/phrase.py).
        focus: the term of what is asked for: "dams" of "how many dams"; "" without one.
        operators: what else its passages must be; a follow-up keeps its own.
        plain: its text without operators, with the words that must stand in a passage; "" without operators.
        only_time: its words name a time and nothing else, so that the words of this time are matched; without a scope
            the newest of all is asked for.
    """

    text: str
    asked_on: date
    terms: tuple[str, ...]
    scope: Scope | None
    kind: str
    words: tuple[str, ...] = ()
    language: str = "en"
    sequence: tuple[str, ...] = ()
    answer: str = ""
    asking: tuple[str, ...] = ()
    only_time: bool = False
    timing: tuple[str, ...] = ()
    phrase: str = ""
    focus: str = ""
    leaning: Scope | None = None
    order: str = ""
    operators: Operators = NO_OPERATORS
    plain: str = ""
    every: bool = False
    alone: Question | None = None
    light: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.terms or self.phrase or self.operators)

    @property
    def said(self) -> str:
        """What the reader wrote: of a follow-up without what it goes on about."""
        return self.alone.text if self.alone is not None else self.text

    @property
    def wording(self) -> str:
        """Its text as far as it is words, and no operators."""
        return self.plain if self.operators else self.text

    def within(self, first: date | None, last: date | None) -> Question:
        """Return the question about another time; what its words say of one stays out of what is matched."""
        return replace(self, scope=Scope(first, last) if first or last else None, timing=(), leaning=None)

    def only(self, terms: Collection[str]) -> Question:
        """Return the question with some of its terms only."""
        kept = [place for place, name in enumerate(self.terms) if name in terms]
        return replace(
            self,
            terms=tuple(self.terms[place] for place in kept),
            words=tuple(self.words[place] for place in kept),
            sequence=tuple(name for name in self.sequence if name in terms),
        )

    def about(self, subject: Question, words: str) -> Question:
        """Return a follow-up: the question with the terms of what was spoken of before.

        Args:
            subject: what was spoken of, taken apart; its words count as terms of this question's language.
            words: of the subject as they are written, to stand behind the question's own.
        """
        own = self.only(()) if self.only_time else self
        new = {name: word for word in subject.words if (name := term(word, self.language)) not in own.terms}
        return replace(
            own,
            text=f"{self.text} {words}".strip(),
            plain=f"{self.plain} {words}".strip() if self.operators else "",
            terms=(*own.terms, *new),
            words=(*own.words, *new.values()),
            only_time=False,
            sequence=(*self.sequence, *(name for name in subject.sequence if name not in self.sequence)),
            alone=self,
        )

    def as_written(self, terms: Collection[str]) -> tuple[str, ...]:
        """Return the words of some of ``terms`` as the question has them, folded if part of a longer one."""
        folded = dict(zip(self.terms, self.words, strict=True))
        written: dict[str, str] = {}
        for piece in self.wording.split() if terms else ():
            if word := self._word_of(piece):
                written.setdefault(word, AROUND.sub("", piece))
        return tuple(written.get(folded[term], folded[term]) for term in terms)

    @property
    def capitals(self) -> frozenset[str]:
        """The folded words that the question writes as names: with a capital of their own.

        A capital tells nothing at the beginning of a sentence, in a language that gives one to every noun, and where
        all words have one.
        """
        pieces = self.wording.split()
        capital = [(piece if piece[0].isalnum() else AROUND.sub("", piece))[:1].isupper() for piece in pieces]
        if all(capital) or self.language in CAPITALISING:
            return frozenset()
        named = (
            pieces[place] for place in range(1, len(pieces)) if capital[place] and not pieces[place - 1].endswith(ENDS)
        )
        return frozenset(filter(None, map(self._word_of, named)))

    def names_any(self, terms: Collection[str]) -> bool:
        """Tell whether the question writes one of some of ``terms`` as a name."""
        folded = {word for term, word in zip(self.terms, self.words, strict=True) if term in terms}
        return bool(folded and not folded.isdisjoint(self.capitals))

    def _word_of(self, piece: str) -> str:
        """Return the folded word of a piece of text, "" if it has none or several."""
        found = [word for word in tokens(piece, self.language) if word not in MARKS]
        return found[0] if len(found) == 1 else ""


def alternative_terms(question: Question, languages: Iterable[str]) -> list[tuple[str, ...]]:
    """Return for each word of a question the terms that it may have in articles of some languages.

    The first is in ``question.terms``; a passage matches a word by any. A word written with a hyphen has the word
    written as one among the terms of its parts.
    """
    others = [code for code in dict.fromkeys(languages) if code != question.language]
    found: list[tuple[str, ...]] = [(name,) for name in question.terms]
    if others:
        found = [
            tuple(dict.fromkeys((name, *alternatives(word, others))))
            for name, word in zip(question.terms, question.words, strict=True)
        ]
    folded = fold(question.wording)
    for joined in HYPHENATED.finditer(folded) if "-" in folded else ():
        whole = alternatives(joined[0].replace("-", ""), (question.language, *others))
        parts = set(joined[0].split("-"))
        found = [
            (*slot, *(one for one in whole if one not in slot)) if word in parts else slot
            for word, slot in zip(question.words, found, strict=True)
        ]
    return found


def merged(question: Question) -> dict[int, tuple[int, ...]]:
    """Return the places of words of which one is enough, those of the others by that of the first: "flood OR storm"."""
    found = {}
    for group in question.operators.either:
        cut = [terms(tokens(words.text, question.language), question.language) for words in group]
        single = dict.fromkeys(one[0] for one in cut if len(one) == 1 and one[0] in question.terms)
        first, *others = [question.terms.index(name) for name in single] or [0]
        if others:
            found[first] = tuple(others)
    return found
