"""The terminal chat: the same conversation as the bot's, line by line."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

import click

from bot.conversation.desk import COMMANDS, Desk
from bot.conversation.replies import Choice, Reply, told
from bot.conversation.requests import Line, Replied
from bot.conversation.shown import Shown, is_look
from bot.conversation.views import FRESH, View
from bot.rendering.for_terminal import render
from bot.searching import open_searcher
from bot.settings import Settings
from bot.wording import supported, words
from corpus.language.detecting import base_code

SAMPLE_QUESTIONS = (
    "Who won the World Cup in 2014?",
    "How many pacemakers ran with Kipchoge?",
    "What closed the airspace over Europe?",
)
LEAVING = {"/quit", "/exit"}
FOLLOW_UP = "+"


class Conversation:
    """A conversation with one reader; what was said last is remembered until it ends, and written nowhere.

    Args:
        desk: answers.
        interface: the code of the language of the terminal, None if it tells none: then it is that of the archive.
    """

    def __init__(self, desk: Desk, interface: str | None) -> None:
        self.desk = desk
        self.interface = interface
        line = Line("", date.today(), interface)  # noqa: DTZ011 - the asker's own day
        self._shown = Shown(line, Replied("", ours=True), line.lang)
        self._noticed: set[str] = set()
        self._chosen = ""

    def reply(self, text: str) -> Reply:
        """Return the reply to what was typed: a question, a command, a follow-up, or something to look at next."""
        looks, view = is_look(self._shown, text)
        if looks and view is None:
            return told(self._shown.lang, "nothing_further")
        if view is not None:
            return self._show(self._shown.pressed, view)
        replied = None
        if text.startswith(FOLLOW_UP):
            text = text.removeprefix(FOLLOW_UP).strip()
            replied = self._shown.replied
        today = date.today()  # noqa: DTZ011 - the asker's own day
        return self._show(Line(text, today, self.interface, replied, before=self._shown.replied))

    @property
    def choices(self) -> list[Choice]:
        """What can be looked at next."""
        return list(self._shown.choices)

    @property
    def commands(self) -> list[str]:
        """What can be typed besides a question."""
        return [f"/{name}" for name in (*(choice.name for choice in self.choices), *COMMANDS, "quit")]

    def _show(self, line: Line, view: View = FRESH) -> Reply:
        reply = self.desk.reply(replace(line, chosen=self._chosen), view)
        self._chosen = self._chosen if reply.chosen is None else reply.chosen
        if reply.notice in self._noticed:
            reply = replace(reply, notice="")
        self._noticed.add(reply.notice)
        if (reply.entries or reply.choices or reply.bars) and not reply.aside:
            self._shown = Shown.of(line, reply)
        return reply


def chat(settings: Settings) -> bool:
    """Answer what is typed until /quit or the end of the input; without any input, answer three examples.

    Returns:
        Whether anything was typed.
    """
    with closing(open_searcher(settings, compiled=False)) as searcher:
        desk = Desk(settings, searcher, place="terminal")
        return _talked(Conversation(desk, terminal_language()))


def _talked(conversation: Conversation) -> bool:
    person = sys.stdin.isatty()
    asked = False
    for line in _typed(conversation) if person else sys.stdin:
        if (text := line.strip()) in LEAVING:
            return True
        if text:
            asked = True
            if person:
                _paged(_written(conversation, text, choices=True))
            else:
                click.echo(_written(conversation, text) + "\n")
    if not asked and not person:
        _examples(conversation)
    return asked


def terminal_language() -> str | None:
    """Return the code of the language that the terminal is set to, None for the "C" and "POSIX" of machines."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return None if base_code(told) in {"", "c", "posix"} else supported(told)


def _typed(conversation: Conversation) -> Iterator[str]:
    from bot.terminal.prompt import typed  # noqa: PLC0415 - only people need it

    click.echo(f"{_written(conversation, '/about')}\n\n{words(supported(conversation.interface))['chat_help']}")
    return typed(lambda: conversation.commands)


def _written(conversation: Conversation, text: str, *, choices: bool = False) -> str:
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return render(conversation.reply(text), shutil.get_terminal_size().columns, colours=colours, choices=choices)


def _paged(text: str) -> None:
    """Show a text; one higher than the screen through the pager."""
    if text.count("\n") + 2 > shutil.get_terminal_size().lines and sys.stdout.isatty():
        os.environ.setdefault("LESS", "-RFX")  # colours, and the text stays on the screen
        click.echo_via_pager(text)
    else:
        click.echo(text)


def _examples(conversation: Conversation) -> None:
    store = conversation.desk.searcher.store
    sample = {name for name, _ in store.counts().archives} == {"sample"}
    for question in SAMPLE_QUESTIONS if sample else (conversation.desk.example(supported(conversation.interface)),):
        click.echo(f"> {question}\n\n{_written(conversation, question)}\n")
    click.echo(words(supported(conversation.interface))["chat_examples"])
