"""The terminal chat: the same conversation as the bot's, line by line."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date

import click

from bot.conversation.desk import COMMANDS, Desk
from bot.conversation.replies import Choice, Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH, View
from bot.rendering.for_terminal import render
from bot.settings import Settings
from bot.wording import supported, words
from index.answering.searcher import Searcher

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
        interface: the language of the terminal.
    """

    def __init__(self, desk: Desk, interface: str) -> None:
        self.desk = desk
        self.interface = interface
        self._line: Line | None = None
        self._shown: Reply | None = None

    def reply(self, text: str) -> Reply:
        """Return the reply to what was typed: a question, a command, a follow-up, or something to look at next."""
        today = date.today()  # noqa: DTZ011 - the asker's own day
        choice = next((one for one in self.choices if text == f"/{one.name}"), None)
        if choice is not None and self._line is not None:
            return self._show(self._line, choice.view)
        replied = None
        if text.startswith(FOLLOW_UP):
            text = text.removeprefix(FOLLOW_UP).strip()
            replied = _replied(self._shown)
        return self._show(Line(text, today, self.interface, replied))

    @property
    def choices(self) -> list[Choice]:
        """What can be looked at next."""
        return [choice for row in (self._shown.choices if self._shown else ()) for choice in row]

    def _show(self, line: Line, view: View = FRESH) -> Reply:
        reply = self.desk.reply(line, view)
        answered = _replied(reply) or Replied("", ours=True)
        self._line = Line(line.text, line.said_on, line.interface, answered=answered)
        if reply.entries or reply.choices or reply.bars:
            self._shown = reply
        return reply


def chat(settings: Settings) -> None:
    """Answer what is typed until /quit or the end of the input; without any input, answer three examples."""
    desk = Desk(settings, Searcher(settings.home, compiled=False))
    conversation = Conversation(desk, supported(os.environ.get("LC_ALL") or os.environ.get("LANG")))
    if sys.stdin.isatty():
        _interactive(conversation)
        return
    asked = 0
    for line in sys.stdin:
        if (text := line.strip()) in LEAVING:
            return
        if text:
            asked += 1
            click.echo(_written(conversation, text) + "\n")
    if not asked:
        _examples(conversation)


def _interactive(conversation: Conversation) -> None:
    from bot.terminal.prompt import Prompt  # noqa: PLC0415 - only people need it

    click.echo(f"{_written(conversation, '/about')}\n\n{words(conversation.interface)['chat_help']}")
    prompt = Prompt(lambda: [f"/{name}" for name in (*(one.name for one in conversation.choices), *COMMANDS, "quit")])
    while (text := prompt.ask()) is not None and text not in LEAVING:
        if text:
            _paged(_written(conversation, text, choices=True))


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


def _replied(reply: Reply | None) -> Replied | None:
    """Return our own reply as a follow-up reads it."""
    if reply is None:
        return None
    bold = [part for entry in reply.entries for part in (f"{entry.number}. {entry.title}", entry.excerpt)]
    return Replied(reply.footer, ours=True, bold=tuple(bold))


def _examples(conversation: Conversation) -> None:
    store = conversation.desk.searcher.store
    sample = {name for name, _ in store.counts().archives} == {"sample"}
    for question in SAMPLE_QUESTIONS if sample else (conversation.desk.example,):
        click.echo(f"> {question}\n\n{_written(conversation, question)}\n")
    click.echo(
        "Those were examples. Go on with your own question:\n"
        '  dateline ask "..."     one question (in a checkout: .venv/bin/dateline)\n'
        "  dateline chat          a conversation, in a terminal\n"
        "  dateline index PATH    your own archive\n"
        "Set TELEGRAM_BOT_TOKEN in .env to start the Telegram bot instead (see README.md)."
    )
