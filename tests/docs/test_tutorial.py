"""The tutorial, typed in as it stands: files written, commands run, replies compared; and the notebook, run."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import Run

ROOT = Path(__file__).parents[2]
STEP = re.compile(r"<!-- (file: (?P<file>\S+)|run|run and compare) -->\n```\w+\n(?P<body>.*?)```", re.DOTALL)


@pytest.mark.long
def test_the_tutorial_goes_as_it_says(dateline: Run, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    steps = list(STEP.finditer(text))
    assert len(steps) == text.count("```") / 2
    for step in steps:
        if step["file"]:
            (tmp_path / step["file"]).parent.mkdir(exist_ok=True)
            (tmp_path / step["file"]).write_text(step["body"], "utf-8")
            continue
        for command in step["body"].split("$ ")[1:]:
            typed, _, reply = command.partition("\n")
            done = dateline(*shlex.split(typed)[1:])
            assert (done.returncode, "Traceback" in done.stderr) == (0, False), typed
            if step[1] == "run and compare":
                assert done.stdout.strip("\n") == reply.strip("\n")


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(sample_home)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    file = ROOT / "docs" / "notebook" / "archive.ipynb"
    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is kept without what it printed"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    printed = "".join(one.get("text", "") for cell in notebook.cells for one in cell.get("outputs", ()))
    for said in ("2019-10-12", "in the Prater park", "nothing 0 passages", "Kipchoge runs a marathon"):
        assert said in printed
