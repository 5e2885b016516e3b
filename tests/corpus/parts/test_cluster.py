"""Parts on a real Dask cluster of processes; what is extra is not there everywhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.dating.horizon import Horizon
from corpus.errors import PartsUnusable
from corpus.parts.clustered import read_on_cluster
from tests.conftest import SAMPLE, Run, clean_environment
from tests.index.building.test_parts import assert_same

CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    how = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(processes=sys.argv[1] == "processes", protocol="tcp://", **how) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(params=["threads", pytest.param("processes", marks=pytest.mark.long)])
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A cluster of two workers, which are threads of one process or have one each; its address."""
    pytest.importorskip("distributed")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    environment = clean_environment(PYTHONPATH=str(SAMPLE.parents[1]))
    command = [sys.executable, script, request.param]
    with subprocess.Popen(command, env=environment, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate(timeout=60)


def test_a_cluster_gives_the_home_of_one_process(
    tmp_path: Path, sample_home: Path, cluster: str, dateline: Run
) -> None:
    home = tmp_path / "home"
    done = dateline("--home", home, "index", "--dask", cluster, SAMPLE)
    assert done.returncode == 0, done.stderr
    assert_same(home, sample_home)


def test_without_the_extra_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PartsUnusable, match=r"pip install 'dateline\[dask\]'"):
        read_on_cluster(
            "tcp://127.0.0.1:1", tmp_path, [tmp_path], tmp_path, full=False, horizon=Horizon(), report=lambda *_: None
        )
