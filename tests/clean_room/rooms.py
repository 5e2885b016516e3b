"""An empty Debian in a folder, and what is run in it as on a machine that has never seen Dateline.

It has what debootstrap installs and Python with venv, make and the certificates of authorities: no compiler, no package
of ours, an empty HOME. What this machine has set for pip and for the network holds there too.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = "ca-certificates,make,python3,python3-venv,systemd"
PASSED_ON = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "http_proxy", "https_proxy", "no_proxy")
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
SECONDS = 900


@dataclass(frozen=True)
class Room:
    """A Debian in a folder.

    Attributes:
        root: the folder.
    """

    root: Path

    def command(self, script: str, folder: str, **environment: str) -> list[str]:
        """Return what runs a script of bash in it, with nothing set but what a login sets, and what is given."""
        told = {"HOME": "/root", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        told |= {name: os.environ[name] for name in PASSED_ON if name in os.environ} | environment
        words = [f"{name}={value}" for name, value in told.items()]
        script = f"cd {shlex.quote(folder)} && set -e\n{script}"
        return ["chroot", str(self.root), "/usr/bin/env", "-i", *words, "/bin/bash", "-c", script]

    def run(self, script: str, folder: str = "/root", **environment: str) -> str:
        """Run a script, and return what it prints."""
        done = subprocess.run(
            self.command(script, folder, **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, script: str, log: Path, folder: str = "/root", **environment: str) -> Iterator[None]:
        """Run a script until the end of the block, then stop it and what it has started as Ctrl-C does."""
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.command(script, folder, **environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            try:
                yield
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGINT)
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    raise


def build(root: Path) -> None:
    """Make an empty Debian of this machine's release."""
    release = re.search(r"^VERSION_CODENAME=(\w+)$", Path("/etc/os-release").read_text("utf-8"), re.MULTILINE)
    assert release
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", release[1], str(root)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    trusted = os.environ.get("PIP_CERT") or ssl.get_default_verify_paths().cafile
    if trusted:
        shutil.copyfile(trusted, root / CERTIFICATES)
    for tool in ("gcc", "cc", "g++", "clang", "git", "curl", "pip3"):
        assert not (root / "usr" / "bin" / tool).exists()
    assert not list((root / "root").glob("[!.]*"))


@contextmanager
def processes(root: Path) -> Iterator[None]:
    """Show a room the processes, which libraries ask about the machine."""
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(root / "proc")], check=True)


def clone(root: Path) -> None:
    """Put what git knows of the project into a folder, as a clone would."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, listed.decode("utf-8").split("\0")):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
