"""Nothing that a reader of the page asks, and not where somebody asks from, gets into anything that it writes."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import signal
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from tests.bot.running import LIMIT
from tests.bot.test_canary import QUESTIONS, WORD, WORDINGS, _forms, _is_kept_elsewhere, _open_for_writing
from tests.bot.watching import wait_until
from tests.bot.web.running import Page, running_page
from tests.ports import free_port

READER = "203.0.113.77"
NETWORK = "2001:db8:7777:7777"
FORMS = "text", "json"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def _send(page: Page, chance: random.Random, number: int) -> None:
    """Ask for something, in one of the ways in which one can, also in such as fail."""
    text = chance.choice(WORDINGS).format(f"{WORD}{number}")
    headers = {
        "X-Forwarded-For": chance.choice((READER, f"{NETWORK}::{number}", WORD)),
        "User-Agent": WORD,
        "Referer": f"http://{WORD}.example/",
        "Cookie": f"a={WORD}",
        "Accept-Language": chance.choice(("en", "fa", WORD)),
    }
    way = chance.randrange(9)
    if way == 0:
        page.request("GET", f"/{quote(text)}", headers)
    elif way == 1:
        page.request("GET", f"/feed?q={quote(text)}&view={WORD}", headers)
    elif way == 2:
        page.request("GET", f"/article?id={quote(text)}", headers)
    elif way == 3:
        body = json.dumps({"question": text, "follows": WORD} | ({WORD: 1} if chance.random() < 0.3 else {}))
        page.request("POST", "/api/ask", headers | {"Content-Type": JSON}, body.encode())
    elif way == 4:
        page.request("GET", f"/api/timeline?topic={quote(text)}", headers)
    elif way == 5:
        body = f"q={quote(text)}&about={quote(f'🔎 {WORD}')}&view={chance.choice(('', WORD))}"
        page.request("POST", "/ask", headers | {"Content-Type": FORM}, body.encode())
    elif way == 6:
        page.request(WORD.upper(), "/ask", headers, text.encode())
    else:
        page.request("GET", f"/ask?q={quote(text)}", headers | ({"Host": WORD} if chance.random() < 0.2 else {}))


def test_nothing_that_is_asked_is_in_anything_that_the_page_writes(sample_home: Path, tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    shutil.copytree(sample_home, home)
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "MPLCONFIGDIR")}
    chance = random.Random(7)
    for form in FORMS:
        port = free_port()
        seen = {"DATELINE_WEB_METRICS_PORT": str(port), "DATELINE_LOG_FORMAT": form}
        with running_page(home, log, DATELINE_WEB_PROXIES="1", **places, **seen) as page:
            for number in range(-(-QUESTIONS // len(FORMS))):
                with contextlib.suppress(HTTPException):
                    _send(page, chance, number)
            (tmp_path / f"scrape {form}").write_text(wait_until(port, "/metrics", 200), "utf-8")
            elsewhere = _open_for_writing(page.process.pid)
            page.process.send_signal(signal.SIGSEGV)
            page.process.wait(LIMIT)
        assert not {one for one in elsewhere if one.startswith("/") and _is_kept_elsewhere(one, tmp_path)}
    assert "Answered from generation" in log.read_text("utf-8")  # it did answer
    secrets = [form for secret in (WORD, WORD.upper(), READER, NETWORK) for form in _forms(secret)]
    for file in (one for one in tmp_path.rglob("*") if one.is_file()):
        content = file.read_bytes()
        assert not [place for place, secret in enumerate(secrets) if secret in content], file.name
