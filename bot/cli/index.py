"""``dateline index``: read archives, update the store and the index."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

import click

from bot.cli import parts, rehearsal, rolling_back
from bot.cli.loading import into_cluster
from bot.cli.priority import lower
from bot.cli.progress import Bars
from bot.cli.stopping import status_of
from bot.cli.summary import as_object, in_words, notes
from bot.cli.watching import state_of, watch
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.store.reading import StoreReader
from index.building.updating import How, known_archives, update
from index.generations.folder import INDEX
from index.generations.keeping import rolled_back
from index.generations.runs import noted

PARTS = "parts"
"""Folder in the home of what was read part by part, unless another is told."""
NICE = 10
ALONE = ("--part", "--merge", "--dask", "--watch", "--dry-run", "--rollback")
"""Options that are each for a run of its own."""
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

OPTIONS = (
    click.option("--full", is_flag=True, help="Read every file anew, also those that seem unchanged."),
    click.option("--again", is_flag=True, help="Build a new generation also if nothing has changed; ends a rollback."),
    click.option("--rollback", is_flag=True, help="Answer from the generation before again, until something changes."),
    click.option("--future", is_flag=True, help="Show also what is to be published on a day still to come."),
    click.option("--force", is_flag=True, help="Let go of what is gone also where more than a tenth of the files are."),
    click.option("--name", help="The name of the archive, where its folder's is not wanted; for one PATH."),
    click.option("--watch", is_flag=True, help="Go on, and read again whenever files have changed, until stopped."),
    click.option(
        "--every", type=click.FloatRange(min=0.1), default=60.0, show_default=True,
        help="Seconds between looks of --watch.",
    ),
    click.option("--wait", is_flag=True, help="Wait while another run is at work, instead of ending."),
    click.option(
        "--nice", type=click.IntRange(0, 19), default=NICE, show_default=True,
        help="How far to stand back for other processes; 0 for not at all.",
    ),
    click.option("--dry-run", is_flag=True, help="Read everything, show what would come of it, and write nothing."),
    click.option("--part", type=parts.ShareType(), help="Read part I of N into a file of its own, for --merge."),
    click.option("--merge", is_flag=True, help="Take what all parts came to, instead of reading it here."),
    click.option("--dask", metavar="ADDRESS", help="Have a Dask cluster read the parts, and merge them."),
    click.option(
        "--parts", "folder", type=click.Path(path_type=Path),
        help="Folder of the parts' files [default: parts/ in the home].",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON."),
    click.option("--progress", is_flag=True, help="Say on stderr how far it is, in lines of JSON."),
)  # fmt: skip


class Outcome(NamedTuple):
    """How a run has ended.

    Attributes:
        status: the exit status.
        settled: nothing was left for another run, whatever changes.
    """

    status: int
    settled: bool


def _options(command: Decorated) -> Decorated:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command("index")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[PATH]...")
@_options
@click.pass_context
def command(context: click.Context, /, paths: tuple[Path, ...], **told: Any) -> None:
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
    _refuse(paths, told)
    if context.parent is not None:  # this process is for nothing else
        lower(told["nice"])
    sys.exit(_run(context.obj, paths, told))


def _refuse(paths: tuple[Path, ...], told: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    if told["name"] is not None and len(paths) != 1:
        raise click.UsageError("--name is for one archive: dateline index --name NAME PATH")
    own = [told["part"] is not None, told["merge"], told["dask"] is not None]
    if sum([*own, told["watch"], told["dry_run"], told["rollback"]]) > 1:
        raise click.UsageError(f"{', '.join(ALONE[:-1])} and {ALONE[-1]} are each for a run of its own")
    if told["folder"] is not None and not any(own):
        raise click.UsageError("--parts is for --part, --merge and --dask: dateline index --merge --parts DIR PATH")
    if told["rollback"] and (paths or told["full"] or told["again"]):
        raise click.UsageError("--rollback reads nothing, so it takes no PATH, --full or --again")


def _run(settings: Settings, paths: tuple[Path, ...], told: dict[str, Any]) -> int:
    """Do what is asked for; return the exit status."""
    home, full, as_json = settings.home, told["full"], told["as_json"]
    future, folder = told["future"] or settings.future, told["folder"] or settings.home / PARTS
    how = How(full=full, again=told["again"], future=future, force=told["force"], name=told["name"])
    if told["wait"]:
        how["waiting"] = lambda who: click.echo(f"dateline: {who}", err=True)
    if told["rollback"]:
        return rolling_back.roll_back(settings, how.get("waiting"), as_json=as_json)
    if told["part"] is not None or told["dask"] is not None or told["dry_run"]:
        roots = list(paths) or _known(home)
    if told["dry_run"]:
        rehearsal.show(roots, future=future, as_json=as_json)
        return 0
    if told["part"] is not None:
        parts.read_one(home, roots, told["part"], folder, full=full, future=future, as_json=as_json)
        return 0
    if told["dask"] is not None:
        parts.read_all(told["dask"], home, roots, folder, full=full, future=future)
    if told["merge"] or told["dask"] is not None:
        how["parts"] = folder
    run = partial(run_once, settings, paths, as_json=as_json, progress=told["progress"])
    if told["watch"]:
        _watch(home, paths, told["every"], run, how)
        return 0
    try:
        return run(how).status
    except KeyboardInterrupt as stop:
        click.echo("Interrupted: the old index keeps answering; the same command carries on.", err=True)
        return status_of(stop)


def _watch(home: Path, paths: tuple[Path, ...], every: float, run: Callable[..., Outcome], how: How) -> None:
    """Run whenever what is to be read has changed, until stopped."""
    _ = paths or _known(home)  # refused at once if there is nothing to read

    def look() -> str:
        return state_of(home, paths or known_archives(home))

    def again(*, changed: bool) -> bool:
        settled = run(how, quiet=not changed).settled
        how["full"] = how["again"] = False  # once
        return settled

    watch(every, look, again)


def run_once(
    settings: Settings, paths: tuple[Path, ...], how: How, *, as_json: bool, quiet: bool = False, progress: bool = False
) -> Outcome:
    """Read once, and say what came of it, or only if something has changed.

    Args:
        settings: of the home.
        paths: archives; those that have been read before if there are none.
        how: the run goes about it.
        as_json: print the summary as JSON.
        quiet: say anything only if a generation was built.
        progress: say how far it is in lines of JSON.
    """
    roots, started = list(paths) or _known(settings.home), perf_counter()
    usual = How(future=settings.future, memory=settings.index_memory << 20)
    with noted(settings.home), Bars(lines=progress) as bars:
        done = update(
            settings.home,
            roots,
            reading=bars.reading,
            building=bars.building,
            redating=bars.redating,
            **(usual | how),
        )
        loaded = into_cluster(settings, bars.loading, anew=how.get("full", False)) if done.generation else ""
    seconds = perf_counter() - started
    if not quiet or done.built:
        click.echo(one_line(as_object(done, seconds)) if as_json else in_words(done, seconds))
    held = rolled_back(settings.home / INDEX)
    said = [] if quiet and not done.built else [*filter(None, [loaded]), *notes(done, held)]
    for note in said:
        click.echo(f"dateline: {note}", err=True)
    if done.refused and len(done.refused) == len(roots):
        return Outcome(1, settled=True)
    if not done.readable:
        click.echo(f"dateline: nothing at all could be read; {_where_to_look(settings.home)}", err=True)
    return Outcome(0 if done.readable else 1, settled=not (done.tally.unsettled or done.tally.kept))


def _where_to_look(home: Path) -> str:
    """Return which command tells why nothing could be read: of what is damaged, or of what was taken for no article."""
    with closing(StoreReader(home)) as store:
        quarantined = store.quarantined_count()
    return "dateline quarantine tells why" if quarantined else "dateline index --dry-run PATH tells why it was left out"


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
