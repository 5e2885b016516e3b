"""What a reader writes and asks for, and what a follow-up goes on about.

What a follow-up is about is read from the message that it replies to, or that was shown last: from its footer if it
has one, else from the words that its headlines and best sentences have in common, as all were found for one question.
A footer is the last line of a reply: the subject and the time that it was found for, beyond what the question itself
says, in figures that read the same in every language: 🔎 Kipchoge marathon 🗓 2019-05 – 2020
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.conversation.small_talk import Talk
from bot.wording import supported
from bot.wording.directions import unmarked
from corpus.dates.mentions import mentions_in
from corpus.dates.spans import parse_period
from corpus.language.detecting import base_code, language_of
from corpus.language.known import OUR_LANGUAGES
from corpus.model import Mention, Precision, precision_of
from index.analysis import term, terms, tokens
from index.questions import Question, Scope

SUBJECT, TIME = "🔎", "🗓"
FOOTER = re.compile(rf"(?:{SUBJECT} (?P<subject>[^\n{SUBJECT}{TIME}]+?))? ?(?:{TIME} (?P<time>[\d –,-]+))?")
PARTED = ", "
FIGURES = {Precision.YEAR: 4, Precision.MONTH: 7}
"""Of a day as YYYY-MM-DD, that tell a whole year or month."""
ENTRY = re.compile(r"\d{1,2}\. ")
SHOWN_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MOST_WORDS = 12
"""Words of a subject: more would drown what a follow-up asks."""
MOST_LETTERS = 200
MOST_COMMON = 6
Read = Callable[..., Question]
"""Takes a question apart: ``Searcher.read``."""


@dataclass(frozen=True, slots=True)
class Replied:
    """A message that a line replies to.

    Attributes:
        ours: it is a reply of ours, and not somebody's text.
        bold: what stands in it in bold, in order.
        quote: the part of it that the reader chose.
    """

    text: str
    ours: bool
    bold: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader wrote.

    Attributes:
        said_on: the day, against which "last week" is read.
        interface: the code of the language of the reader's app, if known.
        answered: our own reply to it, when one of its buttons is pressed.
        before: our reply that was shown last, which the line may go on about without replying to it.
        chosen: the language that the reader has chosen for the replies, "" for none.
    """

    text: str
    said_on: date
    interface: str | None = None
    replied: Replied | None = None
    answered: Replied | None = None
    before: Replied | None = None
    chosen: str = ""

    @property
    def lang(self) -> str:
        """The language of replies that no question tells: the chosen one, else that of the app."""
        return self.chosen or supported(self.interface)

    @property
    def usual(self) -> str:
        """The code of the language that the reader most likely writes in, "" if nothing tells."""
        return self.chosen or base_code(self.interface)


