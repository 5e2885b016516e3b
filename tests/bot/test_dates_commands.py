"""Dates on the command line: corrections, why an article has its date, and conflicts; with the real process."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.building.updating import update
from tests.conftest import Run, quiet


def pages(folder: Path) -> Path:
    """Write pages of many days that were all saved on one, and one whose text contradicts its file's name."""
    folder.mkdir()
    for number in range(8):
        day = date(2006, 1, 2) + timedelta(9 * number)
        (folder / f"{day}.txt").write_text(
            f"July 31, 2008\n\nBridge {number} of the valley was opened\n\n"
            "The mayor opened the bridge over the river in the presence of two hundred guests and a brass band.\n"
        )
    (folder / "2019-05-03-fair.txt").write_text(
        "The fair is open again\n\nMay 9, 2019\n\n"
        "The fair at the old harbour opened on Friday for the first time since the storm, with music and fireworks.\n"
    )
    return folder


def read(home: Path, *roots: Path) -> Path:
    """Index archives in this process, which starts sooner than another, and return the home."""
    update(home, list(roots), full=False, reading=quiet, building=quiet)
    return home


@pytest.fixture(scope="module")
def site_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, indexed; tests must not change them."""
    folder = tmp_path_factory.mktemp("dates")
    return read(folder / "home", pages(folder / "site"))


def test_an_article_tells_why_it_has_its_date(dateline: Run, site_home: Path) -> None:
    whole = json.loads(dateline("--home", site_home, "article", "2006-01-02", "--json").stdout)
    assert (whole["published"]["from"], whole["captured"]) == ("2006-01-02", "2008-07-31")
    assert "file name" in whole["why"]
    assert [(claim["role"], claim["kind"]) for claim in whole["claims"]] == [
        ("published", "file name"),
        ("captured", "masthead"),
    ]
    chosen, stamp = (claim["why"] for claim in whole["claims"])
    assert chosen == "chosen"
    assert "2008-07-31 stands on line 1 of 8 pages" in stamp
    assert "counts as the day of saving" in stamp
    shown = dateline("--home", site_home, "article", "2006-01-02").stdout
    assert f"Why: {whole['why']}" in shown
    assert stamp in shown


def test_conflicts_show_the_other_day_and_where_it_stands(dateline: Run, site_home: Path) -> None:
    (only,) = dateline("--home", site_home, "articles", "--conflicts").stdout.splitlines()
    columns = only.split("\t")
    assert columns[:2] == ["2019-05-03-fair", "Published 3 or 9 May 2019 (sources disagree)"]
    assert columns[-2:] == ["chosen: file name", "other: 2019-05-09, dateline (line 3)"]
    found = json.loads(dateline("--home", site_home, "articles", "--conflicts", "--json").stdout)
    assert found["other"] == {
        "from": "2019-05-09",
        "to": "2019-05-09",
        "kind": "dateline",
        "words": "May 9, 2019",
        "place": "line 3",
    }
    whole = json.loads(dateline("--home", site_home, "article", columns[0], "--json").stdout)
    assert [claim["why"] for claim in whole["claims"]] == [
        "chosen",
        "disagrees with 2019-05-03, and is likely enough to be shown beside it",
    ]


def test_a_correction_takes_effect_without_naming_or_reading_the_archive(dateline: Run, tmp_path: Path) -> None:
    site = pages(tmp_path / "site")
    read(tmp_path / "data", site)
    (site / "dates.toml").write_text('"*-fair" = "2019-05-09"\n"missing" = "2001"\n')
    done = dateline("index", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["changed"], summary["redated"], summary["generation"], summary["built"]) == (0, 1, 2, True)
    assert 'no article fits dates.toml, "missing"' in done.stderr
    whole = json.loads(dateline("article", "2019-05-03-fair", "--json").stdout)
    assert whole["published"] == {
        "from": "2019-05-09", "to": "2019-05-09", "precision": "day", "kind": "maintainer", "status": "dated",
    }  # fmt: skip
    assert 'the maintainer says so (dates.toml, "*-fair")' in whole["why"]


def test_a_bad_file_of_corrections_fails_and_the_old_index_keeps_answering(dateline: Run, tmp_path: Path) -> None:
    site = pages(tmp_path / "site")
    read(tmp_path / "data", site)
    (site / "dates.toml").write_text('# corrections\n"*-fair" = "9 May 2019"\n')
    done = dateline("index")
    assert (done.returncode, done.stdout) == (1, "")
    assert "dates.toml, line 2: '9 May 2019' is no date; write" in done.stderr
    status = json.loads(dateline("status", "--json").stdout)
    assert (status["generation"], status["dates"]["statuses"]["conflict"]) == (1, 1)


def test_without_a_path_and_without_an_archive_the_usage_is_wrong(dateline: Run) -> None:
    done = dateline("index")
    assert (done.returncode, done.stdout) == (2, "")
    assert "dateline index PATH" in done.stderr


def test_without_a_path_archives_that_are_away_keep_their_articles(dateline: Run, tmp_path: Path) -> None:
    site = pages(tmp_path / "site")
    (tmp_path / "wire.jsonl").write_text('{"id": "w", "text": "Words of the wire.", "date": "2019-05-01"}\n')
    read(tmp_path / "data", site, tmp_path / "wire.jsonl")
    site.rename(tmp_path / "elsewhere")
    (tmp_path / "wire.jsonl.dates.toml").write_text('"w" = "undated"')
    done = dateline("index", "--json")
    assert done.returncode == 0, done.stderr
    assert "site is not there any more" in done.stderr
    assert json.loads(done.stdout)["redated"] == 1
    assert len(dateline("articles").stdout.splitlines()) == 10
    why = json.loads(dateline("article", "w", "--json").stdout)["why"]
    assert why == 'undated: the maintainer calls the article undated (wire.jsonl.dates.toml, "w")'


def test_drafts_and_days_to_come_are_counted_and_a_refused_date_is_told(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "_drafts").mkdir(parents=True)
    (folder / "_drafts" / "secret.html").write_text("<p>Nobody has published this page about the harbour.</p>")
    (folder / "pending.md").write_text("---\nstatus: pending\n---\nThe ferry waits.\n")
    later = date.today() + timedelta(30)  # noqa: DTZ011 - the maintainer's own day
    (folder / "later.md").write_text(f"---\ndate: {later}\n---\nThe bridge will be opened by the mayor.\n")
    (folder / "zero.md").write_text("---\ndate: 0001-01-01\n---\nThe fair is open again.\n")
    home = tmp_path / "home"
    done = json.loads(dateline("--home", home, "index", folder, "--json").stdout)
    assert (done["articles"], done["drafts"], done["quarantined"]) == (1, 3, 0)
    assert done["left_out"] == {"draft": 2, "to be published later": 1}
    assert "3 left out (2 draft, 1 to be published later)" in dateline("--home", home, "index", folder, "--full").stdout
    whole = json.loads(dateline("--home", home, "article", "zero", "--json").stdout)
    assert whole["published"]["status"] == "undated"
    assert "'0001-01-01': zeros stand in for no date" in whole["why"]
    shown = json.loads(dateline("--home", home, "index", "--future", "--json").stdout)
    assert (shown["articles"], shown["changed"], shown["built"]) == (2, 1, True)
    assert json.loads(dateline("--home", home, "article", "later", "--json").stdout)["published"]["from"] == str(later)
    assert json.loads(dateline("--home", home, "index", "--json").stdout)["removed"] == 1
