"""``dateline start``: what ``make run`` does on a fresh machine."""

from __future__ import annotations

from pathlib import Path

import click

import corpus
from bot.cli.index import run_once
from bot.cli.serve import announce, serve
from bot.settings import Settings
from index.generations import folder as generations


@click.command("start")
@click.pass_obj
def command(settings: Settings) -> None:
    """Index the sample archive if there is no index yet, then start the bot, or the web page without a token.

    With a token the page is started beside the bot if DATELINE_WEB is true. The terminal chat is dateline chat.

    Example: dateline start
    """
    if generations.current_number(settings.home / generations.INDEX) is None:
        sample = Path(corpus.__file__).parent / "sample"
        click.echo("There is no index yet: reading the sample archive.", err=True)
        run_once(settings, (sample,), full=False, future=False, force=False, name=None, as_json=False)
    if not settings.bot_token:
        click.echo("TELEGRAM_BOT_TOKEN is not set, so this is the page alone. In a terminal: dateline chat", err=True)
        serve(settings)
        return
    from bot.telegram.application import run  # noqa: PLC0415 - the library is not needed by any other command

    if not settings.web:
        run(settings)
        return
    from bot.web.serving import beside  # noqa: PLC0415 - as above

    run(settings, beside(settings, announce))
