"""Whatever somebody sends: it is answered or refused, in bounded time and room, and tells nobody anything."""

from __future__ import annotations

import asyncio
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.pool import Pool
from bot.settings import Settings
from bot.web import requesting
from bot.web import serving as server
from bot.web.serving import serving
from corpus.errors import SettingsInvalid
from tests.bot.running import index
from tests.bot.web.running import LIMIT, Page, running_page
from tests.conftest import Run
from tests.corpus.making import examples

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
REFUSED = 400, 404, 405, 408, 411, 413, 414, 415, 421, 431
HOSTILE = settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])


def _raw(page: Page, sent: bytes) -> int:
    """Send bytes as they are, and return the status that is answered; 0 for a closed connection."""
    place = urlsplit(page.url)
    with socket.create_connection((place.hostname or "", place.port or 0), LIMIT) as connection:
        connection.sendall(sent)
        with suppress(OSError):  # it has closed already
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(ConnectionResetError):  # it need not have read all before it closed
            while piece := connection.recv(65536):
                answer += piece
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize(
    "path", ["/", "/nope", "/ask?q=Mars&view=forged", "/api/ask", "/feed", "/icon.svg", "/dates/20x9"]
)
def test_every_answer_keeps_the_browser_from_telling_others(page: Page, path: str) -> None:
    headers = page.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'")
    assert "unsafe" not in policy
    assert "script" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
    assert "aiohttp" not in headers["server"]
    assert headers["cache-control"] == "no-store" or path == "/icon.svg"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nope", 404),
        ("POST", "/latest", 405),
        ("DELETE", "/ask", 405),
        ("GET", "/ask?q=Mars&view=forged", 400),
        ("GET", f"/ask?q={'x' * 1001}", 413),
        ("GET", f"/ask?q={'x' * 9000}", 400),
        ("GET", f"/ask?q=Mars&about={'x' * 500}", 413),
        ("GET", "/ask?q=Mars%00", 400),
        ("GET", "/article", 404),
        ("GET", "/article?id=../../etc/passwd", 404),
        ("GET", "/dates/9999", 404),
        ("GET", "/dates/2019/13", 404),
        ("GET", "/dates/0000/00", 404),
        ("GET", "/dates/2019/10?start=-1", 400),
        ("GET", "/dates/2019/10?start=999999", 404),
        ("GET", "/dates/2019/10?start=99999999999999999999", 400),
        ("GET", "/api/ask", 400),
        ("GET", "/api/ask?question=%20", 400),
        ("GET", "/api/ask?question=Mars&top=0", 400),
        ("GET", "/api/ask?question=Mars&top=21", 400),
        ("GET", "/api/ask?question=Mars&from=2019-02-31", 400),
        ("GET", "/api/ask?question=Mars&newest=perhaps", 400),
        ("GET", "/api/ask?question=Mars&other=1", 400),
        ("GET", "/api/article?id=nobody", 404),
        ("GET", "/api/timeline?topic=", 400),
        ("GET", "/api/nope", 404),
    ],
)
def test_what_cannot_be_is_refused(page: Page, method: str, path: str, status: int) -> None:
    got = page.request(method, path, {"Accept-Language": "de"})
    assert got.status == status
    if path.startswith("/api/"):
        assert list(json.loads(got.text)) == ["error"]
    elif len(path) < 5000:  # the longest does not get so far
        assert '<html lang="de"' in got.text


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (FORM, b"q=" + b"x" * 20_000, 413),
        (FORM, b"q=%ff%fe", 400),
        (FORM, b"q=\xff", 400),
        (FORM, b"&".join([b"q=a"] * 50), 400),
        (FORM, b"", 200),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("text/plain", b"q=Mars", 415),
    ],
)
def test_a_form_that_cannot_be_is_refused(page: Page, kind: str, body: bytes, status: int) -> None:
    assert page.request("POST", "/ask", {"Content-Type": kind}, body).status == status


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b"null", b'"Mars"', b"[" * 15_000, b'{"question": 1}', b"\xff", b"1e999",
        b'{"question": null}',
        b'{"question": "\\ud800"}', b'{"question": "a", "top": 1e400}', b'{"question": "a", "top": true}',
        b'{"question": "a", "top": 1.5}', b'{"question": "a", "from": 20190101}', b'{"question": "a", "newest": 1}',
        b'{"question": "a", "\\ud800": 1}', b'{"question": "a", "follows": {}}', b'{"question": NaN}',
    ],
)  # fmt: skip
def test_a_body_that_is_not_what_is_described_is_refused(page: Page, body: bytes) -> None:
    got = page.request("POST", "/api/ask", {"Content-Type": JSON}, body)
    assert got.status == 400
    assert json.loads(got.text)["error"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\0\0\0\0\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /%ff%fe?%00=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n" + b"C: d\r\n" * 50_000 + b"\r\n",
        b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nContent-Type: "
        + FORM.encode()
        + b"\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_hardly_http_is_refused(page: Page, sent: bytes) -> None:
    assert _raw(page, sent) in {0, *REFUSED}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("127.0.0.1:8090", 200), ("[::1]:8090", 200), ("192.168.0.7", 200),
        ("rebound.example", 421),
        ("localhost.rebound.example", 421), ("[::1", 421), ("localhost:99999999", 421),
        ("127.0.0.1@rebound.example", 421),
        ("a/../localhost", 421), ("", 421),
    ],
)  # fmt: skip
def test_a_name_that_is_not_the_pages_is_refused(page: Page, host: str, status: int) -> None:
    assert page.get("/privacy", Host=host).status == status


