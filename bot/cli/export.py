"""``dateline export``: every article as a record."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from bot.cli.output import STDOUT, written
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.reading.formats.exported import record_of
from corpus.store.exporting import exported
from corpus.store.reading import StoreReader


@click.command("export")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=STDOUT, help="File to write [default: stdout]."
)
@click.pass_obj
def command(settings: Settings, out: Path) -> None:
    """Print every article as a line of JSON, which dateline index reads back as it was.

    Other programs find id, title, text, date, url, lang and authors in each record. The rest is there so that another
    home has the same passages, headings, claims and sources; dates.toml goes along by hand.

    Example: dateline export --out archive.jsonl && dateline --home other index archive.jsonl
    """
    with closing(StoreReader(settings.home)) as store, written(out) as stream:
        for one in exported(store):
            click.echo(one_line(record_of(one)), file=stream)
