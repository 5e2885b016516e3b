"""The command line's contracts: forms of output, exit codes, streams. Scripts depend on them."""

from __future__ import annotations

import json
import socket
from pathlib import Path

from tests.bot.web.running import running_page
from tests.conftest import SAMPLE, Run

ANSWER_KEYS = ["question", "scope", "answered", "verdict", "confidence", "event_date", "passages", "milliseconds"]
PASSAGE_KEYS = [
    "rank",
    "score",
    "article_id",
    "title",
    "url",
    "source",
    "published",
    "captured",
    "date_line",
    "text",
    "excerpt",
    "mentions",
]
MENTION_KEYS = ["text", "start", "end", "from", "to", "precision", "status"]


def test_ask_json_has_the_documented_keys_in_their_order(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "ask", "Who ran the marathon under two hours in Vienna?", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert list(answer) == ANSWER_KEYS
    assert (answer["answered"], answer["verdict"]) == (True, "answer")
    assert 0 < answer["confidence"] <= 1
    assert answer["event_date"] is None
    assert [passage["rank"] for passage in answer["passages"]] == [1, 2, 3]
    for passage in answer["passages"]:
        assert list(passage) == PASSAGE_KEYS
        assert list(passage["published"]) == ["from", "to", "precision", "kind", "status"]
        start, end = passage["excerpt"]
        assert 0 <= start < end <= len(passage["text"]) <= 1000
        for mention in passage["mentions"]:
            assert list(mention) == MENTION_KEYS
            assert passage["text"][mention["start"] : mention["end"]] == mention["text"]
    assert answer["passages"][0]["article_id"] == "pages/kipchoge"


def test_the_same_question_gets_the_same_bytes(dateline: Run, sample_home: Path) -> None:
    def ask() -> str:
        out = dateline("--home", sample_home, "ask", "volcano ash flights", "--json").stdout
        return out[: out.rindex('"milliseconds"')]

    assert ask() == ask()


def test_without_an_answer_the_closest_passages_are_given_apart(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "ask", "zeppelin propeller bakery brothel Apollo tavern", "--json")
    answer = json.loads(done.stdout)
    assert (answer["answered"], answer["verdict"]) == (False, "nothing")
    assert answer["passages"] == []
    assert list(answer)[-2:] == ["closest", "milliseconds"]
    assert all(list(passage) == PASSAGE_KEYS for passage in answer["closest"])


def test_what_may_be_the_answer_is_given_as_such(dateline: Run, sample_home: Path) -> None:
    done = dateline(
        "--home", sample_home, "ask", "How many zeppelins did the astronauts of Apollo 13 repair?", "--json"
    )
    answer = json.loads(done.stdout)
    assert (answer["answered"], answer["verdict"]) == (False, "maybe")
    assert answer["confidence"] < 1
    assert "closest" not in answer
    assert answer["passages"]


def test_a_batch_answers_line_by_line_in_order(dateline: Run, sample_home: Path) -> None:
    asked = ["Deep Blue", "Kipchoge marathon", "Deep Blue"]
    lines = "\n".join(json.dumps({"question": one, "asked_on": "2024-01-01"}) for one in asked)
    done = dateline("--home", sample_home, "ask", "--batch", "-", "--top", "1", "--json", stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == asked
    assert all(len(answer["passages"]) == 1 for answer in answers)


def test_one_question_and_a_batch_agree(dateline: Run, sample_home: Path) -> None:
    """One runs on numpy, the other on compiled loops; a reader must not see which."""
    question = "When did the first men land on the Moon?"
    single = json.loads(dateline("--home", sample_home, "ask", question, "--json").stdout)
    batch = dateline("--home", sample_home, "ask", "--batch", "-", "--json", stdin=json.dumps({"question": question}))
    again = json.loads(batch.stdout)
    for answer in (single, again):
        answer.pop("milliseconds")
    assert single == again


def test_a_batch_line_that_is_no_question_fails_and_names_the_line(dateline: Run, sample_home: Path) -> None:
    lines = '{"question": "Deep Blue"}\n{"query": "x"}\n'
    done = dateline("--home", sample_home, "ask", "--batch", "-", "--json", stdin=lines)
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_scope_given_by_days_restricts_the_passages(dateline: Run, sample_home: Path) -> None:
    done = dateline(
        "--home", sample_home, "ask", "World Cup final", "--from", "2014-01-01", "--to", "2014-12-31", "--json"
    )
    answer = json.loads(done.stdout)
    assert answer["scope"] == {"from": "2014-01-01", "to": "2014-12-31"}
    assert {passage["published"]["from"][:4] for passage in answer["passages"]} == {"2014"}


def test_newest_orders_by_publication(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "ask", "Mars landing rover", "--newest", "--top", "5", "--json")
    days = [passage["published"]["from"] for passage in json.loads(done.stdout)["passages"]]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 1


def test_wrong_usage_exits_with_two(dateline: Run, sample_home: Path) -> None:
    for arguments in (["ask"], ["ask", "x", "--top", "0"], ["ask", "x", "--from", "31 May"], ["nosuch"]):
        done = dateline("--home", sample_home, *arguments)
        assert done.returncode == 2, arguments
        assert done.stdout == ""


def test_failures_exit_with_one_and_tell_the_cure(dateline: Run, tmp_path: Path) -> None:
    done = dateline("--home", tmp_path / "nothing", "ask", "anything")
    assert (done.returncode, done.stdout) == (1, "")
    assert "dateline index PATH" in done.stderr
    done = dateline("--home", tmp_path / "nothing", "index", tmp_path / "missing")
    assert done.returncode == 1
    assert "no such file or folder" in done.stderr


def test_every_command_has_help_with_an_example(dateline: Run) -> None:
    names = ["index", "ask", "chat", "bot", "serve", "start", "status", "articles", "article", "evaluate"]
    for name in names:
        done = dateline(name, "--help")
        assert done.returncode == 0
        assert "Example:" in done.stdout, name


def test_status_counts_what_is_there(dateline: Run, sample_home: Path) -> None:
    status = json.loads(dateline("--home", sample_home, "status", "--json").stdout)
    listed = dateline("--home", sample_home, "articles", "--json").stdout.splitlines()
    assert list(status) == [
        "archives",
        "articles",
        "passages",
        "dates",
        "generation",
        "built_at",
        "rolled_back",
        "quarantine",
        "years",
        "boilerplate",
        "little_text",
        "weights",
    ]
    assert status["weights"] == "shipped"
    assert sum(status["years"].values()) <= status["articles"]
    assert status["articles"] == len(listed) > 40
    assert status["generation"] == 1
    assert status["quarantine"] == []
    assert status["passages"] == sum(json.loads(line)["passages"] for line in listed)


def test_articles_lists_the_documented_fields(dateline: Run, sample_home: Path) -> None:
    lines = dateline("--home", sample_home, "articles", "--undated", "--json").stdout.splitlines()
    (only,) = (json.loads(line) for line in lines)
    assert list(only) == ["article_id", "title", "source", "published", "captured", "date_line", "passages"]
    assert only["article_id"] == "dumps/icelandic-ash-cloud"
    assert only["published"]["from"] is None
    assert only["captured"] == "2023-11-14"
    assert only["date_line"].startswith("Undated page, saved 14 Nov 2023")


def test_an_article_shows_its_claims_and_what_was_set_apart(dateline: Run, sample_home: Path) -> None:
    whole = json.loads(dateline("--home", sample_home, "article", "dumps/icelandic-ash-cloud", "--json").stdout)
    assert " ".join(whole) == (
        "article_id title url source authors published captured date_line why claims furniture passages"
    )
    assert " ".join(whole["claims"][0]) == "role kind from to precision words place utc_offset confidence why"
    assert [(claim["role"], claim["kind"]) for claim in whole["claims"]] == [("captured", "masthead")]
    roles = {piece["role"] for piece in whole["furniture"]}
    assert {"masthead", "breadcrumb", "heading", "sharing", "caption"} <= roles


def test_an_archive_with_nothing_to_read_exits_with_one(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "picture.jpg").write_bytes(bytes(range(256)) * 10)
    (folder / "empty.txt").write_text("")
    done = dateline("--home", tmp_path / "home", "index", folder)
    assert done.returncode == 1
    assert "nothing at all could be read; dateline quarantine tells why" in done.stderr
    assert "2 seen: 0 read, 1 left out (1 asset), 1 in quarantine" in done.stdout
    (folder / "empty.txt").unlink()
    done = dateline("--home", tmp_path / "other", "index", folder)
    assert (done.returncode, "dateline index --dry-run PATH tells why" in done.stderr) == (1, True)


def test_a_run_with_some_unreadable_files_exits_with_zero(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "good.txt").write_text("A bridge opened\n\nThe bridge over the river was opened on 3 May 2019.\n")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "records.jsonl").write_text('{"id": 1, "title": "t", "text": "Some words."}\nnot json\n{"id": 2}\n')
    done = dateline("--home", tmp_path / "home", "index", folder, "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert (summary["articles"], summary["quarantined"]) == (2, 3)
    status = json.loads(dateline("--home", tmp_path / "home", "status", "--json").stdout)
    places = {(one["path"], one["line"]) for one in status["quarantine"]}
    assert places == {("bad.txt", None), ("records.jsonl", 2), ("records.jsonl", 3)}
    assert all(one["reason"] for one in status["quarantine"])


def test_status_tells_what_is_in_quarantine_by_reason(dateline: Run, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "good.txt").write_text("A bridge opened\n\nThe bridge over the river was opened on 3 May 2019.\n")
    for number in range(30):
        (folder / f"{number}.xyz").write_text("Nothing that is read.")
    for number in range(6):
        (folder / f"one.x{number}").write_text("Nothing that is read.")
    assert dateline("--home", tmp_path / "home", "index", folder).returncode == 0
    told = dateline("--home", tmp_path / "home", "status").stdout.splitlines()
    assert told[-7:-5] == [
        "36 in quarantine: dateline quarantine lists it",
        "  30 no reader for .xyz files; docs/formats.md tells what is read",
    ]
    assert told[-1] == "  and 2 more reasons"


def test_the_chat_without_a_terminal_answers_three_examples(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "chat")
    assert done.returncode == 0
    assert done.stdout.count("\n1. ") == 3
    assert "dateline index PATH" in done.stdout


def test_the_chat_answers_piped_lines(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "chat", stdin="/about\nKipchoge marathon\nthe of and\n/quit\nnot asked\n")
    assert "Archive: sample" in done.stdout
    assert "1. Kipchoge runs a marathon" in done.stdout
    assert "Ask about something" in done.stdout
    assert "not asked" not in done.stdout


def test_start_indexes_the_sample_when_there_is_no_index_and_shows_the_page(tmp_path: Path) -> None:
    home, log = tmp_path / "fresh", tmp_path / "log"
    for indexed in (False, True):
        before = len(log.read_text("utf-8")) if indexed else 0
        with running_page(home, log, command="start") as page:
            assert "Ask this archive." in page.get("/").text
            page.stop()
        assert ("reading the sample archive" in log.read_text("utf-8")[before:]) is not indexed


def test_start_answers_piped_lines_beside_the_page_and_ends_with_them(dateline: Run, sample_home: Path) -> None:
    page = {"DATELINE_WEB_LISTEN": "127.0.0.1:0"}
    done = dateline("--home", sample_home, "start", stdin="marathon\n", **page)
    assert (done.returncode, "1. Kipchoge runs a marathon" in done.stdout) == (0, True)
    assert "answers at http://127.0.0.1:" in done.stderr
    assert "Traceback" not in done.stderr


def test_start_chats_where_the_page_cannot_be_shown(dateline: Run, sample_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        done = dateline("--home", sample_home, "start", stdin="marathon\n", DATELINE_WEB_LISTEN=listen)
    assert (done.returncode, "1. Kipchoge runs a marathon" in done.stdout) == (0, True)
    assert "There is no page" in done.stderr


def test_settings_that_cannot_be_used_are_named_without_their_value(dateline: Run, sample_home: Path) -> None:
    done = dateline("--home", sample_home, "status", DATELINE_LOG_LEVEL="shouting")
    assert done.returncode == 1
    assert "DATELINE_LOG_LEVEL" in done.stderr
    assert "shouting" not in done.stderr


def test_the_home_comes_from_the_environment_too(dateline: Run, sample_home: Path) -> None:
    assert dateline("status", DATELINE_HOME=str(sample_home)).returncode == 0


def test_evaluate_prints_every_measure(dateline: Run, sample_home: Path) -> None:
    questions = SAMPLE.parents[1] / "tests" / "evaluation" / "sample.jsonl"
    measures = json.loads(dateline("--home", sample_home, "evaluate", questions, "--json").stdout)
    assert measures["questions"] == 40
    assert {"hit@1", "answer@1", "refused", "scope right", "event date right"} <= set(measures)
