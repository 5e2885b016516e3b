"""``dateline status``: what the archive holds, from when to when, and what could not be read."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.counts import many
from bot.cli.held import holding
from bot.cli.little_text import little_lines
from bot.rendering.as_json import status_json
from bot.rendering.sparkline import sparkline
from bot.settings import Settings
from corpus.errors import WeightsInvalid
from corpus.store.boilerplate import boilerplate_of
from corpus.store.holdings import Counts, Quarantined
from corpus.store.little_text import ORDER, PAGES, LittleText, little_text
from corpus.store.reading import StoreReader
from corpus.store.summary import years_of
from index.generations import folder as generations
from index.generations.folder import Manifest
from index.generations.keeping import RolledBack, rolled_back
from index.generations.runs import last_run
from index.ranking.learned import WEIGHTS, read_weights

SHOWN = 20
"""Pages with little text that are listed."""
REASONS = 5
"""Of what is in quarantine that are told."""


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with everything in quarantine.")
@click.pass_obj
def command(settings: Settings, as_json: bool) -> None:
    """Show what the archive holds: counts, dates, the index, and what is in quarantine.

    Example: dateline status --json
    """
    home = settings.home
    with closing(StoreReader(home)) as store:
        counts, years, quarantined = store.counts(), years_of(store), list(store.quarantined())
        little, learned = list(store.query(little_text, f"{PAGES} {ORDER}")), boilerplate_of(store)
    number = generations.current_number(home / generations.INDEX)
    manifest = None if number is None else generations.load(home / generations.INDEX, number)[0]
    held = rolled_back(home / generations.INDEX)
    if as_json:
        ranked = _weights(home)[0]
        click.echo(status_json(counts, years, quarantined, manifest, little, len(learned), held, ranked))
    else:
        click.echo("\n".join(_lines(counts, sparkline(years), quarantined, manifest, little, len(learned), held, home)))


def _lines(
    counts: Counts,
    years: str,
    quarantined: list[Quarantined],
    manifest: Manifest | None,
    little: list[LittleText],
    learned: int,
    held: RolledBack | None,
    home: Path,
) -> list[str]:
    lines = [f"{many(counts.articles, 'article')}, {many(counts.passages, 'passage')}"]
    if counts.first:
        lines.append(f"published {counts.first} to {counts.last}")
    if years:
        lines.append(f"articles a year: {years}")
    lines += [f"{number:,} {status}" for status, number in sorted(counts.statuses.items())]
    lines += [f"archive {name}, read {indexed_at or 'not to its end yet'}" for name, indexed_at in counts.archives]
    lines.append(f"index generation {manifest.number}, built {manifest.built_at}" if manifest else "no index yet")
    lines += _notable(home)
    if held:
        lines.append(f"{holding(held)}: dateline index --again ends that")
    if learned:
        lines.append(f"{many(learned, 'paragraph')} of boilerplate not searched: dateline report shows what recurs")
    reasons = Counter(one.reason for one in quarantined)
    lines.append(f"{len(quarantined):,} in quarantine" + (": dateline quarantine lists it" if quarantined else ""))
    lines += [f"  {count:,} {reason}" for reason, count in reasons.most_common(REASONS)]
    if len(reasons) > REASONS:
        lines.append(f"  and {len(reasons) - REASONS:,} more reasons")
    lines += little_lines(little, SHOWN, "dateline status --json")
    return lines


def _notable(home: Path) -> list[str]:
    """Return lines on what is not as it is in most homes: a run that failed, and weights of its own."""
    lines = []
    run = last_run(home)
    if run is not None and not run.well:
        at = datetime.fromtimestamp(run.ended, UTC)
        lines.append(f"the last run, of {at:%Y-%m-%d %H:%M} UTC, failed: dateline index says why")
    told = _weights(home)[1]
    return [*lines, told] if told else lines


def _weights(home: Path) -> tuple[str, str]:
    """Return by which weights is ranked, in a word and as a line; the line is empty for those that ship."""
    if not (home / WEIGHTS).exists():
        return "shipped", ""
    try:
        read_weights(home / WEIGHTS)
    except WeightsInvalid as error:
        return "unusable", f"{error}; the shipped ones are used"
    return "learned", "ranked by what dateline tune has learned: dateline tune --forget ends that"
