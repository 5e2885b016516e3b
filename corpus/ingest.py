"""Brings the store up to date with an archive: reads what changed, retires what is gone, quarantines the rest."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from corpus.articles import EVERYTHING, rows_of_all
from corpus.dating.horizon import Horizon
from corpus.omissions import Omission
from corpus.reading.directions import NO_DIRECTIONS
from corpus.reading.filling import BATCH, Batch, File, filled
from corpus.reading.items import Item
from corpus.reading.recapturing import settle
from corpus.reading.walking import Source
from corpus.store import archives
from corpus.store.directed import direct
from corpus.store.known import KnownItems
from corpus.store.last_run import see_that_time_goes_on
from corpus.store.recaptured import alone
from corpus.store.rows import ItemRows
from corpus.store.writing import StoreWriter
from corpus.surveying import Plan, survey
from corpus.workers import Workers

ALONE = 4
"""Batches that are read sooner without workers."""


@dataclass(slots=True)
class Tally:
    """What a run has done so far, in items and articles.

    Attributes:
        read: items that were read because they are new or changed.
        unchanged: files that were not even opened, and items whose content was the same.
        articles: articles written.
        left_out: how many items of this run are no articles, by the reason.
        quarantined: items that could not be read in this run.
        removed: articles that are no longer in the archive.
        notes: what is told of how files were read, such as which columns were taken for what.
        removed_with: how many of them went with what: a file that is gone, or what it holds now.
        kept: files and folders that could not be read, of which the last version stays.
        unsettled: files that were changed or taken away while they were read; the next run looks at them again.
    """

    read: int = 0
    unchanged: int = 0
    articles: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    quarantined: int = 0
    removed: int = 0
    notes: list[str] = field(default_factory=list)
    removed_with: Counter[str] = field(default_factory=Counter, compare=False)
    kept: int = field(default=0, compare=False)
    unsettled: int = 0

    def count(self, found: list[ItemRows]) -> None:
        """Count what came of items that were read."""
        self.read += len(found)
        for item, articles in found:
            self.articles += len(articles)
            self.quarantined += item["reason"] is not None
            if item["left_out"] is not None:
                self.left_out[item["left_out"]] += 1

    def remove(self, number: int, reason: str) -> None:
        """Count articles that are no longer in the archive."""
        self.removed += number
        self.removed_with += Counter({reason: number})


Report = Callable[[int, int, Tally], None]
"""Told how far a run has come: bytes done of all bytes to look at, and the tally."""
Readers = Workers[Item, ItemRows]
Known = Callable[[Item], ItemRows | None]
"""Tells what came of an item where it has been read elsewhere, and None where it has not."""


def ingest(
    writer: StoreWriter,
    roots: list[Path],
    *,
    full: bool = False,
    report: Report,
    workers: int | None = None,
    horizon: Horizon = EVERYTHING,
    force: bool = False,
) -> Tally:
    """Bring the store up to date with every archive given, as ``carry_out`` does.

    Args:
        writer: the open store.
        roots: paths of archives; each is one archive in the store.
        full: read everything anew, also what seems unchanged.
        report: called after every batch.
        workers: processes that read and clean; the machine's cores unless told; 0 for none but this one.
        horizon: what is published by now.
        force: let go of archives most of whose files are gone.

    Raises:
        ArchiveNotFound: one of the paths does not exist; nothing has been read then.
        ArchiveUnclear: it cannot be told which archive a path is; nothing has been read then.
        DirectionsInvalid: an archive.toml cannot be understood; nothing has been read then.
    """
    plans = survey(writer, roots, force=force)
    return carry_out(writer, plans, full=full, report=report, workers=workers, horizon=horizon)


def carry_out(
    writer: StoreWriter,
    plans: list[Plan],
    *,
    full: bool,
    report: Report,
    workers: int | None = None,
    horizon: Horizon = EVERYTHING,
    retry: tuple[str, ...] | None = None,
    known: Known | None = None,
) -> Tally:
    """Bring the store up to date with what has been found of archives, but for those that are refused.

    Work is committed batch by batch: whatever interrupts it, the next run carries on behind the last batch.

    Args:
        writer: the open store.
        plans: what stands where each archive is.
        full: read everything anew, also what seems unchanged.
        report: called after every batch.
        workers: processes that read and clean; the machine's cores unless told; 0 for none but this one.
        horizon: what is published by now.
        retry: read only what is in quarantine, again: below these paths, or all of it if there are none.
        known: what has been read elsewhere and need not be here.

    Raises:
        StoreUnusable: the clock is behind the last run.
    """
    see_that_time_goes_on(writer, full=full)
    wanted = [plan for plan in plans if plan.refused is None]
    total = sum(source.size for plan in wanted for source in plan.files)
    run = Run(writer, report, total, horizon, full=full)
    with Workers(partial(rows_of_all, horizon=horizon), workers, ALONE, known) as readers:
        for plan in wanted:
            if retry is None:
                run.archive(plan, readers)
            else:
                run.again(plan, readers, retry)
    return run.tally


class Run:
    """One run over several archives: what is known, what was done, and how far it is."""

    def __init__(self, writer: StoreWriter, report: Report, total: int, horizon: Horizon, *, full: bool) -> None:
        self.writer = writer
        self.report = report
        self.total = total
        self.horizon = horizon
        self.full = full
        self.overtaken: dict[int, int] = {}
        self.retrying = False
        self.passed = 0
        self.under_way: deque[Batch] = deque()
        self.opened = 0
        self.tally = Tally()

    def archive(self, plan: Plan, readers: Readers) -> None:
        """Bring one archive up to date, file by file; files that are gone lose their articles."""
        archive = self.writer.archive(plan.root, plan.name)
        directions = plan.files[0].directions if plan.files else NO_DIRECTIONS
        direct(self.writer, archive, directions.digest, directions.keep)
        prefix = f"{self.writer.name_of(archive)}/" if plan.root.is_dir() else ""
        known = self.writer.known_sources(archive)
        for old, new in plan.renamed.items():
            archives.rename_file(self.writer.connection, known[old][0], old, new, prefix)
            known[new] = (known.pop(old)[0], -1, -1, False)
        # First, so that what has taken the place of a file that is gone gets its ids, as in a run from nothing.
        there = {source.path for source in plan.files}
        for path in [path for path in known if path not in there and not plan.out_of_sight(path)]:
            self.tally.remove(self.writer.drop_source(known.pop(path)[0]), "their files are gone")
        self.overtaken = self.writer.overtaken(archive, self.horizon) | alone(self.writer.connection, archive)
        files_overtaken = set(self.overtaken.values())

        def number_if_changed(source: Source) -> int | None:
            number, size, modified, complete = known.pop(source.path, (0, -1, -1, False))
            same = complete and number not in files_overtaken and (size, modified) == (source.size, source.stamp)
            if not same or self.full:
                return number
            self.tally.unchanged += 1
            return None

        self._read(archive, prefix, self._files(plan, number_if_changed), readers)
        self._recaptured(archive, prefix, plan, readers)
        self.writer.finish_archive(archive)

    def again(self, plan: Plan, readers: Readers, paths: tuple[str, ...]) -> None:
        """Read what is in quarantine of one archive again, below some paths, and nothing else."""
        archive = self.writer.archive(plan.root)
        name = self.writer.name_of(archive)
        prefix = f"{name}/" if plan.root.is_dir() else ""
        wanted = self.writer.failed_sources(archive, [path.removeprefix(f"{name}/").rstrip("/") for path in paths])
        known = self.writer.known_sources(archive)
        self.overtaken = {}
        self.retrying = True
        numbers = {path: known[path][0] for path in wanted}
        self._read(archive, prefix, self._files(plan, lambda source: numbers.get(source.path)), readers)
        self._recaptured(archive, prefix, plan, readers)

    def _recaptured(self, archive: int, prefix: str, plan: Plan, readers: Readers) -> None:
        """Settle the captures of pages across files; those that were left out for one that is gone are read first."""
        self.overtaken = alone(self.writer.connection, archive)
        known = self.writer.known_sources(archive) if self.overtaken else {}
        rows = {path: row[0] for path, row in known.items() if row[0] in set(self.overtaken.values())}
        here = (source for source in plan.files if source.path in rows)
        self._read(archive, prefix, (File(source, rows[source.path], self.passed) for source in here), readers)
        if later := settle(self.writer, archive):
            self.tally.left_out[Omission.CAPTURED_EARLIER] += later

    def _files(self, plan: Plan, number_of: Callable[[Source], int | None]) -> Iterator[File]:
        """Yield the files of an archive that are to be read, and pass over the others.

        Args:
            plan: of the archive.
            number_of: returns the number of a file's row, 0 if it has none, or None if it is not to be read.
        """
        for source in plan.files:
            number = number_of(source)
            if number is not None:
                yield File(source, number, self.passed)
            self.passed += source.size
            if not self.opened:  # else what is before it has still to be written
                self._report(self.passed)

    def _read(self, archive: int, prefix: str, files: Iterable[File], readers: Readers) -> None:
        """Read files and write what comes of them, batch by batch; batches are filled ahead of what is written."""
        for found in readers.results(self._handed_out(files)):
            batch = self.under_way.popleft()
            self._write(archive, prefix, batch, found)
            self._report(batch.reached)
        self._report(self.passed)

    def _handed_out(self, files: Iterable[File]) -> Iterator[list[Item]]:
        for batch in filled(files, self._changed, BATCH):
            self.under_way.append(batch)
            yield batch.items

    def _write(self, archive: int, prefix: str, batch: Batch, found: list[ItemRows]) -> None:
        """Write what came of a batch, of all its files in one transaction."""
        rows = iter(found)
        with self.writer.transaction():
            for piece in batch.pieces:
                file = piece.file
                if not file.begun:
                    file.number, file.begun = self.writer.begin_source(archive, file.source.path), True
                if piece.items:
                    of_file = islice(rows, piece.items)
                    self.tally.count(self.writer.write(archive, prefix, file.number, of_file))
                if piece.ends:
                    self._end(archive, file.number, file.source)

    def _end(self, archive: int, number: int, source: Source) -> None:
        self.opened -= 1
        self.tally.notes += source.notes
        if source.broken is not None:
            self.writer.quarantine(archive, number, source.path, source.broken)
            self.writer.leave_source(number)
            self.tally.quarantined += 1
            self.tally.kept += 1
        elif source.unsettled:
            self.writer.leave_source(number)
            self.tally.unsettled += 1
        else:
            gone = self.writer.finish_source(number, source.size, source.stamp)
            self.tally.remove(gone, "no longer in their files")

    def _changed(self, file: File) -> Iterator[Item]:
        """Yield the items of a file that have to be read; the others keep what came of them."""
        self.opened += 1
        anew = self.full or not file.number
        known = KnownItems(()) if anew else self.writer.known_items(file.number, failed=not self.retrying)
        keep = partial(self._keep, file.number, known)
        for item in file.source.items(None if anew else partial(keep, whole=True)):
            if not keep(item.path, item.digest, item.line):
                yield item

    def _keep(
        self, file: int, known: KnownItems, path: str, digest: str, line: int | None = None, *, whole: bool = False
    ) -> bool:
        """Keep what came of an item if it is the same, and was not overtaken by the day of this run."""
        # Of items that are the same each stands for one; keeping takes it from those known for good.
        for same in known.take(path, digest, whole=whole):
            if same.number not in self.overtaken:
                self.writer.settled.keep(file, same, line)
                self.tally.unchanged += 1
                return True
        return False

    def _report(self, reached: int) -> None:
        self.report(min(self.total, reached), self.total, self.tally)
