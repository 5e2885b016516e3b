"""Short paragraphs that recur across an archive are learned at the end of a run, and left out of what is searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.boilerplate import learn
from corpus.grouping import group
from corpus.likeness.paragraphs import key_of, keys_of, recurring, rest_of
from corpus.store.archives import forget
from corpus.store.exporting import exported
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from tests.corpus.making import fill, ingested, record

BAR = "Brought to you by the Harbour Post"
HELP = "Write to desk@harbour.example if you have seen something that we should know of."
PLACES = ("Norhaven", "Sudhaven", "Easterly", "Westerby", "Midholm", "Overfell", "Underfell", "Longsand")


def story(number: int) -> str:
    place, other = PLACES[number % 8], PLACES[number // 8 % 8]
    return (
        f"The council of {place} talked about bridge number {number} for three hours before it went home again, since "
        f"nobody knew whether {other} would pay for half of what the engineers said that steel costs these days."
    )


def page(number: int, *below: str, text: str | None = None) -> bytes:
    body = "\n\n".join([story(number) if text is None else text, *below])
    return record(id=f"a{number:03}", title=f"Bridge {number}", text=body, date=f"2019-05-{number % 28 + 1:02}")


def read(home: Path, folder: Path, lines: Iterable[bytes], *, generation: int = 1, refer: bool = True) -> None:
    """Read an archive as a run does, up to the index."""
    ingested(home, fill(folder, {"wire.jsonl": b"".join(lines)}), generation=generation)
    with StoreWriter(home, generation) as writer:
        group(writer)
        learn(writer)
        if refer:
            writer.refer()


def searched(home: Path) -> dict[str, list[str]]:
    """Return the texts of the passages that are searched, by article."""
    found: dict[str, list[str]] = {}
    with closing(StoreReader(home)) as store:
        ids: dict[int, str] = dict(store.rows("SELECT id, article_id FROM articles"))
        for passage in store.live_passages():
            found.setdefault(ids[passage.article], []).append(passage.text)
        assert sum(map(len, found.values())) == store.counts().passages
        assert sum(one.passages for one in store.live_articles()) == store.counts().passages
    return found


def learned(home: Path) -> list[tuple[str, int, int]]:
    with closing(sqlite3.connect(home / "archive.db")) as store:
        return store.execute("SELECT words, articles, kept FROM boilerplate ORDER BY articles DESC, words").fetchall()


def test_what_recurs_is_not_searched_but_stands_in_the_article_word_for_word(home: Path, archive: Path) -> None:
    read(home, archive, (page(number, BAR) for number in range(24)))
    assert learned(home) == [(BAR, 24, 0)]
    assert searched(home)["a003"] == [story(3)]
    with closing(StoreReader(home)) as store:
        (whole,) = store.whole_articles("a003")
        assert BAR in "\n".join(whole.passages)
        assert all(BAR in "\n".join(text for text, _ in one.passages) for one in exported(store))


def test_the_earliest_article_keeps_what_may_answer_a_question(home: Path, archive: Path) -> None:
    read(home, archive, (page(number, HELP.upper() if number % 2 else HELP) for number in range(24)))
    assert learned(home) == [(HELP, 24, 1)]
    holding = [name for name, texts in searched(home).items() if any(HELP in text for text in texts)]
    assert holding == ["a000"]


@pytest.mark.parametrize(
    "line",
    ["It opened on 3 May 2019.", "What was not built:", "Brought to you by friend {number}", "Words. " * 50],
    ids=["a day", "a lead", "a number of its own", "long"],
)
def test_what_says_something_of_its_article_stays(home: Path, archive: Path, line: str) -> None:
    read(home, archive, (page(number, line.format(number=number)) for number in range(24)))
    assert learned(home) == []


def test_a_label_amid_the_text_is_the_articles_own(home: Path, archive: Path) -> None:
    said = [f"Point {place} of what was said, number {{}}." for place in range(12)]
    said.insert(6, "Not applicable.")
    read(home, archive, (page(number, *(one.format(number) for one in said)) for number in range(24)))
    assert learned(home) == []


def test_an_article_of_which_nothing_would_be_left_keeps_all(home: Path, archive: Path) -> None:
    read(home, archive, [*(page(number, BAR) for number in range(24)), page(30, text=BAR)])
    assert searched(home)["a030"] == [BAR]


def test_versions_of_a_document_are_no_boilerplate(home: Path, archive: Path) -> None:
    rules = [f"Rule {one}: a boat of the kind that is called {name} has to be painted again." for one in range(3)
             for name in PLACES]  # fmt: skip
    read(home, archive, (page(number, *rules) for number in range(24)))
    assert learned(home) == []


def test_copies_of_one_article_do_not_make_its_words_boilerplate(home: Path, archive: Path) -> None:
    lines = [record(id=f"c{n}", title="Bridge", text=f"{story(1)}\n\n{HELP}", date="2019-05-01") for n in range(30)]
    read(home, archive, lines)
    assert learned(home) == []


def test_step_by_step_the_same_is_learned_as_at_once(home: Path, archive: Path, tmp_path: Path) -> None:
    lines = [page(number, HELP, BAR) for number in range(26)]
    for generation, count in enumerate((10, 19, 22, 26), start=1):
        read(home, archive, lines[:count], generation=generation)
    lines[0] = page(0, "Nothing else.")
    read(home, archive, lines, generation=5)
    assert learned(home) == [(BAR, 25, 0), (HELP, 25, 1)]
    read(tmp_path / "once", archive, lines)
    assert (searched(home), learned(home)) == (searched(tmp_path / "once"), learned(tmp_path / "once"))
    read(home, archive, lines[:21], generation=6)
    read(home, archive, lines[:12], generation=7)
    assert learned(home) == []
    assert all(BAR in "".join(texts) for name, texts in searched(home).items() if name > "a000")


def test_passages_that_an_index_refers_to_stay_as_they_are(home: Path, archive: Path) -> None:
    read(home, archive, (page(number, BAR) for number in range(15)))
    with closing(StoreReader(home)) as store:
        before = [passage.number for passage in store.live_passages()]
    read(home, archive, (page(number, BAR) for number in range(24)), generation=2)
    with closing(StoreReader(home)) as store:
        assert all(found and BAR in found.text for found in store.passages(before))
        assert not {passage.number for passage in store.live_passages()} & set(before)


def test_a_run_without_changes_counts_nothing(home: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [page(number, BAR) for number in range(24)]
    read(home, archive, lines)
    monkeypatch.setattr("corpus.boilerplate.known", lambda *_: pytest.fail("it counted"))
    read(home, archive, lines, generation=2)
    assert learned(home) == [(BAR, 24, 0)]


def test_the_maintainer_has_the_last_word(home: Path, archive: Path) -> None:
    lines = [page(number, HELP, BAR) for number in range(24)]
    fill(archive, {"archive.toml": 'keep = ["brought TO you *"]'})
    read(home, archive, lines)
    assert learned(home) == [(HELP, 24, 1)]
    fill(archive, {"archive.toml": 'keep = ["*"]'})
    read(home, archive, lines, generation=2)
    assert learned(home) == []
    assert all(HELP in "".join(texts) for texts in searched(home).values())


def test_nothing_is_left_of_an_archive_that_is_forgotten(home: Path, archive: Path) -> None:
    read(home, archive, (page(number, BAR) for number in range(24)))
    with StoreWriter(home, 2) as writer:
        forget(writer.connection, 1)
        assert writer.note("keep 1") is None
    assert learned(home) == []


def test_days_stand_where_they_stood_after_the_cut(home: Path, archive: Path) -> None:
    told = "It will open on 7 June 2020, they say."
    read(home, archive, (page(number, BAR, told if number == 5 else "") for number in range(24)))
    with closing(StoreReader(home)) as store:
        numbers = [one.number for one in store.live_passages() if told in one.text]
        (found,) = store.passages(numbers)
    assert found is not None
    assert [one.text for one in found.mentions][-1] == "7 June 2020"


@given(st.lists(st.text(alphabet="ab. \n*-#:1é", max_size=40), max_size=8), st.integers(0, 7))
def test_a_cut_takes_only_what_it_was_told_to(pieces: list[str], place: int) -> None:
    text = "\n\n".join(pieces)
    wanted = {key_of(pieces[place])} if place < len(pieces) and pieces[place].strip() else set()
    cut = recurring(text, wanted)
    assert all(key_of(text[start:end]) in wanted for start, end in cut)
    rest = list(rest_of(text, cut))
    assert all(text[start:end].strip() for start, end in rest)
    letters = "".join(text[start:end] for start, end in sorted([*cut, *rest]))
    assert [one for one in letters if one.isalnum()] == [one for one in text if one.isalnum()]


def test_each_paragraph_counts_once_and_not_where_it_names_a_day() -> None:
    text = f"{BAR}\n{BAR}\n{HELP}"
    middle = len(BAR) + 1
    blocks = [(0, len(BAR)), (middle, middle + len(BAR)), (2 * middle, len(text))]
    assert len(keys_of(text, blocks, [])) == 16
    assert keys_of(text, blocks, [2 * middle + 5]) == key_of(BAR).to_bytes(8, "little")
