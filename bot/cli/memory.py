"""How much memory this process and those that it has started have taken up at most."""

from __future__ import annotations

import sys


def peaks() -> tuple[int, int]:
    """Return the bytes that this process, and the largest of its children that have ended, had at most; 0 if unknown.

    Source: getrusage(2), where Linux counts in KiB and macOS in bytes.
    """
    try:
        import resource  # noqa: PLC0415 - Windows has no such thing
    except ImportError:
        return 0, 0
    unit = 1 if sys.platform == "darwin" else 1 << 10
    of = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    own, largest = (resource.getrusage(who).ru_maxrss * unit for who in of)
    return own, largest
