"""Sets up OpenSearch's server from its parts at Maven Central, once, in a folder that later runs use again."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).parent
POM = HERE / "pom.xml"
POLICY = HERE / "plugin-security.policy"
DEFAULT_CACHE = HERE.parents[1] / "data" / "cluster"
CACHE_VARIABLE = "DATELINE_TEST_CLUSTER"
JAVA = range(11, 22)  # 2.19 asks for 11 at least, and for the security manager, which is gone from 24 on
DOWNLOAD_SECONDS = 600

# A module is a folder of its own: its jars by the beginnings of their names, and the class that it starts with.
MODULES = {
    "transport-netty4": (("netty-", "transport-netty4-"), "org.opensearch.transport.Netty4Plugin"),
    "mapper-extras": (("mapper-extras-",), "org.opensearch.index.mapper.MapperExtrasPlugin"),
}
DESCRIPTOR = """\
name={name}
description=A module of the server, put together from Maven Central
version={version}
opensearch.version={version}
java.version=11
classname={starts}
extended.plugins=
has.native.controller=false
"""


class CannotRun(Exception):
    """This machine lacks what the nodes need; the message says what, and the cure."""


def version() -> str:
    """Return the version of OpenSearch that the pom names."""
    found = ET.parse(POM).findtext("{*}properties/{*}opensearch.version")  # noqa: S314 - our own file
    assert found
    return found


def cache() -> Path:
    """Return the folder that the server is set up in: DATELINE_TEST_CLUSTER, or data/cluster."""
    return Path(os.environ.get(CACHE_VARIABLE) or DEFAULT_CACHE).absolute()


def server() -> Path:
    """Return the folder of the server (lib/, modules/), set up if it is not there for today's pom yet.

    Raises:
        CannotRun: Java, Maven, setpriv or one of the parts is missing.
    """
    _check_programs()
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (POM, POLICY, Path(__file__)))).hexdigest()
    folder = cache() / f"opensearch-{version()}-{digest[:12]}"
    with _alone(cache()):
        if not folder.is_dir():
            _set_up(folder)
    return folder


def _check_programs() -> None:
    for program, package in (("java", "openjdk-17-jre-headless"), ("mvn", "maven"), ("setpriv", "util-linux")):
        if shutil.which(program) is None:
            raise CannotRun(f"{program} is missing, which the nodes need; on Debian and Ubuntu: apt install {package}")
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if found is None or int(found[1]) not in JAVA:
        first = told.partition("\n")[0]
        raise CannotRun(
            f"java is {first!r}, but OpenSearch {version()} needs one of {JAVA[0]} to {JAVA[-1]}; on Debian and "
            "Ubuntu: apt install openjdk-17-jre-headless, and have its java first in PATH"
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that of two runs one sets up and the other waits for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_up(folder: Path) -> None:
    """Fetch the jars and sort them; the folder appears under its name when it is whole."""
    for old in folder.parent.glob("opensearch-*"):
        shutil.rmtree(old)
    coming = folder.parent / "coming"
    shutil.rmtree(coming, ignore_errors=True)
    lib = coming / "lib"
    _download(lib)
    for name, (beginnings, starts) in MODULES.items():
        module = coming / "modules" / name
        module.mkdir(parents=True)
        for jar in [jar for jar in lib.iterdir() if jar.name.startswith(beginnings)]:
            jar.rename(module / jar.name)
        descriptor = DESCRIPTOR.format(name=name, version=version(), starts=starts)
        (module / "plugin-descriptor.properties").write_text(descriptor, "utf-8")
    shutil.copy(POLICY, coming / "modules" / "transport-netty4")
    for empty in ("bin", "plugins"):
        (coming / empty).mkdir()
    coming.rename(folder)


def _download(folder: Path) -> None:
    """Let Maven copy the jars that the pom names, with what they need, into a folder."""
    command = ["mvn", "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=DOWNLOAD_SECONDS)
    except subprocess.TimeoutExpired as exc:
        raise CannotRun(f"Maven took over {DOWNLOAD_SECONDS} s to fetch OpenSearch's parts; is it online?") from exc
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise CannotRun(f"Maven could not fetch OpenSearch's parts, as {' '.join(command)} told:\n{last}")
