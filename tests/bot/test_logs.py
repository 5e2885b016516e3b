"""The log: its events are those that are listed, as text and as JSON, and errors are told without their words."""

from __future__ import annotations

import ast
import json
import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import LIBRARY, AsJson, OnlyOurWords, came_from, configure_logging
from corpus.data import table
from tests.bot.alerts.conftest import KEY
from tests.bot.running import index, running_bot, somebody, stop
from tests.bot.web.running import running_page
from tests.botapi import BotApi
from tests.conftest import SAMPLE, Run, clean_environment

ROOT = Path(__file__).parents[2]
EVENTS = table("bot", "log_events")
WORD = "xanthoquokka"
LEVELS = {"debug", "info", "warning", "error", "critical"}
NEVER = {"exception", "log", "warn"}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for folder in ("bot", "index", "corpus"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = node.func.value
                    if (
                        isinstance(owner, ast.Name)
                        and owner.id in {"log", "logging"}
                        and node.func.attr in LEVELS | NEVER
                    ):
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_every_line_that_the_code_may_log_is_listed_with_its_level_and_fields() -> None:
    listed = {said["text"]: said for said in EVENTS.values()}
    met = set()
    for place, call in _calls():
        assert isinstance(call.func, ast.Attribute)
        assert call.func.attr in LEVELS, place
        assert not call.keywords, place  # no traceback, no fields beside the list
        assert isinstance(call.args[0], ast.Constant), place
        said = listed[str(call.args[0].value)]
        assert call.func.attr.upper() in said["level"].split(" or "), place
        assert len(said["fields"]) == len(re.findall(r"%[\d.]*[sdf]", said["text"])), place
        starred = any(isinstance(one, ast.Starred) for one in call.args)
        assert starred or len(call.args) - 1 == len(said["fields"]), place
        met.add(said["text"])
    assert met == set(listed)


def test_no_two_events_have_one_text_and_no_field_has_a_name_that_all_lines_have() -> None:
    assert len({said["text"] for said in EVENTS.values()}) == len(EVENTS) > 30
    fields = {field for said in EVENTS.values() for field in said["fields"]}
    assert not fields & {"time", "level", "event", "logger", "process"}


def _formatted(record: logging.LogRecord) -> dict[str, object]:
    OnlyOurWords().filter(record)
    said: dict[str, object] = json.loads(AsJson().format(record))
    return said


def test_a_line_of_json_has_what_is_filled_in_by_name_and_kind() -> None:
    text = "Answered from generation %d in %.1f ms."
    said = _formatted(logging.LogRecord("bot.x", logging.INFO, "x.py", 1, text, (7, 1.25), None))
    assert said.pop("time")
    assert said.pop("process")
    assert said == {"level": "INFO", "event": "answered", "logger": "bot.x", "generation": 7, "milliseconds": 1.25}


def test_of_a_library_only_names_are_written() -> None:
    try:
        raise ValueError(WORD)  # noqa: TRY301 - as a library does
    except ValueError:
        told = sys.exc_info()
    record = logging.LogRecord("aiohttp.server", logging.ERROR, "x.py", 1, f"{WORD} %s", (WORD,), told)
    said = _formatted(record)
    assert (said["event"], said["error"], said["logger"]) == (LIBRARY, "ValueError", "aiohttp.server")
    assert WORD not in json.dumps(said)


def test_where_an_error_came_from_is_told_by_module_and_line() -> None:
    with pytest.raises(KeyError) as raised:
        configure_logging("NONSENSE")
    assert re.fullmatch(r"bot\.logs:\d+", came_from(raised.value))
    assert came_from(ValueError(WORD)) == ""


def test_an_error_that_ends_a_process_is_told_without_its_words() -> None:
    code = (
        "from bot.logs import configure_logging, keep_to_ourselves\nimport threading\n"
        "configure_logging('INFO', 'json')\nkeep_to_ourselves()\n"
        f"thread = threading.Thread(target=lambda: {{}}['{WORD}'])\nthread.start()\nthread.join()\n"
        f"raise ValueError('{WORD}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=clean_environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert WORD not in done.stderr
    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(one["event"], one["error"]) for one in said] == [
        ("ended_by_error", "KeyError"),
        ("ended_by_error", "ValueError"),
    ]


def _lines(log: Path) -> list[dict[str, str]]:
    """Return the lines of a log, all of which are objects but what a command says to whoever started it."""
    lines = [line for line in log.read_text("utf-8").splitlines() if not line.startswith("The archive answers at")]
    found = [json.loads(line) for line in lines]
    for one in found:
        assert one["event"] == LIBRARY or set(one) - {"time", "level", "event", "logger", "process"} == set(
            EVENTS[one["event"]]["fields"]
        ), one
    return found


def _break(home: Path) -> Path:
    return (home / "index" / "current").rename(home / "away")


def test_the_bot_writes_json_at_debug_level_and_no_word_of_readers_also_when_everything_fails(
    sample_home: Path, tmp_path: Path
) -> None:
    home, log = shutil.copytree(sample_home, tmp_path / "home"), tmp_path / "log"
    settings = {"DATELINE_LOG_FORMAT": "json", "DATELINE_ALERTS_KEY": KEY}
    with BotApi() as api, running_bot(api, home, log, **settings) as process:
        reader = somebody(api)
        reader.ask(f"Mars rover {WORD}")
        reader.ask(f"/alerts {WORD} Mars")
        away = _break(home)
        reader.ask(f"Where is {WORD}?")
        api.send_update({"message": {"text": WORD, "chat": {"id": 5, "type": WORD}, "from": {"first_name": WORD}}})
        api.fail_next("sendMessage", 400, description=f"Bad Request: {WORD}")
        away.rename(home / "index" / "current")
        reader.api.send_text(f"Mars {WORD}", chat=reader.chat, user=reader.user)
        api.wait_until_confirmed(120)
        index(home, SAMPLE)
        stop(process)
        secrets = (WORD, str(reader.place.id), api.token, "sendMessage")
    said = _lines(log)
    events = {one["event"] for one in said}
    assert {"starting", "answered", "update_failed", "update_unreadable", "stopped"} <= events
    (failed,) = [one for one in said if one["event"] == "update_failed" and one["error"] == "IndexUnusable"]
    assert re.fullmatch(r"index\.[a-z.]+:\d+", failed["place"])
    assert re.fullmatch("[0-9a-f]{8}", failed["id"])
    assert not [secret for secret in secrets if secret in log.read_text("utf-8")]


def test_the_page_writes_json_at_debug_level_and_no_word_of_readers(sample_home: Path, tmp_path: Path) -> None:
    home, log = shutil.copytree(sample_home, tmp_path / "home"), tmp_path / "log"
    with running_page(home, log, DATELINE_LOG_FORMAT="json") as page:
        page.post("/ask", {"q": f"Mars rover {WORD}"})
        _break(home)
        assert page.post("/ask", {"q": WORD}).status == 503
        assert page.get(f"/api/ask?question={WORD}").status == 503
        page.stop()
    said = _lines(log)
    assert {"page_listens", "answered", "page_failed"} == {one["event"] for one in said}
    assert WORD not in log.read_text("utf-8")


def test_index_writes_json_where_it_logs_and_no_text_of_articles(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"{WORD}\n\nIt was {WORD} on 5 May 2020.\n", "utf-8")
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.4 " + WORD.encode())
    settings = {"DATELINE_LOG_FORMAT": "json", "DATELINE_LOG_LEVEL": "DEBUG"}
    done = dateline("--home", tmp_path / "home", "index", tmp_path / "in", **settings)
    assert done.returncode == 0
    assert WORD not in done.stderr
