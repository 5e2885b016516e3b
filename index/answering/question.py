"""What a reader asks: the words to match, the time meant, and the kind of answer wanted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from corpus.data import table
from corpus.dates.mentions import mentions_in
from corpus.model import Mention
from index.analysis import MARKS, alternatives, bare, fold, language_of, stop_words, term, tokens
from index.analysis.meaning import synonyms
from index.answering.question_words import asks_when, kind_of_answer, without_asking

LONGEST = 4096
"""Characters of a question that are looked at: a Telegram message has no more."""
MOST_TERMS = 48
"""Terms of a question that are matched, the rarest of more; a sentence has ten."""

CAPITALISING = frozenset({"de", "lb"})
ENDS = (".", "!", "?", ":")
AROUND = re.compile(r"^\W+|\W+$")
HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){1,3}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Scope:
    """The time a question is about; None leaves an end open."""

    first: date | None
    last: date | None

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        text: as asked.
        asked_on: the day it was asked, against which "last week" is read.
        terms: what is matched, in the order asked, none twice.
        scope: the time it is about, None for any.
        kind: "when" if a date is asked for, else "other".
        words: the folded words of ``terms``, one for each.
        language: that it is asked in, as far as its words tell.
        sequence: the terms of all its words as they stand, stop words included.
        answer: what an answer holds: "date", "number", "name", or "" for anything.
        asking: terms of words that only ask for a date ("on what day"); they are not matched.
        only_time: its words name a time and nothing else, so that the words of this time are matched.
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

    def within(self, first: date | None, last: date | None) -> Question:
        """Return the question about another time; what its words say of one stays out of what is matched."""
        return replace(self, scope=Scope(first, last) if first or last else None)

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
            subject: what was spoken of, taken apart.
            words: of the subject as they are written, to stand behind the question's own.
        """
        own = self.only(()) if self.only_time else self
        new = [place for place, name in enumerate(subject.terms) if name not in own.terms]
        return replace(
            own,
            text=f"{self.text} {words}".strip(),
            terms=(*own.terms, *(subject.terms[place] for place in new)),
            words=(*own.words, *(subject.words[place] for place in new)),
            only_time=False,
            sequence=(*self.sequence, *(name for name in subject.sequence if name not in self.sequence)),
        )

    def slots(self, languages: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Return for each word the terms that it may have in articles of some languages; the first is in ``terms``.

        A passage matches a word by any of its terms. A word written with a hyphen has the word written as one among the
        terms of its parts.
        """
        codes = tuple(dict.fromkeys((self.language, *languages)))
        found = [alternatives(word, codes) for word in self.words]
        for joined in HYPHENATED.finditer(fold(self.text)):
            whole = alternatives(joined[0].replace("-", ""), codes)
            parts = set(joined[0].split("-"))
            found = [
                (*slot, *(one for one in whole if one not in slot)) if word in parts else slot
                for word, slot in zip(self.words, found, strict=True)
            ]
        return tuple(found)

    def as_written(self, terms: Collection[str]) -> tuple[str, ...]:
        """Return the words of some of ``terms`` as the question has them, folded if part of a longer one."""
        folded = dict(zip(self.terms, self.words, strict=True))
        written: dict[str, str] = {}
        for piece in self.text.split() if terms else ():
            if word := self._word_of(piece):
                written.setdefault(word, AROUND.sub("", piece))
        return tuple(written.get(folded[term], folded[term]) for term in terms)

    def names_any(self, terms: Collection[str]) -> bool:
        """Tell whether the question writes one of some of ``terms`` as a name: with a capital of its own.

        A capital tells nothing at the beginning of a sentence, in a language that gives one to every noun, and where
        all words have one.
        """
        if not terms or self.language in CAPITALISING:
            return False
        pieces = self.text.split()
        capital = [AROUND.sub("", piece)[:1].isupper() for piece in pieces]
        if all(capital):
            return False
        folded = {word for term, word in zip(self.terms, self.words, strict=True) if term in terms}
        return any(
            capital[place] and not pieces[place - 1].endswith(ENDS) and self._word_of(pieces[place]) in folded
            for place in range(1, len(pieces))
        )

    def _word_of(self, piece: str) -> str:
        """Return the folded word of a piece of text, "" if it has none or several."""
        found = [word for word in tokens(piece, self.language) if word not in MARKS]
        return found[0] if len(found) == 1 else ""

    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """Return the terms that mean nearly the same as some of ``terms``, for each."""
        return synonyms(self.sequence, self.language)


def parse_question(
    text: str, asked_on: date, first: date | None = None, last: date | None = None, usual: str = "en"
) -> Question:
    """Take a question apart.

    Args:
        text: what the reader wrote, any text.
        asked_on: the day it was asked.
        first: the beginning of the scope if it was given beside the words; it goes before what they say.
        last: the end of the scope, likewise.
        usual: the language of the reader's app or of most of the archive, for a question whose words tell too little.
    """
    text = text[:LONGEST]
    usual = usual or "en"
    code = language_of(text, usual=usual)
    scope, rest = _scope(text, asked_on, dict.fromkeys((code, "en" if code == usual else code)))
    if first is not None or last is not None:
        scope = Scope(first, last)
    kind = "when" if asks_when(text) else "other"
    cut = _cut_up(rest, code)
    telling = _telling(cut, code)
    found = _telling(_cut_up(without_asking(rest), code), code) if kind == "when" else telling
    found = found or telling
    only_time = not found and scope is not None
    found = found or _telling(_cut_up(text, code), code)
    asking = tuple(name for name in telling if name not in found)
    sequence = tuple(name for _, name in cut)
    wanted = "date" if kind == "when" else kind_of_answer(text, code)
    return Question(
        text, asked_on, tuple(found), scope, kind, tuple(found.values()), code, sequence, wanted, asking, only_time
    )  # fmt: skip


def _cut_up(text: str, code: str) -> list[tuple[str, str]]:
    """Return the words of a text as they stand, each with its term."""
    return [(word, name) for word in tokens(text, code) if (name := term(word, code))]


def _telling(words: list[tuple[str, str]], code: str) -> dict[str, str]:
    """Return the terms of the words that carry a subject, and the first word of each."""
    stops = stop_words(code)
    found: dict[str, str] = {}
    for word, name in words:
        if bare(word, code) not in stops:
            found.setdefault(name, word)
    return found


def _scope(text: str, asked_on: date, languages: Iterable[str]) -> tuple[Scope | None, str]:
    """Return the time that the words name, in the first language in which they name one, and the text without it."""
    for lang in languages:
        mentions = mentions_in(text, asked_on, lang, narrow=True)
        found = [one for one in mentions if one.span is not None and _tells_a_time(one)]
        if found:
            return _scope_of(text, found, lang)
    return None, text


def _scope_of(text: str, found: list[Mention], lang: str) -> tuple[Scope | None, str]:
    """Return the time that the first of some expressions names, or the first two together, and the text without it."""
    leads = lead_words(lang)
    one = found[0]
    assert one.span is not None
    if len(found) > 1 and found[1].span is not None and leads["joined"].fullmatch(text[one.end : found[1].start]):
        other = found[1]
        assert other.span is not None
        if other.span.last >= one.span.first:
            scope = Scope(one.span.first, other.span.last)
            return scope, _cut(text, _lead(text, one.start, leads["between"], leads["since"]), one.start, other.end)
    return _one_sided(text, one, leads)


def _one_sided(text: str, one: Mention, leads: dict[str, re.Pattern[str]]) -> tuple[Scope | None, str]:
    """Return the scope of one expression by the word that leads to it: before, since, after, or within."""
    assert one.span is not None
    first, last = one.span.first, one.span.last
    for name, scope in (
        ("before", Scope(None, first - timedelta(days=1))),
        ("until", Scope(None, last)),
        ("after", Scope(last + timedelta(days=1), None)),
        ("since", Scope(first, None)),
    ):
        lead = _lead(text, one.start, leads[name])
        if lead is not None:
            return scope, _cut(text, lead, one.start, one.end)
    onwards = leads["onwards"].match(text, one.end) if "onwards" in leads else None
    lead = _lead(text, one.start, leads["from"]) if "from" in leads else None
    if lead is not None and onwards is not None:
        return Scope(first, None), _cut(text, lead, one.start, onwards.end())
    if lead is None:
        lead = _lead(text, one.start, leads["within"])
    return Scope(first, last), _cut(text, lead, one.start, one.end)


def _tells_a_time(mention: Mention) -> bool:
    """Tell whether an expression in a question says what time it is about.

    Days and months without a year, and weekdays, are matched as words: the archive may be decades old.
    """
    return mention.form not in {"yearless", "weekday", "duration"} and mention.anchor != "antecedent"


@cache
def lead_words(lang: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of the words that lead to a time, by name, for a language (scope.toml)."""
    data = table("index.answering", "scope")
    words = data.get(lang, data["en"])
    article, joined = "|".join(words["article"]), "|".join(words["joined"])
    patterns = {
        name: re.compile(rf"(?i)(?:(?<!\w)(?:{'|'.join(found)})\s+)(?:(?:{article})\s*)?$")
        for name, found in words.items()
    }
    if "onwards" in words:
        patterns["onwards"] = re.compile(rf"(?i)\s*(?:{'|'.join(words['onwards'])})(?!\w)")
    patterns["joined"] = re.compile(rf"(?i)\s*(?:{joined}|[–—-])\s*(?:{article})?\s*")
    return patterns


def _cut(text: str, lead: int | None, start: int, end: int) -> str:
    """Return a text without a date and the preposition that leads to it."""
    return text[: start if lead is None else lead] + " " + text[end:]


def _lead(text: str, start: int, *patterns: re.Pattern[str]) -> int | None:
    """Return where a preposition before ``start`` begins, or None if there is none of these."""
    window = max(0, start - 24)
    matches = (pattern.search(text[window:start]) for pattern in patterns)
    return next((window + match.start() for match in matches if match is not None), None)
