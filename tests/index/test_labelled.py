"""Labels of a maintainer's own: by id, address, title or words, in lines of JSON or in a table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import QuestionsInvalid
from index.evaluating.judging import judge
from index.evaluating.labelled import Labelled, read_labelled
from tests.index.test_evaluating import answer


def labels(tmp_path: Path, *records: dict[str, object]) -> list[Labelled]:
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(map(json.dumps, records)), "utf-8")
    return read_labelled(file)


def test_a_label_by_words_alone_is_met_by_any_article_that_holds_them(tmp_path: Path) -> None:
    (label,) = labels(tmp_path, {"question": "Who?", "answer": "Ines  Falk"})
    outcome = judge(label, answer(("x", "Nobody"), ("y", "opened by Ines\nFalk"), ("a", "Ines Falk")))
    assert (outcome.article_rank, outcome.answer_rank, outcome.fate) == (2, 2, "rightly answered")


def test_addresses_and_titles_are_compared_without_what_often_differs(tmp_path: Path) -> None:
    by_url, by_title = labels(
        tmp_path,
        {"question": "Who?", "url": "http://Example.org/a/#top"},
        {"question": "Who?", "title": ["The  Bridge", "Another"]},
    )
    assert by_url.urls == {"example.org/a"}
    assert by_title.titles == {"the bridge", "another"}
    assert not judge(by_title, answer(("x", "1"))).shown


def test_what_is_not_in_the_archive_and_when_follow_from_what_is_said(tmp_path: Path) -> None:
    none, when = labels(
        tmp_path, {"question": "Who?", "in_archive": False}, {"question": "W?", "url": "u", "event_date": "2019-05"}
    )
    assert (none.kind, none.answerable, when.kind, when.event_date) == ("unanswerable", False, "when", "2019-05")
    assert judge(none, answer(("x", "1"))).fate == "wrongly answered"
    assert judge(none, answer(("x", "1"), verdict="nothing")).fate == "rightly refused"


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"question": "Who?"}, "article_ids' is missing"),
        ({"question": "Who?", "answer": "x", "in_archive": "perhaps"}, "in_archive must be true or false"),
        ({"question": "Who?", "answer": "x", "in_archive": False, "kind": "fact"}, "of kind fact, and not in"),
        ({"question": "Who?", "answer": "x", "event_date": "May 2019"}, "is no day, month or year"),
        ({"question": "Who?", "answer": "x", "event_date": "2019-02-30"}, "is no day, month or year"),
        ({"question": "Who?", "url": 7}, "url must be a list"),
    ],
)
def test_a_label_that_is_not_in_the_form_says_what_is_wrong(
    tmp_path: Path, record: dict[str, object], said: str
) -> None:
    with pytest.raises(QuestionsInvalid, match=said):
        labels(tmp_path, {"question": "Who?", "answer": "x"}, record)


def test_a_table_says_the_same_as_lines_of_json(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    rows = "question;answer;article_ids;in_archive;event_date\nWho, and when?;Ines Falk;a|b;;2019\nWhat?;;;no;\n"
    file.write_bytes(rows.encode("utf-8-sig"))
    first, second = read_labelled(file)
    assert (first.article_ids, first.kind, first.event_date) == (frozenset({"a", "b"}), "when", "2019")
    assert not second.answerable
    file.write_text("question;answer;in_archive\nWho?;x;\nWho?;x;perhaps\n")
    with pytest.raises(QuestionsInvalid, match=r"q\.csv, line 3: is no labelled question"):
        read_labelled(file)
