"""Tells on what kind of file system a folder is: SQLite's notes of who reads and writes do not work over a network."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
"""What Linux tells; other systems tell nothing here."""
NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs gfs2 "
    "glusterfs lustre ncpfs nfs nfs4 ocfs2 pvfs2 smb3 smbfs".split()
)
"""Whose files another machine may have open too."""
LOG = logging.getLogger(__name__)
ESCAPED = re.compile(r"\\([0-7]{3})")


def kind_of(place: Path) -> str | None:
    """Return the kind of file system that a file or folder is on, such as "ext4"; None where the system tells none.

    Args:
        place: it need not be there; then the folder that is there above it counts.
    """
    try:
        lines = MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    inside, found = place.resolve(), None
    longest = -1
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(), after.split()
        if len(fields) < 5 or not kinds:  # noqa: PLR2004 - the fifth is where it is mounted
            continue
        at = Path(ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4]))
        if inside.is_relative_to(at) and len(at.parts) >= longest:  # the later one lies over the earlier
            longest, found = len(at.parts), kinds[0]
    return found


@lru_cache
def warn_of_network(home: Path) -> None:
    """Say in the log, once, that a home is where SQLite cannot tell who else writes."""
    kind = kind_of(home)
    if kind in NETWORK:
        LOG.warning(
            "%s: is on a file system of a network (%s), where SQLite cannot tell who else reads and writes: the store "
            "may be damaged; move the home to a local disk",
            home,
            kind,
        )
