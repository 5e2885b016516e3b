"""``dateline quarantine``: what could not be read, by reason; and reading it again."""

from __future__ import annotations

from contextlib import closing

import click

from bot.cli.counts import many
from bot.cli.progress import Bars
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.reading.walking import is_there
from corpus.store.holdings import Quarantined
from corpus.store.reading import StoreReader
from index.building.updating import known_archives, update

SHOWN = 20
"""Places that are listed of each reason."""


@click.command("quarantine")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--retry", is_flag=True, help="Read it again, or what is below each PATH, as it is listed here.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line.")
@click.pass_obj
def command(settings: Settings, paths: tuple[str, ...], retry: bool, as_json: bool) -> None:
    """List what could not be read, by reason, or try it again.

    A file that is mended is read by the next dateline index anyway; --retry is for what has changed around the files,
    such as a disk that could not be read.

    Example: dateline quarantine --retry news/2019
    """
    if paths and not retry:
        raise click.UsageError("PATH is for --retry: dateline quarantine --retry PATH")
    if retry:
        _retry(settings, paths)
    with closing(StoreReader(settings.home)) as store:
        found = list(store.quarantined())
    if as_json:
        for one in found:
            click.echo(one_line({"archive": one.archive, "path": one.path, "line": one.line, "reason": one.reason}))
        return
    click.echo("\n".join(_lines(found)))


def _retry(settings: Settings, paths: tuple[str, ...]) -> None:
    roots = [root for root in known_archives(settings.home) if is_there(root)]
    if not roots:
        raise click.UsageError(f"{settings.home} knows no archive that is there; say which: dateline index PATH")
    with Bars() as bars:
        done = update(
            settings.home,
            roots,
            full=False,
            reading=bars.reading,
            building=bars.building,
            redating=bars.redating,
            future=settings.future,
            retry=paths,
            memory=settings.index_memory << 20,
        )
    tally = done.tally
    click.echo(
        f"{many(tally.read, 'item')} read again: {many(tally.articles, 'article')}, "
        f"{sum(tally.left_out.values()):,} left out, {tally.quarantined:,} still in quarantine",
        err=True,
    )


def _lines(found: list[Quarantined]) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for one in found:
        place = f"{one.archive}: {one.path}" + ("" if one.line is None else f", line {one.line}")
        reasons.setdefault(one.reason, []).append(place)
    lines = [f"{len(found):,} in quarantine"]
    for reason, places in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        lines += ["", f"{len(places):,} {reason}", *(f"  {place}" for place in places[:SHOWN])]
        if len(places) > SHOWN:
            lines.append(f"  and {len(places) - SHOWN:,} more: dateline quarantine --json")
    return lines
