"""Replies to lines: the one entrance to the conversation, for every place where people write."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

from bot.about import about_lines
from bot.conversation.answers import question_reply
from bot.conversation.listings import latest, on_day
from bot.conversation.replies import Reply
from bot.conversation.requests import Line, Request, understand
from bot.conversation.timelines import timeline
from bot.conversation.views import View
from bot.rendering.entries import Entry, entry_of
from bot.settings import Settings
from bot.wording import words
from corpus.store.browsing import Browser
from index.answering.question import parse_question
from index.answering.searcher import Searcher

LONGEST_EXAMPLE = 80
TRIED = 20
"""Headlines that are tried until one is answered when asked as it stands."""
INLINE = 10
"""Passages offered while somebody types @bot and a question."""


class Desk:
    """Answers lines from the current index; safe to ask from several threads.

    Args:
        settings: the archive's name is told by /about.
        searcher: on the archive.
    """

    def __init__(self, settings: Settings, searcher: Searcher) -> None:
        self.settings = settings
        self.searcher = searcher
        self._lock = threading.Lock()
        self._example: tuple[int, str] = (-1, "")

    def reply(self, line: Line, view: View | None = None) -> Reply:
        """Return the reply to a line.

        Args:
            line: what the reader wrote.
            view: what of the answer to look at, when one of its buttons is pressed.
        """
        request = understand(line)
        if request.command == "ask" and (request.text or not line.text.startswith("/")):
            return question_reply(request, view, self.searcher, self.example)
        if request.command == "timeline" and request.text:
            if view is not None:
                return question_reply(request, view, self.searcher, self.example)
            return timeline(request, self.searcher)
        if request.command in {"latest", "on"}:
            browser, start = Browser(self.searcher.store), view.start if view else 0
            return latest(request, browser, start) if request.command == "latest" else on_day(request, browser, start)
        return self._words(request)

    def offers(self, line: Line) -> tuple[str, list[Entry]]:
        """Return the language of a line and the passages to offer for it, none where nothing answers."""
        request = understand(line)
        question = parse_question(request.text, line.said_on, request.first, request.last)
        if not question.terms:
            return request.lang, []
        answer = self.searcher.answer(question, INLINE)
        return request.lang, [entry_of(match, request.lang) for match in answer.matches]

    @property
    def example(self) -> str:
        """A question that the archive answers: a headline from the middle of its time; "" if none is answered."""
        generation = self.searcher.engine.generation.number
        with self._lock:
            if self._example[0] != generation:
                self._example = (generation, self._find_example())
            return self._example[1]

    def _find_example(self) -> str:
        titles = Browser(self.searcher.store).titles(LONGEST_EXAMPLE)
        step = max(1, len(titles) // TRIED)
        tried = sorted(titles[::step], key=lambda title: titles.index(title) < len(titles) // 2)
        for title in tried:
            question = parse_question(title, datetime.now(UTC).date())
            if len(question.terms) > 2 and self.searcher.answer(question, 1).answered:  # noqa: PLR2004 - no mere name
                return " ".join(title.split())
        return ""

    def _words(self, request: Request) -> Reply:
        """Return a reply of words alone: what the bot is, how to ask, or what a command lacks."""
        lang, command = request.lang, request.command
        word = words(lang)
        example = word["example"].format(example=self.example) if self.example else ""
        if command == "about":
            title, *lines = about_lines(self.settings, self.searcher.store, lang)
            return Reply(lang, title, tuple(lines))
        if command in {"start", "help", "privacy"}:
            text = word[command].replace("{example}", example).strip("\n")
            return Reply(lang, word[f"{command}_title"], (text,))
        if command == "unknown":
            return Reply(lang, lines=(word["unknown_command"],))
        usage = word["from_usage" if command in {"from", "to"} else f"{command}_usage"]
        return Reply(lang, lines=(usage.format(example=self.example),))
