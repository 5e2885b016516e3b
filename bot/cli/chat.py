"""``dateline chat``: the conversation in the terminal."""

from __future__ import annotations

import click

from bot.settings import Settings
from bot.terminal.chat import chat


@click.command("chat")
@click.pass_obj
def command(settings: Settings) -> None:
    """Ask questions one after the other in the terminal; /help lists what else can be typed.

    A line that begins with + asks on from the last answer; what can be looked at next stands below it.

    Piped input is answered line by line; without any, three example questions are.

    Example: dateline chat
    """
    chat(settings)
