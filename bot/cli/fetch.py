"""``dateline fetch``: fetch the articles of a live site, and keep them as WARC files."""

from __future__ import annotations

import asyncio
import re
import shlex
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from bot.cli.counts import many
from bot.cli.stopping import status_of
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.fetching.addresses import canonical, host_of
from corpus.fetching.captured import ENDING
from corpus.fetching.connection import SECONDS, SILENT, Patience
from corpus.fetching.run import Fetched, Orders, fetch, plan, read_list

FAILURES = 40
"""Pages that failed, and lines on listings, that are shown."""
LIST_LIMIT = 64 << 20
"""Bytes of a list of addresses: half a million."""


@click.command("fetch")
@click.argument("source", metavar="URL|FILE|-")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder  [default: HOME/fetched/HOST].")
@click.option("--index", "then_index", is_flag=True, help="Read what was fetched afterwards, as dateline index does.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between two requests."
)
@click.option("--limit", type=click.IntRange(min=1), help="Ask for so many pages at most.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Leave out what the site says is older than DAY."
)
@click.option("--dry-run", is_flag=True, help="List what would be asked for, and keep nothing.")
@click.option(
    "--budget", type=click.IntRange(min=1), default=4096, show_default=True, help="MiB that one run may fetch."
)
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="Seconds a page may take."
)
@click.option(
    "--allow-private", multiple=True, metavar="NETWORK", help="An address or network of your own, as 10.1.0.0/16."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary, or the list of --dry-run, as JSON.")
@click.pass_obj
def command(
    settings: Settings,
    source: str,
    out: Path | None,
    then_index: bool,
    delay: float,
    limit: int | None,
    since: datetime | None,
    dry_run: bool,
    budget: int,
    timeout: float,
    allow_private: tuple[str, ...],
    as_json: bool,
) -> None:
    """Fetch the articles of a live site, by its sitemap, its feeds or a list, and keep them as WARC files.

    URL is a page of the site, whose sitemap and feeds are looked for, or a sitemap or a feed itself; of a page such
    as https://example.org/blog/ only what lies below /blog/ is fetched. FILE holds addresses of pages, one a line; -
    reads them from stdin. Every run writes a file of its own; an interrupted one is carried on by the same command.

    What has not changed since the last run is not fetched again. robots.txt is obeyed, and each host is asked one
    thing at a time; set DATELINE_CONTACT, so that its owners can reach you. Addresses of private networks are refused
    unless --allow-private names them. docs/fetching.md tells more.

    Example: dateline fetch https://example.org/ && dateline index data/fetched/example.org
    """
    addresses, listed = _addresses(source)
    contact = f" (+{settings.contact})" if settings.contact else ""
    orders = Orders(
        addresses=tuple(addresses),
        listed=listed,
        folder=out or settings.home / "fetched" / _folder_name(source, addresses),
        agent=f"Dateline/{version('dateline')}{contact}",
        delay=delay,
        limit=limit,
        since=since.date() if since else None,
        networks=allow_private,
        budget=budget << 20,
        patience=Patience(timeout, min(timeout, SILENT)),
    )
    if dry_run:
        _plan(orders, as_json=as_json)
    else:
        sys.exit(_fetch(settings, orders, then_index=then_index, as_json=as_json))


def _plan(orders: Orders, *, as_json: bool) -> None:
    due, done = asyncio.run(plan(orders))
    for one in due:
        day = one.changed.isoformat() if one.changed else None
        click.echo(one_line({"url": one.address, "changed": day}) if as_json else f"{one.address}\t{day or ''}")
    click.echo(f"dateline: {many(len(due), 'page')} to ask for{_left_out(done)}; nothing is kept", err=True)
    _tell(done)


def _fetch(settings: Settings, orders: Orders, *, then_index: bool, as_json: bool) -> int:
    """Fetch, say what came of it, and index it if that is wanted; return the exit status."""
    try:
        done = asyncio.run(fetch(orders, _progress))
    except KeyboardInterrupt as stop:
        click.echo("Interrupted: what was fetched is kept; the same command carries on.", err=True)
        return status_of(stop)
    folder = orders.folder
    click.echo(one_line(_as_object(done, folder)) if as_json else _summary(done, folder))
    _tell(done)
    stopped = int(bool(done.stopped))
    if then_index and any(folder.glob(f"*{ENDING}")):
        from bot.cli.index import run_once  # noqa: PLC0415 - takes half a second, and only --index needs it

        return run_once(settings, (folder,), {}, as_json=as_json).status or stopped
    if done.file is not None and not as_json:
        click.echo(shlex.join(["dateline", "--home", str(settings.home), "index", str(folder)]))
    return stopped


def _addresses(source: str) -> tuple[list[str], bool]:
    """Return the addresses that are given, and whether they are those of pages.

    Raises:
        UsageError: there are none.
    """
    if re.match(r"https?:", source, re.IGNORECASE):
        address = canonical(source)
        if address is None:
            raise click.UsageError(f"{source} is no address of a page; write it as https://example.org/")
        return [address], False
    try:
        with click.open_file(source, "rb") as stream:
            data = stream.read(LIST_LIMIT + 1)
    except OSError as error:
        raise click.UsageError(
            f"{source}: {error.strerror}; an address begins with https://, a list is a file or -"
        ) from error
    if len(data) > LIST_LIMIT:
        raise click.UsageError(f"{source} has more than {LIST_LIMIT >> 20} MiB; cut it into several lists")
    addresses, wrong = read_list(data.decode("utf-8-sig", "replace"))
    for line in wrong[:FAILURES]:
        click.echo(f"dateline: {source}: {line}", err=True)
    if not addresses:
        raise click.UsageError(f"{source} holds no address; write one a line, as https://example.org/news/1")
    return addresses, True


def _folder_name(source: str, addresses: list[str]) -> str:
    hosts = {host_of(address) for address in addresses}
    name = hosts.pop() if len(hosts) == 1 else "list" if source == "-" else Path(source).stem
    return re.sub(r"[^\w.-]", "_", name).lstrip(".") or "list"


def _progress(done: int, total: int, address: str, what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{done:,}/{total:,} {what} {address}", err=True)


def _summary(done: Fetched, folder: Path) -> str:
    where = f"kept in {done.file}" if done.file else f"nothing new in {folder}"
    resumed = f" after {done.resumed:,} before an interruption" if done.resumed else ""
    return (
        f"{many(done.counts['fetched'], 'page')} fetched{resumed}{_left_out(done)}; {done.size / 1e6:,.1f} MB; {where}"
    )


def _left_out(done: Fetched) -> str:
    return "".join(f", {number:,} {said}" for what, said in _SAID if (number := done.counts[what]))


_SAID = (
    ("unchanged", "unchanged"), ("fetched already", "that lead to pages fetched already"), ("older", "older"),
    ("elsewhere", "of other sites or folders"), ("disallowed", "disallowed by robots.txt"), ("no page", "no pages"),
    ("gone", "gone"), ("too large", "too large"), ("refused", "refused"), ("failed", "failed"),
)  # fmt: skip


def _tell(done: Fetched) -> None:
    for line in _lines(done):
        click.echo(f"dateline: {line}", err=True)


def _lines(done: Fetched) -> Iterator[str]:
    yield from done.notes[:FAILURES]
    yield from (f"{address}: {why}" for address, why in done.failures[:FAILURES])
    more = max(0, len(done.notes) - FAILURES) + max(0, len(done.failures) - FAILURES)
    if more:
        yield f"and {more:,} more"
    if done.stopped:
        yield done.stopped


def _as_object(done: Fetched, folder: Path) -> dict[str, object]:
    return {
        "folder": str(folder),
        "file": str(done.file) if done.file else None,
        "counts": {what: number for what, number in sorted(done.counts.items()) if number},
        "resumed": done.resumed,
        "bytes": done.size,
        "failures": [{"url": address, "reason": why} for address, why in done.failures],
        "notes": done.notes,
        "stopped": done.stopped or None,
    }
