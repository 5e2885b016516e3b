"""Many readers with alerts on towns of which an archive has no news yet, and what they get when it has."""

from __future__ import annotations

import base64
import itertools
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.alerts.keys import Keys
from bot.alerts.news import News
from bot.alerts.readers import Readers
from bot.alerts.subscriber import NOW, Alert, Subscriber, Topic, today
from tests.bot.alerts.conftest import KEY
from tests.bot.running import index, running_bot
from tests.botapi import BotApi, Call, User
from tests.botapi.chats import private_chat

FIRST = 500_000
"""The number of the first reader."""
TOPIC = "bridge of {town}"
SYLLABLES = "bor dan fel gar hul kem lom nar pel rus tov vin wex zel".split()
WORDS = (
    "stone river mayor council market winter harbour railway orchard ferry clock tower school garden carpenter flood "
    "autumn bakery wagon lantern quarry meadow cellar chapel border signal cattle timber copper engine"
).split()
PATIENCE = 900


@dataclass
class Ledger:
    """What alerts were sent.

    Attributes:
        sent: how often each reader was sent news of each town.
        last: when the last message was taken, of the monotonic clock.
        begun: when the first was.
    """

    sent: Counter[tuple[int, str]] = field(default_factory=Counter)
    begun: float = 0.0
    last: float = 0.0

    def take(self, call: Call) -> None:
        """Note a message; called by the stand-in under its lock."""
        if call.method == "sendMessage" and call.error is None and call.result["text"].startswith("New on “"):
            town = call.result["text"].partition("bridge of ")[2].partition("”")[0]
            self.sent[call.result["chat"]["id"], town] += 1
            self.begun, self.last = self.begun or call.at, call.at

    def has(self, count: int) -> bool:
        """Tell whether so many alerts have been sent."""
        return len(self.sent) >= count


@dataclass(frozen=True)
class Outcome:
    """What came of a round.

    Attributes:
        seconds: from the first message to the last.
        refused: calls that Telegram refused because they came too fast.
    """

    expected: int
    missed: int
    twice: int
    others: int
    seconds: float
    refused: int


def towns(count: int) -> list[str]:
    """Return names of towns, none twice."""
    return ["".join(parts).capitalize() for parts in itertools.islice(itertools.product(SYLLABLES, repeat=3), count)]


def write(files: Path, names: list[str], chance: random.Random) -> None:
    """Write an article about a bridge in each of some towns."""
    files.mkdir(exist_ok=True)
    for place, name in enumerate(names):
        words = " ".join(chance.choice(WORDS) for _ in range(30))
        text = f"The new bridge of {name} was opened today. In {name} they speak of {words} and of {name} itself."
        (files / f"2020-{1 + place % 12:02}-{1 + place % 28:02}-{name}.txt").write_text(
            f"A bridge for {name}\n\n{text}\n"
        )


def play(folder: Path, readers: int, each: int, kills: int) -> Outcome:
    """Have readers told of what comes, with the bot killed meanwhile; every message has to come once.

    Args:
        folder: for the archive, its home and the log.
        readers: how many.
        each: alerts of each reader.
        kills: times that the bot is killed while it sends.
    """
    names, chance, ledger = towns(2 * each + 60), random.Random(3), Ledger()
    old, new = names[: each + 60], names[each + 60 :]
    files, home, log = folder / "archive", folder / "home", folder / "log"
    write(files, old, chance)
    index(home, files)
    with BotApi(keep_calls=False, on_call=ledger.take, flood_limits=True) as api:
        with running_bot(api, home, log, DATELINE_ALERTS_KEY=KEY, DATELINE_LOG_LEVEL="WARNING") as process:
            _wait(partial(_looked_at, home), process)
        wanted = _subscribe(api, home, readers, new)
        write(files, new, chance)
        index(home, files)
        stops = [len(wanted) * (number + 1) // (kills + 1) for number in range(kills)]
        for stop in [*stops, len(wanted)]:
            with running_bot(api, home, log, DATELINE_ALERTS_KEY=KEY, DATELINE_LOG_LEVEL="WARNING") as process:
                _wait(partial(ledger.has, stop), process)
                if stop == len(wanted):
                    time.sleep(6)  # for what may come after all is done
                process.send_signal(signal.SIGKILL)
                process.wait()
        refused = api.refusals["sendMessage", 429]
    return Outcome(
        len(wanted),
        len(wanted - ledger.sent.keys()),
        sum(count > 1 for count in ledger.sent.values()),
        len(ledger.sent.keys() - wanted),
        ledger.last - ledger.begun,
        refused,
    )


def _subscribe(api: BotApi, home: Path, readers: int, names: list[str]) -> set[tuple[int, str]]:
    """Store alerts as if their readers had set them, and let the bot know these; return who is to be told of what."""
    wanted = set()
    with closing(Readers(home, Keys(base64.urlsafe_b64decode(KEY)))) as stored:
        for chat in range(FIRST, FIRST + readers):
            api._cloud.chats.meet(private_chat(User(chat, "Somebody")))
            one = Subscriber(chat, today())
            for name in names:
                one = one.adding(Alert(0, Topic(TOPIC.format(town=name), "en"), 0, today(), NOW))
                wanted.add((chat, name))
            stored.change(chat, partial(_setting, one))
    return wanted


def _setting(new: Subscriber, _before: Subscriber | None) -> Subscriber:
    return new


def _looked_at(home: Path) -> bool:
    with closing(News(home)) as news:
        return news.round is not None


def _wait(done: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
