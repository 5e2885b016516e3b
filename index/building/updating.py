"""Re-indexes archives: one run at a time updates the store, then builds and switches a generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from corpus.boilerplate import learn
from corpus.dating.horizon import Horizon, horizon_on
from corpus.grouping import group
from corpus.ingest import Report, Tally, carry_out
from corpus.parts.merging import Parts
from corpus.redating import Redated, Redating
from corpus.store.last_run import note_run
from corpus.store.outcomes import Outcomes, live_articles, outcomes
from corpus.store.reading import StoreReader
from corpus.store.schema import FILE_NAME
from corpus.store.takedowns import EXPUNGING
from corpus.store.writing import StoreWriter
from corpus.surveying import Plan, survey
from index.building.build import MEMORY, build, next_number, up_to_date
from index.building.expunging import finish
from index.building.going_back import BUILT, answering, note_built
from index.building.locking import alone, room_on_disk
from index.generations import folder as generations
from index.generations import keeping


@dataclass(frozen=True, slots=True)
class Update:
    """What a run has done.

    Attributes:
        tally: of the reading.
        outcomes: of all that the archives that were named hold, whenever it was read.
        moved: archives that are elsewhere now: which, from where, and to where.
        refused: archives of which nothing was changed: why, and the cure.
        redated: of dating from the store.
        readable: live articles in the archives that were named; 0 means that nothing at all could be read.
        generation: the number of the current generation, None when there is nothing to build one from.
        built: whether this run built it.
        missed: items that no part held, and that were read here, where parts were merged.
    """

    tally: Tally
    outcomes: Outcomes
    moved: tuple[str, ...]
    refused: tuple[str, ...]
    redated: Redated
    readable: int
    generation: int | None
    built: bool
    missed: int = 0


Counted = Callable[[int, int], None]


def known_archives(home: Path) -> list[Path]:
    """Return the paths of the archives that a home knows; none if there is no store yet.

    Raises:
        StoreUnusable: there is a store, but it cannot be read.
    """
    if not (home / FILE_NAME).exists():
        return []
    with closing(StoreReader(home)) as store:
        return store.roots()


class How(TypedDict, total=False):
    """How a run goes about it.

    Attributes:
        full: read everything anew and build a new generation whatever has changed.
        again: build a new generation also if nothing has changed; it ends a rollback.
        future: let through what is to be published on a day that is still to come.
        force: let go of archives most of whose files are gone.
        name: that the archive is given.
        retry: read only what is in quarantine, again: below these paths, or all of it if there are none.
        memory: bytes that words and postings may take at once (index/building/build.py).
        parts: a folder with what has been read of the archives already, part by part (corpus/parts/).
        waiting: told who is at work if another run is, which is waited for; without it the run is refused.
    """

    full: bool
    again: bool
    future: bool
    force: bool
    name: str | None
    retry: tuple[str, ...] | None
    memory: int
    parts: Path | None
    waiting: Callable[[str], None] | None


def update(
    home: Path,
    roots: list[Path],
    *,
    reading: Report,
    building: Counted,
    redating: Counted | None = None,
    **how: Unpack[How],
) -> Update:
    """Bring store and index up to date with some archives, and the dates of all with the rules and corrections.

    Args:
        home: the folder of archive.db and index/.
        roots: paths of archives to read; with none, only the dates are brought up to date.
        reading: called as files are read.
        building: called with passages counted and passages in all.
        redating: called with articles dated anew and articles in all.
        how: see there.

    Raises:
        ArchiveNotFound: a path does not exist.
        ArchiveUnclear: a path is in, around or a copy of another archive; nothing has been changed then.
        CorrectionsInvalid: a dates.toml cannot be understood; nothing has been changed then.
        DirectionsInvalid: an archive.toml cannot be understood; nothing has been changed then.
        PartsUnusable: a part is missing, not whole, damaged, or of something else.
        IndexUnusable: the new generation cannot be written, or fails its check; the old one goes on answering.
        StoreUnusable: the store cannot be written, or another run is at work.
    """
    horizon = horizon_on(date.today(), beyond=how.get("future", False))  # noqa: DTZ011 - the maintainer's own day
    with alone(home, "indexing", how.get("waiting")), ExitStack() as opened:
        parts = how.get("parts")
        merged = None if parts is None else opened.enter_context(Parts(parts, roots, horizon))
        writer = opened.enter_context(StoreWriter(home, next_number(home / generations.INDEX)))
        return _Run(writer, home, roots, horizon, how).of(merged, reading, building, redating or (lambda *_: None))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that has the home to itself."""

    writer: StoreWriter
    home: Path
    roots: list[Path]
    horizon: Horizon
    how: How

    def of(self, merged: Parts | None, reading: Report, building: Counted, redating: Counted) -> Update:
        """Read, date, compare and build."""
        writer, roots, how = self.writer, self.roots, self.how
        plans = survey(writer, roots, force=how.get("force", False), name=how.get("name"))
        dates = Redating(writer, self.home, roots, [plan.root for plan in plans if plan.refused])
        tally = carry_out(
            writer,
            plans,
            full=how.get("full", False),
            report=reading,
            horizon=self.horizon,
            retry=how.get("retry"),
            known=None if merged is None else merged.checked(plans, writer.note("store_id") or ""),
        )
        redated = _compare(writer, dates, tally, redating)
        named = roots or [root for _, root in writer.archives()]
        found = outcomes(writer.connection, named), *_told(plans), redated, live_articles(writer.connection, named)
        number, built = _generation(writer, self.home, building, how)
        if merged is not None and not any(plan.refused for plan in plans):
            merged.remove()
        return Update(tally, *found, number, built=built, missed=0 if merged is None else merged.missed)


