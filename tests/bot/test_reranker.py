"""The re-ranker that a maintainer sets: every way to ask has it, and none tells more than that it fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.running import LIMIT, running_bot, stop, text_of
from tests.botapi import BotApi
from tests.conftest import Run
from tests.index.ranking.cross_encoder import models
from tests.index.ranking.cross_encoder.models import write_folder

QUESTION = "volcano ash flights"
NAMES = [f"xanthoquokka{number}" for number in range(30)]


@pytest.fixture(scope="module")
def longest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that puts the longest passage first; every sign counts, as it knows no words."""
    return write_folder(tmp_path_factory.mktemp("longest"), models.LONGEST)


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that fails at the words that stand last in its vocabulary, and quotes their numbers."""
    return write_folder(tmp_path_factory.mktemp("failing"), models.looking_up(10), NAMES)


def answer(dateline: Run, home: Path, question: str = QUESTION, **settings: str) -> dict[str, Any]:
    """Return the answer of ``dateline ask``, without its time."""
    done = dateline("--home", home, "ask", question, "--json", "--top", "5", **settings)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    found.pop("milliseconds")
    return found


def texts(found: dict[str, Any]) -> list[str]:
    return [passage["text"] for passage in found["passages"]]


def test_ask_puts_first_what_the_model_does(dateline: Run, sample_home: Path, longest: Path) -> None:
    before = answer(dateline, sample_home)
    after = answer(dateline, sample_home, DATELINE_RERANKER=str(longest))
    assert after["answered"] == before["answered"]
    assert texts(after)[0] != texts(before)[0]
    batch = dateline(
        *("--home", sample_home, "ask", "--batch", "-", "--top", "5"),
        stdin=json.dumps({"question": QUESTION}),
        DATELINE_RERANKER=str(longest),
    )
    assert texts(json.loads(batch.stdout)) == texts(after)


def test_too_little_time_leaves_the_usual_order_and_says_so_once(
    dateline: Run, sample_home: Path, longest: Path
) -> None:
    settings = {"DATELINE_RERANKER": str(longest), "DATELINE_RERANKER_SECONDS": "0.000001"}
    lines = "".join(json.dumps({"question": QUESTION}) + "\n" for _ in range(3))
    done = dateline("--home", sample_home, "ask", "--batch", "-", "--top", "5", stdin=lines, **settings)
    assert [texts(json.loads(line)) for line in done.stdout.splitlines()] == [texts(answer(dateline, sample_home))] * 3
    assert len(done.stderr.splitlines()) == 1
    assert "takes longer than 1e-06 s" in done.stderr
    assert QUESTION not in done.stderr


@pytest.mark.long
def test_chat_and_evaluate_have_it(dateline: Run, sample_home: Path, longest: Path, tmp_path: Path) -> None:
    usual, other = (
        dateline("--home", sample_home, "chat", stdin=f"{QUESTION}\n", **settings).stdout
        for settings in ({}, {"DATELINE_RERANKER": str(longest)})
    )
    assert usual.startswith("1. ")
    assert other.startswith("1. ")
    assert usual != other
    first = answer(dateline, sample_home)["passages"][0]
    labelled = {"question": QUESTION, "kind": "fact", "answer": first["text"], "article_ids": [first["article_id"]]}
    (tmp_path / "one.jsonl").write_text(json.dumps(labelled), "utf-8")
    shares = [
        json.loads(dateline("--home", sample_home, "evaluate", "one.jsonl", "--json", **settings).stdout)["answer@1"]
        for settings in ({}, {"DATELINE_RERANKER": str(longest)})
    ]
    assert shares == [1, 0]


@pytest.mark.parametrize("workers", ["0", pytest.param("1", marks=pytest.mark.long)])
def test_the_bot_has_it_in_its_process_and_in_others(
    dateline: Run, sample_home: Path, longest: Path, tmp_path: Path, workers: str
) -> None:
    wanted = answer(dateline, sample_home, DATELINE_RERANKER=str(longest))["passages"][0]
    settings = {"DATELINE_RERANKER": str(longest), "DATELINE_WORKERS": workers, "DATELINE_RERANKER_SECONDS": "20"}
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", **settings) as process:
        (reply,) = api.replies_to(api.send_text(QUESTION), timeout=LIMIT)
        assert wanted["title"] in text_of(reply).splitlines()[0]
        stop(process)


def test_a_model_that_fails_is_told_once_and_nothing_of_the_question_is_written(
    sample_home: Path, failing: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with (
        BotApi() as api,
        running_bot(api, sample_home, log, DATELINE_RERANKER=str(failing), DATELINE_WORKERS="1") as process,
    ):
        questions = [api.send_text(f"{name} {QUESTION}") for name in NAMES[-3:]]
        assert all(api.replies_to(question, timeout=LIMIT) for question in questions)
        stop(process)
    written = log.read_text("utf-8")
    assert written.count("The re-ranker failed (") == 1
    assert "the usual order stands" in written
    for secret in ("xantho", "volcano", "indices", "onnxruntime:"):
        assert secret not in written


@pytest.mark.parametrize("command", [("ask", QUESTION), ("chat",), ("evaluate", "one.jsonl"), ("bot",)])
def test_a_folder_that_is_not_there_ends_every_command_at_its_start(
    dateline: Run, sample_home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "one.jsonl").write_text('{"question": "a", "kind": "fact", "answer": "", "article_ids": []}', "utf-8")
    settings = {"DATELINE_RERANKER": "models/none", "TELEGRAM_BOT_TOKEN": "1:a"}
    done = dateline("--home", sample_home, *command, stdin="", **settings)
    assert done.returncode == 1
    assert done.stderr == (
        "dateline: models/none: is no folder; "
        "set DATELINE_RERANKER to the folder of a cross-encoder in ONNX, or leave it empty\n"
    )


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_missing_library_is_told_with_what_installs_it(
    dateline: Run, sample_home: Path, longest: Path, tmp_path: Path, library: str
) -> None:
    (tmp_path / f"{library}.py").write_text(f"raise ModuleNotFoundError('No module named {library}')", "utf-8")
    done = dateline("--home", sample_home, "ask", QUESTION, DATELINE_RERANKER=str(longest))
    assert done.returncode == 1
    assert done.stderr.startswith(f"dateline: {longest}: re-ranking needs onnxruntime and tokenizers (No module named ")
    assert "make rerank" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_of_it_is_imported_where_none_is_set(dateline: Run, sample_home: Path, tmp_path: Path) -> None:
    for library in ("onnxruntime", "tokenizers"):
        (tmp_path / f"{library}.py").write_text("raise SystemExit('imported')", "utf-8")
    assert answer(dateline, sample_home, DATELINE_RERANKER="")["passages"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECONDS", "0"), ("SECONDS", "-1"), ("SECONDS", "nan"), ("SECONDS", "soon"), ("THREADS", "0"), ("THREADS", "x")],
)
def test_a_setting_that_cannot_be_is_named(dateline: Run, name: str, value: str) -> None:
    done = dateline("status", **{f"DATELINE_RERANKER_{name}": value})
    assert done.returncode == 1
    assert f"DATELINE_RERANKER_{name}: " in done.stderr
