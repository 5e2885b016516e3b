"""How fast and how surely the Telegram bot answers: the real process against the strict stand-in on this machine.

    python -m benchmarks.telegram load HOME     # readers who ask at a rate: delay of replies, memory
    python -m benchmarks.telegram faults HOME   # refusals, broken lines, duplicates and kills: what is lost or repeated

HOME is an indexed archive; the questions are headlines of its own. The stand-in takes its share of the machine, so the
delays are upper bounds.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from bot.wording import words
from corpus.store.browsing import Browser
from corpus.store.reading import StoreReader
from tests.bot.running import running_bot
from tests.botapi import BotApi, Call, User

AWAIT_SECONDS = 300
AGAIN = words("en")["busy"], words("en")["failed"], words("en")["too_many"]
MOST_PENDING = 150
"""Updates that wait at Telegram at most when questions are sent as fast as they are answered."""


@dataclass
class Ledger:
    """What was asked, and what came back for it.

    Attributes:
        asked: when a question was sent, by chat and message.
        answered: how often it was answered.
        delays: seconds from question to first reply.
        unconfirmed: questions with a reply that the bot could not know to have been taken.
    """

    asked: dict[tuple[int, int], float] = field(default_factory=dict)
    answered: Counter[tuple[int, int]] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)
    unconfirmed: set[tuple[int, int]] = field(default_factory=set)
    notices: int = 0

    def take(self, call: Call) -> None:
        """Note a reply; called by the stand-in under its lock."""
        if call.method != "sendMessage" or call.error is not None:
            return
        key = int(call.params["chat_id"]), int(call.params["reply_parameters"]["message_id"])
        if key in self.asked and not self.answered[key]:
            self.delays.append(call.at - self.asked[key])
        self.answered[key] += 1
        if call.dropped:
            self.unconfirmed.add(key)
        self.notices += call.result["text"].startswith(AGAIN)

    @property
    def open(self) -> int:
        """Questions without a reply."""
        return sum(not self.answered[key] for key in self.asked)


@click.group()
def cli() -> None:
    """Measure the Telegram bot on an indexed archive."""


@cli.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.option("--rate", default=40.0, help="Questions a second; 0 asks as fast as they are answered.")
@click.option("--questions", default=2400, help="How many.")
@click.option("--readers", default=200, help="Who ask in turn.")
@click.option("--workers", default=0, help="DATELINE_WORKERS of the bot.")
def load(home: Path, rate: float, questions: int, readers: int, workers: int) -> None:
    """Tell the delay of replies, and the memory of the bot, while readers ask at a rate."""
    ledger = Ledger()
    with stage(home, ledger, DATELINE_WORKERS=str(workers), DATELINE_ALLOWANCE="100000") as (api, start):
        process = start()
        texts = questions_of(home, questions)
        people = [User(10_000 + number, "Somebody") for number in range(readers)]
        ask(api, ledger, people[0], texts[0])
        settle(ledger, api)
        ledger.delays.clear()
        memory, spent = [_resident(process)], _processor_seconds(process)
        began = time.monotonic()
        for number, text in enumerate(texts):
            if rate:
                time.sleep(max(0.0, began + number / rate - time.monotonic()))
            else:
                _wait_for_room(api)
            ask(api, ledger, people[number % readers], text)
            if number % max(1, questions // 10) == 0:
                memory.append(_resident(process))
        settle(ledger, api)
        memory.append(_resident(process))
        seconds, spent = time.monotonic() - began, _processor_seconds(process) - spent
    delays = statistics.quantiles(ledger.delays, n=100)
    click.echo(
        f"{questions} questions of {readers} readers in {seconds:.1f} s ({questions / seconds:.1f}/s): "
        f"p50 {delays[49]:.3f} s, p95 {delays[94]:.3f} s, p99 {delays[98]:.3f} s, longest {max(ledger.delays):.3f} s\n"
        f"unanswered {ledger.open}, answered twice {repeated_in(ledger)}; {1000 * spent / questions:.1f} ms of the "
        f"bot's own processor time each, machine at {os.getloadavg()[0]:.1f}\n"
        f"resident memory, MB: {', '.join(f'{one / 1e6:.0f}' for one in memory)}"
    )


@cli.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.option("--updates", default=20_000, help="Questions.")
@click.option("--kill-every", default=2000, help="Questions between one kill -9 and the next.")
@click.option("--seed", default=1)
def faults(home: Path, updates: int, kill_every: int, seed: int) -> None:
    """Tell what is lost and what repeated while every twentieth call is refused, fails or is cut off."""
    ledger, chance, kills = Ledger(), random.Random(seed), 0
    with stage(home, ledger, DATELINE_ALLOWANCE="100000") as (api, start):
        process = start()
        texts = questions_of(home, updates)
        api.faults(rate_429=0.05, rate_5xx=0.05, rate_drop=0.025, rate_drop_after=0.025, rate_duplicate=0.05, seed=seed)
        began = time.monotonic()
        for number, text in enumerate(texts, start=1):
            _wait_for_room(api)
            ask(api, ledger, User(10_000 + chance.randrange(500), "Somebody"), text)
            if number % kill_every == 0:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                process = start()
        settle(ledger, api)
        seconds = time.monotonic() - began
        process.send_signal(signal.SIGTERM)
        code = process.wait(60)
    repeated = {key for key, count in ledger.answered.items() if count > 1}
    click.echo(
        f"{updates} questions, {kills} kills, {seconds:.0f} s: unanswered {ledger.open}, answered once "
        f"{sum(count == 1 for count in ledger.answered.values())}, answered more than once {len(repeated)} "
        f"(sent but never confirmed: {len(repeated & ledger.unconfirmed)}; around a kill: "
        f"{len(repeated - ledger.unconfirmed)}), told to ask again {ledger.notices}\n"
        f"refused calls: {sum(api.refusals.values())}; the bot ended with {code}"
    )


@contextmanager
def stage(home: Path, ledger: Ledger, **settings: str) -> Iterator[tuple[BotApi, _Start]]:
    """Run a stand-in, and give it with a way to start the bot as often as wanted."""
    with tempfile.TemporaryDirectory() as folder, BotApi(keep_calls=False, on_call=ledger.take) as api:
        start = _Start(api, home, Path(folder) / "log", settings)
        try:
            yield api, start
        finally:
            start.end()


class _Start:
    """Starts the bot, and ends what it has started."""

    def __init__(self, api: BotApi, home: Path, log: Path, settings: dict[str, str]) -> None:
        self._api, self._home, self._log = api, home, log
        self._settings = settings
        self._running: AbstractContextManager[subprocess.Popen[bytes]] | None = None

    def __call__(self) -> subprocess.Popen[bytes]:
        self.end()
        self._running = running_bot(self._api, self._home, self._log, **self._settings)
        return self._running.__enter__()

    def end(self) -> None:
        if self._running is not None:
            self._running.__exit__(None, None, None)
            self._running = None


def questions_of(home: Path, count: int) -> list[str]:
    """Return headlines as questions, some with a time or a little noise, in an order of their own."""
    titles = [" ".join(title.split()) for title in Browser(StoreReader(home)).titles(100) if len(title.split()) > 3]
    chance = random.Random(7)
    return [chance.choice(titles) + chance.choice(("", "?", " in 2006", " when?")) for _ in range(count)]


def ask(api: BotApi, ledger: Ledger, user: User, text: str) -> tuple[int, int]:
    """Ask a question, and return its chat and message."""
    with api._lock:  # noqa: SLF001 - so that the reply cannot come before the question is noted
        sent = api.send_text(text, user=user)
        key = sent.chat_id, int(sent)
        ledger.asked[key] = time.monotonic()
    return key


def _wait_for_room(api: BotApi) -> None:
    while api.pending_updates > MOST_PENDING:
        time.sleep(0.01)


def settle(ledger: Ledger, api: BotApi) -> None:
    """Wait until every question has a reply, or for very long."""
    deadline = time.monotonic() + AWAIT_SECONDS
    while (ledger.open or api.pending_updates) and time.monotonic() < deadline:
        time.sleep(0.05)


def repeated_in(ledger: Ledger) -> int:
    """Return how many questions were answered more than once."""
    return sum(count > 1 for count in ledger.answered.values())


def _resident(process: subprocess.Popen[bytes]) -> int:
    """Return the memory that a process itself takes, in bytes, without the index that it maps."""
    fields = Path(f"/proc/{process.pid}/status").read_text("utf-8").split("RssAnon:")[1].split()
    return int(fields[0]) * 1024


def _processor_seconds(process: subprocess.Popen[bytes]) -> float:
    """Return the time that a process has spent computing."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    cli()
