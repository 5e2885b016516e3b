"""``dateline browse``: make archive.db ready to be looked through in a browser of SQLite files."""

from __future__ import annotations

from contextlib import closing

import click

from bot.settings import Settings
from corpus.store.browsable import make_browsable
from corpus.store.reading import StoreReader
from corpus.store.schema import FILE_NAME
from index.building.updating import upkeep


@click.command("browse")
@click.pass_obj
def command(settings: Settings) -> None:
    """Make archive.db ready for datasette and other browsers of SQLite files: full-text search, facets, words.

    The search is kept up by dateline index from then on; it makes archive.db a third larger. metadata.json beside it
    tells datasette what to show: articles and passages with their years, languages and archives, what was left out
    and what could not be read. The tables are described in docs/store.md.

    Example: dateline browse && datasette data/archive.db --metadata data/metadata.json
    """
    home = settings.home
    with closing(StoreReader(home)) as store:
        names = ", ".join(name for name, _ in store.counts().archives)
    with upkeep(home) as writer:
        metadata = make_browsable(writer, home, settings.archive_name or names)
    click.echo(f"datasette {home / FILE_NAME} --metadata {metadata}")
