"""The one entrance to the conversation, for every place where people write: understands a line, and replies to it."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from bot.about import about_lines
from bot.conversation.answers import question_reply
from bot.conversation.choosing import language_reply
from bot.conversation.entries import Entry, entry_of, language_line
from bot.conversation.examples import example_question
from bot.conversation.going_on import goes_on
from bot.conversation.listings import latest, on_day
from bot.conversation.outcomes import note, outcome_of
from bot.conversation.pages import heading_units
from bot.conversation.parts import parted_reply
from bot.conversation.replies import Reply, told
from bot.conversation.requests import Line, Read, Request, Subject, distinct, few, leading_mention, spoken_of, words_of
from bot.conversation.small_talk import SIGN, Talk, small_talk, talk_reply
from bot.conversation.timelines import timeline_reply
from bot.conversation.views import FRESH, View
from bot.settings import Settings
from bot.wording import supported, words
from index.answering.extracts import extracts
from index.answering.searcher import Searcher
from index.answering.timeline import topic_of
from index.questions import Question

INLINE = 10
"""Passages offered while somebody types @bot and a question."""
OFFERED = 700
"""Characters of such a passage with its heading."""
DEEP_QUESTION = "q-"


class Desk:
    """Answers lines from the current index; safe to ask from several threads.

    Args:
        settings: the archive's name is told by /about.
        searcher: on the archive.
        place: where it stands if some things are told otherwise there: "terminal" or "web".
    """

    def __init__(self, settings: Settings, searcher: Searcher, *, place: str = "") -> None:
        self.settings = settings
        self.searcher = searcher
        self._place = place
        self._lock = threading.Lock()
        self._examples: dict[tuple[int, str], str] = {}

    def reply(self, line: Line, view: View = FRESH) -> Reply:
        """Return the reply to a line.

        Args:
            line: what the reader wrote.
            view: what of the answer to look at, when one of its buttons is pressed.
        """
        request = understand(line, self.searcher.read)
        if request.talk is not None:
            return talk_reply(request.talk, self.example(request.talk.lang))
        lacking = request.question is not None and not request.question.text and line.text.startswith("/")
        answer = _usage if lacking else COMMANDS.get(request.command, NO_COMMAND).reply
        return answer(self, request, view)

    def at(self, place: str) -> Desk:
        """Return the desk as it stands in another place, on the same archive."""
        other = copy(self)
        other._place = place  # noqa: SLF001 - it is one of ours
        return other

    def wording(self, lang: str, key: str) -> str:
        """Return a wording as it is told where the desk stands."""
        return self.only_here(lang, key) or words(lang)[key]

    def only_here(self, lang: str, key: str) -> str:
        """Return a wording that is told only where the desk stands, "" for none."""
        return words(lang).get(f"{key}_{self._place}", "")

    def offers(self, line: Line) -> tuple[str, list[Entry]]:
        """Return the language of a line and the passages to offer for it, none where nothing answers."""
        request = understand(line, self.searcher.read)
        if request.question is None or not request.question.asks:
            return request.lang, []
        answer = self.searcher.find(request.question, INLINE)
        note(outcome_of(answer))
        shown = (extracts(answer, [match], OFFERED, heading_units) for match in answer.matches)
        return request.lang, [entry_of(number, one, request.lang) for number, one in enumerate(shown, start=1)]

    def example(self, lang: str) -> str:
        """Return a question in a language that the archive answers; sought once for each generation and language."""
        generation = self.searcher.engine.generation.number
        with self._lock:
            if (generation, lang) not in self._examples:
                for outdated in [key for key in self._examples if key[0] != generation]:
                    del self._examples[outdated]
                self._examples[generation, lang] = example_question(self.searcher, lang)
            return self._examples[generation, lang]


def _answer(desk: Desk, request: Request, view: View) -> Reply:
    reply = parted_reply(request, view, desk.searcher)
    reply = reply or question_reply(request, view, desk.searcher, partial(desk.example, request.lang))
    if request.question is None or view != FRESH or not (reply.title or reply.entries):  # it only tells how to ask
        return reply
    return replace(
        reply, notice=language_line(request.question, desk.searcher.engine.lexicon.languages, request.chosen)
    )


def _timeline(desk: Desk, request: Request, view: View) -> Reply:
    if view == FRESH or view.show == "timeline":
        return timeline_reply(request, view, desk.searcher)
    assert request.question is not None
    return _answer(desk, replace(request, question=topic_of(request.question)), view)


def _latest(desk: Desk, request: Request, view: View) -> Reply:
    return latest(request, view, desk.searcher.store.browser)


def _on(desk: Desk, request: Request, view: View) -> Reply:
    return on_day(request, view, desk.searcher.store.browser)


def _about(desk: Desk, request: Request, _view: View) -> Reply:
    title, *lines = about_lines(desk.settings, desk.searcher.store, request.lang)
    return Reply(request.lang, title, tuple(lines))


def _language(desk: Desk, request: Request, view: View) -> Reply:
    if here := desk.only_here(request.lang, "language"):
        return Reply(request.lang, words(request.lang)["language_title"], (here,))
    return language_reply(request, view)


def _help(desk: Desk, request: Request, _view: View) -> Reply:
    """Tell what the bot is, or how to ask: words under a title."""
    word = words(request.lang)
    example = word["example"].format(example=desk.example(request.lang))
    text = desk.wording(request.lang, request.command).replace("{example}", example).strip("\n")
    return Reply(request.lang, word[f"{request.command}_title"], (text,))


def _elsewhere(desk: Desk, request: Request, _view: View) -> Reply:
    """Tell that alerts are sent in Telegram, and that nothing is stored of who writes here."""
    return Reply(request.lang, lines=(desk.wording(request.lang, "alerts_elsewhere"),))


def _usage(desk: Desk, request: Request, _view: View) -> Reply:
    """Tell what a command lacks."""
    key = "from_usage" if request.command == "to" else f"{request.command}_usage"
    return Reply(request.lang, lines=(desk.wording(request.lang, key).format(example=desk.example(request.lang)),))


class Command(NamedTuple):
    """What is known of a command.

    Attributes:
        reply: makes the reply to it.
        asks: its words are searched, so that what the line replies to counts.
        linked: a link to the bot may name it.
    """

    reply: Callable[[Desk, Request, View], Reply]
    asks: bool = False
    linked: bool = False


COMMANDS = {
    "start": Command(_help),
    "help": Command(_help, linked=True),
    "about": Command(_about, linked=True),
    "latest": Command(_latest, linked=True),
    "on": Command(_on),
    "from": Command(_usage, asks=True),  # with a question behind its days it has become "ask"
    "to": Command(_usage, asks=True),
    "timeline": Command(_timeline, asks=True),
    "alerts": Command(_elsewhere),  # these three are answered where alerts are stored: bot/telegram/subscribing.py
    "mydata": Command(_elsewhere),
    "forgetme": Command(_elsewhere),
    "language": Command(_language, linked=True),
    "privacy": Command(_help, linked=True),
    "ask": Command(_answer, asks=True),
}
"""All there is to say of a command, but for its wording: ``command_NAME`` tells what it does, ``NAME_usage`` how."""
NO_COMMAND = Command(lambda _desk, request, _view: told(request.lang, "unknown_command"))


def understand(line: Line, read: Read) -> Request:
    """Return what a line asks for.

    Args:
        line: what the reader wrote.
        read: takes a question apart.
    """
    command, words = _command(line.text)
    request = Request(command, words, line.said_on, line.lang, interface=line.interface, chosen=line.chosen)
    if command == "start":
        request = _deep(request)
    elif command in {"from", "to"}:
        request = _timed(request)
    if not COMMANDS.get(request.command, NO_COMMAND).asks:
        return request
    if (talk := _talk(request, line)) is not None:
        talk = talk._replace(lang=line.chosen or talk.lang)
        return replace(request, lang=talk.lang, talk=talk)
    going = line.replied is None and line.answered is None and line.before is not None
    subject = spoken_of(replace(line, replied=line.before) if going else line, request.words, read)
    usual = subject.question.language if subject else line.usual
    if usual == "en" and line.usual:  # "code for germany" in a footer is English and tells nothing of its reader
        usual = line.usual
    question = read(request.words, line.said_on, usual=usual)
    request = replace(request, lang=line.chosen or supported(question.language))
    if going and not goes_on(question):
        subject = None
    return _with_subject(request, question, subject, pressed=line.answered is not None)


def _talk(request: Request, line: Line) -> Talk | None:
    """Return what small talk a line is; a mere "?" in reply to another's message, or a part of one, asks about that."""
    if request.command != "ask" or request.first or request.last:
        return None
    talk = small_talk(request.words, line.chosen or line.interface)
    of_another = line.replied is not None and bool(line.replied.quote or not line.replied.ours)
    return None if talk is not None and talk.kind == SIGN and of_another else talk


