"""``dateline start``: what ``make run`` does on a fresh machine."""

from __future__ import annotations

from pathlib import Path

import click

import corpus
from bot.cli.chat import command as chat
from bot.cli.index import run_once
from bot.cli.telegram import command as bot
from index.generations import folder as generations


@click.command("start")
@click.pass_context
def command(context: click.Context) -> None:
    """Index the sample archive if there is no index yet, then start the bot, or the chat without a token.

    Example: dateline start
    """
    settings = context.obj
    if generations.current_number(settings.home / generations.INDEX) is None:
        sample = Path(corpus.__file__).parent / "sample"
        click.echo("There is no index yet: reading the sample archive.", err=True)
        run_once(settings, (sample,), full=False, future=False, force=False, name=None, as_json=False)
    context.invoke(bot if settings.bot_token else chat)
