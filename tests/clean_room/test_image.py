"""Builds the image from the Dockerfile as it stands and runs it as a closed container would: make test-image.

No image registry is asked: what the image stands on is an empty Debian. buildah runs the steps without an engine.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.running import LIMIT
from tests.clean_room.rooms import ROOT, SECONDS, Room
from tests.clean_room.test_documents import ANSWER, QUESTION, page_answers
from tests.ports import free_port

DOCKERFILE = "docs/deploy/container/Dockerfile"
USER = "10001"
CLOSED = """
set -e
mount --bind {root} {root}
mount -o remount,ro,bind {root}
mount --bind {volume} {root}/data
mount -t tmpfs tmpfs {root}/tmp
mount -t proc proc {root}/proc
exec chroot {root} /usr/bin/setpriv --reuid {user} --regid {user} --clear-groups --no-new-privs --bounding-set=-all \\
    /usr/bin/env -i {environment} "$@"
"""
"""What an engine does for read_only, tmpfs, cap_drop and no-new-privileges."""


class Image:
    """The image, and its file system in a folder.

    Args:
        folder: for all that is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.volume = folder, folder / "volume"
        self._buildah = ["buildah", "--root", str(folder / "store"), "--runroot", str(folder / "run")]
        self._buildah += ["--storage-driver", "vfs"]
        self.root, self.config = Path(), dict[str, Any]()

    def make(self, room: Room) -> None:
        """Build it on a room."""
        base, packed = self._do("from", "scratch"), self.folder / "base.tar"
        whole = ["tar", "--create", "--one-file-system", "--file", str(packed), "--directory", str(room.root), "."]
        subprocess.run(whole, check=True, timeout=SECONDS)  # packed, as its /proc is mounted and cannot be copied
        self._do("add", "--quiet", base, str(packed), "/")
        packed.unlink()
        self._do("commit", "--quiet", base, "localhost/base")
        told = ["--build-arg", "BASE=localhost/base", "--ignorefile", f"{DOCKERFILE}.dockerignore", "-f", DOCKERFILE]
        self._do("build", "--isolation", "chroot", "--format", "docker", *told, "-t", "dateline", str(ROOT))
        made = self._do("from", "localhost/dateline")
        self.root = Path(self._do("mount", made))
        self.config = json.loads(self._do("inspect", "--type", "image", "localhost/dateline"))["Docker"]["config"]
        owner = (self.root / "data").stat()
        assert (owner.st_uid, owner.st_gid) == (int(USER), int(USER))
        self.volume.mkdir()
        os.chown(self.volume, owner.st_uid, owner.st_gid)

    def command(self, *words: str, **environment: str) -> list[str]:
        """Return what runs words in it, closed."""
        told = [*self.config["Env"], *(f"{name}={value}" for name, value in environment.items())]
        script = CLOSED.format(root=self.root, volume=self.volume, user=USER, environment=" ".join(told))
        return ["unshare", "--mount", "/bin/bash", "-c", script, "closed", *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run words in it."""
        return subprocess.run(self.command(*words), capture_output=True, text=True, check=False, timeout=LIMIT)

    def _do(self, *words: str) -> str:
        done = subprocess.run(
            [*self._buildah, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip()


@pytest.fixture(scope="module")
def image(room: Room, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """The image, built."""
    made = Image(tmp_path_factory.mktemp("image"))
    made.make(room)
    yield made
    subprocess.run([*made._buildah, "umount", "--all"], check=True, capture_output=True)


def test_the_image_answers_as_its_user_and_can_write_its_volume_only(image: Image, log: Path) -> None:
    assert (image.config["User"], image.config["Entrypoint"]) == (f"{USER}:{USER}", ["dateline"])
    assert image.config["Healthcheck"]["Test"] == ["CMD", "python3", "/opt/dateline/healthy.py"]
    (sample,) = image.root.glob("opt/dateline/lib/python*/site-packages/corpus/sample")
    indexed = image.run("dateline", "index", f"/{sample.relative_to(image.root)}")
    assert "articles in the archive" in indexed.stdout, indexed.stderr
    assert ANSWER in image.run("dateline", "ask", QUESTION).stdout
    assert "Read-only file system" in image.run("touch", "/opt/dateline/x").stderr
    assert re.search(r"^CapEff:\s*0+$", image.run("cat", "/proc/self/status").stdout, re.MULTILINE)
    assert not (image.root / "src").exists()
    port = free_port()
    with (
        log.open("wb") as output,
        subprocess.Popen(
            image.command("dateline", *image.config["Cmd"], DATELINE_WEB_LISTEN=f"127.0.0.1:{port}"),
            stdout=output,
            stderr=output,
        ) as serving,
    ):
        try:
            page_answers(port, log)
        finally:
            serving.terminate()
        assert serving.wait(60) == 0
