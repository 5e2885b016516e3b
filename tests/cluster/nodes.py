"""Starts, kills, freezes and restarts OpenSearch nodes on this machine, and leaves none behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.cluster.calling import Refused, Unanswered, call
from tests.cluster.config import Place, Setting, java_command, write_config
from tests.cluster.parts import CannotRun, server

HEAP = "512m"
START_SECONDS = 300.0  # 7 s on two cores that have nothing else to do, 90 s on a busy machine
STOP_SECONDS = 3.0  # a node that is told to end may take 50 s, so it is killed then
NOBODYS_UID = 61042  # OpenSearch refuses to run as root; a user without a name needs no account
PORTS = range(12000, 32000)  # below those that Linux gives to outgoing connections, which could take a stopped node's
STATUSES = ("green", "yellow", "red")
PREFIX = "dateline-cluster-"


class DidNotStart(Exception):
    """The nodes were not ready in time, or one ended; the message holds the end of its log."""


class Node:
    """One node: a process of its own session, with its folder and ports."""

    def __init__(self, place: Place, cluster: Cluster) -> None:
        self.place = place
        self._cluster = cluster
        self._process: subprocess.Popen[bytes] | None = None
        self.frozen = False

    @property
    def url(self) -> str:
        """Where it answers: ``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self.place.http}"

    @property
    def pid(self) -> int | None:
        """The process id, or None when it does not run (a frozen one does)."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start the process with the data that it has; ``Cluster.wait`` tells when it has joined."""
        if self.pid is None:
            self.frozen = False
            self._process = self._cluster.launch(self.place)

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL); frozen ones too."""
        self._signal(signal.SIGKILL)
        self._reap(None)

    def stop(self) -> None:
        """Ask it to end (SIGTERM), and kill it after three seconds."""
        self.thaw()
        self._signal(signal.SIGTERM)
        self._reap(STOP_SECONDS)
        self.kill()

    def freeze(self) -> None:
        """Let it stand still with its connections open (SIGSTOP)."""
        self.frozen = True
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on (SIGCONT)."""
        self.frozen = False
        self._signal(signal.SIGCONT)

    def wipe(self) -> None:
        """Take its data away; it must not run."""
        if self.pid is not None:
            raise RuntimeError(f"{self.place.name} runs; stop or kill it before its data is taken away")
        data = self.place.folder / "data"
        shutil.rmtree(data)
        self._cluster.own(data)

    def log(self) -> str:
        """Return all that it has said."""
        path = self.place.folder / "logs" / "said.log"
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    def health(self) -> tuple[int, str]:
        """Return how many nodes it says are joined, and the status; (0, "none") if it does not say."""
        if self.pid is not None and not self.frozen:
            with contextlib.suppress(Unanswered, Refused):
                told = self.call("GET", "/_cluster/health?cluster_manager_timeout=1s", seconds=5.0)
                return told["number_of_nodes"], told["status"]
        return 0, "none"

    def call(self, method: str, path: str, body: Any = None, *, seconds: float = 30.0) -> Any:
        """Send this node a request; see ``calling.call``."""
        return call(self.url, method, path, body, seconds=seconds)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _reap(self, seconds: float | None) -> None:
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)


