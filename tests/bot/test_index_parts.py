"""dateline index by parts: what is asked for is understood, or refused with the cure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.index import command
from bot.settings import Settings
from tests.corpus.making import fill


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--part", "5/4"], "'5/4' is no part of several; write 2/4 for the second of four"),
        (["--part", "1/4", "--merge"], "are each for a run of its own"),
        (["--merge", "--watch"], "are each for a run of its own"),
        (["--parts", "shared"], "--parts is for --part, --merge and --dask"),
        (["--part", "1/4"], "knows no archive yet; say which to read: dateline index PATH"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, words: list[str], told: str) -> None:
    done = CliRunner().invoke(command, words, obj=Settings(home=tmp_path / "home"))
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())


def test_a_part_tells_in_json_what_came_of_it(tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", {f"{n}.txt": f"Mill {n}\n\nIt was sold." for n in range(9)})
    words = ["--parts", str(tmp_path / "shared"), "--json", str(archive)]
    done = [
        CliRunner().invoke(command, ["--part", f"{n}/2", *words], obj=Settings(home=tmp_path / "home")) for n in (1, 2)
    ]
    told = [json.loads(one.stdout) for one in done]
    assert sum(one["articles"] for one in told) == sum(one["read"] for one in told) == 9
    assert [(one["part"], one["of"]) for one in told] == [(1, 2), (2, 2)]
    assert {file.name for file in (tmp_path / "shared").iterdir()} == {"1-of-2.db", "2-of-2.db"}
    assert not (tmp_path / "home").exists()
