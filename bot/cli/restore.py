"""``dateline restore``: a backup back into a home."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.counts import many
from bot.settings import Settings


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it into the place of what the home holds, which is gone then.")
@click.pass_obj
def command(settings: Settings, file: Path, replace: bool) -> None:
    """Put what dateline backup has written into a home that is empty or not there yet.

    All of it is verified before anything is changed; a backup that is damaged, or was made to do harm, is refused.
    If it was interrupted, run it once more. Stop the bot and the page before. The settings of then are in settings.env
    of the home, without what is secret.

    Example: dateline --home data restore /backups/dateline.tar.zst
    """
    from bot.backup.contents import SETTINGS  # noqa: PLC0415 - as below
    from bot.backup.restoring import restore  # noqa: PLC0415 - with libraries that a list of commands needs not

    done = restore(file, settings.home, replace=replace, memory=settings.index_memory << 20)
    if done.contents is None:
        click.echo(f"{settings.home}: the restore that was interrupted is at its end; {file} was not read")
        return
    held, built = done.contents, ", its index built anew" if done.built else ""
    counts = f"{many(held.articles, 'article')}, {many(held.passages, 'passage')}"
    click.echo(f"{settings.home}: {counts}, as of {held.made_at}{built}")
    click.echo(f"dateline: the settings of then, without secrets: {settings.home / SETTINGS}", err=True)
