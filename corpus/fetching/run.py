"""One run of fetching: which pages are due, in what order, and what came of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.errors import FetchStopped, NotFetched
from corpus.fetching.addresses import Site, canonical
from corpus.fetching.asking import Asking
from corpus.fetching.captured import captured
from corpus.fetching.connection import Connection, Limit, Patience
from corpus.fetching.discovering import Discovery
from corpus.fetching.exchange import GONE, OK, UNCHANGED
from corpus.fetching.keeping import Keeper
from corpus.fetching.networks import Networks
from corpus.fetching.pacing import Pace
from corpus.fetching.visiting import Visit, Visitor
from corpus.reading.containers.captures import ending_for, limit_for, why_none

Tell = Callable[[int, int, str, str], None]
"""Takes how many pages are done, of how many, the address of the last, and what came of it."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is to be fetched, and how.

    Attributes:
        addresses: of a site, a sitemap or a feed, or of pages; canonical.
        listed: whether they are pages.
        folder: of WARC files.
        agent: how we introduce ourselves.
        delay: seconds between two requests.
        limit: pages that are asked for at most; None for all.
        since: leave out what its sitemap or feed says was changed before; None for nothing.
        networks: of the maintainer's own that may be connected to.
        budget: bytes that may be fetched.
        patience: seconds that a page may take.
    """

    addresses: tuple[str, ...]
    listed: bool
    folder: Path
    agent: str
    delay: float = 1.0
    limit: int | None = None
    since: date | None = None
    networks: tuple[str, ...] = ()
    budget: int = 4 << 30
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class Due:
    """A page that is to be asked for.

    Attributes:
        changed: the day of its last change, as the site tells it.
    """

    address: str
    changed: date | None


@dataclass(slots=True)
class Fetched:
    """What came of a run.

    Attributes:
        counts: pages by what came of them: "fetched", "unchanged", "gone", "failed" and others.
        failures: addresses, and why nothing came of them.
        notes: what else a maintainer is told.
        size: bytes of bodies.
        file: that it was written to, None if nothing was.
        stopped: why the run has ended before its time, "" if it has not.
        resumed: pages that had been fetched before it was interrupted.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    size: int = 0
    file: Path | None = None
    stopped: str = ""
    resumed: int = 0


async def plan(orders: Orders) -> tuple[list[Due], Fetched]:
    """Return what would be asked for, and what is left out already; nothing is written.

    Raises:
        FetchStopped: the site refuses, or tells of no pages.
    """
    done = Fetched()
    known = {address: one.moment for address, one in captured(orders.folder).items()}
    async with _visitor(orders) as visitor:
        due = await _due(orders, visitor, known, done)
        allowed = []
        for one in due:
            try:
                if (await visitor.rules(one.address)).allow(one.address):
                    allowed.append(one)
                else:
                    done.counts["disallowed"] += 1
            except NotFetched as error:
                done.counts[error.kind] += 1
        return allowed[: orders.limit], done


async def fetch(orders: Orders, tell: Tell) -> Fetched:
    """Fetch what is due, and keep it.

    Raises:
        FetchStopped: nothing could be fetched at all: the site refuses, tells of no pages, or the folder is in use.
    """
    done = Fetched()
    with Keeper(orders.folder, orders.agent) as keeper:
        async with _visitor(orders) as visitor:
            done.resumed = len(keeper.fetched)
            known = {address: one.moment for address, one in keeper.known.items()}
            due = [one for one in await _due(orders, visitor, known, done) if one.address not in keeper.fetched]
            if orders.limit is not None:
                due = due[: max(0, orders.limit - done.resumed)]
            try:
                for number, one in enumerate(due, 1):
                    what = await _one(one.address, visitor, keeper, done)
                    tell(number, len(due), one.address, what)
                    _check_budget(done.size, orders.budget)
                keeper.finish()
            except FetchStopped as error:
                done.stopped = str(error)
            done.file = keeper.file
    return done


@asynccontextmanager
async def _visitor(orders: Orders) -> AsyncIterator[Visitor]:
    connection = Connection(orders.agent, Networks(orders.networks), orders.patience)
    try:
        yield Visitor(Asking(connection, Pace(orders.delay)), Site(orders.addresses))
    finally:
        await connection.close()


async def _due(orders: Orders, visitor: Visitor, known: dict[str, str], done: Fetched) -> list[Due]:
    """Return what is to be asked for: first what was never fetched, then what was fetched longest ago."""
    pages: dict[str, date | None] = dict.fromkeys(orders.addresses)
    if not orders.listed:
        discovery = Discovery(visitor, done.notes.append)
        for address in orders.addresses:
            await discovery.find(address)
        pages = discovery.pages
        if discovery.elsewhere:
            done.counts["elsewhere"] = discovery.elsewhere
    found = []
    for address, changed in pages.items():
        if orders.since is not None and changed is not None and changed < orders.since:
            done.counts["older"] += 1
        elif changed is not None and f"{changed}" < known.get(address, "")[:10]:
            done.counts["unchanged"] += 1
        else:
            found.append(Due(address, changed))
    return sorted(found, key=lambda one: known.get(one.address, ""))


async def _one(address: str, visitor: Visitor, keeper: Keeper, done: Fetched) -> str:
    """Fetch a page and keep it; return what came of it."""
    if address in keeper.fetched:  # a redirect has led there
        return _counted(done, "fetched already")
    try:
        visit = await visitor.visit(
            address, _limit(address), conditions=keeper.conditions, known=keeper.fetched.__contains__
        )
    except NotFetched as error:
        return _failed(done, address, error)
    new = False
    for one in visit.exchanges:
        done.size += len(one.body)
        if one.status in GONE | {OK, UNCHANGED} or one.leads_to:
            new = keeper.keep(one)
    if visit.problem is not None:
        return _failed(done, address, visit.problem)
    return _outcome(done, address, visit, new=new)


def _check_budget(size: int, budget: int) -> None:
    if size > budget:
        raise FetchStopped(
            f"{budget >> 20:,} MiB are fetched, the most of one run (--budget): the same command carries on"
        )


def _outcome(done: Fetched, address: str, visit: Visit, *, new: bool) -> str:
    last = visit.exchanges[-1]
    if last.leads_to:
        return _counted(done, "fetched already")
    if last.status in {OK, UNCHANGED}:
        return _counted(done, "fetched" if new else "unchanged")
    if last.status in GONE:
        return _counted(done, "gone")
    return _failed(done, address, NotFetched(f"status {last.status}"))


def _limit(address: str) -> Limit:
    def limit(content_type: str) -> int:
        reason = why_none(content_type, address)
        if reason is not None:
            raise NotFetched(f"{content_type or 'of no known type'} is no page", "no page")
        return limit_for(ending_for(content_type) or "")

    return limit


def _counted(done: Fetched, what: str) -> str:
    done.counts[what] += 1
    return what


def _failed(done: Fetched, address: str, error: NotFetched) -> str:
    done.counts[error.kind] += 1
    if error.kind in {"failed", "refused", "too large"}:
        done.failures.append((address, str(error)))
    return f"{error.kind}: {error}"


def read_list(text: str) -> tuple[list[str], list[str]]:
    """Return the addresses of a list, one a line, and the lines that are none; # begins what is no address."""
    found: dict[str, None] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        address = canonical(written)
        if address is None:
            wrong.append(f"line {number} is no address of a page")
        else:
            found[address] = None
    return list(found), wrong
