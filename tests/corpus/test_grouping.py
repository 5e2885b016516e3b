"""Articles with nearly the same text are groups, led by the earliest; those made by one pattern are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.grouping import group
from corpus.likeness.signatures import runs, runs_of_each, signatures
from corpus.store.reading import StoreReader
from corpus.store.takedowns import take_down
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record

RELEASE = """The harbour board said today that the old ferry will be taken out of service in the spring, after forty
years on the crossing between Norhaven and the islands. A new boat with room for 60 cars was ordered from a yard in the
north, and its crew will be trained over the winter. "We know what the ferry means to the people here," the board's
chair said, "and we want nobody to wait longer than before." Until then both boats will sail on market days."""
FEED = """<rss version="2.0"><channel><title>News</title><item><title>Old ferry</title><link>{link}</link>
<description>{words} [&#8230;]</description><pubDate>Mon, 01 Jan 2018 10:00:00 GMT</pubDate></item></channel></rss>"""
POINTS = "The harbour board said today that the old ferry will be taken out of service in the spring, after"


def one(name: str, text: str, day: str | None = None, **fields: object) -> bytes:
    return record(id=name, title=name, text=text, **({} if day is None else {"date": day}), **fields)


def grouped(home: Path, *roots: Path, generation: int = 1) -> dict[str, str]:
    """Read archives and return the leader of each copy, by id."""
    ingested(home, *roots, generation=generation)
    with StoreWriter(home, generation) as writer:
        group(writer)
    return leaders(home)


def leaders(home: Path) -> dict[str, str]:
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return dict(store.execute("SELECT article_id, copy_of FROM live_articles WHERE copy_of IS NOT NULL"))


def wire(folder: Path, lines: Iterable[bytes]) -> Path:
    return fill(folder, {"wire.jsonl": b"".join(lines)})


def test_the_earliest_leads_and_an_undated_one_follows(home: Path, archive: Path) -> None:
    edited = RELEASE.replace("today", "on Monday").replace('"', "”") + " Tickets are sold on board."
    found = grouped(
        home,
        wire(
            archive, [one("undated", RELEASE), one("later", edited, "2019-05-04"), one("first", RELEASE, "2019-05-03")]
        ),
    )
    assert found == {"undated": "first", "later": "first"}


@pytest.mark.parametrize(
    ("before", "after"), [("60 cars", "45 cars"), ("Norhaven", "Sudhaven"), ("The harbour board", "At noon a crowd")]
)
def test_what_one_pattern_made_twice_is_two(home: Path, archive: Path, before: str, after: str) -> None:
    other = RELEASE.replace(before, after)
    apart = before[0].isupper() and " " in before
    if apart:  # nothing but words in small letters differs, but so much later that it is another event
        other = RELEASE.replace("today", "again")
    days = ("2019-05-03", "2019-09-03" if apart else "2019-05-03")
    assert grouped(home, wire(archive, [one("a", RELEASE, days[0]), one("b", other, days[1])])) == {}


def test_what_is_verbatim_is_a_copy_however_much_later(home: Path, archive: Path) -> None:
    assert grouped(home, wire(archive, [one("a", RELEASE, "2019-05-03"), one("b", RELEASE, "2024-05-03")])) == {
        "b": "a"
    }


def test_where_no_spaces_are_written_copies_are_found_too(home: Path, archive: Path) -> None:
    text = "四十年にわたり島々を結んできた古いフェリーを春に引退させると発表した。新しい船は北の造船所に発注済み。"
    lines = [one("a", text, "2019-05-03"), one("b", f"{text}速報。", "2019-05-03")]
    found = grouped(home, wire(archive, lines))
    assert found == {"b": "a"}


def test_short_texts_are_no_copies(home: Path, archive: Path) -> None:
    assert grouped(home, wire(archive, [one("a", "No school today."), one("b", "No school today.")])) == {}


def test_groups_are_the_same_in_whatever_order_their_articles_come(tmp_path: Path, archive: Path) -> None:
    lines = {
        "c": one("c", RELEASE, "2019-05-05"),
        "a": one("a", RELEASE + " Tickets are sold on board.", "2019-05-03"),
        "b": one("b", RELEASE.replace("today", "on that day"), "2019-05-04"),
        "x": one("x", RELEASE.replace("60", "45"), "2019-05-02"),
    }
    home = tmp_path / "step by step"
    for count in range(1, 5):
        found = grouped(home, wire(archive, list(lines.values())[:count]), generation=count)
    assert found == grouped(tmp_path / "at once", archive) == {"b": "a", "c": "a"}
    del lines["a"]
    assert grouped(home, wire(archive, lines.values()), generation=5) == {"c": "b"}


def test_a_run_without_changes_compares_nothing(home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grouped(home, wire(archive, [one("a", RELEASE), one("b", RELEASE)]))
    monkeypatch.setattr("corpus.grouping.known", lambda _: pytest.fail("it looked"))
    assert grouped(home, archive) == {"b": "a"}


def test_only_what_may_be_alike_with_something_new_is_read(
    home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [one("a", RELEASE, "2019-05-03"), one("b", RELEASE, "2019-05-04")]
    grouped(home, wire(archive, lines))
    monkeypatch.setattr("corpus.grouping.texts_of", lambda *_: pytest.fail("it read"))
    new = one("c", " ".join(f"Word{number} of another text" for number in range(30)), "2019-05-05")
    assert grouped(home, wire(archive, [*lines, new]), generation=2) == {"b": "a"}


def test_articles_that_were_read_before_there_were_signatures_get_theirs(home: Path, archive: Path) -> None:
    grouped(home, wire(archive, [one("a", RELEASE), one("b", RELEASE)]))
    with StoreWriter(home, 1) as writer:
        writer.connection.execute("UPDATE articles SET signature = NULL, copy_of = NULL")
        writer.connection.execute("DELETE FROM meta WHERE key = 'copies'")
        group(writer)
    assert leaders(home) == {"b": "a"}


@pytest.mark.parametrize(
    ("link", "title", "words", "is_copy"),
    [
        ("http://www.harbour.example/ferry/?utm_source=feed", "Other words", "Some other words on it", True),
        ("https://elsewhere.example/1", "Old ferry", POINTS, True),
        ("https://elsewhere.example/1", "Old ferry", POINTS.replace("board", "boards"), False),
        ("https://elsewhere.example/1", "Other words", POINTS, False),
    ],
)
def test_a_teaser_of_an_article_that_is_there_in_full_is_led_by_it_and_not_searched(
    home: Path, archive: Path, link: str, title: str, words: str, *, is_copy: bool
) -> None:
    full = record(id="full", title="Old ferry", url="https://harbour.example/ferry", text=RELEASE, date="2019-05-03")
    feed = FEED.format(link=link, words=words).replace("Old ferry", title)
    found = grouped(home, fill(archive, {"wire.jsonl": full, "feed.xml": feed}))
    assert list(found.values()) == (["full"] if is_copy else [])
    with closing(StoreReader(home)) as store:
        assert len(store.live_articles()) == (1 if is_copy else 2)
    if is_copy:
        with StoreWriter(home, 2) as writer:
            take_down(writer.connection, "full", None)
            group(writer)
        with closing(StoreReader(home)) as store:
            assert len(store.live_articles()) == 1, "the teaser is searched again"


def test_a_text_has_the_same_signature_alone_and_among_others() -> None:
    texts = [
        RELEASE,
        "",
        "No school today.",
        "四十年にわたり島々を結んできた古いフェリーを春に引退させると発表した",
        RELEASE.upper() * 400,
        "x" * 300,
    ]
    assert list(signatures(texts)) == [made for text in texts for made in signatures([text])]
    assert [len(made) for made in signatures(texts)] == [64, 0, 0, 64, 64, 64]


def test_case_and_marks_do_not_count_in_a_run() -> None:
    assert runs("The ‘old’ ferry’s Élan").tolist() == runs("the 'old' ferry's élan").tolist()
    assert [len(found) for found in runs_of_each(["The old ferry sails", "", "No run"])] == [2, 0, 0]


def test_signatures_of_an_older_version_are_made_anew(home: Path, archive: Path) -> None:
    grouped(home, wire(archive, [one("a", RELEASE), one("b", RELEASE)]))
    with StoreWriter(home, 2) as writer:
        writer.connection.execute("UPDATE articles SET signature = X'00', copy_of = NULL")
        writer.connection.execute("UPDATE meta SET value = '1 2 ' WHERE key = 'copies'")
        writer.connection.commit()
        group(writer)
    assert leaders(home) == {"b": "a"}
