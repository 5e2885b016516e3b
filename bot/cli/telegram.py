"""``dateline bot``: the Telegram bot."""

from __future__ import annotations

import click

from bot.cli.main import settings_of


@click.command("bot")
@click.pass_context
def command(context: click.Context) -> None:
    """Answer readers in Telegram until stopped (Ctrl-C or SIGTERM); needs TELEGRAM_BOT_TOKEN.

    Fetches updates, or has them pushed to DATELINE_WEBHOOK_URL; .env.example tells all settings.

    Example: TELEGRAM_BOT_TOKEN=... dateline bot
    """
    from bot.telegram.application import run  # noqa: PLC0415 - the library is not needed by any other command

    run(settings_of(context))
