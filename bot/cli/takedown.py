"""``dateline takedown``: one article is answered no more, from now on and for good."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import click

from bot.cli.counts import many
from bot.cli.loading import into_cluster, out_of_cluster
from bot.settings import Settings
from corpus.store import archives, takedowns
from corpus.store.reading import StoreReader
from index.building.expunging import expunge
from index.building.updating import upkeep


@click.command("takedown")
@click.argument("article_id", metavar="ID")
@click.option("--archive", help="Name of its archive, where several have an article of this id.")
@click.option("--undo", is_flag=True, help="Let it be read again by the next dateline index.")
@click.pass_obj
def command(settings: Settings, article_id: str, archive: str | None, undo: bool) -> None:
    """Take an article down: a running bot answers nothing of it from now on, and no file here holds its text.

    It stays down though its file is there, also under another name or with other words; so do others with the very
    same text. The generation before, to go back to, is removed with it. The archive's own files are not touched.

    Example: dateline takedown Frist/9May2006Frist236
    """
    home = settings.home

    def number(connection: sqlite3.Connection) -> int | None:
        return None if archive is None else archives.named(connection, archive)

    with closing(StoreReader(home)):  # there has to be a store
        if undo:
            with upkeep(home) as writer:
                takedowns.undo(writer.connection, article_id, number(writer.connection))
            click.echo(f"{article_id} may be read again; the next dateline index does")
            return
        captures: list[str] = []

        def take_down(connection: sqlite3.Connection) -> int:
            captures[:] = takedowns.other_captures(connection, article_id, number(connection))
            return takedowns.take_down(connection, article_id, number(connection))

        out_of_cluster(settings, article_id)
        gone = expunge(home, take_down, memory=settings.index_memory << 20)
        into_cluster(settings, lambda _done, _total: None, only=True)
    click.echo(f"{article_id} is taken down, {many(gone, 'version')} of it")
    if captures:
        click.echo(f"dateline: other captures of its page are still there: {', '.join(captures)}", err=True)
