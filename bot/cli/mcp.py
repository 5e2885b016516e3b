"""``dateline mcp``: the archive as tools for assistants."""

from __future__ import annotations

import click

from bot.settings import Settings
from corpus.errors import DatelineError


@click.command("mcp")
@click.pass_obj
def command(settings: Settings) -> None:
    """Give an assistant the archive as tools: ask, article and timeline, by the Model Context Protocol.

    Assistants start it themselves and talk to it by standard input and output: name it in their settings, with the
    whole paths of the command and of the home. Needs the package mcp (extra mcp; in a checkout: make mcp).

    Example: dateline --home /srv/dateline/data mcp
    """
    try:
        from bot.web.bridge import run  # noqa: PLC0415 - its library is extra, and not needed by any other command
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "pydantic"}:
            raise
        raise DatelineError(
            "dateline mcp: the package mcp is not installed; in a checkout run make mcp, else pip install dateline[mcp]"
        ) from None
    run(settings)
