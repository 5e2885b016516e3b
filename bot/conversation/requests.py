"""Understands a line: a command, a question, or a follow-up to the message that it replies to.

Nothing is remembered between lines. What a follow-up is about is read from the replied message: from its footer if it
has one, else from the words that its headlines and best sentences have in common, as all were found for one question.
A line is taken apart once, and what it replies to once.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bot.conversation.footers import footer_of
from bot.wording import supported
from corpus.dates.mentions import mentions_in
from corpus.language.detecting import base_code, language_of
from corpus.language.known import OUR_LANGUAGES
from corpus.model import Mention
from index.analysis import term, terms, tokens
from index.questions import Question


class Command(NamedTuple):
    """What is known of a command beside its reply (bot/conversation/desk.py).

    Attributes:
        asks: its words are searched, so that what the line replies to counts.
        linked: a link to the bot may name it.
        listed: it stands in the menu.
    """

    asks: bool = False
    linked: bool = False
    listed: bool = True


COMMANDS = {
    "start": Command(),
    "help": Command(linked=True),
    "about": Command(linked=True),
    "latest": Command(linked=True),
    "on": Command(),
    "from": Command(asks=True),
    "to": Command(asks=True),
    "timeline": Command(asks=True),
    "privacy": Command(linked=True),
    "ask": Command(asks=True, listed=False),
}
UNKNOWN = "unknown"
ENTRY = re.compile(r"\d{1,2}\. ")
SHOWN_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MOST_WORDS = 12
"""Words of a subject: more would drown what a follow-up asks."""
MOST_LETTERS = 200
MOST_COMMON = 6
DEEP_QUESTION = "q-"
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
    """

    text: str
    said_on: date
    interface: str | None = None
    replied: Replied | None = None
    answered: Replied | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a line asks for.

    Attributes:
        command: one of ``COMMANDS``, or ``UNKNOWN``.
        words: the question, the topic or the day as written.
        lang: the language to answer in: that of the question, of the reader's app for other commands.
        question: the words taken apart, with the subject and the time that were taken over; None if nothing is asked.
        alone: the question without them, None where there is no subject.
        subject: words taken over from what was replied to.
        first: the beginning of the time asked about if it is given apart from the words; ``last`` is its end.
    """

    command: str
    words: str
    said_on: date
    lang: str
    question: Question | None = None
    alone: Question | None = None
    subject: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What was spoken of: its words as written, taken apart, and the time it was about."""

    words: list[str]
    question: Question
    first: date | None = None
    last: date | None = None


def understand(line: Line, read: Read) -> Request:
    """Return what a line asks for.

    Args:
        line: what the reader wrote.
        read: takes a question apart.
    """
    command, words = _command(line.text)
    request = Request(command, words, line.said_on, supported(line.interface))
    if command == "start":
        request = _deep(request)
    elif command in {"from", "to"}:
        request = _timed(request)
    if not COMMANDS.get(request.command, Command()).asks:
        return request
    subject = _spoken_of(line, request.words, read)
    usual = subject.question.language if subject else base_code(line.interface)
    question = read(request.words, line.said_on, usual=usual)
    request = replace(request, lang=supported(question.language))
    return _about(request, question, subject, pressed=line.answered is not None)


def _about(request: Request, question: Question, subject: _Subject | None, *, pressed: bool) -> Request:
    """Take subject and time over; what the line itself says goes before.

    Of a reply whose button is pressed the subject was decided when it was made.
    """
    first, last, alone, words = request.first, request.last, None, ""
    if subject is not None:
        own = [] if pressed or question.only_time else words_of(request.words, question)
        words = " ".join(_few(_distinct([*subject.words, *own])))
        alone, question = question, question.about(subject.question, words)
        begin, end = first or subject.first, last or subject.last
        given = bool(first or last)
        if (given and not (begin and end and end < begin)) or (not given and alone.scope is None):
            first, last = begin, end
    if first or last:
        question = question.within(first, last)
    command = "ask" if subject is not None and request.command in {"from", "to"} else request.command
    return replace(request, command=command, question=question, alone=alone, subject=words, first=first, last=last)