def _told(plans: list[Plan]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which archives have moved, and why others are refused."""
    moved = (f"{plan.root.name} moved from {plan.moved_from} to {plan.root}" for plan in plans if plan.moved_from)
    return tuple(moved), tuple(plan.refused for plan in plans if plan.refused)


def _compare(writer: StoreWriter, dates: Redating, tally: Tally, redating: Counted) -> Redated:
    """Do what looks at all articles of an archive together, once all are in the store."""
    redated = dates.run(redating)
    group(writer)
    learn(writer)
    note_run(writer, written=tally.articles, removed=tally.removed, redated=redated.changed, unchanged=tally.unchanged)
    return redated


def _generation(writer: StoreWriter, home: Path, building: Counted, how: How) -> tuple[int | None, bool]:
    """Return the number of the generation that answers now, and whether it had to be built."""
    index, state = home / generations.INDEX, writer.state()
    full = how.get("full", False)
    if not (full or how.get("again", False)) and up_to_date(index, state) and not _holds_what_goes(writer, index):
        finish(writer, index)
        number, held = generations.pointed(index), keeping.rolled_back(index)
        generations.clean(index)  # removing may have been interrupted
        keeping.keep(index, number, held.instead_of if held else keeping.before(index, number))
        return number, False
    built = _build(writer, home, state, building, None if full else writer.note(BUILT), how.get("memory", MEMORY))
    return (writer.generation if built else None), built


def _holds_what_goes(writer: StoreWriter, index: Path) -> bool:
    """Tell whether the generation that was gone back to has what is being taken out of the archive."""
    return keeping.rolled_back(index) is not None and writer.note(EXPUNGING) is not None


def _build(writer: StoreWriter, home: Path, state: str, building: Counted, reuse: str | None, memory: int) -> bool:
    """Build a generation of what is live, and clean up after it; False if there never was anything to build one of."""
    index = home / generations.INDEX
    with closing(StoreReader(home)) as store:
        total = store.counts().passages
        if not total and next_number(index) == 1:
            return False
        writer.refer()
        report = partial(_counted, building, total)
        answered = answering(index)
        with room_on_disk(index):
            oldest = build(store, index, writer.generation, state, report, reuse=reuse, memory=memory)
    note_built(writer, generations.check(index, writer.generation).identity, answered)
    writer.purge(oldest)
    finish(writer, index)
    return True


@contextmanager
def upkeep(home: Path) -> Iterator[StoreWriter]:
    """Give the store for a change beside any indexing.

    Raises:
        StoreUnusable: the store cannot be written, or a run is at work.
    """
    with alone(home, "changing the archives"), StoreWriter(home, next_number(home / generations.INDEX)) as writer:
        yield writer


def _counted(building: Counted, total: int, done: int) -> None:
    building(done, total)
