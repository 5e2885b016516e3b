"""The kind of file system is told from what the system says of its mounts, whatever that is."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import file_system

MOUNTS = """\
27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw
31 27 0:40 / /srv rw - nfs4 server:/srv rw,addr=10.0.0.1
32 31 0:41 / /srv/with\\040space rw - xfs /dev/sdb rw
33 27 0:42 / /media rw - ext4 /dev/sdc rw
34 27 0:43 / /media rw - fuse.sshfs me@host: rw
"""


@pytest.fixture(autouse=True)
def _mounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTS)
    monkeypatch.setattr(file_system, "MOUNTS", tmp_path / "mountinfo")


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/data", "nfs4"),
        ("/srvice", "ext4"),
        ("/srv/with space/x", "xfs"),
        ("/media/x", "fuse.sshfs"),
        ("/", "ext4"),
    ],
)
def test_the_longest_and_latest_mount_counts(place: str, kind: str) -> None:
    assert file_system.kind_of(Path(place)) == kind


def test_a_home_on_a_network_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    file_system.warn_of_network.cache_clear()
    for place in ("/srv/data", "/srv/data", "/tmp/data"):  # noqa: S108 - nothing is written there
        file_system.warn_of_network(Path(place))
    assert [one.getMessage().partition(", where")[0] for one in caplog.records] == [
        "/srv/data: is on a file system of a network (nfs4)"
    ]


@given(st.binary(max_size=200))
def test_whatever_the_system_says_does_no_harm(tmp_path_factory: pytest.TempPathFactory, said: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "said"
    file.write_bytes(said)
    before, file_system.MOUNTS = file_system.MOUNTS, file
    try:
        kind = file_system.kind_of(Path("/srv"))
    finally:
        file_system.MOUNTS = before
    assert kind is None or kind in said.decode("utf-8", "surrogateescape").split()
