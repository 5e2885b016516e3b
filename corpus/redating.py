"""Dates articles anew from the store, without reading their files: after corrections, and when rules have changed.

Claims are stored as they were read. A run over an archive
1. reads dates.toml and compares the articles of each archive (corpus/dating/archive/comparing.py);
2. looks for articles of whose claims something else is ruled now than what is stored, or that another version of
   the rules has dated; all others are left alone, their mentions too;
3. decides those anew. Their mentions are found anew if their dates or the rules for mentions have changed. If
   anything differs, a new version of the article is written and the old one retired in the same transaction, as
   when a file changes.

So a running bot keeps answering from the old versions until the next generation is there, and never sees one
article with two dates. A version that no generation refers to yet (it was read in this very run) is removed instead
of retired. Batches are committed one by one and articles are marked as looked at, so that an interrupted run
carries on where it stopped.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from corpus.dates.mentions import article_mentions
from corpus.dating.archive.comparing import Comparison
from corpus.dating.archive.pages import Page, folder_of, lent
from corpus.dating.corrections import FILE_NAME, UNDATED, Correction, Corrections, beside, corrections_for, read_text
from corpus.dating.rulings import Ruled, rule, settle
from corpus.dating.version import DATES_VERSION, MENTIONS_VERSION
from corpus.model import Kind
from corpus.reading.walking import is_there
from corpus.store.evidence import Dated, Evidence, dated, evidence, evidence_of
from corpus.store.reading import StoreReader
from corpus.store.redated import NewDates
from corpus.store.rows import dates_row, dump_mentions
from corpus.store.writing import StoreWriter
from corpus.workers import Workers, batches

BATCH = 200
ALONE = 4
"""Batches that are done before workers are started: 800 articles take about as long as starting them."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be dated anew.

    Attributes:
        row: its number in the store.
        ruled: its claims with what is ruled of them now.
        other_rulings: whether something else is stored of them.
        other_mentions: whether another version of the rules has found its mentions.
    """

    row: int
    ruled: tuple[Ruled, ...]
    other_rulings: bool
    other_mentions: bool


@dataclass(frozen=True, slots=True)
class Redated:
    """What a run has done: articles with other dates or mentions, corrections without any."""

    changed: int = 0
    unused: tuple[str, ...] = ()


Report = Callable[[int, int], None]


class Redating:
    """One run over every archive of a store.

    Args:
        writer: the open store.
        home: its folder.
        roots: paths of archives that may be new.
        refused: paths of archives that are not all there; what their files said last still holds.

    Raises:
        CorrectionsInvalid: a dates.toml says something that cannot be understood; nothing has been changed then.
    """

    def __init__(
        self, writer: StoreWriter, home: Path, roots: Iterable[Path] = (), refused: Iterable[Path] = ()
    ) -> None:
        self.writer = writer
        self.home = home
        self._seen = (0, 0)  # articles of the archive at work, and all of them
        self._general = (home / FILE_NAME, read_text(home / FILE_NAME))
        self._corrections: dict[Path, tuple[Corrections, str]] = {}
        known = {root: number for number, root in writer.archives()}
        absent = {root.resolve() for root in refused}
        for root in dict.fromkeys([*(root.resolve() for root in roots), *known]):
            file = beside(root)
            if (root not in absent and is_there(root)) or root not in known:
                text = read_text(file)
            else:  # of an archive that is not there just now, what its file said last still holds
                name, _, text = (writer.note(f"corrections {known[root]}") or "").partition("\n")
                file = file.with_name(name or file.name)
            self._corrections[root] = (corrections_for((file, text), self._general), f"{file.name}\n{text}")

    def run(self, report: Report, workers: int | None = None) -> Redated:
        """Date what has to be dated anew.

        Args:
            report: called with articles done and articles in all, of the archive at work.
            workers: processes; the machine's cores unless told.
        """
        changed = 0
        used: set[Correction] = set()
        asked: list[Correction] = []
        whole = True
        with closing(StoreReader(self.home)) as store:
            for number, root in self.writer.archives():
                corrections, note = self._corrections[root]
                key = f"{DATES_VERSION}.{MENTIONS_VERSION} {corrections.digest} "
                if self.writer.note(f"redated {number}") == key + self.writer.state_of(number):
                    whole = False
                    continue
                tasks = self._tasks(store, number, corrections, used)
                changed += self._redate(tasks, report, workers)
                asked += corrections.all()
                self.writer.write_note(f"corrections {number}", note)
                self.writer.write_note(f"redated {number}", key + self.writer.state_of(number))
        general = f"{FILE_NAME} of the home"
        unused = (one.place for one in asked if one not in used and (whole or not one.place.startswith(general)))
        return Redated(changed, tuple(dict.fromkeys(unused)))

    def _redate(self, tasks: Iterator[Task], report: Report, workers: int | None) -> int:
        """Do the tasks of an archive; return how many articles have other dates or mentions now."""
        changed = 0
        with Workers(partial(redate_all, self.home), workers, ALONE) as pool:
            for results in pool.results(batches(tasks, BATCH)):
                changed += self.writer.redate(results)
                report(*self._seen)
        report(self._seen[1], self._seen[1])
        return changed

    def _tasks(
        self, store: StoreReader, archive: int, corrections: Corrections, used: set[Correction]
    ) -> Iterator[Task]:
        """Compare the articles of an archive, then yield what to do with those that have to be dated anew."""
        compared = Comparison()
        folders: defaultdict[str, array[int]] = defaultdict(partial(array, "q"))
        asked, today = array("q"), (DATES_VERSION, MENTIONS_VERSION)
        corrected = bool(corrections.all())
        for found in evidence(store, archive):
            page = _page(found)
            compared.count(page)
            if corrected or found.dated_by != today or _is_ruled(found.claims):
                asked.append(found.row)
            else:
                folders[page.folder].append(found.row)
        compared.settle(lambda row: "\n".join(store.texts(row)))
        for folder in compared.folders() & folders.keys():
            asked.extend(folders[folder])
        for seen, found in enumerate(evidence_of(store, sorted(asked)), start=1):
            self._seen = seen, len(asked)
            task = _task(found, compared, corrections, used)
            if task is not None:
                yield task


def redate_all(home: Path, tasks: list[Task]) -> list[NewDates]:
    """Date a batch of a home's articles anew; what worker processes run."""
    with closing(StoreReader(home)) as store:
        return [_redate(task, found) for task in tasks if (found := dated(store, task.row)) is not None]


