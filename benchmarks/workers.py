"""What readers notice of several webhook workers that share a Redis, while workers are killed and Redis is restarted.

    python -m benchmarks.workers HOME --updates 20000
    python -m benchmarks.workers HOME --updates 20000 --nodes 3

Real processes answer from an indexed archive, behind a balancer that hands each push to the next of them; the strict
stand-in pushes as Telegram does. Redis is a real one that keeps nothing when it ends. With ``--nodes`` the archive is
in a cluster of real nodes (tests/cluster), each worker has an empty folder of its own, and nodes are killed and
frozen, and generations loaded and switched, all the while.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import defaultdict
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click

from benchmarks.node_faults import Times, load, node_faults, reached, told
from benchmarks.telegram import Ledger, ask, questions_of, settle
from tests.bot.fleet import Questions, Workers
from tests.bot.redis_server import RedisServer, running_redis
from tests.botapi import BotApi, Call, User
from tests.cluster.nodes import Cluster, running

PREFIX = "workers"
NODE_PAUSE_SECONDS = 10.0
"""Between one fault of a node and the next: there are those of workers and Redis besides."""

READERS = 500
MOST_PENDING = 100
"""Updates that wait with Telegram at most when questions are sent as fast as they are answered."""
DOWN_SECONDS = 1.0
"""Between the end of a Redis and the next."""
FROZEN_SECONDS = 10.0


@dataclass
class Book(Ledger):
    """What came back, and in which order.

    Attributes:
        order: questions by chat, in the order in which they were answered first.
        at_risk: questions that were not acknowledged when a worker was killed.
        at: when each was answered, every time.
    """

    order: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    at_risk: set[tuple[int, int]] = field(default_factory=set)
    at: defaultdict[tuple[int, int], list[float]] = field(default_factory=lambda: defaultdict(list))

    def take(self, call: Call) -> None:
        """Note a reply; called by the stand-in under its lock."""
        super().take(call)
        if call.method == "sendMessage" and call.error is None:
            key = int(call.params["chat_id"]), int(call.params["reply_parameters"]["message_id"])
            self.at[key].append(call.at)
            if self.answered[key] == 1:
                self.order[key[0]].append(key[1])

    @property
    def disordered(self) -> int:
        """Questions that were answered after a later one of their chat."""
        return sum(later < earlier for chat in self.order.values() for earlier, later in pairwise(chat))

    @property
    def twice(self) -> set[tuple[int, int]]:
        """Questions that were answered more than once."""
        return {key for key, count in self.answered.items() if count > 1}


class Outcome(NamedTuple):
    """What came of a trial.

    Attributes:
        silent: questions without a reply.
        disordered: answered after a later one of their chat.
        unconfirmed: answered twice, as Telegram took a reply and its answer was cut off.
        around_faults: answered twice, not acknowledged when a worker was killed or stood still.
        unexplained: answered twice for no such reason: the seconds between the two answers of each, which are more than
            a claim is sure for where a worker got no processor for that long.
        notices: readers who were told to ask again.
        done: faults by kind.
        nodes: those of the cluster, if there is one.
        seconds: of the clock.
        longest: delay of a reply, in seconds.
    """

    silent: int
    disordered: int
    unconfirmed: int
    around_faults: int
    unexplained: list[float]
    notices: int
    done: dict[str, int]
    nodes: Times
    seconds: float
    longest: float


def trial(
    home: Path,
    updates: int,
    *,
    workers: int,
    faults: dict[str, int],
    seed: int = 1,
    cluster: Cluster | None = None,
) -> Outcome:
    """Ask questions while workers are killed or stand still, and Redis is restarted.

    Args:
        home: an indexed archive, which is not changed.
        updates: questions.
        workers: processes.
        faults: how many of each kind, spread over the questions: "kills", "freezes", "restarts".
        seed: of chance.
        cluster: that the workers answer from, which has its own faults; the home's index if there is none.
    """
    book, chance, due = Book(), random.Random(seed), _spread(faults, updates)
    with ExitStack() as stack:
        folder, redis = Path(stack.enter_context(tempfile.TemporaryDirectory())), stack.enter_context(running_redis())
        api = stack.enter_context(BotApi(keep_calls=False, on_call=book.take))
        settings = {"DATELINE_ALLOWANCE": "100000", "DATELINE_BUSY_AT": "1000"}
        if cluster is not None:
            load(home, cluster, PREFIX)
            settings |= reached(cluster, PREFIX)
        fleet = Workers(api, home if cluster is None else None, folder, workers, redis, **settings)
        stack.callback(fleet.end)
        texts = questions_of(home, updates)
        ask(api, book, User(9_999, "Somebody"), texts[0])
        settle(book, api)
        book.delays.clear()
        api.faults(rate_429=0.05, rate_5xx=0.05, rate_drop=0.025, rate_drop_after=0.025, rate_duplicate=0.05, seed=seed)
        began = time.monotonic()
        with nullcontext({}) if cluster is None else _troubled(cluster, home, seed) as nodes:
            for number, text in enumerate(texts, start=1):
                while api.pending_updates > MOST_PENDING:
                    time.sleep(0.01)
                ask(api, book, User(10_000 + chance.randrange(READERS), "Somebody"), text)
                book.at_risk |= _fault(due.get(number), fleet, redis, chance.randrange(workers))
        settle(book, api)
        seconds = time.monotonic() - began
        assert fleet.stop() == [0] * workers
    cut_off, at_risk = book.twice & book.unconfirmed, book.twice & book.at_risk - book.unconfirmed
    apart = sorted(book.at[key][1] - book.at[key][0] for key in book.twice - cut_off - at_risk)
    twice = len(cut_off), len(at_risk), apart
    done = {kind: list(due.values()).count(kind) for kind in faults}
    return Outcome(book.open, book.disordered, *twice, book.notices, done, nodes, seconds, max(book.delays))


def _spread(faults: dict[str, int], updates: int) -> dict[int, str]:
    """Return after which questions there is a fault, and of which kind."""
    return {
        updates * number // (count + 1) + place: kind
        for place, (kind, count) in enumerate(faults.items())
        for number in range(1, count + 1)
    }


def _troubled(cluster: Cluster, home: Path, seed: int) -> AbstractContextManager[Times]:
    return node_faults(cluster, home, PREFIX, random.Random(seed), NODE_PAUSE_SECONDS)


def _fault(kind: str | None, fleet: Workers, redis: RedisServer, worker: int) -> Questions:
    """Do what is due, if anything is; return the questions that a reply may come twice to, because of it."""
    if kind == "kills":
        return fleet.kill(worker)
    if kind == "freezes":
        return fleet.freeze(worker, FROZEN_SECONDS)
    if kind == "restarts":
        redis.kill()
        time.sleep(DOWN_SECONDS)
        redis.start()
    return set()


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.option("--updates", default=20_000, show_default=True, help="Questions.")
@click.option("--workers", default=4, show_default=True, help="Processes.")
@click.option("--kills", default=10, show_default=True, help="Workers that are killed (-9) meanwhile.")
@click.option("--freezes", default=5, show_default=True, help="Workers that stand still for a while.")
@click.option("--restarts", default=5, show_default=True, help="Restarts of Redis, which forgets everything.")
@click.option("--nodes", default=0, show_default=True, help="Of a cluster to answer from; 0 for the home itself.")
@click.option("--seed", default=1, show_default=True)
def main(home: Path, updates: int, workers: int, nodes: int, seed: int, **faults: int) -> None:
    """Tell what is silent, repeated or out of order."""
    with running(nodes) if nodes else nullcontext() as cluster:
        found = trial(home, updates, workers=workers, faults=faults, seed=seed, cluster=cluster)
    done = ", ".join([*(f"{count} {kind}" for kind, count in found.done.items()), told(found.nodes)]).rstrip(", ")
    click.echo(
        f"{updates} questions to {workers} workers in {found.seconds:.0f} s, {done}: silent {found.silent}, "
        f"out of order {found.disordered}, told to ask again {found.notices}; answered twice: sent but never confirmed "
        f"{found.unconfirmed}, around a kill or freeze {found.around_faults}, otherwise {len(found.unexplained)} "
        f"(seconds apart: {', '.join(f'{one:.1f}' for one in found.unexplained) or 'none'}); "
        f"longest delay {found.longest:.1f} s"
    )


if __name__ == "__main__":
    main()
