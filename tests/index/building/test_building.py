"""Building: passages in date order, one vocabulary, and a switch only to what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import IndexUnusable
from corpus.store.live import LiveArticle
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter
from index.analysis import terms, tokens
from index.building import build as building
from index.building import collecting
from index.building import texts as written
from index.building.build import build, next_number, up_to_date
from index.building.going_back import BUILT
from index.building.parts import CountedPart
from index.engine.embedded import EmbeddedEngine
from index.generations import folder as generations
from index.generations.folder import Arrays
from tests.corpus.making import examples
from tests.index.making import FACTS, ask, filler, ids, indexed, quiet, searching, write_records


def current(home: Path) -> EmbeddedEngine:
    """Return the current generation."""
    return EmbeddedEngine(home / "index", compiled=False)


def texts(home: Path, index: EmbeddedEngine) -> list[str]:
    """Return the texts of the passages of an index in its order."""
    with closing(StoreReader(home)) as store:
        return [passage.text for passage in store.passages(index.rows.tolist()) if passage]


def test_passages_are_numbered_in_date_order_and_undated_ones_come_last(home: Path, wire: Path) -> None:
    days = {"c": "2020-01-05", "u": None, "a": "1911", "d": "2020-01-05", "b": "2019-12-31"}
    indexed(
        home,
        write_records(wire, [{"id": name, "date": day, "text": f"Words of {name}."} for name, day in days.items()]),
    )
    index = current(home)
    assert texts(home, index) == [f"Words of {name}." for name in "abcdu"]
    assert index.first_day.tolist() == [
        *(date.fromisoformat(day).toordinal() for day in ("1911-01-01", "2019-12-31", "2020-01-05", "2020-01-05")), 0,
    ]  # fmt: skip


def test_the_arrays_lead_from_passages_to_articles_and_back(valley: Path) -> None:
    index = current(valley)
    article_of = index.article_of(np.arange(index.generation.passages))
    assert index.generation.passages == len(index.texts)
    assert index.generation.articles == len(index.first_passage) - 1 == len(index.titles)
    assert article_of.tolist() == sorted(article_of.tolist())
    firsts = np.flatnonzero(np.diff(article_of, prepend=-1))
    assert index.first_passage.tolist() == [*firsts.tolist(), index.generation.passages]


def test_every_passage_holds_the_terms_of_its_text_and_no_others(valley: Path) -> None:
    index = current(valley)
    holding: list[set[str]] = [set() for _ in range(index.generation.passages)]
    vocabulary = index.lexicon.vocabulary
    for number in range(1, len(vocabulary) + 1):
        for place in index.by_passage.of_term(number)[0].tolist():
            holding[place].add(vocabulary.term(number))
    assert holding == [set(terms(tokens(text))) for text in texts(valley, index)]
    for place, found in enumerate(holding):
        words = index.texts.take(np.array([place])).values >> 1
        assert {vocabulary.term(number) for number in words.tolist() if number} == found


def test_titles_and_headings_can_be_found(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: Of herring\n---\nFirst words.\n\n## About mackerel\n\nSecond words.\n", "utf-8")
    indexed(home, page)
    with searching(home) as searcher:
        assert ids(ask(searcher, "mackerel")) == ["page"]
    index = current(home)
    title, heading = index.lexicon.vocabulary.numbers(["herring", "mackerel"]).values()
    assert (index.titles.take(np.array([0])).values >> 1).tolist().count(title) == 1
    assert index.holding([title]).tolist() == []
    assert index.by_article.of_term(title)[0].tolist() == [0]
    assert index.holding([heading]).tolist() == [1]


def built(home: Path, number: int, workers: int = 0, memory: int = building.MEMORY) -> Arrays:
    """Build a generation beside those that are there, and return its arrays."""
    with closing(StoreReader(home)) as store:
        build(store, home / "index", number, "state", quiet, workers=workers, memory=memory)
    return generations.load(home / "index", number)[1]


def assert_same(one: Arrays, other: Arrays) -> None:
    """Compare generations byte for byte."""
    assert set(one) == set(other)
    for name, array in one.items():
        assert (array.dtype, array.shape) == (other[name].dtype, other[name].shape), name
        assert array.tobytes() == other[name].tobytes(), name


def test_it_makes_no_difference_in_what_batches_passages_are_counted_nor_by_how_many(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_records(wire, [*FACTS, *filler(40)])
    indexed(home, wire)
    whole = built(home, 2)
    monkeypatch.setattr(collecting, "BATCH", 3)
    monkeypatch.setattr(collecting, "ALONE", 2)
    assert_same(whole, built(home, 3))
    assert_same(whole, built(home, 4, workers=2))


def test_it_makes_no_difference_how_much_memory_words_and_postings_may_take(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(home, write_records(wire, [*FACTS, *filler(20)]))
    whole = built(home, 2)
    monkeypatch.setattr(collecting, "BATCH", 3)
    monkeypatch.setattr(written, "AT_ONCE", 500)
    for number, memory in enumerate((1, 3_000, 30_000), start=3):
        assert_same(whole, built(home, number, memory=memory))
    assert not list(home.rglob("*.building"))


def test_it_is_told_how_many_passages_have_been_counted(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, [*FACTS, *filler(40)]))
    counted: list[int] = []
    with closing(StoreReader(home)) as store:
        build(store, home / "index", 2, "state", counted.append)
    assert counted == sorted(counted)
    assert counted[-1] == current(home).generation.passages


RECORD = st.fixed_dictionaries(
    {
        "id": st.sampled_from("abcdef"),
        "title": st.sampled_from(["Falk’s bridge", "Die Brücke", ""]),
        "date": st.sampled_from(["2019-05-07", "2020", ""]),
        "text": st.lists(
            st.sampled_from("The bridge of Ines Falk opened. On May 4, 2019 | Fähre 1.500 Le pont été ouvert".split()),
            min_size=1,
        ).map(lambda words: " ".join(words).replace("|", "\n\n")),
    }
)
RECORDS = st.lists(RECORD, max_size=6, unique_by=lambda one: one["id"])


@examples(4)
@given(st.lists(RECORDS, min_size=2, max_size=4))
@example([[*FACTS], [*FACTS[1:], {"id": "new", "text": "New words only. An inquiry."}], [], [*FACTS]])
def test_what_is_copied_is_what_would_be_counted(versions: list[list[dict[str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        home, wire = Path(folder, "home"), Path(folder, "wire.jsonl")
        for records in versions:
            if indexed(home, write_records(wire, records)).generation is None:
                continue
            copied = generations.load(home / "index", generations.current_number(home / "index") or 0)[1]
            assert_same(copied, built(home, next_number(home / "index")))
            with StoreWriter(home, next_number(home / "index")) as writer:  # as if that build had been the run's own
                writer.write_note(BUILT, current(home).generation.identity)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that takes how many articles each build counts."""
    found: list[int] = []

    def collect(home: Path, articles: Sequence[LiveArticle], *others: Any) -> list[CountedPart]:
        found.append(len(articles))
        return collecting.collect(home, articles, *others)

    monkeypatch.setattr(building, "collect", collect)
    return found