def _redate(task: Task, stored: Dated) -> NewDates:
    dates = settle(task.ruled, "\n".join(stored.texts))
    values = dates_row(dates)
    mentions: tuple[str | None, ...] | None = None
    if task.other_mentions or values != stored.values:
        found = article_mentions(stored.texts, replace(dates, claims=()), stored.language)
        mentions = tuple(dump_mentions(one) for one in found)
    same = mentions is None or mentions == stored.mentions
    if same and values == stored.values and not task.other_rulings:
        return NewDates(task.row, None)
    order = {claim: place for place, claim in enumerate(dates.claims)}
    ruled = sorted(task.ruled, key=lambda one: order.get(one.effective, len(order)))
    return NewDates(task.row, values, tuple(ruled), None if same else mentions)


def _task(found: Evidence, compared: Comparison, corrections: Corrections, used: set[Correction]) -> Task | None:
    """Return what to do with an article, None when everything about it is as it is stored."""
    page = _page(found)
    correction = corrections.find((found.article_id, found.source.partition("/")[2] or found.source, found.source))
    if correction is not None:
        used.add(correction)
    ruled = rule((one.claim for one in page.claims), lambda claim: compared.ruling(page, claim), correction)
    other = compared.lent(page)
    if other is not None and (correction is None or correction.says != UNDATED):
        ruled = (*ruled, other)
    # A reason whose counts have moved on is no other ruling, and neither is another order.
    before, now = ([(one.claim, one.counts_as) for one in claims] for claims in (found.claims, ruled))
    other_rulings = before != now and set(before) != set(now)
    if not other_rulings and found.dated_by == (DATES_VERSION, MENTIONS_VERSION):
        return None
    return Task(found.row, ruled, other_rulings, found.dated_by[1] != MENTIONS_VERSION)


def _is_ruled(claims: Sequence[Ruled]) -> bool:
    """Tell whether something that the article's own claims do not say was ruled of them."""
    for one in claims:  # noqa: SIM110 - any() takes three times as long for the one claim that most articles have
        if one.counts_as or one.claim.kind is Kind.MAINTAINER or lent(one.claim):
            return True
    return False


def _page(found: Evidence) -> Page:
    """Return an article as it is compared: with the claims that are its own."""
    own = tuple([one for one in found.claims if not lent(one.claim)])
    return Page(found.row, folder_of(found.path, found.url), own, found.furniture, found.path.rpartition("/")[2])
