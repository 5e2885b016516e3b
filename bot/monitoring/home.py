"""What a home says of itself, read when metrics are asked for: a run of ``dateline index`` serves nothing itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from corpus.errors import StoreUnusable
from corpus.store.reading import StoreReader
from index.generations.runs import last_run


def state_of(home: Path) -> dict[str, float]:
    """Return metrics of a home by their names; what cannot be read is not among them."""
    found = {}
    try:
        with closing(StoreReader(home)) as store:
            found["quarantined"] = float(store.quarantined_count())
    except StoreUnusable:  # with a cluster there is none here; a damaged one is told by the readiness
        pass
    if (run := last_run(home)) is not None:
        found |= {
            "index_run_timestamp_seconds": run.ended,
            "index_run_seconds": run.seconds,
            "index_run_success": float(run.well),
        }
    return found
