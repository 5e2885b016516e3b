"""Reads and dates one part of some archives, as a run does, into a file of its own; no store is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.articles import rows_of_all
from corpus.dating.horizon import Horizon
from corpus.errors import PartsUnusable
from corpus.ingest import Report, Tally
from corpus.parts.packing import key_of
from corpus.parts.part_file import Origins, PartFile
from corpus.parts.share import Share
from corpus.reading.filling import BATCH, weight
from corpus.reading.items import Item
from corpus.reading.walking import Source, directed, sources
from corpus.store.known import KnownFile, KnownItems, known_files, known_items
from corpus.store.reading import StoreReader
from corpus.store.schema import FILE_NAME
from corpus.workers import batches

Keyed = tuple[bytes, Item]


def read_part(
    home: Path,
    roots: list[Path],
    share: Share,
    folder: Path,
    *,
    full: bool = False,
    report: Report = lambda *_: None,
    horizon: Horizon,
) -> Tally:
    """Read what is new of one part of some archives, and write it into the part's file.

    Work is committed batch by batch: whatever interrupts it, the same call carries on behind the last batch.

    Args:
        home: of a store that knows what has been read before, if there is one.
        roots: paths of archives.
        share: which part of them.
        folder: of the parts' files; made if need be.
        full: read also what that store knows, and look again at files that seem unchanged.
        report: called after every batch.
        horizon: what is published by now.

    Raises:
        ArchiveNotFound: one of the paths does not exist; nothing has been read then.
        DirectionsInvalid: an archive.toml cannot be understood; nothing has been read then.
        PartsUnusable: the part's file is damaged, in use, or cannot be written.
        StoreUnusable: there is a store, but it cannot be read.
    """
    files = {root: directed(root, list(sources(root))) for root in dict.fromkeys(roots)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PartsUnusable(f"{folder}: cannot be written ({error.strerror}); choose another with --parts") from error
    with PartFile(folder / share.file_name, share) as part:
        if full or not (home / FILE_NAME).exists():
            part.begin(Origins.of(files, ""))
            return _PartRun(part, None, horizon, report, full=full).read(files)
        with closing(StoreReader(home)) as store:
            part.begin(Origins.of(files, store.store_id))
            return _PartRun(part, store, horizon, report, full=full).read(files)


class _PartRun:
    def __init__(
        self, part: PartFile, store: StoreReader | None, horizon: Horizon, report: Report, *, full: bool
    ) -> None:
        self.part = part
        self.store = store
        self.horizon = horizon
        self.full = full
        self.tally = Tally()
        self.large = self.done = self.total = 0
        self.report = report

    def read(self, files: dict[Path, list[Source]]) -> Tally:
        """Go through the files that may hold something of the part."""
        share = self.part.share
        self.large = share.large(sum(source.size for found in files.values() for source in found))
        own = {root: [one for one in found if share.opens(one, self.large)] for root, found in files.items()}
        self.total = sum(source.size for found in own.values() for source in found)
        for number, (root, found) in enumerate(own.items()):
            digest = found[0].directions.digest if found else ""
            known = known_files(self.store, root, digest) if self.store is not None else {}
            for source in found:
                self._source(number, source, known.get(source.path))
                self.done += source.size
                self._report(0)
        self.part.finish()
        return self.tally

    def _source(self, archive: int, source: Source, known: KnownFile | None) -> None:
        if not self.full and self.part.has_source(archive, source):
            self.tally.unchanged += 1
            return
        if known is not None and known.whole and (known.size, known.modified) == (source.size, source.stamp):
            self.tally.unchanged += 1
            self.part.finish_source(archive, source)
            return
        items = KnownItems(()) if known is None or self.store is None else known_items(self.store, known.number)
        for batch in batches(self._unknown(source, items), BATCH, lambda keyed: weight(keyed[1])):
            found = rows_of_all([item for _, item in batch], self.horizon)
            self.part.write((key for key, _ in batch), found, self.horizon)
            self.tally.count(found)
            self._report(source.consumed)
        self.tally.kept += source.broken is not None
        self.tally.unsettled += source.unsettled
        self.part.finish_source(archive, source, early=source.broken is not None or source.unsettled)

    def _unknown(self, source: Source, known: KnownItems) -> Iterator[Keyed]:
        """Yield the part's items that neither the store nor the part's file knows."""
        for item in source.items():
            if not self.part.share.has(item, source, self.large):
                continue
            key = key_of(item)
            if any(True for _ in known.take(item.path, item.digest)) or self.part.has(key, self.horizon):
                self.tally.unchanged += 1
            else:
                yield key, item

    def _report(self, consumed: int) -> None:
        self.report(min(self.total, self.done + consumed), self.total, self.tally)
