"""``dateline start``: what ``make run`` does on a fresh machine."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

import click

import corpus
from bot.cli.index import run_once
from bot.cli.serve import announce
from bot.settings import Settings
from corpus.importing import for_good
from index.building.updating import How
from index.generations import folder as generations


@click.command("start")
@click.pass_obj
def command(settings: Settings) -> None:
    """Index the sample archive if there is no index yet, then start the bot, or page and chat without a token.

    Without a token it shows the web page, whose address it prints, beside a chat in the terminal. With one the page is
    started beside the bot if DATELINE_WEB is true.

    Example: dateline start
    """
    if generations.current_number(settings.home / generations.INDEX) is None:
        sample = Path(corpus.__file__).parent / "sample"
        click.echo("There is no index yet: reading the sample archive.", err=True)
        run_once(settings, (sample,), How(), as_json=False)
    if not settings.bot_token:
        _without_bot(settings)
        return
    with for_good():
        from bot.telegram.application import run  # noqa: PLC0415 - the library is not needed by any other command

    if not settings.web:
        run(settings)
        return
    from bot.web.serving import beside  # noqa: PLC0415 - as above

    run(settings, beside(settings, announce))


def _without_bot(settings: Settings) -> None:
    """Show the page, and chat in the terminal meanwhile; without anybody who types, show the page until stopped."""
    with for_good():
        from bot.terminal.chat import chat  # noqa: PLC0415 - needed without a token only
        from bot.web.serving import meanwhile  # noqa: PLC0415 - as above

    signal.signal(signal.SIGTERM, _stop)
    try:
        with meanwhile(settings, announce) as shown:
            asked = chat(settings)
            if shown and not asked and not sys.stdin.isatty():
                signal.pause()
    except KeyboardInterrupt:
        return


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
