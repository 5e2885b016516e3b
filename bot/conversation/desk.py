"""Replies to lines: the one entrance to the conversation, for every place where people write."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from bot.about import about_lines
from bot.conversation.answers import question_reply
from bot.conversation.entries import Entry, entry_of
from bot.conversation.listings import latest, on_day
from bot.conversation.replies import Reply
from bot.conversation.requests import UNKNOWN, Line, Request, understand
from bot.conversation.timelines import timeline
from bot.conversation.views import View
from bot.settings import Settings
from bot.wording import words
from corpus.store.browsing import Browser
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
        request = understand(line, self.searcher.read)
        lacking = request.question is not None and not request.question.text and line.text.startswith("/")
        answer = Desk._usage if lacking else REPLIES.get(request.command, Desk._usage)
        return answer(self, request, view)

    def offers(self, line: Line) -> tuple[str, list[Entry]]:
        """Return the language of a line and the passages to offer for it, none where nothing answers."""
        request = understand(line, self.searcher.read)
        if request.question is None or not request.question.terms:
            return request.lang, []
        answer = self.searcher.find(request.question, INLINE)
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
            question = self.searcher.read(title, datetime.now(UTC).date())
            if len(question.terms) > 2 and self.searcher.find(question, 1).answered:  # noqa: PLR2004 - no mere name
                return " ".join(title.split())
        return ""

    def _ask(self, request: Request, view: View | None) -> Reply:
        return question_reply(request, view, self.searcher, self.example)

    def _timeline(self, request: Request, view: View | None) -> Reply:
        return timeline(request, self.searcher) if view is None else self._ask(request, view)

    def _latest(self, request: Request, view: View | None) -> Reply:
        return latest(request, Browser(self.searcher.store), view.start if view else 0)

    def _on(self, request: Request, view: View | None) -> Reply:
        return on_day(request, Browser(self.searcher.store), view.start if view else 0)

    def _about(self, request: Request, _view: View | None) -> Reply:
        title, *lines = about_lines(self.settings, self.searcher.store, request.lang)
        return Reply(request.lang, title, tuple(lines))

    def _told(self, request: Request, _view: View | None) -> Reply:
        """Tell what the bot is, or how to ask: words under a title."""
        word = words(request.lang)
        example = word["example"].format(example=self.example) if self.example else ""
        text = word[request.command].replace("{example}", example).strip("\n")
        return Reply(request.lang, word[f"{request.command}_title"], (text,))

    def _usage(self, request: Request, _view: View | None) -> Reply:
        """Tell what a command lacks, or that there is no such command."""
        word = words(request.lang)
        if request.command == UNKNOWN:
            return Reply(request.lang, lines=(word["unknown_command"],))
        usage = word["from_usage" if request.command in {"from", "to"} else f"{request.command}_usage"]
        return Reply(request.lang, lines=(usage.format(example=self.example),))


REPLIES: dict[str, Callable[[Desk, Request, View | None], Reply]] = {
    "ask": Desk._ask,  # noqa: SLF001 - the table of the class above
    "timeline": Desk._timeline,  # noqa: SLF001
    "latest": Desk._latest,  # noqa: SLF001
    "on": Desk._on,  # noqa: SLF001
    "about": Desk._about,  # noqa: SLF001
    "start": Desk._told,  # noqa: SLF001
    "help": Desk._told,  # noqa: SLF001
    "privacy": Desk._told,  # noqa: SLF001
}
"""The reply to each command; those that are not here have days for a question, and lack one."""
