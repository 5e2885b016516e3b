"""How many questions a second the page answers, and what many readers at once get: the real process on this machine.

    python -m benchmarks.page rate HOME QUESTIONS.jsonl             # wrk, as questions are sent, and as links
    python -m benchmarks.page readers HOME QUESTIONS.jsonl          # a hundred readers beside the running bot

QUESTIONS is a file of labelled questions. For ``rate`` the page has one processor for itself and wrk another, if there
are two; of each question the first answer is not counted.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import click

from tests.bot.running import somebody, text_of
from tests.bot.web.running import Page, running_page
from tests.botapi import BotApi

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
BEGINNINGS = "", "/fa", "/de", "/en"
"""Of addresses: in the language of the question, and in three others."""
PAUSE_SECONDS = 3.0
"""Between one question to the bot and the next."""
SENT = """
local asked, at = {%s}, 0
request = function()
  at = at %% #asked + 1
  return wrk.format("%s", "/ask" .. %s, {["Content-Type"] = "application/x-www-form-urlencoded"}, %s)
end
done = function(summary, latency)
  print(string.format("p50 %%.1f ms, p99 %%.1f ms, refused or failed %%d", latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.timeout + summary.errors.read))
end
"""


@click.group()
def cli() -> None:
    """Measure the page on an indexed archive."""


@cli.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.argument("questions", type=click.Path(path_type=Path, exists=True))
@click.option("--seconds", default=20, help="For which wrk asks.")
@click.option("--connections", default=4, help="At once.")
def rate(home: Path, questions: Path, seconds: int, connections: int) -> None:
    """Tell how many questions a second are answered, and after how long."""
    asked = [urlencode({"q": text}) for text in _texts(questions)]
    ours, *others = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = {"DATELINE_ALLOWANCE": "100000000", "DATELINE_BUSY_AT": "1000", "DATELINE_LOG_LEVEL": "INFO"}
        page = stack.enter_context(running_page(home, Path(folder, "log"), **settings))
        for task in Path(f"/proc/{page.process.pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {ours})
        for fields in asked:
            page.get(f"/ask?{fields}")
        listed = ", ".join(json.dumps(fields) for fields in asked)
        for name, told in (("sent", ("POST", '""', "asked[at]")), ("links", ("GET", '"?" .. asked[at]', "nil"))):
            script = Path(folder, f"{name}.lua")
            script.write_text(SENT % (listed, *told), "utf-8")
            done = subprocess.run(
                ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script, page.url],
                capture_output=True, text=True, check=True,
                preexec_fn=lambda: os.sched_setaffinity(0, set(others or [ours])),
            )  # fmt: skip
            second = re.search(r"Requests/sec: +([\d.]+)", done.stdout)
            assert second, done.stdout
            click.echo(f"{name}: {second[1]} a second, {done.stdout.splitlines()[-1]}")
        page.stop()


@cli.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.argument("questions", type=click.Path(path_type=Path, exists=True))
@click.option("--count", default=100, help="Readers of the page at once.")
@click.option("--each", default=6, help="Questions of each.")
@click.option("--busy-at", default=200, help="DATELINE_BUSY_AT.")
def readers(home: Path, questions: Path, count: int, each: int, busy_at: int) -> None:
    """Tell what readers of the page get who all ask at once, and one of the bot meanwhile."""
    texts = random.Random(3).sample(_texts(questions), 20)
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        log = Path(folder, "log")
        told = {
            "TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATELINE_WEB": "true",
            "DATELINE_BUSY_AT": str(busy_at), "DATELINE_ALLOWANCE": "100000", "DATELINE_LOG_LEVEL": "INFO",
        }  # fmt: skip
        with running_page(home, log, command="start", **told) as page:
            over, chatted = threading.Event(), Counter[str]()
            chat = threading.Thread(target=_chat, args=(api, texts[:6], over, chatted))
            chat.start()
            found, seconds = asyncio.run(_all_at_once(page, texts, count, each))
            over.set()
            chat.join()
            page.stop()
        wrong = sum("ERROR" in line for line in log.read_text("utf-8").splitlines())
    click.echo(
        f"{count} readers, {each} questions each: {_said(found)}; p50 {statistics.median(seconds):.2f} s, longest "
        f"{max(seconds):.2f} s; the bot meanwhile: {_said(chatted)}; errors in the log {wrong}"
    )


async def _all_at_once(page: Page, texts: list[str], count: int, each: int) -> tuple[Counter[str], list[float]]:
    """Ask as one reader, then as many at once; return what was answered, and the seconds that each answer took."""
    found, seconds = Counter[str](), list[float]()
    connector, limit = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=120)
    async with aiohttp.ClientSession(page.url, connector=connector, timeout=limit) as session:

        async def ask(at: str, text: str) -> tuple[int, str]:
            async with session.post(f"{at}/ask", data={"q": text}, headers={"Accept-Language": "en"}) as got:
                shown = MAIN.search(await got.text())
                return got.status, shown[0] if shown else ""

        alone = {(at, text): await ask(at, text) for text in texts for at in BEGINNINGS}

        async def read(number: int) -> None:
            chance, clock = random.Random(number), asyncio.get_running_loop().time
            for _ in range(each):
                key, began = (chance.choice(BEGINNINGS), chance.choice(texts)), clock()
                status, shown = await ask(*key)
                seconds.append(clock() - began)
                same = "as alone" if (status, shown) == alone[key] else "otherwise"
                found[same if status == HTTPStatus.OK else f"status {status}"] += 1

        await asyncio.gather(*map(read, range(count)))
    return found, seconds


def _chat(api: BotApi, texts: list[str], over: threading.Event, found: Counter[str]) -> None:
    first, second = somebody(api), somebody(api)
    alone = {text: text_of(first.ask(text)) for text in texts}
    while not over.is_set():
        for text in texts:
            found["as alone" if text_of(second.ask(text)) == alone[text] else "otherwise"] += 1
            if over.wait(PAUSE_SECONDS):
                return


def _texts(questions: Path) -> list[str]:
    return [str(json.loads(line)["question"]) for line in questions.read_text("utf-8").splitlines()]


def _said(found: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(found.items()))


if __name__ == "__main__":
    cli()
