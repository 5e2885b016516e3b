"""Articles are dated anew from the store: after corrections, stamps and new rules; whatever interrupts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.wording.dates import date_line
from corpus import redating
from corpus.dates import mentions
from corpus.errors import CorrectionsInvalid
from corpus.ingest import ingest
from corpus.model import ArticleDates, Mention
from corpus.redating import Redated, Redating
from corpus.store import rows as stored_rows
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record, texts
from tests.corpus.test_ingest import touch

SAVED = "July 31, 2008"
MANY = 1100
ROOT = Path(__file__).parents[2]


def redated(home: Path, generation: int = 2, report: Callable[[int, int], None] | None = None) -> Redated:
    """Date anew what has to be."""
    with StoreWriter(home, generation) as writer:
        return Redating(writer, home).run(report or (lambda _done, _total: None), workers=0)


def lines(home: Path) -> dict[str, str]:
    """Return every live article's date line, by id; an id may be there once only."""
    with closing(StoreReader(home)) as store:
        found = [(article.article_id, date_line(article)) for article, _ in store.articles()]
    assert len(dict(found)) == len(found)
    return dict(found)


def rows(home: Path) -> dict[str, int]:
    """Return the number of every live article's version, by id."""
    with closing(StoreReader(home)) as store:
        return {article.article_id: article.row for article, _ in store.articles()}


def looked_at(home: Path) -> set[int]:
    """Return the versions of the rules that have looked at the articles last."""
    with closing(StoreReader(home)) as store:
        return {version for (version,) in store.rows("SELECT dated_by FROM articles WHERE retired_in IS NULL")}


def notes(archive: Path, count: int = 3) -> Path:
    """Write articles whose file names are days of May 2019."""
    return fill(
        archive, {f"n/2019-05-0{day}.txt": f"Note {day}\n\nIt rained last month." for day in range(1, count + 1)}
    )


def pages(archive: Path, count: int = 12) -> Path:
    """Write pages of many days that were all saved on one, which stands above their titles."""
    first = date(2006, 1, 2)
    return fill(
        archive,
        {
            f"{first + timedelta(9 * number)}.txt": f"{SAVED}\n\nBridge {number} of the valley was opened\n\n"
            "The mayor opened the bridge over the river in the presence of two hundred guests and a brass band.\n"
            for number in range(count)
        },
    )


def test_nothing_is_done_when_nothing_has_changed(home: Path, archive: Path) -> None:
    ingested(home, notes(archive))
    assert redated(home) == Redated()
    before = rows(home)
    assert redated(home) == Redated()
    assert rows(home) == before


def test_a_correction_takes_effect_and_goes_again_without_reading(home: Path, archive: Path) -> None:
    ingested(home, notes(archive))
    before = lines(home)
    (archive / "dates.toml").write_text('"n/2019-05-01" = "2001-02-03"\n"n/2019-05-02.txt" = "undated"\n"x" = "2001"\n')
    assert redated(home) == Redated(changed=2, unused=('dates.toml, "x"',))
    assert lines(home) == {
        "n/2019-05-01": "Published 3 Feb 2001",
        "n/2019-05-02": "Undated page",
        "n/2019-05-03": "Published 3 May 2019",
    }
    (archive / "dates.toml").unlink()
    assert redated(home).changed == 2
    assert lines(home) == before


def test_mentions_follow_the_corrected_day_and_passages_stay(home: Path, archive: Path) -> None:
    ingested(home, notes(archive))
    before = texts(home)
    (archive / "dates.toml").write_text('"n/2019-05-01" = "2001-02-03"')
    redated(home)
    with closing(StoreReader(home)) as store:
        passages = list(store.live_passages())
    meant = {passage.published_from: [span.first for span in passage.mentioned] for passage in passages}
    assert meant[date(2001, 2, 3)] == [date(2001, 1, 1)]
    assert meant[date(2019, 5, 2)] == [date(2019, 4, 1)]
    assert texts(home) == before


