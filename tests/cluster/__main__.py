"""Runs three nodes until Ctrl-C, to try things by hand: python -m tests.cluster [HOW MANY [HEAP]]."""

from __future__ import annotations

import signal
import sys

from tests.cluster.nodes import HEAP, DidNotStart, running
from tests.cluster.parts import CannotRun


def main(count: str = "3", heap: str = HEAP) -> None:
    """Start the nodes, say where they answer, and wait."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running(int(count), heap=heap) as cluster:
            print(",".join(cluster.urls), flush=True)  # noqa: T201 - what it is run for
            signal.pause()
    except KeyboardInterrupt:
        pass
    except (CannotRun, DidNotStart) as exc:
        sys.exit(str(exc))


main(*sys.argv[1:])