@HOSTILE
@given(
    query=st.binary(max_size=300),
    path=st.sampled_from(["/ask", "/timeline", "/article", "/feed", "/dates", "/api/ask"]),
)
def test_no_query_makes_it_fail(page: Page, query: bytes, path: str) -> None:
    assert page.get(f"{path}?q={quote(query)}&id={quote(query)}&{quote(query, safe='&=')}").status in {200, *REFUSED}


@HOSTILE
@given(fields=st.dictionaries(st.sampled_from(["q", "about", "view", "x"]), st.text(max_size=200)))
def test_no_form_makes_it_fail(page: Page, fields: dict[str, str]) -> None:
    told = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    for path in ("/ask", "/timeline"):
        assert page.post(path, told).status in {200, *REFUSED}


@pytest.mark.parametrize(
    "name", ["Accept-Language", "Content-Type", "X-Forwarded-For", "Accept", "Range", "If-None-Match"]
)
@HOSTILE
@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=100))
def test_no_header_makes_it_fail(page: Page, name: str, value: str) -> None:
    assert page.get("/privacy", **{name: value}).status in {200, *REFUSED}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }} {% x %}"])
def test_what_is_asked_is_shown_as_text(page: Page, text: str) -> None:
    for got in (
        page.get(f"/ask?q={quote(text)}"),
        page.post("/timeline", {"q": text}),
        page.get(f"/feed?q={quote(text)}"),
    ):
        assert got.status == 200
        assert text not in got.text or text.startswith("{{")
        assert "49" not in got.text.partition("</header>")[0].partition("<form")[2]