def _with_subject(request: Request, question: Question, subject: Subject | None, *, pressed: bool) -> Request:
    """Take subject and time over; what the line itself says goes before.

    Of a reply whose button is pressed the subject was decided when it was made.
    """
    first, last, words = request.first, request.last, ""
    if subject is not None:
        own = [] if pressed or question.only_time else words_of(request.words, question)
        words = " ".join(few(distinct([*subject.words, *own])))
        timed = question.scope is not None or question.kind == "when"  # what is asked for is another day
        question = question.about(subject.question, words)
        begin, end = first or subject.first, last or subject.last
        given = bool(first or last)
        if (given and not (begin and end and end < begin)) or (not given and not timed):
            first, last = begin, end
    if first or last:
        question = question.within(first, last)
    command = "ask" if subject is not None and request.command in {"from", "to"} else request.command
    return replace(request, command=command, question=question, subject=words, first=first, last=last)


def _command(text: str) -> tuple[str, str]:
    text = text.strip()
    if not text.startswith("/") or len(text) == 1:
        return "ask", text
    name, *words = text[1:].split(maxsplit=1)
    return name.partition("@")[0].lower(), "".join(words)


def _deep(request: Request) -> Request:
    """Read what a link to the bot asks for: a command's name, or a question in URL-safe base64 behind "q-"."""
    payload = request.words
    if COMMANDS.get(payload, NO_COMMAND).linked:
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
