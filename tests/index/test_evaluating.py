"""Measuring quality: what counts as found, as answered, and as right."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import QuestionsInvalid
from corpus.model import DateSpan, Mention, Precision, Status
from corpus.store.reading import StoredArticle, StoredPassage
from index.answering.answers import Answer, EventDate, Match
from index.answering.question import parse_question
from index.evaluating.judging import Outcome, evaluate, judge, same_date, same_scope
from index.evaluating.labelled import Labelled, read_labelled
from index.evaluating.measures import Quality
from index.questions import Scope
from index.ranking.confidence import Verdict
from tests.index.making import ASKED_ON, searching

LINE = {"id": "q1", "question": "Who?", "kind": "fact", "answer": "Ines Falk", "article_ids": ["a"]}


def labelled(
    kind: str = "fact", words: str = "Ines Falk", scope: Scope | None = None, day: str | None = None
) -> Labelled:
    """Return a label whose right article is a or b."""
    return Labelled("q1", "Who?", kind, words, frozenset({"a", "b"}), scope, day)


def answer(
    *found: tuple[str, str], verdict: Verdict = "answer", scope: Scope | None = None, event: DateSpan | None = None
) -> Answer:
    """Return an answer with passages of some articles."""
    shown = []
    for rank, (article_id, text) in enumerate(found, start=1):
        article = StoredArticle(rank, article_id, "", None, "", "en", None, "none", Status.UNDATED, None, None)
        shown.append(Match(rank, 1.0, StoredPassage(rank, article, 0, text, "", ())))
    question = replace(parse_question("Who?", ASKED_ON), scope=scope)
    told = EventDate(event, "words", Mention(0, 5, "words", "explicit", event, "stated")) if event else None
    matches, closest = ((), tuple(shown)) if verdict == "nothing" else (tuple(shown), ())
    return Answer(question, verdict, 0.5, matches, closest, told, 1.5, 1)


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        ([("a", "x")], 1),
        ([("x", "x"), ("b", "x"), ("a", "x")], 2),
        ([("x", "1"), ("x", "2"), ("x", "3"), ("a", "4")], 2),  # the second distinct article
        ([("x", "x")], None),
        ([], None),
    ],
)
def test_a_hit_is_the_first_right_one_among_distinct_articles(found: list[tuple[str, str]], rank: int | None) -> None:
    assert judge(labelled(), answer(*found)).article_rank == rank


@pytest.mark.parametrize(
    ("found", "rank"),
    [
        ([("a", "It was Ines Falk.")], 1),
        ([("a", "It was Ines\n   Falk.")], 1),
        ([("a", "It was she."), ("b", "Ines Falk")], 2),
        ([("x", "Ines Falk"), ("a", "Ines Falk")], 2),
        ([("x", "Ines Falk")], None),
        ([("a", "ines falk")], None),
        ([("a", "InesFalk")], None),
    ],
)
def test_an_answer_is_found_in_a_passage_of_a_right_article_with_white_space_folded(
    found: list[tuple[str, str]], rank: int | None
) -> None:
    assert judge(labelled(), answer(*found)).answer_rank == rank
    assert judge(labelled(words=" Ines \n Falk"), answer(*found)).answer_rank == rank


def test_an_empty_label_is_found_nowhere() -> None:
    assert judge(labelled(words=""), answer(("a", "Ines Falk"))).answer_rank is None


def test_what_came_closest_counts_for_finding_and_not_for_answering() -> None:
    outcome = judge(labelled(), answer(("a", "Ines Falk"), verdict="nothing"))
    assert (outcome.verdict, outcome.article_rank, outcome.answer_rank, outcome.milliseconds) == ("nothing", 1, 1, 1.5)


def span(first: str, last: str) -> DateSpan:
    """Return a span from ISO days."""
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last), Precision.RANGE)


@pytest.mark.parametrize(
    ("first", "last", "label", "right"),
    [
        ("2005-10-20", "2005-10-20", "2005-10-20", True),
        ("2005-10-20", "2005-10-20", "2005-10", True),
        ("2005-10-20", "2005-10-20", "2005", True),
        ("2005-10-01", "2005-10-31", "2005-10", True),
        ("2005-01-01", "2005-12-31", "2005", True),
        ("2005-10-01", "2005-10-31", "2005-10-20", False),
        ("2005-01-01", "2005-12-31", "2005-10", False),
        ("2005-12-01", "2006-02-28", "2005", False),
        ("2005-10-21", "2005-10-21", "2005-10-20", False),
    ],
)
def test_an_event_date_is_right_to_the_day_month_or_year_of_its_label(
    first: str, last: str, label: str, *, right: bool
) -> None:
    assert same_date(span(first, last), label) is right
    outcome = judge(labelled("when", day=label), answer(("a", "Ines Falk"), event=span(first, last)))
    assert outcome.event_right is right


def test_an_event_date_is_judged_only_for_when_questions_whose_first_passage_is_right() -> None:
    day = span("2005-10-20", "2005-10-20")
    right, late = ("a", "Ines Falk"), (("x", ""), ("a", "Ines Falk"))
    assert judge(labelled("fact", day="2005"), answer(right, event=day)).event_right is None
    assert judge(labelled("when"), answer(right, event=day)).event_right is None
    assert judge(labelled("when", day="2005"), answer(*late, event=day)).event_right is None
    assert judge(labelled("when", day="2005"), answer(right)).event_right is False


def test_dates_shown_and_dates_found_are_counted_whatever_passage_is_first() -> None:
    day, other = span("2005-10-20", "2005-10-20"), span("2006-10-20", "2006-10-20")
    right, late = ("a", "Ines Falk"), (("x", ""), ("a", "Ines Falk"))
    when = labelled("when", day="2005")
    outcomes = [
        judge(when, answer(right, event=day)),
        judge(when, answer(*late, event=day)),
        judge(when, answer(*late, event=other)),
        judge(when, answer(right)),
        judge(labelled("when"), answer(right, event=other)),
        judge(labelled("fact", day="2005"), answer(right, event=other)),
    ]
    assert [one.event_found for one in outcomes] == [True, True, False, False, None, None]
    assert [one.event_shown for one in outcomes] == [True, True, False, None, None, None]
    measures = Quality(outcomes).measures()
    assert measures["event date right"] == 0.5
    assert measures["event date right of all"] == 0.5
    assert measures["bold dates right of shown"] == 0.6667


def scope(first: str | None, last: str | None) -> Scope:
    """Return a scope from ISO days."""
    return Scope(*(None if day is None else date.fromisoformat(day) for day in (first, last)))


@pytest.mark.parametrize(
    ("found", "wanted", "right"),
    [
        (("2019-05-01", "2019-05-31"), ("2019-05-01", "2019-05-31"), True),
        (("2019-05-01", "2019-05-16"), ("2019-05-01", "2019-05-31"), True),
        (("2019-05-01", "2019-05-15"), ("2019-05-01", "2019-05-31"), False),
        (("2019-05-01", "2019-05-10"), ("2019-05-01", "2019-05-20"), True),
        (("2019-06-01", "2019-06-30"), ("2019-05-01", "2019-05-31"), False),
        (("2019-05-01", None), ("2019-05-01", None), True),
        (("2019-05-01", None), ("2019-05-01", "2019-05-31"), False),
        ((None, "2019-05-31"), ("2019-05-01", "2019-05-31"), False),
        ((None, "2019-05-31"), (None, "2019-06-30"), True),
        ((None, "2019-05-31"), ("2019-05-31", None), False),
        (("2019-05-01", None), ("2021-05-01", None), False),
    ],
)
def test_a_scope_is_right_if_open_ends_are_equal_and_half_of_the_days_are_shared(
    found: tuple[str | None, str | None], wanted: tuple[str | None, str | None], *, right: bool
) -> None:
    assert same_scope(scope(*found), scope(*wanted)) is right
    assert judge(labelled("scoped", scope=scope(*wanted)), answer(scope=scope(*found))).scope_right is right


def test_no_scope_is_wrong_where_one_was_asked_for_and_not_judged_elsewhere() -> None:
    wanted = scope("2019-05-01", None)
    assert not same_scope(None, wanted)
    assert judge(labelled("scoped", scope=wanted), answer()).scope_right is False
    assert judge(labelled("fact", scope=wanted), answer()).scope_right is None
    assert judge(labelled("scoped"), answer()).scope_right is None


@pytest.mark.parametrize("ends", [("9999-06-01", None), (None, "0001-06-01")])
def test_a_scope_at_the_end_of_the_calendar_is_judged(ends: tuple[str | None, str | None]) -> None:
    assert same_scope(scope(*ends), scope(*ends))


def test_the_measures_are_shares_of_the_questions_that_bear_on_them() -> None:
    def outcome(kind: str, article: int | None, found: int | None = None, verdict: Verdict = "answer") -> Outcome:
        return Outcome(kind, verdict, 0.5, article, found, None, None, 2.0)

    quality = Quality()
    quality.outcomes += [
        outcome("fact", 1, 1),
        outcome("fact", 3, 2),
        outcome("fact", 10),
        outcome("fact", None, verdict="nothing"),
    ]
    quality.outcomes += [outcome("unanswerable", 1, verdict="maybe"), outcome("unanswerable", None)]
    measures = quality.measures()
    assert (measures["questions"], measures["milliseconds p50"], measures["milliseconds p99"]) == (6, 2.0, 2.0)
    assert (measures["hit@1"], measures["hit@3"], measures["hit@10"]) == (0.25, 0.5, 0.75)
    assert (measures["answer@1"], measures["answer@3"]) == (0.25, 0.5)
    assert (measures["refused"], measures["wrongly refused"]) == (0.5, 0.25)
    assert (measures["scope right"], measures["event date right"], measures["hit@1 scoped"]) == (None, None, None)


def test_without_outcomes_there_is_nothing_to_measure() -> None:
    assert set(Quality().measures().values()) == {0, None}


def write(path: Path, *lines: object) -> Path:
    """Write lines of JSON, or bytes as they are."""
    path.write_bytes(b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines))
    return path


def test_a_file_of_labels_is_read_line_by_line(tmp_path: Path) -> None:
    file = write(
        tmp_path / "q.jsonl", LINE, b"", LINE | {"id": 7, "date_from": "2019-05-01", "event_date": "2019", "more": 1}
    )
    first, second = read_labelled(file)
    assert first == Labelled("q1", "Who?", "fact", "Ines Falk", frozenset({"a"}), None, None)
    assert (second.id, second.scope, second.event_date) == ("7", scope("2019-05-01", None), "2019")


@pytest.mark.parametrize(
    "bad",
    [
        b"not json", b'{"question": "Who?"', [], "text", 12, {}, {"question": "Who?"},
        LINE | {"article_ids": "a"}, LINE | {"article_ids": None},
        LINE | {"question": None}, LINE | {"question": ["Who?"]},
        b'{"id": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda bad: str(bad)[:40],
)  # fmt: skip
def test_a_line_that_is_no_label_is_refused_with_its_number(tmp_path: Path, bad: object) -> None:
    with pytest.raises(QuestionsInvalid, match=r"q\.jsonl, line 3: is no labelled question .*each line needs"):
        read_labelled(write(tmp_path / "q.jsonl", LINE, b"", bad))


def test_a_line_that_is_nested_too_deeply_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match="line 1"):
        read_labelled(write(tmp_path / "q.jsonl", b"[" * 100_000))


def test_a_label_whose_day_is_none_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match="line 1"):
        read_labelled(write(tmp_path / "q.jsonl", LINE | {"date_from": "2019-02-30"}))


def test_a_label_may_hold_any_character_that_json_allows(tmp_path: Path) -> None:
    (one,) = read_labelled(
        write(tmp_path / "q.jsonl", json.dumps(LINE | {"question": "Who\u2028?"}, ensure_ascii=False).encode())
    )
    assert one.question == "Who\u2028?"


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfe"])
def test_a_file_without_labels_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(data)
    with pytest.raises(QuestionsInvalid, match=r"q\.jsonl: .*give a \.jsonl file of labelled questions"):
        read_labelled(file)
    with pytest.raises(QuestionsInvalid, match="cannot be read"):
        read_labelled(tmp_path)


def test_every_label_is_asked_and_judged(valley: Path) -> None:
    february = scope("2020-02-01", "2020-02-29")
    labels = [
        Labelled("1", "Who opened the bridge over the Arle?", "fact", "Ines Falk", frozenset({"bridge"}), None, None),
        Labelled("2", "When was the bridge opened?", "when", "May 4, 2019", frozenset({"bridge"}), None, "2019-05"),
        Labelled("3", "What of the flood in February 2020?", "scoped", "", frozenset({"flood"}), february, None),
        Labelled("4", "Quantum pineapples?", "unanswerable", "", frozenset(), None, None),
    ]  # fmt: skip
    with searching(valley) as searcher:
        outcomes = [one.outcome for one in evaluate(searcher, labels, ASKED_ON)]
    measures = Quality(outcomes).measures()
    names = ("questions", "hit@1", "scope right", "event date right", "refused", "wrongly refused")
    assert [measures[name] for name in names] == [4, 1.0, 1.0, 1.0, 1.0, 0.0]
