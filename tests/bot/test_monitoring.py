"""The real bot and page as a maintainer watches them: metrics, health, rules and traces."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.monitoring.health import FRESH_SECONDS
from bot.monitoring.meters import SHOWN
from bot.monitoring.metrics import METRICS, full_name
from bot.monitoring.reference import reference
from bot.monitoring.tracing import traced
from bot.settings import Settings
from tests.bot.fleet import Workers
from tests.bot.redis_server import is_installed, running_redis
from tests.bot.running import LIMIT, index, running_bot, somebody, stop, webhook_settings
from tests.bot.watching import got, names_in, samples_of, wait_until
from tests.bot.web.running import running_page
from tests.botapi import BotApi
from tests.conftest import SAMPLE, Run
from tests.ports import free_port

MONITORING = Path(__file__).parents[2] / "docs" / "monitoring"
QUESTIONS = ("When did Kipchoge run in Vienna?", "Who discovered penicillin?", "the", '"purple elephants danced" Mars')
STAGES = ("waiting", "reading", "candidates", "ranking", "passages", "extracts", "composing")


def _metrics(port: int) -> dict[tuple[str, tuple[str, ...]], float]:
    return samples_of(wait_until(port, "/metrics", 200))


@pytest.mark.parametrize("workers", ["0", pytest.param("1", marks=pytest.mark.long)])
def test_the_bot_counts_what_it_does(sample_home: Path, tmp_path: Path, workers: str) -> None:
    port = free_port()
    with BotApi() as api:
        settings = {"DATELINE_METRICS_PORT": str(port), "DATELINE_WORKERS": workers}
        with running_bot(api, sample_home, tmp_path / "log", **settings) as process:
            wait_until(port, "/readyz", 200)
            reader = somebody(api)
            for question in QUESTIONS:
                reader.ask(question)
            for _ in range(6):
                reader.ask("/about")
            api.wait_until_confirmed(LIMIT)
            found = _metrics(port)
            assert got(port, "/healthz") == (200, "alive\n")
            stop(process)
    assert found["dateline_updates_total", ("message",)] == 10
    asked = {kinds: value for (name, kinds), value in found.items() if name == "dateline_questions_total" and value}
    assert asked == {(outcome, "telegram"): 1 for outcome in ("answer", "unknown_words", "hint", "operators")}
    for stage in (*STAGES, "sending"):
        assert found["dateline_stage_seconds_count", (stage,)] >= 1, stage
    whole = sum(found["dateline_stage_seconds_sum", (stage,)] for stage in (*STAGES, "sending"))
    assert 0.5 * whole < found["dateline_reply_seconds_sum", ("telegram",)]
    assert found["dateline_ready", ("index",)] == found["dateline_ready", ("telegram",)] == 1
    assert found["dateline_generation_number", ()] == 1
    assert found["dateline_passages", ()] > 100
    assert (found["dateline_worker_memory_bytes", ()] > 1 << 20) == (workers == "1")
    assert not {name for name, _ in found if "cpu" in name or "waiting" in name}


def test_the_page_counts_what_it_does_and_shows_that_at_a_port_of_its_own_only(
    sample_home: Path, tmp_path: Path
) -> None:
    port = free_port()
    with running_page(sample_home, tmp_path / "log", DATELINE_WEB_METRICS_PORT=str(port)) as page:
        for number in range(5):
            page.post("/ask", {"q": QUESTIONS[number % 4]})
            page.get(f"/api/ask?question={number}+Mars+rover")
        page.get("/missing")
        found = _metrics(port)
        assert page.get("/metrics").status == 404
        assert (page.get("/healthz").text, page.get("/readyz").text) == ("alive\n", "ready\n")
        assert page.get("/readyz", Host="probe.example").status == 200
    assert found["dateline_requests_total", ("page", "2xx")] + found["dateline_requests_total", ("api", "2xx")] == 10
    assert found["dateline_stage_seconds_count", ("rendering",)] >= 4
    asked = [value for (name, _), value in found.items() if name == "dateline_questions_total"]
    assert sum(asked) == 10


def test_a_page_whose_index_goes_away_is_not_ready_but_alive_and_ready_again_when_it_is_back(
    sample_home: Path, tmp_path: Path
) -> None:
    home, port = shutil.copytree(sample_home, tmp_path / "home"), free_port()
    pointer, away = home / "index" / "current", tmp_path / "away"
    with running_page(home, tmp_path / "log", DATELINE_WEB_METRICS_PORT=str(port)) as page:
        public = int(page.url.rpartition(":")[2])
        wait_until(public, "/readyz", 200)
        pointer.rename(away)
        assert wait_until(public, "/readyz", 503) == "not ready\n"
        assert json.loads(wait_until(port, "/readyz", 503)) == {"ready": False, "checks": {"index": "IndexUnusable"}}
        assert got(public, "/healthz") == (200, "alive\n")
        away.rename(pointer)
        wait_until(public, "/readyz", 200)
        wait_until(port, "/readyz", 200)


def test_a_bot_is_ready_when_updates_are_taken_and_not_before(sample_home: Path, tmp_path: Path) -> None:
    port = free_port()
    with BotApi() as api:
        api.faults(rate_5xx=1.0)
        settings = webhook_settings() | {"DATELINE_METRICS_PORT": str(port)}
        with running_bot(api, sample_home, tmp_path / "log", **settings) as process:
            told = json.loads(wait_until(port, "/readyz", 503))
            assert told == {"ready": False, "checks": {"index": "well", "telegram": "no updates are taken"}}
            assert got(port, "/healthz")[0] == 200
            api.faults()
            wait_until(port, "/readyz", 200)
            stop(process)


def test_a_port_that_is_taken_is_told(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api, HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as other:
        settings = {"DATELINE_METRICS_PORT": str(other.server_port)}
        with running_bot(api, sample_home, tmp_path / "log", **settings) as process:
            assert process.wait(LIMIT) == 1
    assert f"DATELINE_METRICS_PORT: cannot listen at 127.0.0.1:{other.server_port}" in (tmp_path / "log").read_text()


@pytest.mark.long
def test_workers_behind_one_webhook_each_have_a_port_and_together_tell_all(sample_home: Path, tmp_path: Path) -> None:
    if not is_installed():
        pytest.skip("there is no redis-server on this machine (apt-get install redis-server)")
    with running_redis() as redis, BotApi() as api:
        workers = Workers(api, sample_home, tmp_path, 2, redis)
        try:
            ports = [int(one["DATELINE_METRICS_PORT"]) for one in workers.settings]
            for port in ports:
                wait_until(port, "/readyz", 200)
            for _ in range(22):
                somebody(api).ask("Mars rover")
            found = [_metrics(port) for port in ports]
            counted = [one["dateline_updates_total", ("message",)] for one in found]
            assert counted == [10, 10]  # the eleventh of each is held back
            assert all(one["dateline_ready", ("redis",)] == 1 for one in found)
            workers.running[0].kill()
            workers.running[0].wait()
        finally:
            workers.end()


def test_what_a_run_of_index_came_to_is_shown_by_whoever_serves_the_home(dateline: Run, tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    assert dateline("--home", home, "index", SAMPLE).returncode == 0
    before = time.time()
    with running_page(home, tmp_path / "log", DATELINE_WEB_METRICS_PORT=str(port)):
        found = _metrics(port)
        assert found["dateline_index_run_success", ()] == 1
        assert before - 100 < found["dateline_index_run_timestamp_seconds", ()] <= before
        assert found["dateline_index_run_seconds", ()] > 0
        assert found["dateline_quarantined", ()] == 0
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "archive.toml").write_text("include = 3\n", "utf-8")
    assert dateline("--home", home, "index", tmp_path / "broken").returncode == 1
    assert json.loads((home / "last-run.json").read_text("utf-8"))["well"] is False


@pytest.fixture(scope="module")
def scrape(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    port = free_port()
    log = tmp_path_factory.mktemp("scrape") / "log"
    with running_page(sample_home, log, DATELINE_WEB_METRICS_PORT=str(port)) as page:
        for _ in range(11):
            page.post("/ask", {"q": QUESTIONS[0]})
        return wait_until(port, "/metrics", 200)


def _promtool(*arguments: str, given: str | None = None) -> str:
    """Return what it says of what it finds nothing wrong with."""
    if shutil.which("promtool") is None:
        pytest.skip("there is no promtool on this machine (apt-get install prometheus)")
    done = subprocess.run(
        ["promtool", *arguments], input=given, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_promtool_finds_nothing_to_say_of_a_scrape(scrape: str) -> None:
    assert _promtool("check", "metrics", given=scrape) == ""


def test_promtool_accepts_the_rules_and_they_tell_what_they_should() -> None:
    rules = (MONITORING / "alerts.yml").read_text("utf-8").count("- alert: ")
    assert f"SUCCESS: {rules} rules found" in _promtool("check", "rules", str(MONITORING / "alerts.yml"))
    assert "SUCCESS" in _promtool("test", "rules", str(MONITORING / "alerts_test.yml"))


def test_every_rule_is_tested() -> None:
    named = set(re.findall(r"alert: (\w+)", (MONITORING / "alerts.yml").read_text("utf-8")))
    assert len(named) > 10
    assert named == set(re.findall(r"\bDateline[A-Z]\w+", (MONITORING / "alerts_test.yml").read_text("utf-8")))


@pytest.mark.parametrize("name", ["alerts.yml", "alerts_test.yml", "dashboard.json"])
def test_rules_and_dashboard_name_only_metrics_that_there_are(name: str) -> None:
    text = (MONITORING / name).read_text("utf-8")
    if name.endswith(".json"):
        text = "\n".join(one["expr"] for panel in json.loads(text)["panels"] for one in panel["targets"])
    known = {full_name(name) for name in METRICS} | SHOWN
    known |= {f"{full_name(name)}_{part}" for name, one in METRICS.items() if one.kind == "histogram"
              for part in ("bucket", "sum", "count")}  # fmt: skip
    named = names_in(text)
    assert named
    assert named <= known


def test_the_queries_of_the_dashboard_can_be_read(tmp_path: Path) -> None:
    panels = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))["panels"]
    queries = [one["expr"].replace("$job", "dateline") for panel in panels for one in panel["targets"]]
    rules = [{"record": f"dashboard:query_{number}", "expr": query} for number, query in enumerate(queries)]
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}), "utf-8")
    _promtool("check", "rules", str(tmp_path / "rules.yml"))
    named = set().union(*map(names_in, queries))
    everything = {full_name(name) for name in METRICS} | SHOWN - {"process_start_time_seconds"}
    assert {one for one in everything if not any(query.startswith(one) for query in named)} == set()


def test_the_list_of_metrics_and_events_is_current() -> None:
    page = MONITORING.parent / "metrics.md"
    assert page.read_text("utf-8") == reference(), "run: make docs"


class Collector(HTTPServer):
    """Takes what an OpenTelemetry exporter sends, as a collector does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.taken: list[bytes] = []


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Take spans."""
        assert self.path == "/v1/traces"
        assert isinstance(self.server, Collector)
        self.server.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _collecting() -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever)
        thread.start()
        try:
            yield collector
        finally:
            collector.shutdown()
            thread.join()


def test_traces_tell_the_stages_of_a_reply_and_no_word_of_it(sample_home: Path, tmp_path: Path) -> None:
    with _collecting() as collector, BotApi() as api:
        endpoint = f"http://127.0.0.1:{collector.server_port}"
        with running_bot(api, sample_home, tmp_path / "log", OTEL_EXPORTER_OTLP_ENDPOINT=endpoint) as process:
            reader = somebody(api)
            reader.ask("When did Kipchoge run in xanthoquokka?")
            api.wait_until_confirmed(LIMIT)
            stop(process)
    sent = [ExportTraceServiceRequest.FromString(one) for one in collector.taken]
    resources = [one for request in sent for one in request.resource_spans]
    spans = [span for one in resources for scope in one.scope_spans for span in scope.spans]
    (whole,) = [one for one in spans if one.name == "reply"]
    below = [one for one in spans if one.parent_span_id == whole.span_id]
    assert {one.name for one in below} >= {*STAGES, "sending"}
    assert {one.trace_id for one in below} == {whole.trace_id}
    assert [(one.key, one.value.string_value) for one in whole.attributes] == [("place", "telegram")]
    assert all(not one.attributes and not one.events for one in below)
    assert all(whole.start_time_unix_nano <= one.start_time_unix_nano <= one.end_time_unix_nano for one in below)
    assert abs(whole.start_time_unix_nano / 1e9 - time.time()) < 2 * LIMIT
    assert {attribute.key for one in resources for attribute in one.resource.attributes} == {"service.name"}
    assert not [one for one in collector.taken if b"xanthoquokka" in one or b"Kipchoge" in one or b"Vienna" in one]


def test_without_the_libraries_nothing_is_sent_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    with traced(Settings(traces_endpoint="http://127.0.0.1:9")):
        pass
    assert "pip install 'dateline[otel]'" in caplog.text


def test_a_collector_that_is_away_holds_nothing_up(sample_home: Path, tmp_path: Path) -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    with running_page(sample_home, tmp_path / "log", OTEL_EXPORTER_OTLP_ENDPOINT=endpoint) as page:
        assert page.post("/ask", {"q": QUESTIONS[0]}).status == 200
        page.stop()


def test_a_bot_follows_a_new_generation_in_its_metrics(sample_home: Path, tmp_path: Path) -> None:
    home, port = shutil.copytree(sample_home, tmp_path / "home"), free_port()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "one.txt").write_text("A new page\n\nIt was written on 5 May 2020 in Oslo.\n", "utf-8")
    with running_page(home, tmp_path / "log", DATELINE_WEB_METRICS_PORT=str(port)):
        wait_until(port, "/readyz", 200)
        index(home, tmp_path / "more")
        time.sleep(FRESH_SECONDS)
        assert _metrics(port)["dateline_generation_number", ()] == 2
