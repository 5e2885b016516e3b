"""``dateline serve``: the page."""

from __future__ import annotations

from dataclasses import replace

import click

from bot.settings import FORMS, Settings
from corpus.importing import for_good, without_certificates


@click.command("serve")
@click.option("--listen", metavar="HOST:PORT", help="Where to listen, instead of DATELINE_WEB_LISTEN.")
@click.pass_obj
def command(settings: Settings, listen: str | None) -> None:
    """Show the archive as a web page until stopped (Ctrl-C or SIGTERM), with JSON and feeds for programs.

    Its address is printed; docs/web.md tells how to let others reach it.

    Example: dateline serve --listen 127.0.0.1:8090
    """
    serve(settings if listen is None else replace(settings, web_listen=place(listen)))


def place(listen: str) -> str:
    """Return where to listen as it is told, if it can be that."""
    try:
        return str(FORMS["web_listen"].read(listen))
    except ValueError:
        raise click.BadParameter(f"--listen {FORMS['web_listen'].must}") from None


def serve(settings: Settings) -> None:
    """Show the page until stopped, and print where it is."""
    with for_good(), without_certificates():
        from bot.web.serving import run  # noqa: PLC0415 - its library is not needed by any other command

    run(settings, announce)


def announce(address: str) -> None:
    """Print where the page is."""
    click.echo(f"The archive answers at {address} (Ctrl-C stops it)", err=True)
