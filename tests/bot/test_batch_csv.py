"""A file of questions answered into a table: dirty tables in, rows that open in a spreadsheet out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.as_csv import COLUMNS, FORMULA, guard
from corpus.errors import QuestionsInvalid
from index.evaluating.tables import named_rows
from tests.conftest import Run
from tests.corpus.making import hostile

QUESTIONS = (
    "On what day did Kipchoge finish a marathon, in Vienna?",
    "=Who beat Kasparov?",
    "Who discovered penicillin?",
)


def table(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table as a spreadsheet reads them."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def asked(data: bytes, column: str = "", ending: str = ".csv") -> list[str | None]:
    return [row.get("question") for _, row in named_rows(io.BytesIO(data), "q.csv", ending, column)]


def test_a_dirty_table_of_questions_becomes_a_table_of_passages(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    lines = ["Id;Frage;to", *(f'{number};"{text}";' for number, text in enumerate(QUESTIONS, 1)), "", "4;;", ""]
    (tmp_path / "q.csv").write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    done = dateline("--home", sample_home, "ask", "--batch", "q.csv", "--column", "frage", "--csv", "out.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    rows = table(tmp_path / "out.csv")
    assert tuple(rows[0]) == COLUMNS
    assert [(row["number"], row["rank"]) for row in rows][:3] == [("1", "1"), ("1", "2"), ("1", "3")]
    assert dict.fromkeys(row["question"] for row in rows).keys() == {QUESTIONS[0], "'" + QUESTIONS[1], QUESTIONS[2]}
    first, last = rows[0], rows[-1]
    asking = dateline("--home", sample_home, "ask", QUESTIONS[0], "--json")
    told = json.loads(asking.stdout)
    assert first["passage"] == told["passages"][0]["text"]
    assert first["published_from"] == told["passages"][0]["published"]["from"] == "2019-10-13"
    assert first["answer_date"] == "2019-10-12 “Saturday morning”"
    assert "2019-10-12 resolved “Saturday morning”" in first["events"]
    assert (last["verdict"], last["rank"], last["passage"]) == ("nothing", "", "")
    assert not (tmp_path / "out.csv.part").exists()


@pytest.mark.parametrize(
    "parts", [[0.5], pytest.param([0.3, 0.9, 0.05, 0.01, 0], marks=pytest.mark.long)], ids=["half", "more"]
)
def test_what_an_interrupted_run_has_left_is_gone_on_with(
    dateline: Run, sample_home: Path, tmp_path: Path, parts: list[float]
) -> None:
    (tmp_path / "q.jsonl").write_text("".join(json.dumps({"question": text}) + "\n" for text in QUESTIONS))
    asking = ("--home", sample_home, "ask", "--batch", "q.jsonl", "--csv", "out.csv")
    assert dateline(*asking).returncode == 0
    whole = (tmp_path / "out.csv").read_bytes()
    for cut in (int(part * len(whole)) for part in parts):
        (tmp_path / "out.csv").unlink()
        (tmp_path / "out.csv.part").write_bytes(whole[:cut])
        done = dateline(*asking, "--resume")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "out.csv").read_bytes() == whole, cut
    (tmp_path / "out.csv.part").write_bytes(whole[:-40])
    (tmp_path / "q.jsonl").write_text(json.dumps({"question": "Something else?"}))
    done = dateline(*asking, "--resume")
    assert done.returncode == 1
    assert "holds answers to other questions" in done.stderr
    assert (tmp_path / "out.csv.part").read_bytes() == whole[:-40]


def test_a_run_that_is_killed_while_it_copies_what_was_left_loses_none_of_it(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    (tmp_path / "q.jsonl").write_text("".join(json.dumps({"question": text}) + "\n" for text in QUESTIONS))
    asking = ("--home", sample_home, "ask", "--batch", "q.jsonl", "--csv", "out.csv")
    assert dateline(*asking).returncode == 0
    whole = (tmp_path / "out.csv").read_bytes()
    told_apart = whole.replace(b",answer,", b",ANSWER,", 1)  # of the first question, which is not asked again
    for resumed, expected in (("--resume", told_apart), ("--as-is", whole.replace(b",'=Who", b",=Who"))):
        (tmp_path / "out.csv").unlink()
        (tmp_path / "out.csv.part").write_bytes(whole[:200])
        (tmp_path / "out.csv.part.left").write_bytes(told_apart[:-40])
        done = dateline(*asking, resumed)
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / "out.csv").read_bytes() == expected
        assert sorted(file.name for file in tmp_path.glob("out.csv*")) == ["out.csv"]


def test_what_is_wrong_in_a_file_is_told_with_its_line_before_anything_is_asked(
    dateline: Run, sample_home: Path, tmp_path: Path
) -> None:
    cases = {
        "a.csv": (b"id,text\n1,Who?\n", ['none called "question"', 'one of "id", "text"']),
        "b.csv": (b"question,to\nWho?,\nWho?,soon\n", ["b.csv, line 3", "to is no day"]),
        "d.csv": (b"", ["d.csv", "empty"]),
        "e.csv": (b"\x00\x01\x02" * 100, ["e.csv", "binary"]),
        "f.jsonl": (b'{"question": "Who?"}\n{"question": 1}\n', ["f.jsonl, line 2", "must be a text"]),
    }
    for name, (data, said) in cases.items():
        (tmp_path / name).write_bytes(data)
        done = dateline("--home", sample_home, "ask", "--batch", name, "--csv", "out.csv")
        assert done.returncode == 1, name
        assert "Traceback" not in done.stderr
        for words in said[-2:]:
            assert words in done.stderr
        assert not (tmp_path / "out.csv").exists()
    done = dateline("--home", sample_home, "ask", "--batch", "b.csv", "--csv", "no/such/out.csv")
    assert done.returncode == 1


@pytest.mark.parametrize("options", [("--csv", "x.csv", "Who?"), ("--batch", "q.jsonl", "--resume")])
def test_options_of_a_table_without_one_are_refused(
    dateline: Run, sample_home: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps({"question": "Who?"}))
    assert dateline("--home", sample_home, "ask", *options).returncode == 2


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"Who won?\nWhat of it?\n", ["Who won?", "What of it?"]),
        (b"question\nWho won, and when?\n\n\n", ["Who won, and when?"]),
        ("question\tid\nWho?\t1\n".encode("utf-16"), ["Who?"]),
        ("Question;n\nWer siegte in Köln?;1\nWo?;2\n".encode("cp1252"), ["Wer siegte in Köln?", "Wo?"]),
        (b'sep=;\nid;question\n1;"Who said ""no""; and why?"\n', ['Who said "no"; and why?']),
        (b'id,question\n1,"Who\nwon?"\n2\n', ["Who\nwon?", None]),
    ],
)
def test_tables_are_read_however_they_were_saved(data: bytes, wanted: list[str | None]) -> None:
    assert asked(data) == wanted


def test_a_table_with_one_row_that_is_no_utf8_says_which() -> None:
    data = ("question\n" + "Who was mayor of Orléans when the bridge was opened?\n" * 60).encode() + b"caf\xe9\n"
    with pytest.raises(QuestionsInvalid, match=r"q\.csv, line 62: is not UTF-8"):
        asked(data)


def test_a_quotation_that_is_never_closed_is_told_with_its_line() -> None:
    with pytest.raises(QuestionsInvalid, match=r"q\.csv, line 3: a quotation mark in it is never closed"):
        asked(b'id,question\n1,Who?\n2,"Who\n3,What?\n')


@hostile
@given(st.text(max_size=12))
def test_no_cell_begins_as_a_formula_and_the_words_stay(cell: str) -> None:
    kept = guard(cell)
    assert not kept.lstrip().startswith(FORMULA)
    assert kept in {cell, "'" + cell}


@hostile
@given(st.binary(max_size=300))
def test_whatever_stands_in_a_table_is_read_or_refused(data: bytes) -> None:
    try:
        rows = asked(data)
    except QuestionsInvalid:
        return
    assert all(row is None or row.strip() for row in rows)
