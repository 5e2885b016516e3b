"""``dateline report``: what the archive holds, as a page to read."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.output import written
from bot.settings import Settings
from corpus.store.reading import StoreReader
from corpus.store.summary import summary_of

SHOWN = 30


@click.command("report")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default="report.html",
    show_default=True,
    help="File to write; - is stdout.",
)
@click.option("--shown", type=click.IntRange(1), default=SHOWN, show_default=True, help="Articles of each list.")
@click.pass_obj
def command(settings: Settings, out: Path, shown: int) -> None:
    """Write a page of HTML about the archive: counts, years, dates to look at, what was left out or not read.

    The page needs nothing else and asks nothing of any server. Beside each article whose date is in doubt or unknown
    stands the line for dates.toml that settles it.

    Example: dateline report --out report.html
    """
    from bot.rendering.report.page import render_report  # noqa: PLC0415 - its libraries serve nothing else

    with closing(StoreReader(settings.home)) as store:
        summary = summary_of(store, shown)
        names = ", ".join(dict.fromkeys(name for name, _ in store.counts().archives))
        page = render_report(settings.archive_name or names, summary, store, datetime.now(UTC), shown)
    with written(out) as stream:
        stream.write(page)
    if str(out) != "-":
        click.echo(f"Written: {out}", err=True)
