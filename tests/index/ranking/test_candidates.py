"""Candidates: exactly the best passages of the index, within the scope, with the same evidence however computed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store.reading import StoreReader
from index.analysis.meaning import synonyms
from index.answering import compiling
from index.answering.question import parse_question
from index.engine.embedded import EmbeddedEngine
from index.engine.engine import ARTICLE_SHARE, LATE_DAYS
from index.questions import Question, Scope
from index.ranking.candidates import candidates
from index.ranking.evidence import COVERAGE, LEAD, LENGTH, LONG, POSITION
from index.ranking.slots import SYNONYM_SHARE, TELLING, Reading
from tests.corpus.making import examples
from tests.index.making import ASKED_ON, DEEDS, THINGS, TOWNS, indexed, searching, write_records

WORDS = [
    *"Arle ferries museum salt mayor council order zzz unknown Ostheimer ferrymann".split(),
    *TOWNS, *THINGS, *DEEDS,
]  # fmt: skip
DAYS = st.none() | st.dates(date(2014, 1, 1), date(2023, 12, 31))
SCOPES = st.none() | st.builds(Scope, DAYS, DAYS)


@pytest.fixture(scope="module")
def both(valley: Path) -> tuple[EmbeddedEngine, EmbeddedEngine]:
    """The index of the valley with compiled loops and without."""
    compiling.install()
    return EmbeddedEngine(valley / "index", 1, compiled=True), EmbeddedEngine(valley / "index", 1, compiled=False)


def in_scope(index: EmbeddedEngine, scope: Scope | None) -> set[int]:
    """Return the passages that are about a scope, told one by one."""
    if not scope:
        return set(range(index.generation.passages))
    first = scope.first.toordinal() if scope.first else 0
    last = scope.last.toordinal() if scope.last else 10**7
    every = index.facts(np.arange(index.generation.passages, dtype=np.int32)).first_days
    found = {place for place, day in enumerate(every.tolist()) if day and first <= day <= last + LATE_DAYS}
    for place, begin, end in index.by_day.T.tolist():
        if begin <= last and end >= first and end - begin <= 4 * (last - first + 1):
            found.add(place)
    return found


def asking(*words: str) -> Question:
    """Return a question of some words."""
    return parse_question(" ".join(words), ASKED_ON)


def by_hand(index: EmbeddedEngine, question: Question, scope: Scope | None) -> dict[int, float]:
    """Return the score of every passage in scope that holds a term, by adding up postings one by one."""
    passages: dict[int, float] = {}
    articles: dict[int, float] = {}
    slots = Reading(question, index.lexicon).slots
    numbers = index.lexicon.vocabulary.numbers
    trust: dict[int, float] = {}
    near = synonyms(question.sequence, question.language)
    for slot in slots:
        for term in numbers(near.get(slot.name, ())).values():
            if index.lexicon.idf[term] < TELLING:
                continue
            share = slot.salience * SYNONYM_SHARE * min(1.0, slot.idf / float(index.lexicon.idf[term]))
            trust[term] = max(trust.get(term, 0.0), share)
    for slot in reversed(slots):
        trust |= dict.fromkeys(slot.terms, slot.trust * slot.salience)
    for term, trusted in trust.items():
        for file, weighing, idf, scores in (
            (index.by_passage, index.passage_weighing, index.lexicon.idf, passages),
            (index.by_article, index.article_weighing, index.lexicon.article_idf, articles),
        ):
            documents, often = file.of_term(term)
            for document, weight in zip(documents, weighing.of(documents, often), strict=True):
                scores[int(document)] = scores.get(int(document), 0.0) + float(weight) * float(idf[term]) * trusted
    allowed = in_scope(index, scope)
    return {
        place: score + ARTICLE_SHARE * articles[int(index.article_of(np.array([place]))[0])]
        for place, score in passages.items()
        if place in allowed
    }


@examples(30)
@given(st.lists(st.sampled_from(WORDS), unique=True, max_size=6), SCOPES, st.integers(1, 120))
def test_candidates_are_the_best_of_all_passages_in_scope(
    both: tuple[EmbeddedEngine, EmbeddedEngine], words: list[str], scope: Scope | None, k: int
) -> None:
    question = asking(*words)
    expected = by_hand(both[0], question, scope)
    for index in both:
        found = candidates(index, question, scope, k)
        best = sorted(expected.values(), reverse=True)[:k]
        assert [expected[place] for place in found.passages.tolist()] == pytest.approx(best, rel=1e-4)
        assert len(set(found.passages.tolist())) == len(found.passages)
        assert found.articles.tolist() == index.article_of(found.passages).tolist()
        assert found.rows.tolist() == index.rows[found.passages].tolist()


@examples(30)
@given(st.lists(st.sampled_from(WORDS), unique=True, max_size=6), SCOPES, st.integers(1, 120))
def test_compiled_loops_and_others_give_the_same_candidates_and_evidence(
    both: tuple[EmbeddedEngine, EmbeddedEngine], words: list[str], scope: Scope | None, k: int
) -> None:
    one, other = (candidates(index, asking("How many", *words), scope, k) for index in both)
    assert one.passages.tolist() == other.passages.tolist()
    assert (one.absent, one.unheard, one.likest) == (other.absent, other.unheard, other.likest)
    assert one.evidence == pytest.approx(other.evidence, abs=1e-5)


def test_no_question_leaves_anything_behind_for_the_next(both: tuple[EmbeddedEngine, EmbeddedEngine]) -> None:
    for index in both:
        before = candidates(index, asking("mayor", "Arle"), None, 20)
        candidates(index, asking("council", "order", "mill"), Scope(date(2016, 1, 1), None), 3)
        candidates(index, asking("zzz"), None, 3)
        after = candidates(index, asking("mayor", "Arle"), None, 20)
        assert before.passages.tolist() == after.passages.tolist()
        assert np.array_equal(before.evidence, after.evidence)


def test_it_is_told_which_terms_the_archive_does_not_have(both: tuple[EmbeddedEngine, EmbeddedEngine]) -> None:
    index = both[1]
    for words, absent, likest in ((["mayor"], (), 1), (["zzz"], ("zzz",), 0), (["mayor", "zzz"], ("zzz",), 1)):
        found = candidates(index, asking(*words), None, 3)
        assert (found.absent, found.likest) == (absent, likest)
    nothing = candidates(index, asking(), None, 3)
    assert (nothing.passages.size, nothing.absent, nothing.likest) == (0, (), 0)


def test_a_word_that_the_archive_does_not_know_is_read_as_the_one_that_is_spelled_most_like_it(
    both: tuple[EmbeddedEngine, EmbeddedEngine],
) -> None:
    for index in both:
        right, mistyped = (candidates(index, asking(word), None, 5) for word in ("ferryman", "ferrymann"))
        assert mistyped.passages.tolist() == right.passages.tolist()
        assert 0 < mistyped.likest < right.likest == 1
        assert mistyped.evidence[0, COVERAGE] < right.evidence[0, COVERAGE]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2019-05-12", "2019-05-12", True),
        ("2019-05-13", "2019-06-30", False),
        ("2019-01-01", "2019-03-28", True),  # LATE_DAYS before it
        ("2019-01-01", "2019-03-27", False),
        ("2019-05-12", None, True),
        ("2019-05-13", None, False),
        (None, "2019-03-28", True),
        (None, "2010-06-15", False),
        ("2010-06-15", "2010-06-20", True),  # the text names June 16, 2010
        ("2010-06-17", "2010-06-20", False),
        (None, "2010-06-16", True),
        ("9000-01-01", "9999-12-31", False),
        ("0001-01-01", "0001-01-02", False),
    ],
)
def test_a_passage_is_in_scope_by_its_publication_or_by_a_day_that_it_names(
    home: Path, wire: Path, first: str | None, last: str | None, *, found: bool
) -> None:
    text = "The tram timetable of June 16, 2010 was replaced."
    tram = {"id": "tram", "title": "Trams", "date": "2019-05-12", "text": text}
    indexed(home, write_records(wire, [tram, {"id": "undated", "text": "Trams."}]))
    scope = Scope(*(day and date.fromisoformat(day) for day in (first, last)))  # type: ignore[arg-type]
    with searching(home) as searcher:
        passages = candidates(searcher.engine, asking("timetable"), scope, 5).passages
    assert (passages.size > 0) == found


def test_an_article_dated_to_a_month_is_in_scope_on_each_of_its_days(home: Path, wire: Path) -> None:
    indexed(home, write_records(wire, [{"id": "tram", "date": "2019-05", "text": "The tram timetable was replaced."}]))
    with searching(home) as searcher:
        found = candidates(searcher.engine, asking("timetable"), Scope(date(2019, 5, 10), date(2019, 5, 20)), 5)
    assert found.passages.size == 1


def test_what_facts_tell_is_measured_too(home: Path, wire: Path) -> None:
    text = "\n\n".join(f"Tram {number}" + " was painted again and again" * 12 + "." for number in range(3))
    indexed(home, write_records(wire, [{"id": "tram", "text": text}]))
    with searching(home) as searcher:
        found = candidates(searcher.engine, asking("tram"), None, 5)
    order = np.argsort(found.passages)
    assert found.evidence[order][:, [LEAD, POSITION]].tolist() == [[1, 0], [0, 0.5], [0, 1]]
    assert found.words.lengths.tolist() == [63] * 3
    assert found.evidence[:, LENGTH].tolist() == pytest.approx([63 / LONG] * 3)


def test_passage_rows_lead_to_the_passages_of_the_store(
    both: tuple[EmbeddedEngine, EmbeddedEngine], valley: Path
) -> None:
    store = StoreReader(valley)
    rows = [passage.number for passage in store.live_passages()]
    store.close()
    assert both[0].rows.tolist() == rows
