"""``dateline bot``: the Telegram bot."""

from __future__ import annotations

import click

from bot.settings import Settings
from corpus.importing import for_good


@click.command("bot")
@click.pass_obj
def command(settings: Settings) -> None:
    """Answer readers in Telegram until stopped (Ctrl-C or SIGTERM); needs TELEGRAM_BOT_TOKEN.

    Fetches updates, or has them pushed to DATELINE_WEBHOOK_URL; .env.example tells all settings.

    Example: TELEGRAM_BOT_TOKEN=... dateline bot
    """
    with for_good():
        from bot.telegram.application import run  # noqa: PLC0415 - the library is not needed by any other command

    run(settings)
