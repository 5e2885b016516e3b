"""``dateline index --part`` and ``--dask``: read parts of archives, to be put together by ``--merge``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from bot.cli.counts import many
from bot.cli.progress import Bars
from bot.cli.stopping import status_of
from bot.rendering.as_json import one_line
from corpus.dating.horizon import Horizon, horizon_on
from corpus.ingest import Tally
from corpus.parts.clustered import read_on_cluster
from corpus.parts.reading import read_part
from corpus.parts.share import Share, share_of

INTERRUPTED = 130


class ShareType(click.ParamType[Share]):
    """Reads "2/4"."""

    name = "I/N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Share:
        """Return the part; refuse what is none."""
        try:
            return value if isinstance(value, Share) else share_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def read_one(
    home: Path, roots: list[Path], share: Share, folder: Path, *, full: bool, future: bool, as_json: bool
) -> None:
    """Read one part, and say what came of it."""
    started = perf_counter()
    with _interruptible(), Bars() as bars:
        done = read_part(home, roots, share, folder, full=full, report=bars.reading, horizon=_horizon(future=future))
    seconds = perf_counter() - started
    click.echo(one_line(_as_object(share, done, seconds)) if as_json else _summary(share, done, seconds))


def read_all(address: str, home: Path, roots: list[Path], folder: Path, *, full: bool, future: bool) -> None:
    """Have a cluster read all parts."""
    horizon = _horizon(future=future)
    with _interruptible(), Bars() as bars:
        read_on_cluster(address, home, roots, folder, full=full, horizon=horizon, report=bars.parts)


def _horizon(*, future: bool) -> Horizon:
    return horizon_on(date.today(), beyond=future)  # noqa: DTZ011 - the maintainer's own day


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as stop:
        click.echo("Interrupted: the same command carries on.", err=True)
        sys.exit(status_of(stop))


def _summary(share: Share, done: Tally, seconds: float) -> str:
    return (
        f"part {share} is read: {done.read:,} new or changed, {done.unchanged:,} known or of the part already, "
        f"{many(done.articles, 'article')}, {sum(done.left_out.values()):,} left out, {done.quarantined:,} cannot be "
        f"read; {seconds:.1f} s; when all {share.of} are there: dateline index --merge PATH"
    )


def _as_object(share: Share, done: Tally, seconds: float) -> dict[str, object]:
    return {
        "part": share.number,
        "of": share.of,
        "read": done.read,
        "known": done.unchanged,
        "articles": done.articles,
        "left_out": dict(sorted(done.left_out.items())),
        "quarantined": done.quarantined,
        "seconds": round(seconds, 3),
    }
