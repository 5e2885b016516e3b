"""``dateline index --dry-run``: what a run would do, told without writing anything."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Run
from tests.corpus.making import fill, record

SITE: dict[str, str | bytes] = {
    "_config.yml": "url: https://news.example\nplugins: []\n",
    "_layouts/post.html": "<html>{{ content }}</html>",
    "_posts/2019-01-07-bridge.md": "---\ntitle: The bridge\ndate: 2019-01-07\n---\nIt was opened.\n",
    "about.md": "---\ntitle: About\n---\nWe write of the city, and of its bridges and its boats.\n",
    "broken.md": "+++\ntitle\n+++\n",
    "wire.jsonl": record(text="A bridge.", date="2019-01-08") * 2,
}


def test_a_dry_run_tells_what_would_be_read_left_out_and_why_and_writes_nothing(dateline: Run, tmp_path: Path) -> None:
    archive, home = fill(tmp_path / "site", SITE), tmp_path / "home"
    told = json.loads(dateline("--home", home, "index", archive, "--dry-run", "--json").stdout)
    assert not home.exists()
    assert (told["seen"], told["articles"]) == (7, 4)
    assert told["read"]["Markdown"] == {"count": 2, "examples": ["about.md", "_posts/2019-01-07-bridge.md"]}
    assert told["left_out"]["template of a site generator"]["count"] == 1
    assert told["left_out"]["configuration"]["examples"] == ["_config.yml"]
    assert sum(kind["count"] for kind in told["quarantined"].values()) == 1
    assert told["dated"] == {"record": 2, "front matter": 1}
    assert told["undated"] == {"count": 1, "examples": ["about.md"]}
    assert told["sites"] == [{"generator": "jekyll", "folder": ""}]
    assert told["with_address"] == 2


def test_a_dry_run_tells_an_export_from_the_sources_of_a_site(dateline: Run, tmp_path: Path) -> None:
    files = {"posts.csv": "post_id,is_published\n7.quay,true\n", "posts/7.quay.html": "<p>The quay is rebuilt.</p>"}
    words = dateline("--home", tmp_path / "home", "index", fill(tmp_path / "export", files), "--dry-run").stdout
    assert "Export: substack in the archive itself" in words


def test_a_dry_run_is_told_in_words(dateline: Run, tmp_path: Path) -> None:
    words = dateline("--home", tmp_path / "home", "index", fill(tmp_path / "site", SITE), "--dry-run").stdout
    assert words.startswith(
        "7 items seen: 4 would be read as 4 articles, 2 left out, 1 in quarantine; nothing was written"
    )
    assert "Sources of a site: jekyll in the archive itself" in words
    assert "Dated: 3 of 4 (2 by record, 1 by front matter)" in words
