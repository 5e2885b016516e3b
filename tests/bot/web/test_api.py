"""The JSON endpoint is what openapi.json says, and says what the commands print."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bot.web.running import Got, Page
from tests.conftest import Run

JSON = {"Content-Type": "application/json"}
BOTH = ("2012-01-01", "2012-12-31"), ("2012-12-31", "2012-01-01")
ROVER = "When did the Perseverance rover land on Mars?"
Json = dict[str, Any]


def _object(got: Got) -> Json:
    assert got.headers["content-type"].startswith("application/json")
    found: Json = json.loads(got.text)
    return found


def _post(page: Page, path: str, **said: object) -> Got:
    return page.request("POST", path, JSON, json.dumps(said).encode())


def _without_time(answer: Json) -> Json:
    return {name: value for name, value in answer.items() if name != "milliseconds"}


@pytest.mark.parametrize(
    ("phases", "most"),
    [("fuzzing", "2"), pytest.param("examples,coverage,fuzzing", "15", marks=pytest.mark.long)],
    ids=["few", "many"],
)
def test_whatever_is_sent_the_endpoint_does_what_is_described(
    page: Page, tmp_path: Path, phases: str, most: str
) -> None:
    how = ["--phases", phases, "--max-examples", most, "--seed", "17", "--no-color"]
    tester = [sys.executable, "-m", "schemathesis.cli", "run", f"{page.url}/api/openapi.json", *how]
    done = subprocess.run(tester, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout
    assert "Tested: 5" in done.stdout


def test_the_days_of_a_time_may_be_told_in_either_order(page: Page) -> None:
    told = [_object(page.get(f"/api/ask?question=Mars&from={first}&to={last}"))["scope"] for first, last in BOTH]
    assert told == [{"from": "2012-01-01", "to": "2012-12-31"}] * 2


def test_an_answer_is_as_the_command_prints_it(page: Page, sample_home: str, dateline: Run) -> None:
    printed = json.loads(dateline("--home", sample_home, "ask", ROVER, "--top", "2", "--json").stdout)
    sent = _object(_post(page, "/api/ask", question=ROVER, top=2))
    linked = _object(page.get(f"/api/ask?question={ROVER.replace(' ', '+')}&top=2"))
    assert list(sent) == list(printed)
    assert _without_time(sent) == _without_time(linked) == _without_time(printed)
    assert len(sent["passages"]) == 2


def test_a_question_may_follow_another_and_have_a_time(page: Page) -> None:
    sent = _object(_post(page, "/api/ask", question="and in 2012?", follows="Which rover landed on Mars?"))
    assert sent["scope"] == {"from": "2012-01-01", "to": "2012-12-31"}
    assert "Curiosity" in sent["passages"][0]["text"]
    told = {"question": "rover Mars", "from": "2012-01-01", "to": "2012-12-31", "newest": True}
    assert _object(_post(page, "/api/ask", **told))["passages"][0]["article_id"] == sent["passages"][0]["article_id"]


def test_an_article_is_as_the_command_prints_it(page: Page, sample_home: str, dateline: Run) -> None:
    printed = json.loads(dateline("--home", sample_home, "article", "pages/kipchoge", "--json").stdout)
    assert _object(page.get("/api/article?id=pages/kipchoge")) == {"articles": [printed]}


def test_a_timeline_counts_what_the_page_draws(page: Page) -> None:
    told = _object(page.get("/api/timeline?topic=Mars"))
    assert told["unit"] == "year"
    assert told == _object(_post(page, "/api/timeline", topic="Mars"))
    assert sum(one["passages"] for one in told["periods"]) == 8
    within = _object(_post(page, "/api/timeline", topic="Mars", **{"from": "2012-01-01", "to": "2012-12-31"}))
    assert within["scope"] == {"from": "2012-01-01", "to": "2012-12-31"}
    assert 0 < sum(one["passages"] for one in within["periods"]) < 8