def _command(text: str) -> tuple[str, str]:
    text = text.strip()
    if not text.startswith("/") or len(text) == 1:
        return "ask", text
    name, _, words = text[1:].partition(" ") if " " in text else text[1:].partition("\n")
    name = name.partition("@")[0].lower()
    return (name if name in COMMANDS else UNKNOWN), words.strip()


def _deep(request: Request) -> Request:
    """Read what a link to the bot asks for: a command's name, or a question in URL-safe base64 behind "q-"."""
    payload = request.words
    if payload in COMMANDS and COMMANDS[payload].linked:
        return replace(request, command=payload, words="")
    if not payload.startswith(DEEP_QUESTION):
        return request
    coded = payload.removeprefix(DEEP_QUESTION)
    try:
        words = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return request
    return replace(request, command="ask", words=words)


def _timed(request: Request) -> Request:
    """Read the days behind /from and /to; a command without a day keeps its name, and gets a hint."""
    command, rest, found = request.command, request.words, False
    while leading := leading_mention(rest, request.said_on, request.lang):
        span, rest, found = leading[0].span, leading[1], True
        assert span is not None
        request = replace(request, first=span.first) if command == "from" else replace(request, last=span.last)
        further = re.match(r"/(from|to)\s+", rest)
        if further is None:
            break
        command, rest = further[1], rest[further.end() :]
    if not found or (request.first and request.last and request.last < request.first):
        return replace(request, words="", first=None, last=None)
    return replace(request, command="ask" if rest else request.command, words=rest)


def leading_mention(text: str, said_on: date, lang: str) -> tuple[Mention, str] | None:
    """Return the date expression that a text begins with, in any of our languages, and what is left of the text.

    Args:
        text: what stands behind a command.
        said_on: the day it was written.
        lang: tried first where the text tells none.
    """
    for code in dict.fromkeys((language_of(text, usual=lang), *OUR_LANGUAGES)):
        for mention in mentions_in(text, said_on, code, narrow=True)[:1]:
            if mention.start == 0 and mention.span is not None:
                return mention, text[mention.end :].strip()
    return None


def _spoken_of(line: Line, words: str, read: Read) -> _Subject | None:
    """Return what a line goes on about, None if it replies to nothing that tells."""
    if line.answered is not None:
        subject = footer_of(line.answered.text)[0]
        if all(word in words for word in subject.split()):  # the line itself says all of it
            return None
        return _Subject(subject.split(), read(subject, line.said_on))
    replied = line.replied
    if replied is None:
        return None
    subject, first, last = footer_of(replied.text) if replied.ours else ("", None, None)
    entries = [] if subject or replied.quote or not replied.ours else list(_entries(replied.bold))
    text = replied.quote or subject or "\n".join(entries) or ("" if replied.ours else replied.text)
    question = read(text, line.said_on)
    taken = _in_common(entries, question) if entries else words_of(text, question)
    if not taken:
        return None
    kept = _few(taken)
    return _Subject(kept, question.only(_terms(kept, question.language)), first, last)


def words_of(text: str, question: Question) -> list[str]:
    """Return the words of a text that a question's search is made of, as written, none twice."""
    code, wanted = question.language, set(question.terms)
    words = SHOWN_WORD.findall(text)
    return _distinct(word for word in words if (found := terms(tokens(word, code), code)) and wanted.issuperset(found))


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
    return _distinct(common)[:MOST_COMMON] or (words[0][:MOST_COMMON] if words else [])


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


def _few(words: list[str]) -> list[str]:
    """Return as many of some words as a footer holds."""
    words = words[:MOST_WORDS]
    while sum(map(len, words)) > MOST_LETTERS:
        words = words[:-1]
    return words


def _terms(words: Iterable[str], code: str) -> frozenset[str]:
    return frozenset(found for word in words for found in terms(tokens(word, code), code))


def _distinct(words: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(term(word.lower()), word)
    return list(first.values())