def test_an_archives_file_lies_beside_it_and_the_homes_is_for_all(home: Path, tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    wire.write_bytes(
        record(id="a", text="Words.", date="2019-05-01") + record(id="b", text="Words.", date="2019-05-01")
    )
    ingested(home, wire, notes(tmp_path / "notes", 1))
    (tmp_path / "wire.jsonl.dates.toml").write_text('"a" = "2001"')
    (home / "dates.toml").write_text('"*" = "2002"\n"n/*" = "2003"')
    redated(home)
    assert lines(home) == {"a": "Published 2001", "b": "Published 2002", "n/2019-05-01": "Published 2003"}


def test_a_file_of_corrections_is_no_article(home: Path, archive: Path) -> None:
    notes(archive, 1)
    (archive / "dates.toml").write_text('"n/*" = "2001"')
    fill(archive, {"n/dates.toml": "words"})
    tally = ingested(home, archive)
    assert (tally.articles, tally.quarantined) == (1, 1)


def test_a_bad_file_is_refused_before_anything_is_changed(home: Path, archive: Path) -> None:
    ingested(home, notes(archive))
    before = rows(home)
    (archive / "dates.toml").write_text('"n/2019-05-01" = "2001"\n"n/2019-05-02" = "soon"')
    with StoreWriter(home, 2) as writer, pytest.raises(CorrectionsInvalid, match="line 2"):
        Redating(writer, home)
    assert rows(home) == before


def test_the_corrections_of_an_archive_that_is_away_stay(home: Path, archive: Path) -> None:
    ingested(home, notes(archive))
    (archive / "dates.toml").write_text('"n/*" = "2001"')
    redated(home)
    archive.rename(archive.with_name("elsewhere"))
    (home / "dates.toml").write_text('"nothing" = "2001"')
    assert redated(home) == Redated(unused=('dates.toml of the home, "nothing"',))
    assert set(lines(home).values()) == {"Published 2001"}


def test_a_stamp_of_saving_is_no_publication_and_a_changed_page_is_judged_with_the_others(
    home: Path, archive: Path
) -> None:
    ingested(home, pages(archive))
    assert all("sources disagree" in line for line in lines(home).values())
    assert redated(home).changed == 12
    assert lines(home)["2006-01-02"] == "Published 2 Jan 2006"
    assert not any("disagree" in line for line in lines(home).values())
    with closing(StoreReader(home)) as store:
        (whole,) = store.whole_articles("2006-01-02")
    assert whole.article.captured == date(2008, 7, 31)
    assert "12 pages" in whole.ruled[-1].why
    touch(archive / "2006-01-02.txt", (archive / "2006-01-02.txt").read_text() + "\nIt rained.\n")
    ingested(home, archive, generation=2)
    assert "disagree" in lines(home)["2006-01-02"]
    assert redated(home) == Redated(changed=1)
    assert lines(home)["2006-01-02"] == "Published 2 Jan 2006"


def test_a_stamp_is_a_stamp_no_more_when_the_pages_that_gave_it_away_are_gone(home: Path, archive: Path) -> None:
    ingested(home, pages(archive))
    redated(home)
    for file in sorted(archive.iterdir())[3:]:
        file.unlink()
    ingested(home, archive, generation=2, force=True)
    assert redated(home).changed == 3
    assert all("disagree" in line for line in lines(home).values())


def test_other_rules_date_everything_anew_and_write_only_what_differs(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(home, notes(archive))
    redated(home)
    before = rows(home)
    monkeypatch.setattr(redating, "DATES_VERSION", 99)
    monkeypatch.setattr(stored_rows, "DATES_VERSION", 99)
    assert redated(home) == Redated()
    assert (rows(home), looked_at(home)) == (before, {99})

    def other(found: Sequence[str], dates: ArticleDates, language: str) -> list[tuple[Mention, ...]]:
        same = mentions.article_mentions(found, dates, language)
        return [() for _ in found] if dates.published and dates.published.first.day == 1 else same

    monkeypatch.setattr(redating, "article_mentions", other)
    for module in (redating, stored_rows):
        monkeypatch.setattr(module, "DATES_VERSION", 100)
    assert redated(home) == Redated()
    assert (rows(home), looked_at(home)) == (before, {100})
    for module in (redating, stored_rows):
        monkeypatch.setattr(module, "MENTIONS_VERSION", 100)
    assert redated(home) == Redated(changed=1)
    assert redated(home) == Redated()


def test_mentions_are_found_anew_only_where_the_date_has_changed(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingested(home, notes(archive))
    asked = 0

    def counting(found: Sequence[str], dates: ArticleDates, language: str) -> list[tuple[Mention, ...]]:
        nonlocal asked
        asked += 1
        return mentions.article_mentions(found, dates, language)

    monkeypatch.setattr(redating, "article_mentions", counting)
    (archive / "dates.toml").write_text('"n/2019-05-01" = "2001"')
    redated(home)
    assert asked == 1


def test_old_versions_stay_for_a_generation_that_refers_to_them_and_new_ones_do_not_pile_up(
    home: Path, archive: Path
) -> None:
    ingested(home, notes(archive))
    with StoreWriter(home, 1) as writer:
        writer.refer()
    with closing(StoreReader(home)) as store:
        numbers = [passage.number for passage in store.live_passages()]
        for generation, year in ((2, "2001"), (2, "2002")):
            (archive / "dates.toml").write_text(f'"**" = "{year}"')
            redated(home, generation)
            kept = [passage for passage in store.passages(numbers) if passage is not None]
            assert [date_line(passage.article) for passage in kept] == [
                f"Published {day} May 2019" for day in (1, 2, 3)
            ]
            (count,) = store.connection.execute("SELECT COUNT(*) FROM articles").fetchone()
            assert count == 6, "three that generation 1 refers to, three that are live"
    with StoreWriter(home, 3) as writer:
        writer.purge(2)
    assert set(lines(home).values()) == {"Published 2002"}


def test_what_was_read_in_the_same_run_is_replaced_not_kept(home: Path, archive: Path) -> None:
    pages(archive)
    with StoreWriter(home, 1) as writer:
        ingest(writer, [archive], report=lambda *_: None)
        Redating(writer, home).run(lambda _done, _total: None, workers=0)
        (count,) = writer.connection.execute("SELECT COUNT(*) FROM articles").fetchone()
    assert count == 12


def wire(archive: Path) -> Path:
    """Write many records of one day."""
    return fill(
        archive,
        {"wire.jsonl": b"".join(record(id=f"r{n}", text=f"Words {n}.", date="2019-05-01") for n in range(MANY))},
    )


KILLED = """
import os, signal, sys
from pathlib import Path
from corpus.redating import Redating
from corpus.store.writing import StoreWriter

def report(done, total):
    os.kill(os.getpid(), signal.SIGKILL)

with StoreWriter(Path(sys.argv[1]), 2) as writer:
    Redating(writer, Path(sys.argv[1])).run(report, workers=0)
"""


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_run_that_is_killed_loses_nothing_and_is_carried_on(home: Path, archive: Path) -> None:
    ingested(home, wire(archive))
    before = texts(home)
    (archive / "dates.toml").write_text('"*" = "2001"')
    killed = subprocess.run([sys.executable, "-c", KILLED, home], cwd=ROOT, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    between = list(lines(home).values())
    done = between.count("Published 2001")
    assert 0 < done < MANY
    assert between.count("Published 1 May 2019") == MANY - done
    assert redated(home) == Redated(changed=MANY - done)
    assert set(lines(home).values()) == {"Published 2001"}
    assert texts(home) == before


@pytest.mark.long
def test_workers_find_the_same(home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingested(home, wire(archive))
    (archive / "dates.toml").write_text('"r?" = "undated"\n"r1*" = "2001"\n')
    monkeypatch.setattr(redating, "ALONE", 1)
    with StoreWriter(home, 2) as writer:
        assert Redating(writer, home).run(lambda _done, _total: None, workers=2).changed == 9 + 211
    found = list(lines(home).values())
    assert (found.count("Undated page"), found.count("Published 2001")) == (9, 211)


def test_numbered_names_that_have_slipped_give_way_to_the_names_after_them(home: Path, archive: Path) -> None:
    first = date(2006, 1, 2)
    days = [first + timedelta(3 * number) for number in range(40)]
    told = {number: "" if number == 20 else f"{days[number]:%B %d, %Y}\n\n" for number in range(40)}
    fill(
        archive,
        {
            f"{days[max(0, number - 1)]}note{number}.txt": f"Bridge {number} of the valley\n\n{told[number]}"
            "The mayor opened the bridge over the river in the presence of two hundred guests and a brass band.\n"
            for number in range(40)
        },
    )
    ingested(home, archive)
    assert sum("disagree" in line for line in lines(home).values()) > 30
    redated(home)
    found = lines(home)
    assert not any("disagree" in line for line in found.values())
    assert found[f"{days[19]}note20"] == f"Published {days[20].day} {days[20]:%b %Y}"
    assert redated(home) == Redated()
    for number in range(1, 30):
        (archive / f"{days[max(0, number - 1)]}note{number}.txt").unlink()
    ingested(home, archive, force=True)
    redated(home, 3)
    assert any("disagree" in line for line in lines(home).values())


def test_numeric_dates_of_other_records_tell_the_order_of_day_and_month(home: Path, tmp_path: Path) -> None:
    wire = tmp_path / "wire.jsonl"
    unknown = record(id="a", text="Words.", date="03/04/2019")
    wire.write_bytes(unknown)
    ingested(home, wire)
    redated(home)
    assert lines(home) == {"a": "Published 4 Mar 2019 or 3 Apr 2019 (order of day and month not known)"}
    with closing(StoreReader(home)) as store:
        ((article, _),) = store.articles()
    assert article.rival is not None
    assert article.rival.misread
    wire.write_bytes(
        unknown + b"".join(record(id=f"b{day}", text="Words.", date=f"{day}/04/2019") for day in range(13, 17))
    )
    ingested(home, wire)
    redated(home, 3)
    assert lines(home)["a"] == "Published 3 Apr 2019"
