"""Has a Dask cluster read the parts of some archives, whose workers see the same files at the same paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.dating.horizon import Horizon
from corpus.errors import DatelineError, PartsUnusable
from corpus.parts.reading import read_part
from corpus.parts.share import Share, files_in

SECONDS = 15
"""How long a cluster may take to answer."""
RETRIES = 2
"""Other workers that try a part whose own has ended; it carries on with what is in the part's file."""


def read_on_cluster(
    address: str,
    home: Path,
    roots: list[Path],
    folder: Path,
    *,
    full: bool,
    horizon: Horizon,
    report: Callable[[int, int], None],
) -> None:
    """Have every part read, one for each worker, or as many as an interrupted run has begun.

    Args:
        address: of the cluster's scheduler, such as tcp://127.0.0.1:8786.
        home: as for ``read_part``, and all that follows.
        roots: paths of archives.
        folder: of the parts' files.
        full: read also what the store knows.
        horizon: what is published by now.
        report: called with the parts that are read and all parts.

    Raises:
        PartsUnusable: the cluster cannot be reached, has no workers, or lost them.
        DatelineError: whatever ``read_part`` raises.
    """
    paths = home.resolve(), [root.resolve() for root in roots]
    with _connected(address) as client:
        begun = {share.of for share in files_in(folder)}
        of = begun.pop() if len(begun) == 1 else len(client.scheduler_info(n_workers=-1)["workers"])
        if not of:
            raise PartsUnusable(f"{address}: the cluster has no workers; start some: dask worker {address}")
        shares = [Share(of, number + 1) for number in range(of)]
        told = {"full": full, "horizon": horizon, "pure": False, "retries": RETRIES}
        parts = [client.submit(read_part, *paths, share, folder.resolve(), **told) for share in shares]
        for done, part in enumerate(parts, start=1):
            part.result()
            report(done, of)


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Give a client of a cluster; what that loses, in many ways, is translated here."""
    try:
        import distributed  # noqa: PLC0415 - extra, and heavy
    except ImportError as error:
        raise PartsUnusable("--dask needs what is not installed: pip install 'dateline[dask]'") from error
    cluster: Any = distributed
    try:
        client = cluster.Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PartsUnusable(f"{address}: no Dask scheduler answers ({error}); check that it runs there") from error
    try:
        with client:
            yield client
    except DatelineError:
        raise
    except Exception as error:
        raise PartsUnusable(
            f"{address}: the cluster could not read a part ({error!r:.300}); see the workers' logs, and run it again, "
            "which carries on"
        ) from error