@dataclass(frozen=True, slots=True)
class Request:
    """What a line asks for.

    Attributes:
        command: its name (bot/conversation/desk.py), also one that there is not.
        words: the question, the topic or the day as written.
        lang: the language to answer in: the chosen one, else that of the question, or of the reader's app for commands.
        question: the words taken apart, with the subject and the time that were taken over; None if nothing is asked.
        subject: words taken over from what was replied to.
        first: the beginning of the time asked about if it is given apart from the words; ``last`` is its end.
        talk: what small talk it is, None where something is asked.
        interface: the code of the language of the reader's app, if known; ``chosen`` is the one chosen, "" for none.
    """

    command: str
    words: str
    said_on: date
    lang: str
    question: Question | None = None
    subject: str = ""
    first: date | None = None
    last: date | None = None
    talk: Talk | None = None
    interface: str | None = None
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was spoken of: its words as written, taken apart, and the time it was about."""

    words: list[str]
    question: Question
    first: date | None = None
    last: date | None = None


def footer(subject: str, scope: Scope | None) -> str:
    """Write subject and time as the last line of a reply."""
    periods = [_period(part.first, part.last) for part in scope.parts or (scope,)] if scope else []
    time = f"{TIME} {PARTED.join(periods)}" if periods else ""
    return " ".join(part for part in (f"{SUBJECT} {subject}" if subject else "", time) if part)


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"{first or ''} – {last or ''}".strip()
    years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    figures = FIGURES[Precision.YEAR] if years else FIGURES.get(precision_of(first, last))
    begin, end = str(first)[:figures], str(last)[:figures]
    return begin if begin == end else f"{begin} – {end}"


def footer_of(text: str) -> tuple[str, date | None, date | None]:
    """Read subject and time from the last line of a reply; nothing if it has no such line.

    A time of several parts is taken from the first day to the last: so much is known of it in a button.
    """
    match = FOOTER.fullmatch(unmarked(text).rstrip().rpartition("\n")[2])
    if match is None:
        return "", None, None
    parts = (match["time"] or "").split(PARTED)
    begin, dash, end = parts[0].partition("–")
    if len(parts) > 1:
        dash, end = "–", parts[-1].rpartition("–")[2]
    first = parse_period(begin.strip())
    last = parse_period(end.strip()) if dash else first
    return match["subject"] or "", first.first if first else None, last.last if last else None


def leading_mention(text: str, said_on: date, lang: str) -> tuple[Mention, str] | None:
    """Return the date expression that a text begins with, in any of our languages, and what is left of the text.

    Args:
        text: what stands behind a command.
        said_on: the day it was written.
        lang: tried first where the text tells none.
    """
    for code in dict.fromkeys((language_of(text, usual=lang), *OUR_LANGUAGES)):
        for mention in mentions_in(text, said_on, code, asked=True)[:1]:
            if mention.start == 0 and mention.span is not None:
                return mention, text[mention.end :].strip()
    return None


def spoken_of(line: Line, words: str, read: Read) -> Subject | None:
    """Return what a line goes on about, None if it replies to nothing that tells."""
    if line.answered is not None:
        subject = footer_of(line.answered.text)[0]
        if all(word in words for word in subject.split()):  # the line itself says all of it
            return None
        return Subject(subject.split(), read(subject, line.said_on, usual=line.usual))
    replied = line.replied
    if replied is None:
        return None
    subject, first, last = footer_of(replied.text) if replied.ours else ("", None, None)
    entries = [] if subject or replied.quote or not replied.ours else list(_entries(replied.bold))
    text = replied.quote or subject or "\n".join(entries) or ("" if replied.ours else replied.text)
    question = read(text, line.said_on, usual=line.usual if subject else "")  # a footer is of the reader's words
    taken = _in_common(entries, question) if entries else words_of(text, question)
    if not taken:
        return None
    kept = few(taken)
    return Subject(kept, question.only(_terms(kept, question.language)), first, last)


def words_of(text: str, question: Question) -> list[str]:
    """Return the words of a text that a question's search is made of, as written, none twice."""
    code, wanted = question.language, set(question.terms)
    words = SHOWN_WORD.findall(text)
    return distinct(word for word in words if (found := terms(tokens(word, code), code)) and wanted.issuperset(found))


def _in_common(entries: list[str], question: Question) -> list[str]:
    """Return the words that most entries of a reply share, else those of its first headline.

    Args:
        entries: headline and best sentence of each.
        question: all of them together, taken apart.
    """
    words = [words_of(entry, question) for entry in entries]
    shared = Counter(term(word.lower()) for one in words for word in one)
    common = [
        word for one in words for word in one if shared[term(word.lower())] > len(entries) / 2 and len(entries) > 1
    ]
    return distinct(common)[:MOST_COMMON] or (words[0][:MOST_COMMON] if words else [])


def _entries(bold: Iterable[str]) -> Iterator[str]:
    """Yield headline and best sentence of each entry; what stands above the first belongs to none."""
    entry = ""
    for part in bold:
        if ENTRY.match(part):
            if entry:
                yield entry
            entry = ENTRY.sub("", part, count=1)
        elif entry:
            entry += f". {part}"
    if entry:
        yield entry


def few(words: list[str]) -> list[str]:
    """Return as many of some words as a footer holds."""
    words = words[:MOST_WORDS]
    while sum(map(len, words)) > MOST_LETTERS:
        words = words[:-1]
    return words


def _terms(words: Iterable[str], code: str) -> frozenset[str]:
    return frozenset(found for word in words for found in terms(tokens(word, code), code))


def distinct(words: Iterable[str]) -> list[str]:
    """Return words as first written, none twice in another form."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(term(word.lower()), word)
    return list(first.values())
