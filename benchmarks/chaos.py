"""What readers notice while nodes of a cluster are killed, frozen and restarted, and generations are switched.

    python -m benchmarks.chaos HOME --questions 2000

Three real nodes (tests/cluster) are loaded with an indexed archive, and the real bot answers from them, from an empty
folder, to the strict stand-in. Each text is asked in a calm cluster first; whatever is said otherwise later is wrong.
"""

from __future__ import annotations

import itertools
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.telegram import AGAIN, Ledger, ask, questions_of, repeated_in, settle, stage
from index.engine.opensearch.nodes import Access, Nodes
from index.engine.opensearch.publishing import publish
from tests.botapi import Call, User
from tests.cluster.nodes import Cluster, three_nodes

PREFIX = "chaos"
FROZEN_SECONDS = 8.0
FIRST_READER = 10_000
"""Each question is a reader's first: a second one might go on about the first."""


@dataclass
class Said(Ledger):
    """What was answered to each question too.

    Attributes:
        replies: the first reply to each, by chat and message.
    """

    replies: dict[tuple[int, int], str] = field(default_factory=dict)

    def take(self, call: Call) -> None:
        """Note a reply; called by the stand-in under its lock."""
        super().take(call)
        if call.method == "sendMessage" and call.error is None:
            key = int(call.params["chat_id"]), int(call.params["reply_parameters"]["message_id"])
            self.replies.setdefault(key, call.result["text"])


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.option("--questions", default=2000, show_default=True, help="How many, after each text has been asked once.")
@click.option("--texts", default=200, show_default=True, help="How many different ones.")
@click.option("--rate", default=10.0, show_default=True, help="Questions a second.")
@click.option("--seed", default=1, show_default=True)
def main(home: Path, questions: int, texts: int, rate: float, seed: int) -> None:
    """Tell what is silent, wrong, mixed or repeated, and how long things took."""
    said, asked = Said(), list(dict.fromkeys(questions_of(home, 3 * texts)))[:texts]
    with three_nodes() as cluster, tempfile.TemporaryDirectory() as empty:
        publish(home, Nodes(Access(cluster.urls)), PREFIX, 0, lambda _done, _total: None)
        settings = {
            "DATELINE_ENGINE": "opensearch",
            "OPENSEARCH_URL": ",".join(cluster.urls),
            "DATELINE_CLUSTER_PREFIX": PREFIX,
            "DATELINE_ALLOWANCE": "100000",
        }
        with stage(Path(empty), said, **settings) as (api, start):
            start()
            text_of: dict[tuple[int, int], str] = {}
            readers = (User(number, "Somebody") for number in itertools.count(FIRST_READER))
            for text in asked:
                text_of[ask(api, said, next(readers), text)] = text
                settle(said, api)
            right = {text_of[key]: reply for key, reply in said.replies.items()}
            said.delays.clear()
            began = time.monotonic()
            with _faults(cluster, home, random.Random(seed)) as done:
                for number, text in enumerate(itertools.islice(itertools.cycle(asked), questions)):
                    time.sleep(max(0.0, began + number / rate - time.monotonic()))
                    text_of[ask(api, said, next(readers), text)] = text
            settle(said, api)
            seconds = time.monotonic() - began
    told = {key for key, reply in said.replies.items() if reply.startswith(AGAIN)}
    wrong = [key for key, reply in said.replies.items() if key not in told and reply != right[text_of[key]]]
    delays = sorted(said.delays)
    faults = ", ".join(f"{len(times)} {what} ({_spread(times)})" for what, times in done.items())
    p50, p99 = delays[len(delays) // 2], delays[int(0.99 * len(delays))]
    click.echo(
        f"{questions} questions in {seconds:.0f} s, {faults}: silent {said.open}, answered otherwise {len(wrong)}, "
        f"twice {repeated_in(said)}, told to ask again {len(told)}; delay p50 {p50:.2f} s, p99 {p99:.2f} s, "
        f"longest {delays[-1]:.2f} s; in brackets: until the cluster was whole again, or the generation answered"
    )


def _spread(seconds: list[float]) -> str:
    return f"{min(seconds):.1f} to {max(seconds):.1f} s" if seconds else "none"


@contextmanager
def _faults(cluster: Cluster, home: Path, chance: random.Random) -> Iterator[dict[str, list[float]]]:
    """Kill, freeze and restart one node after the other, and switch generations, until the work inside is done.

    Yields:
        How many seconds each took from the fault until the cluster was whole, or the generation was switched to.
    """
    done: dict[str, list[float]] = {"killed": [], "frozen": [], "switched": []}
    over = threading.Event()

    def kill() -> None:
        node = chance.choice(cluster.nodes)
        node.kill()
        over.wait(3)
        node.start()
        cluster.wait(seconds=180)

    def freeze() -> None:
        node = chance.choice(cluster.nodes)
        node.freeze()
        over.wait(FROZEN_SECONDS)
        node.thaw()
        cluster.wait(seconds=180)

    def switch() -> None:
        publish(home, Nodes(Access(cluster.urls)), PREFIX, 0, lambda _done, _total: None, anew=True)

    def work() -> None:
        for what, fault in itertools.cycle({"killed": kill, "switched": switch, "frozen": freeze}.items()):
            if over.wait(2):
                return
            began = time.monotonic()
            fault()
            done[what].append(time.monotonic() - began)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
