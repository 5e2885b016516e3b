"""The terminal chat: the same answers as the bot's, line by line."""

from __future__ import annotations

import shutil
import sys
from datetime import date

import click

from bot.about import about
from bot.rendering.entries import EMPTY_HINT
from bot.rendering.for_terminal import render
from bot.settings import Settings
from index.question import parse_question
from index.searching import Searcher

SAMPLE_QUESTIONS = (
    "Who won the World Cup in 2014?",
    "How many pacemakers ran with Kipchoge?",
    "What closed the airspace over Europe?",
)
HELP = """Type a question and press Enter.
/about   what archive this is
/help    this list
/quit    leave (so does Ctrl-D)"""


def chat(settings: Settings) -> None:
    """Answer what is typed until /quit or the end of the input; without any input, answer three examples."""
    interactive = sys.stdin.isatty()
    searcher = Searcher(settings.home, compiled=False)
    if interactive:
        import readline  # noqa: F401, PLC0415 - gives the prompt its history

        click.echo("\n".join(about(settings, searcher.store).lines) + "\n\n" + HELP)
    asked = 0
    while True:
        try:
            line = input("\n> " if interactive else "").strip()
        except EOFError:
            break
        if line in {"/quit", "/exit"}:
            return
        if line:
            asked += 1
            click.echo(_reply(line, settings, searcher))
            if not interactive:
                click.echo()
    if not interactive and not asked:
        _examples(settings, searcher)


def _reply(line: str, settings: Settings, searcher: Searcher) -> str:
    if line == "/about":
        return "\n".join(about(settings, searcher.store).lines)
    if line.startswith("/"):
        return HELP
    question = parse_question(line, date.today())  # noqa: DTZ011 - the asker's own day
    if not question.terms:
        return EMPTY_HINT.format(example=next(iter(_questions(settings, searcher)), ""))
    return render(searcher.answer(question), shutil.get_terminal_size().columns, colours=sys.stdout.isatty())


def _examples(settings: Settings, searcher: Searcher) -> None:
    for question in _questions(settings, searcher):
        click.echo(f"> {question}\n\n{_reply(question, settings, searcher)}\n")
    click.echo(
        "Those were examples. Go on with your own question:\n"
        '  dateline ask "..."     one question (in a checkout: .venv/bin/dateline)\n'
        "  dateline chat          a conversation, in a terminal\n"
        "  dateline index PATH    your own archive\n"
        "Set TELEGRAM_BOT_TOKEN in .env to start the Telegram bot instead (see README.md)."
    )


def _questions(settings: Settings, searcher: Searcher) -> tuple[str, ...]:
    """Return questions to show: ready-made ones for the sample archive, headlines of any other."""
    names = {name for name, _ in searcher.store.counts().archives}
    return SAMPLE_QUESTIONS if names == {"sample"} else about(settings, searcher.store).examples
