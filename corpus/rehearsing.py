"""Reads archives as a run would, and writes nothing: tells what would be read, left out and why, and dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import basename
from typing import NamedTuple

from corpus.articles import EVERYTHING, process
from corpus.dating.horizon import Horizon
from corpus.ingest import ALONE, Report, Tally
from corpus.model import Status, little_was_found
from corpus.reading.filling import BATCH, weight
from corpus.reading.items import Item
from corpus.reading.readers import ending_of
from corpus.reading.sites.site import Site
from corpus.reading.walking import Source, directed, sources
from corpus.workers import Workers, batches

EXAMPLES = 5
"""Paths that are shown of each kind."""
REASONS = 100
"""Reasons of quarantine that are told apart: what libraries say may differ from file to file."""


class Looked(NamedTuple):
    """What would come of an item, in words that processes hand over soonest.

    Attributes:
        path: below the archive's root.
        kind: the reader that its articles were read with, else the ending of its name.
        left_out: why it is no article, or None.
        reason: why it would go to quarantine, or None.
        dates: of each of its articles the kind of evidence that dates it, or its status where none does.
        linked: how many of its articles have an address.
        little: of how many little text was found although they show much more.
    """

    path: str
    kind: str
    left_out: str | None
    reason: str | None
    dates: tuple[str, ...]
    linked: int
    little: int = 0


@dataclass(slots=True)
class Some:
    """How many there are of a kind, and the first of them."""

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, path: str, count: int = 1) -> None:
        """Count one more."""
        self.count += count
        if len(self.examples) < EXAMPLES:
            self.examples.append(path)


@dataclass(slots=True)
class Rehearsal:
    """What a run over some archives would find.

    Attributes:
        seen: items that were looked at: read, left out or for quarantine.
        articles: how many there would be.
        linked: how many of them have an address that readers can open.
        read: items by the reader that they are read with.
        left_out: by the reason.
        quarantined: by the reason.
        dated: articles by the kind of evidence that dates them.
        undated: articles that nothing dates.
        little: articles of which little text was found although their pages show much more.
        sites: whose sources are in the archives.
        begun: bytes of the files that were opened so far.
    """

    seen: int = 0
    articles: int = 0
    linked: int = 0
    read: dict[str, Some] = field(default_factory=dict)
    left_out: dict[str, Some] = field(default_factory=dict)
    quarantined: dict[str, Some] = field(default_factory=dict)
    dated: Counter[str] = field(default_factory=Counter)
    undated: Some = field(default_factory=Some)
    little: Some = field(default_factory=Some)
    sites: list[Site] = field(default_factory=list)
    begun: int = 0

    def add(self, one: Looked) -> None:
        """Count what would come of an item."""
        self.seen += 1
        if one.reason is not None:
            told = one.reason if one.reason in self.quarantined or len(self.quarantined) < REASONS else "other reasons"
            self.quarantined.setdefault(told, Some()).add(one.path)
            return
        if one.left_out is not None:
            self.left_out.setdefault(one.left_out, Some()).add(one.path)
            return
        self.read.setdefault(one.kind, Some()).add(one.path)
        self.articles += len(one.dates)
        self.linked += one.linked
        if one.little:
            self.little.add(one.path, one.little)
        for kind in one.dates:
            if kind == Status.UNDATED:
                self.undated.add(one.path)
            else:
                self.dated[kind] += 1


def rehearse(
    roots: list[Path], *, report: Report, workers: int | None = None, horizon: Horizon = EVERYTHING
) -> Rehearsal:
    """Read archives whole and tell what a run would make of them; nothing is written anywhere.

    Args:
        roots: paths of archives.
        report: called after every batch.
        workers: processes that read; the machine's cores unless told; 0 for none but this one.
        horizon: what is published by now.

    Raises:
        ArchiveNotFound: one of the paths does not exist; nothing has been read then.
        DirectionsInvalid: an archive.toml cannot be understood; nothing has been read then.
    """
    files = [one for root in roots for one in directed(root, list(sources(root)))]
    total = sum(one.size for one in files)
    found, tally = Rehearsal(), Tally()
    with Workers(partial(_look_at_all, horizon=horizon), workers, ALONE) as readers:
        stream = _items(files, found)
        for results in readers.results(batches(stream, BATCH, weight)):
            for one in results:
                found.add(one)
            tally.read = found.seen
            report(min(total, found.begun), total, tally)
    report(total, total, tally)
    return found


def _items(files: list[Source], found: Rehearsal) -> Iterator[Item]:
    sites: dict[tuple[str, str], Site] = {}
    done = 0
    for source in files:
        for item in source.items():
            found.begun = done + source.consumed
            for site in item.directions.sites:
                if site.generator and (site.root, site.generator) not in sites:
                    sites[site.root, site.generator] = site
                    found.sites.append(site)
            yield item
        if source.broken is not None:
            found.add(Looked(source.path, ending_of(source.path), None, source.broken, (), 0))
        done += source.size


def _look_at_all(items: list[Item], horizon: Horizon) -> list[Looked]:
    return [_look_at(item, horizon) for item in items]


def _look_at(item: Item, horizon: Horizon) -> Looked:
    outcome = process(item, horizon)
    kind = next((one.format for one in outcome.articles), ending_of(item.path) or basename(item.path))
    dates = tuple(
        str(one.dates.status) if one.dates.status is Status.UNDATED else one.dates.kind for one in outcome.articles
    )
    linked = sum(one.url is not None for one in outcome.articles)
    little = sum(little_was_found(one) for one in outcome.articles)
    return Looked(item.path, kind, outcome.left_out, outcome.reason, dates, linked, little)
