"""Understands a line: a command, a question, or a follow-up to the message that it replies to.

Nothing is remembered between lines. What a follow-up is about is read from the replied message: from its footer if it
has one, else from the words that its headlines and best sentences have in common, as all were found for one question.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation.footers import footer_of
from bot.wording import LANGUAGES, readers_language
from corpus.dates.mentions import language, mentions_in
from corpus.model import Mention
from index.analysis import term, terms, tokens
from index.answering.question import Question, parse_question

COMMANDS = ("start", "help", "about", "latest", "on", "from", "to", "timeline", "privacy", "ask")
ENTRY = re.compile(r"\d{1,2}\. ")
SHOWN_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
MOST_WORDS = 12
"""Words of a subject: more would drown what a follow-up asks."""
MOST_LETTERS = 200
MOST_COMMON = 6
DEEP_QUESTION = "q-"


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
        command: one of ``COMMANDS``, or "unknown".
        words: the question, the topic or the day as written.
        subject: words taken over from what was replied to.
        first: the beginning of the time asked about if it is given apart from the words; ``last`` is its end.
        carried: that time comes from the replied message, so that the words go before it.
    """

    command: str
    words: str
    said_on: date
    lang: str
    subject: str = ""
    first: date | None = None
    last: date | None = None
    carried: bool = False

    @property
    def text(self) -> str:
        """The words with the subject behind them."""
        return f"{self.words} {self.subject}".strip()


def understand(line: Line) -> Request:
    """Return what a line asks for."""
    command, words = _command(line.text)
    request = Request(command, words, line.said_on, readers_language(words if command == "ask" else "", line.interface))
    if command == "start":
        request = _deep(request)
    elif command in {"from", "to"}:
        request = _timed(request, line.interface)
    if line.answered is not None:  # a button: what the reply says of its subject was decided when it was made
        subject = footer_of(line.answered.text)[0]
        if all(word in request.words for word in subject.split()):  # the line itself says all of it
            subject = ""
        command = "ask" if request.command in {"from", "to"} and subject else request.command
        return replace(request, command=command, subject=subject)
    if line.replied is not None and request.command in {"ask", "from", "to", "timeline"}:
        request = _follow_up(request, line.replied)
    return request


def _command(text: str) -> tuple[str, str]:
    text = text.strip()
    if not text.startswith("/") or len(text) == 1:
        return "ask", text
    name, _, words = text[1:].partition(" ") if " " in text else text[1:].partition("\n")
    name = name.partition("@")[0].lower()
    return (name if name in COMMANDS else "unknown"), words.strip()


def _deep(request: Request) -> Request:
    """Read what a link to the bot asks for: a command's name, or a question in URL-safe base64 behind "q-"."""
    payload = request.words
    if payload in {"help", "about", "privacy", "latest"}:
        return replace(request, command=payload, words="")
    if not payload.startswith(DEEP_QUESTION):
        return request
    coded = payload.removeprefix(DEEP_QUESTION)
    try:
        words = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return request
    return replace(request, command="ask", words=words, lang=readers_language(words, request.lang))


def _timed(request: Request, interface: str | None) -> Request:
    """Read the days behind /from and /to; a command without a day keeps its name, and gets a hint."""
    command, rest, found = request.command, request.words, False
    while leading := leading_mention(rest, request.said_on, interface):
        span, rest, found = leading[0].span, leading[1], True
        assert span is not None
        request = replace(request, first=span.first) if command == "from" else replace(request, last=span.last)
        further = re.match(r"/(from|to)\s+", rest)
        if further is None:
            break
        command, rest = further[1], rest[further.end() :]
    if request.first and request.last and request.last < request.first:
        found = False
    if not found:
        return replace(request, words="", first=None, last=None)
    return replace(
        request, command="ask" if rest else request.command, words=rest, lang=readers_language(rest, interface)
    )


def leading_mention(text: str, said_on: date, interface: str | None = None) -> tuple[Mention, str] | None:
    """Return the date expression that a text begins with, in any of our languages, and what is left of the text."""
    told = [language(text, None), *([language("", interface)] if interface else [])]
    for lang in dict.fromkeys([*told, *LANGUAGES]):
        for mention in mentions_in(text, said_on, lang, narrow=True)[:1]:
            if mention.start == 0 and mention.span is not None:
                return mention, text[mention.end :].strip()
    return None


def _follow_up(request: Request, replied: Replied) -> Request:
    """Take subject and time over from the replied message; what the line itself says goes before."""
    subject, first, last = footer_of(replied.text) if replied.ours else ("", None, None)
    if replied.quote or not replied.ours:
        taken = telling_words(replied.quote or replied.text, request.said_on)
    else:
        taken = telling_words(subject, request.said_on) if subject else _in_common(replied.bold, request.said_on)
    if not taken:
        return request
    whole = parse_question(f"{request.words} {' '.join(taken)}", request.said_on)
    words = _distinct([*taken, *_words_of(request.words, whole)])[:MOST_WORDS]
    while sum(map(len, words)) > MOST_LETTERS:
        words.pop()
    command = request.command if request.command == "timeline" else "ask"
    request = replace(request, command=command, subject=" ".join(words))
    if request.first or request.last:  # a new end, and the other as it was
        begin, end = request.first or first, request.last or last
        return replace(request, first=begin, last=end) if not (begin and end and end < begin) else request
    return replace(request, first=first, last=last, carried=True) if first or last else request


def telling_words(text: str, said_on: date) -> list[str]:
    """Return the words of a text that a search is made of, as written, none twice; words of time are left out."""
    return _words_of(text, parse_question(text, said_on))


def _words_of(text: str, question: Question) -> list[str]:
    """Return the words of a text whose terms are all among those of a question."""
    code, wanted = question.language, set(question.terms)
    words = SHOWN_WORD.findall(text)
    return _distinct(word for word in words if (found := terms(tokens(word, code), code)) and wanted.issuperset(found))


def _in_common(bold: Iterable[str], said_on: date) -> list[str]:
    """Return the words that most entries of a reply share, else those of its first headline."""
    entries = list(_entries(bold))
    words = [telling_words(entry, said_on) for entry in entries]
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


def _distinct(words: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(term(word.lower()), word)
    return list(first.values())