class Cluster:
    """Some nodes that know each other; made by ``running``."""

    def __init__(self, folder: Path, home: Path, *, count: int, heap: str, settings: Mapping[str, Setting]) -> None:
        self._folder = folder
        self._home = home
        self._heap = heap
        # A node is killed by the kernel when the thread that started it ends (setpriv --pdeathsig), so all are started
        # by one that lives as long as the cluster: whichever way this process ends, no node outlives it.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cluster")
        ports = iter(_free_ports(2 * count))
        places = [Place(f"node-{n + 1}", folder / f"node-{n + 1}", next(ports), next(ports)) for n in range(count)]
        for place in places:
            write_config(place, places, settings)
        (folder / "snapshots").mkdir()
        for path in (folder, *folder.rglob("*")):
            self.own(path)
        self.nodes = tuple(Node(place, self) for place in places)

    @property
    def urls(self) -> tuple[str, ...]:
        """Where the nodes answer, also those that do not run."""
        return tuple(node.url for node in self.nodes)

    @property
    def snapshots(self) -> Path:
        """A folder in which every node may keep a snapshot repository."""
        return self._folder / "snapshots"

    def start(self) -> None:
        """Start every node that does not run, and wait until all have joined and all shards are there."""
        for node in self.nodes:
            node.start()
        self.wait()

    def wait(self, *, nodes: int | None = None, status: str = "green", seconds: float = START_SECONDS) -> float:
        """Wait until so many nodes (all by default) agree that they are joined with at least this status.

        Returns:
            The seconds taken.

        Raises:
            DidNotStart: They did not within the time, or too many have ended.
        """
        wanted = len(self.nodes) if nodes is None else nodes
        enough = STATUSES[: STATUSES.index(status) + 1]
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            ended = [node for node in self.nodes if node.pid is None]
            if len(self.nodes) - len(ended) < wanted:
                raise DidNotStart(f"{ended[0].place.name} does not run; the end of its log:\n{_end(ended[0].log())}")
            # One node's word is not enough: for a moment it may still count another that has gone.
            said = [node.health() for node in self.nodes]
            if sum(1 for joined, colour in said if joined == wanted and colour in enough) >= wanted:
                return time.monotonic() - began
            time.sleep(0.1)
        logs = "\n".join(f"{node.place.name}:\n{_end(node.log())}" for node in self.nodes)
        raise DidNotStart(f"not {wanted} nodes, {status}, after {seconds:.0f} s, but {said}; ends of the logs:\n{logs}")

    def call(self, method: str, path: str, body: Any = None, *, seconds: float = 30.0) -> Any:
        """Send the first node that answers a request; see ``calling.call``."""
        failed: Unanswered | None = None
        for node in self.nodes:
            try:
                return node.call(method, path, body, seconds=seconds)
            except Unanswered as exc:
                failed = exc
        assert failed is not None
        raise failed

    def restart(self) -> None:
        """Kill all nodes at once, start them with their data, and wait until all is there again."""
        for node in self.nodes:
            node.freeze()  # so that none sees another go
        for node in self.nodes:
            node.kill()
        self.start()

    def wipe(self) -> None:
        """Kill all nodes and start them with no data at all."""
        for node in self.nodes:
            node.kill()
            node.wipe()
        self.start()

    def close(self) -> None:
        """Kill all nodes; what they held is of no more use."""
        for node in self.nodes:
            node.kill()
        self._starter.shutdown()

    def launch(self, place: Place) -> subprocess.Popen[bytes]:
        """Start a node's process, which ends when this one does."""
        return self._starter.submit(self._launch, place).result()

    def own(self, path: Path) -> None:
        """Make a folder or file, which need not exist, the nodes' own."""
        if not path.exists():
            path.mkdir()
        if os.geteuid() == 0:
            os.chown(path, NOBODYS_UID, NOBODYS_UID)

    def _launch(self, place: Place) -> subprocess.Popen[bytes]:
        with (place.folder / "logs" / "said.log").open("ab") as log:
            return subprocess.Popen(
                [*_lowered(), *java_command(place, self._home, self._heap)],
                cwd=place.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a signal to the terminal's group would take the nodes down, too
            )


@contextlib.contextmanager
def running(
    count: int = 3, *, heap: str = HEAP, settings: Mapping[str, Setting] | None = None, start: bool = True
) -> Iterator[Cluster]:
    """Give so many joined nodes, and take them and their data away afterwards, whatever happens.

    Args:
        count: How many nodes.
        heap: Java's heap for each, as Java takes it ("512m").
        settings: More for their opensearch.yml.
        start: Whether they are started, or only laid out.

    Raises:
        CannotRun: Java, Maven, setpriv or one of the parts is missing.
        DidNotStart: A node ended, or they did not find each other.
    """
    home = server()
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    with (folder / "held").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        cluster = Cluster(folder, _reachable(home, folder), count=count, heap=heap, settings=settings or {})
        try:
            if start:
                cluster.start()
            yield cluster
        finally:
            cluster.close()
            shutil.rmtree(folder)


@contextlib.contextmanager
def three_nodes() -> Iterator[Cluster]:
    """Give three joined nodes with half a gigabyte of heap each, and take them away afterwards."""
    with running(3) as cluster:
        yield cluster


def _lowered() -> list[str]:
    """Return the beginning of a command that runs without root's rights and ends when our thread does."""
    command = ["setpriv", "--pdeathsig", "KILL", "--no-new-privs"]
    if os.geteuid() == 0:
        command += [f"--reuid={NOBODYS_UID}", f"--regid={NOBODYS_UID}", "--clear-groups"]
    return [*command, "--"]


def _reachable(home: Path, folder: Path) -> Path:
    """Return the server's folder, or a copy of it where the nodes' user cannot get into it."""
    check = subprocess.run([*_lowered(), "test", "-r", str(home / "lib"), "-a", "-x", str(home / "lib")], check=False)
    return home if check.returncode == 0 else Path(shutil.copytree(home, folder / "server"))


def _sweep() -> None:
    """Take away the folders of runs that were killed; those of running ones are locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "held").open("r") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)


def _free_ports(count: int) -> list[int]:
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


def _end(log: str) -> str:
    """Return the last lines of a log."""
    return "\n".join(log.splitlines()[-15:])
