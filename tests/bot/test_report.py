"""``dateline report``: a page that needs nothing else, and whose lines for dates.toml do what they say."""

from __future__ import annotations

import html
import re
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

from index.building.updating import update
from tests.conftest import Run, quiet
from tests.corpus.making import fill

HOSTILE = "<script>alert(1)</script>"
FILES: dict[str, str | bytes] = {
    "2019-05-03-fair.txt": "The fair\n\nMay 9, 2019\n\nThe fair at the old harbour opened on Friday with a brass band.",
    "undated.txt": f"{HOSTILE} Nobody knows the day on which the bridge was opened for the first time.",
    "draft.md": "---\ndraft: true\n---\nNot yet.",
    "bad.txt": b"\x00",
    "worse.txt": b"\x00\x01",
    "fa.txt": "پل در ۵ مهر ۱۳۹۸ با حضور شهردار باز شد و مردم از آن گذشتند.",
}


def page(dateline: Run, home: Path) -> HtmlElement:
    done = dateline("--home", home, "report", "--out", "-")
    assert (done.returncode, done.stderr) == (0, "")
    return document_fromstring(done.stdout)


def test_the_report_tells_what_to_look_at_and_its_lines_settle_it(dateline: Run, tmp_path: Path) -> None:
    archive = fill(tmp_path / "notes", FILES)
    home = tmp_path / "home"
    update(home, [archive], full=False, reading=quiet, building=quiet)
    tree = page(dateline, home)
    numbers = dict(zip(tree.xpath("//dt/text()"), tree.xpath("//dd/text()"), strict=True))
    assert {name: numbers[name] for name in ("articles", "undated", "in doubt", "left out", "in quarantine")} == {
        "articles": "3", "undated": "2", "in doubt": "1", "left out": "1", "in quarantine": "2",
    }  # fmt: skip
    assert "2 · binary data, not text" in tree.text_content(), "reasons are counted together"
    lines = [line for pre in tree.xpath("//pre/text()") for line in pre.split("\n# or\n")]
    assert '"undated" = "YYYY-MM-DD"' in lines
    settling = [line for line in lines if line.startswith('"2019-05-03-fair"')]
    assert settling == ['"2019-05-03-fair" = "2019-05-03"', '"2019-05-03-fair" = "2019-05-09"']
    (archive / "dates.toml").write_text(f'{settling[1]}\n"undated" = "2001-02-03"\n', "utf-8")
    update(home, [archive], full=False, reading=quiet, building=quiet)
    tree = page(dateline, home)
    numbers = dict(zip(tree.xpath("//dt/text()"), tree.xpath("//dd/text()"), strict=True))
    assert (numbers["undated"], numbers["in doubt"]) == ("1", "0")


def test_the_report_asks_nothing_of_any_server_and_runs_nothing(dateline: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    update(home, [fill(tmp_path / HOSTILE.replace("/", ""), FILES)], full=False, reading=quiet, building=quiet)
    done = dateline("--home", home, "report")
    text = (tmp_path / "report.html").read_text("utf-8")
    tree = document_fromstring(text)
    assert (done.returncode, done.stdout) == (0, "")
    assert not tree.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@href]")
    assert HOSTILE not in text
    assert html.escape(HOSTILE)[:10] in text
    assert not re.search(r"url\(|@import", text)
