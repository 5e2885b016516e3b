"""``dateline index``: read archives, update the store and the index."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter

import click

from bot.cli import parts, rehearsal
from bot.cli.counts import many
from bot.cli.little_text import little_lines
from bot.cli.loading import into_cluster
from bot.cli.memory import peaks
from bot.cli.progress import Bars
from bot.cli.stopping import status_of
from bot.cli.watching import watch as following
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.omissions import Omission
from corpus.parts.share import Share
from index.building.updating import Update, known_archives, update
from index.generations.runs import noted

NOTES = 40
LITTLE_SHOWN = 3
"""Lines on how files were read that are shown; public data has folders of hundreds of tables."""
PARTS = "parts"
"""Folder in the home of what was read part by part, unless another is told."""


@click.command("index")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[PATH]...")
@click.option("--full", is_flag=True, help="Read every file anew, also those that seem unchanged.")
@click.option("--future", is_flag=True, help="Show also what is to be published on a day still to come.")
@click.option("--force", is_flag=True, help="Let go of what is gone also where more than a tenth of the files are.")
@click.option("--name", help="The name of the archive, where its folder's is not wanted; for one PATH.")
@click.option("--watch", is_flag=True, help="Go on, and look again and again what has changed, until stopped.")
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds between looks of --watch."
)
@click.option("--dry-run", is_flag=True, help="Read everything, show what would come of it, and write nothing.")
@click.option("--part", type=parts.ShareType(), help="Read part I of N into a file of its own, for --merge.")
@click.option("--merge", is_flag=True, help="Take what all parts came to, instead of reading it here.")
@click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster read the parts, and merge them.")
@click.option(
    "--parts",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the parts' files [default: parts/ in the home].",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("--progress", is_flag=True, help="Say on stderr how far it is, in lines of JSON.")
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    full: bool,
    future: bool,
    force: bool,
    name: str | None,
    watch: bool,
    every: float,
    dry_run: bool,
    part: Share | None,
    merge: bool,
    dask: str | None,
    folder: Path | None,
    as_json: bool,
    progress: bool,
) -> None:
    """Read archives, and update store and index; a running bot follows within two seconds.

    PATH is a folder, a file or an archive file (.tar, .zip; also .gz, .bz2, .xz); docs/formats.md tells what is read.
    Of a table it tells which column it took for the text, the title and the date. Running it again reads only what
    has changed. What cannot be read goes to quarantine: see dateline quarantine.
    Without PATH every archive is looked at that has been read before.

    Where more than a tenth of an archive's files are gone, nothing of it is changed without --force. An archive whose
    folder has moved is known again at its new place.

    Drafts are left out, and what has a day of publication still to come until a run on that day.

    Dates are corrected in dates.toml, in an archive's folder, beside its file as FILE.dates.toml, or in the home
    for all archives, with lines such as "folder/*" = "2019-01-07". Changes take effect without reading anew.

    What is read, and how, is told in archive.toml, in an archive's folder or beside its file as FILE.archive.toml:
    include, exclude, language, timezone, date_order, base, url, title, [fields]. --dry-run shows what comes of it.

    What one machine would read for days is read by any number of dateline index --part I/N PATH, on any machines,
    and put together by dateline index --merge PATH; docs/parts.md tells how.

    Example: dateline index news.tar.xz notes/
    """
    if name is not None and len(paths) != 1:
        raise click.UsageError("--name is for one archive: dateline index --name NAME PATH")
    if (part is not None) + merge + (dask is not None) + watch + dry_run > 1:
        raise click.UsageError("--part, --merge, --dask, --watch and --dry-run are each for a run of its own")
    if folder is not None and part is None and dask is None and not merge:
        raise click.UsageError("--parts is for --part, --merge and --dask: dateline index --merge --parts DIR PATH")
    future, folder = future or settings.future, folder or settings.home / PARTS
    told = partial(run_once, as_json=as_json, progress=progress)
    run = partial(told, settings, paths, future=future, force=force, name=name)
    if part is not None or dask is not None or dry_run:
        roots = list(paths) or _known(settings.home)
    if dry_run:
        rehearsal.show(roots, future=future, as_json=as_json)
        return
    if part is not None:
        parts.read_one(settings.home, roots, part, folder, full=full, future=future, as_json=as_json)
        return
    if dask is not None:
        parts.read_all(dask, settings.home, roots, folder, full=full, future=future)
    if watch:
        looks = count()
        following(every, lambda: run(full=full and not next(looks), quiet=True))
        return
    try:
        sys.exit(run(full=full, merged=folder if merge or dask is not None else None))
    except KeyboardInterrupt as stop:
        click.echo("Interrupted: the old index keeps answering; the same command carries on.", err=True)
        sys.exit(status_of(stop))


def run_once(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    full: bool,
    future: bool,
    force: bool,
    name: str | None,
    as_json: bool,
    merged: Path | None = None,
    quiet: bool = False,
    progress: bool = False,
) -> int:
    """Read once, and say what came of it, or only if something has changed; return the exit status."""
    roots = list(paths) or _known(settings.home)
    started = perf_counter()
    with noted(settings.home), Bars(lines=progress) as bars:
        done = update(
            settings.home,
            roots,
            full=full,
            reading=bars.reading,
            building=bars.building,
            redating=bars.redating,
            future=future or settings.future,
            force=force,
            name=name,
            memory=settings.index_memory << 20,
            parts=merged,
        )
        loaded = into_cluster(settings, bars.loading, anew=full) if done.generation else ""
    seconds = perf_counter() - started
    if not quiet or done.built:
        click.echo(one_line(_as_object(done, seconds)) if as_json else _summary(done, seconds))
    if loaded and not quiet:
        click.echo(f"dateline: {loaded}", err=True)
    for note in done.tally.notes[:NOTES]:
        click.echo(f"dateline: {note}", err=True)
    if len(done.tally.notes) > NOTES:
        click.echo(f"dateline: and {len(done.tally.notes) - NOTES:,} lines more on tables", err=True)
    if done.redated.unused:
        click.echo(f"dateline: no article fits {'; '.join(done.redated.unused)}; check path or id there", err=True)
    for said in _told(done):
        click.echo(f"dateline: {said}", err=True)
    if done.refused and len(done.refused) == len(roots):
        return 1
    if not done.readable:
        click.echo("dateline: nothing at all could be read; dateline quarantine tells why", err=True)
    return 0 if done.readable else 1


def _known(home: Path) -> list[Path]:
    """Return the archives that have been read before and are still there; the articles of the others stay.

    Raises:
        UsageError: none has been read.
    """
    known = known_archives(home)
    if not known:
        raise click.UsageError(f"{home} knows no archive yet; say which to read: dateline index PATH")
    gone = [root for root in known if _is_gone(root)]
    for root in gone:
        click.echo(f"dateline: {root.name} is not there any more; its articles stay as they were read", err=True)
    return [root for root in known if root not in gone]


def _is_gone(root: Path) -> bool:
    """Tell whether an archive is no longer where it was; one that may not be looked at is told by the run."""
    try:
        return not root.exists()
    except OSError:
        return False


def _told(done: Update) -> list[str]:
    """Return what a maintainer has to look at after a run."""
    said = [*done.moved, *done.refused]
    if done.missed:
        said.append(f"{many(done.missed, 'item')} stood in no part, new or changed since, and had to be read here")
    if done.tally.kept:
        what = "file or folder" if done.tally.kept == 1 else "files and folders"
        said.append(f"{done.tally.kept:,} {what} could not be read to the end; what was read before stays")
    if done.tally.unsettled:
        files = many(done.tally.unsettled, "file")
        said.append(f"{files} changed or went away while being read; the next run looks again")
    little = little_lines(done.outcomes.little, LITTLE_SHOWN, "dateline status names them")
    return [*said, "\n".join(little)] if done.outcomes.little else said


def _summary(done: Update, seconds: float) -> str:
    tally, found = done.tally, done.outcomes
    index = f"generation {done.generation}" if done.built else "index unchanged" if done.generation else "no index"
    return (
        f"{many(done.readable, 'article')} in the archive: {tally.articles:,} new or changed, "
        f"{tally.removed:,} removed{_by_reason(tally.removed_with)}, {tally.unchanged:,} unchanged, "
        f"{done.redated.changed:,} dated anew; {found.seen:,} seen: {found.read:,} read, "
        f"{sum(found.left_out.values()):,} left out{_by_reason(found.left_out)}, "
        f"{found.quarantined:,} in quarantine; {index}; {seconds:.1f} s{_told_of_memory()}"
    )


def _by_reason(reasons: Mapping[str, int]) -> str:
    told = ", ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()) if number)
    return f" ({told})" if told else ""


def _told_of_memory() -> str:
    own, largest = peaks()
    if not own:
        return ""
    return f", {own >> 20:,} MiB" + (f" and {largest >> 20:,} MiB in each other process" if largest else "")


def _as_object(done: Update, seconds: float) -> dict[str, object]:
    tally, found = done.tally, done.outcomes
    return {
        "articles": done.readable,
        "changed": tally.articles,
        "removed": tally.removed,
        "removed_with": {reason: number for reason, number in sorted(tally.removed_with.items()) if number},
        "unchanged": tally.unchanged,
        "seen": found.seen,
        "read": found.read,
        "left_out": found.left_out,
        "quarantined": found.quarantined,
        "little_text": len(found.little),
        "drafts": found.left_out.get(Omission.DRAFT, 0) + found.left_out.get(Omission.DUE, 0),
        "kept": tally.kept,
        "unsettled": tally.unsettled,
        "moved": list(done.moved),
        "refused": list(done.refused),
        "missed": done.missed,
        "redated": done.redated.changed,
        "generation": done.generation,
        "built": done.built,
        "seconds": round(seconds, 3),
        "peak_memory": dict(zip(("main", "worker"), peaks(), strict=True)),
    }
