"""What stands around a node's process: its user, its end with ours, its ports, and the folders of runs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from tests.cluster.parts import CannotRun

NOBODYS_UID = 61042  # OpenSearch refuses to run as root; a user without a name needs no account
PORTS = range(12000, 32000)  # below those that Linux gives to outgoing connections, which could take a stopped node's
PREFIX = "dateline-cluster-"


def lowered() -> list[str]:
    """Return the beginning of a command that runs without root's rights and ends when our thread does."""
    command = ["setpriv", "--pdeathsig", "KILL", "--no-new-privs"]
    if os.geteuid() == 0:
        command += [f"--reuid={NOBODYS_UID}", f"--regid={NOBODYS_UID}", "--clear-groups"]
    return [*command, "--"]


def run_folder() -> Path:
    """Make the folder of a run, which is the nodes' own.

    Raises:
        CannotRun: The folder for temporary files is closed to the nodes' user.
    """
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    if os.geteuid() == 0:
        os.chown(folder, NOBODYS_UID, NOBODYS_UID)
    if not _open_to_nodes(folder):
        folder.rmdir()
        raise CannotRun(
            f"{folder.parent} is closed to the user {NOBODYS_UID} that the nodes run as; name another folder for "
            "temporary files: TMPDIR=/tmp"
        )
    return folder


def reachable(home: Path, folder: Path) -> Path:
    """Return the server's folder, or a copy of it where the nodes' user cannot get into it."""
    return home if _open_to_nodes(home / "lib") else Path(shutil.copytree(home, folder / "server"))


def _open_to_nodes(folder: Path) -> bool:
    check = subprocess.run([*lowered(), "test", "-r", str(folder), "-a", "-x", str(folder)], check=False)
    return check.returncode == 0


def sweep() -> None:
    """Take away the folders of runs that were killed; those of running ones are locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "held").open("r") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)


def free_ports(count: int) -> list[int]:
    """Return ports of 127.0.0.1 that nobody listens on, in no order."""
    free: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                tried.bind(("127.0.0.1", port))
                free.append(port)
        if len(free) == count:
            return free
    raise CannotRun(f"there are no {count} free ports from {PORTS[0]} to {PORTS[-1]} on 127.0.0.1")