def test_only_what_has_changed_is_counted(home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = counting(monkeypatch)
    indexed(home, write_records(wire, FACTS))
    changed = [*FACTS[:-1], {**FACTS[-1], "text": "Other words."}]
    indexed(home, write_records(wire, changed))
    indexed(home, wire, full=True)
    assert counted == [5, 1, 5]


@pytest.mark.parametrize("hindrance", ["damage", "analysis", "store", "restored"])
def test_everything_is_counted_unless_what_was_counted_is_to_be_trusted(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, hindrance: str
) -> None:
    counted = counting(monkeypatch)
    indexed(home, write_records(wire, FACTS))
    if hindrance == "damage":
        file = home / "index" / "generation-000001" / "sequence.npy"
        data = bytearray(file.read_bytes())
        data[-1] ^= 1
        file.write_bytes(data)
    elif hindrance == "analysis":
        monkeypatch.setattr(building, "ANALYSIS", "stemmer 99")
    else:
        with StoreWriter(home, 2) as writer:
            if hindrance == "store":
                writer.write_note("store_id", "another")
            else:
                writer.write_note(BUILT, "1 2001-01-01T00:00:00+00:00")
    indexed(home, write_records(wire, FACTS[:-1]))
    assert counted == [5, 4]
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"


def test_a_new_generation_is_built_only_when_the_articles_have_changed(home: Path, wire: Path) -> None:
    write_records(wire, FACTS)
    assert [(one.generation, one.built) for one in (indexed(home, wire), indexed(home, wire))] == [
        (1, True),
        (1, False),
    ]
    write_records(wire, FACTS)  # only touched
    assert indexed(home, wire).built is False
    write_records(wire, FACTS[:-1])
    assert [indexed(home, wire).generation for _ in range(2)] == [2, 2]
    assert indexed(home, wire, full=True).generation == 3


def test_an_index_is_up_to_date_only_with_its_store_format_and_analysis(
    home: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(home, write_records(wire, FACTS))
    with StoreWriter(home, 2) as writer:
        state = writer.state()
    assert up_to_date(home / "index", state)
    assert not up_to_date(home / "index", state + "0")
    assert not up_to_date(home / "elsewhere", state)
    for module, name, value in ((generations, "FORMAT", generations.FORMAT + 1), (building, "ANALYSIS", "stemmer 99")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, value)
            assert not up_to_date(home / "index", state)


@pytest.mark.parametrize("damage", ["pointer", "manifest", "array"])
def test_a_damaged_index_is_cured_by_the_command_that_its_message_names(home: Path, wire: Path, damage: str) -> None:
    indexed(home, write_records(wire, FACTS))
    if damage == "pointer":
        (home / "index" / "current").write_text("nonsense")
    elif damage == "manifest":
        (home / "index" / "generation-000001" / "manifest.json").unlink()
    else:
        (home / "index" / "generation-000001" / "sequence.npy").write_bytes(b"")
    assert indexed(home, wire, full=True).generation == 2
    with searching(home) as searcher:
        assert ids(ask(searcher, "Who opened the bridge over the Arle?"))[0] == "bridge"


def test_a_damaged_index_is_cured_even_if_nothing_has_changed(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    (home / "index" / "current").unlink()
    assert indexed(home, wire).built


def test_an_archive_that_has_been_emptied_answers_nothing(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    wire.write_text("no record\n")
    assert indexed(home, wire).generation == 2
    for compiled in (False, True):
        with searching(home, compiled=compiled) as searcher:
            answer = ask(searcher, "Who opened the bridge over the Arle?")
            assert (answer.answered, answer.matches, answer.closest) == (False, (), ())


def test_an_archive_of_nothing_builds_no_index(home: Path, wire: Path) -> None:
    wire.write_text("no record\n")
    done = indexed(home, wire)
    assert (done.generation, done.built, done.readable) == (None, False, 0)


def test_an_archive_without_a_single_word_can_be_indexed(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, [{"id": "a", "text": "—!"}, {"id": "b", "text": "... ?"}]))
    with searching(home) as searcher:
        assert not ask(searcher, "bridge").answered


def test_a_generation_of_another_format_is_refused_with_the_cure_and_built_anew(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, FACTS))
    manifest = home / "index" / "generation-000001" / "manifest.json"
    manifest.write_text(manifest.read_text().replace(f'"format": {generations.FORMAT}', '"format": 6'))
    with (
        pytest.raises(IndexUnusable, match=r"is of format 6.*build it anew .*: dateline index"),
        searching(home),
    ):
        pass
    assert indexed(home, wire).generation == 2
    assert not indexed(home, wire).built


def test_numbers_go_on_behind_whatever_is_there(tmp_path: Path) -> None:
    assert next_number(tmp_path) == 1
    (tmp_path / "generation-000007").mkdir()
    assert next_number(tmp_path) == 8
    generations.point_to(tmp_path, 11)
    assert next_number(tmp_path) == 12
    (tmp_path / "current").write_text("nonsense")
    assert next_number(tmp_path) == 8
