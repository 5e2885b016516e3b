"""``dateline dates``: the date expressions of a text on the command line."""

from __future__ import annotations

import json

from tests.conftest import Run

TEXT = "It opened last Friday, two weeks after the vote of 20 December."


def test_expressions_are_listed_with_their_days(dateline: Run) -> None:
    done = dateline("dates", "--published", "2019-01-07", stdin=TEXT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "last Friday: Fri 4 Jan 2019 (resolved)",
        "20 December: Thu 20 Dec 2018 (resolved)",
    ]


def test_without_a_day_of_publication_no_day_is_claimed(dateline: Run) -> None:
    found = json.loads(dateline("dates", "--json", stdin=TEXT).stdout)["mentions"]
    assert [(one["text"], one["from"], one["status"]) for one in found] == [
        ("last Friday", None, "unresolved"),
        ("20 December", None, "unresolved"),
    ]


def test_a_batch_gives_a_line_for_a_line_in_its_language(dateline: Run) -> None:
    lines = [
        {"text": "on Friday", "published": "2019-01-07"},
        {"text": "le 3 mars 2019", "lang": "fr"},
        {"text": "no dates here"},
        {"text": "۱۴ بهمن ۱۳۸۷", "lang": "fa"},
    ]
    done = dateline("dates", "--batch", "-", stdin="\n".join(json.dumps(line) for line in lines))
    found = [json.loads(line)["mentions"] for line in done.stdout.splitlines()]
    assert [[one["from"] for one in line] for line in found] == [["2019-01-04"], ["2019-03-03"], [], ["2009-02-02"]]
    first = found[0][0]
    assert list(first) == ["text", "start", "end", "from", "to", "precision", "status"]
    assert lines[0]["text"][first["start"] : first["end"]] == first["text"] == "Friday"


def test_a_line_that_is_no_text_fails_and_names_the_line(dateline: Run) -> None:
    for bad in ('{"txt": "x"}', '{"text": 5}', '{"text": "x", "published": "soon"}', "[]", "{"):
        done = dateline("dates", "--batch", "-", stdin='{"text": "on Friday"}\n' + bad)
        assert done.returncode == 1
        assert "line 2" in done.stderr
        assert len(done.stdout.splitlines()) == 1


def test_a_question_is_answered_with_its_date_first(dateline: Run, sample_home: object) -> None:
    shown = dateline("--home", str(sample_home), "ask", "On what day did Kipchoge finish a marathon in Vienna?").stdout
    assert shown.startswith("Sat 12 Oct 2019 (‘Saturday morning’, article of Sun 13 Oct 2019)")


def test_nothing_from_the_time_asked_is_said(dateline: Run, sample_home: object) -> None:
    done = dateline("--home", str(sample_home), "ask", "Kipchoge marathon in May 1931")
    assert "Nothing here is from May 1931. From other times:" in done.stdout


def test_what_fits_much_better_from_another_time_is_named(dateline: Run, sample_home: object) -> None:
    question = "Which chess world champion did the computer beat in July 2014?"
    done = dateline("--home", str(sample_home), "ask", question)
    assert "Fits better, but is from another time: “Computer beats world chess champion" in done.stdout
    assert "12 May 1997" in done.stdout