def test_hostile_passages_are_shown_as_text(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    text = "The orchard <script>alert('grown')</script> of Ambria \u202ebore\u0007 fruit <img src=x> then."
    record = {
        "id": 'a"<b>/../%2e?#',
        "title": "<b>Orchard</b> \u2066",
        "text": text,
        "lang": 'x" onclick="y',
        "url": "javascript:x",
    }
    (archive / "one.jsonl").write_text(json.dumps(record), "utf-8")
    index(tmp_path / "home", archive)
    with running_page(tmp_path / "home", tmp_path / "log") as page:
        for path in (
            "/ask?q=orchard+Ambria",
            f"/article?id={quote(record['id'])}",
            "/dates/undated",
            "/feed?q=orchard",
        ):
            got = page.get(path)
            assert got.status == 200, path
            for told in ("<script", "<img", "<b>", "\u202e", "\u0007", "\u2066", "onclick=", 'href="javascript'):
                assert told not in got.text, path
        page.stop()


def test_one_address_may_ask_so_much_and_others_go_on(sample_home: Path, tmp_path: Path) -> None:
    with running_page(sample_home, tmp_path / "log", DATELINE_ALLOWANCE="3", DATELINE_WEB_PROXIES="1") as page:
        forged = iter(range(1000))

        def ask(reader: str) -> int:
            return page.get("/privacy", **{"X-Forwarded-For": f"10.0.0.{next(forged)}, {reader}"}).status

        assert [ask("192.0.2.1") for _ in range(5)] == [200, 200, 200, 429, 429]
        assert ask("192.0.2.2") == 200
        assert [ask(f"2001:db8::{one}") for one in range(5)] == [200, 200, 200, 429, 429]
        assert ask("2001:db8:1::1") == 200
        refused = page.get("/api/ask?question=x", **{"X-Forwarded-For": "192.0.2.1"})
        assert (refused.status, refused.headers["retry-after"]) == (429, "60")
        assert page.get("/icon.svg", **{"X-Forwarded-For": "192.0.2.1"}).status == 200
        page.stop()


def test_too_many_at_once_are_asked_to_come_back(sample_home: Path, tmp_path: Path) -> None:
    with running_page(sample_home, tmp_path / "log", DATELINE_BUSY_AT="1") as page, ThreadPoolExecutor(24) as readers:
        statuses = set(readers.map(lambda number: page.get(f"/ask?q=Mars+{number}").status, range(96)))
        assert statuses == {200, 503}
        assert page.get("/ask?q=Mars").status == 200
        page.stop()


def test_who_sends_slowly_is_let_go(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requesting, "BODY_SECONDS", 0.2)
    monkeypatch.setattr(server, "IDLE_SECONDS", 0.3)
    head = f"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: 10\r\n\r\nq=".encode()
    chosen = Settings(home=sample_home, web_listen="127.0.0.1:0")

    async def answers() -> list[bytes]:
        pool = Pool(chosen)
        try:
            async with serving(chosen, pool) as address:
                place = urlsplit(address)
                found = []
                for sent in (head, b"GET / HTTP/1.1\r\nHos", b""):
                    reader, writer = await asyncio.open_connection(place.hostname, place.port)
                    writer.write(sent)
                    found.append(await asyncio.wait_for(reader.read(), 30))
                    writer.close()
                    await writer.wait_closed()
                return found
        finally:
            pool.close()

    slow, half, none = asyncio.run(answers())
    assert slow.startswith(b"HTTP/1.1 408 ")
    assert (half, none) == (b"", b"")


@pytest.mark.parametrize("told", [{"web_url": "https://archive.example.org"}, {"web_listen": "0.0.0.0:0"}])
def test_an_archive_for_some_readers_is_not_shown_to_all(sample_home: Path, told: dict[str, str]) -> None:
    chosen = Settings(home=sample_home, readers=frozenset({7}), **told)  # type: ignore[arg-type]

    async def start() -> None:
        async with serving(chosen, Pool(chosen)):
            pass

    with pytest.raises(SettingsInvalid, match="DATELINE_READERS"):
        asyncio.run(start())


def test_what_cannot_be_listened_at_is_wrong_usage(dateline: Run) -> None:
    done = dateline("serve", "--listen", "nowhere")
    assert done.returncode == 2
    assert "HOST:PORT" in done.stderr


def test_a_port_that_is_taken_is_told(sample_home: Path, page: Page, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="DATELINE_WEB_LISTEN: cannot listen at"):
        running_page(sample_home, tmp_path / "log", "--listen", urlsplit(page.url).netloc).__enter__()
