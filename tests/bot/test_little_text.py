"""Pages that show much more than was read of them are told by runs, the dry run, status and report, with the cure."""

from __future__ import annotations

import json
from pathlib import Path

from corpus.model import LITTLE_TEXT
from tests.conftest import Run
from tests.corpus.making import fill, record

TOLD = "40 of 5,400 characters of prose on the page"


def line(name: str, text: str) -> bytes:
    """Return an article as it is exported, of which little text was found when it was read."""
    return record(
        dateline_export=1, id=name, title=name, text=text, date=None, url=None, lang="en", authors=[], archive="",
        source=f"pages/{name}.html", format="HTML", passages=[{"text": text, "heading": ""}], claims=[],
        furniture=[{"role": LITTLE_TEXT, "text": TOLD}],
    )  # fmt: skip


def test_pages_of_which_little_text_was_found_are_told_everywhere(dateline: Run, tmp_path: Path) -> None:
    enough = ("Words. " * 143).strip()
    lines = [line("short", "A sentence about the bridge is all that is there."), line("whole", enough)]
    archive, home = fill(tmp_path / "site", {"old.jsonl": b"".join(lines)}), tmp_path / "home"
    dry = dateline("--home", home, "index", archive, "--dry-run").stdout
    assert "Little text found:\n          1  pages that show much more" in dry
    assert "exclude in archive.toml" in dry
    done = dateline("--home", home, "index", archive)
    assert "little text found on 1 page that shows much more" in done.stderr
    assert f"pages/short.html (short): {TOLD}" in done.stderr
    status = json.loads(dateline("--home", home, "status", "--json").stdout)
    assert status["little_text"] == [{"article_id": "short", "source": "pages/short.html", "told": TOLD}]
    assert f"pages/short.html (short): {TOLD}" in dateline("--home", home, "status").stdout
    assert "Little text found: 1" in dateline("--home", home, "report", "--out", "-").stdout
