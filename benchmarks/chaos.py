"""What readers notice while nodes of a cluster are killed, frozen and restarted, and generations are switched.

    python -m benchmarks.chaos HOME --questions 2000

Three real nodes (tests/cluster) are loaded with an indexed archive, and the real bot answers from them, from an empty
folder, to the strict stand-in. Each text is asked in a calm cluster first; whatever is said otherwise later is wrong.
"""

from __future__ import annotations

import itertools
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.node_faults import load, node_faults, reached, told
from benchmarks.telegram import AGAIN, Ledger, ask, questions_of, repeated_in, settle, stage
from tests.botapi import Call, User
from tests.cluster.nodes import three_nodes

PREFIX = "chaos"
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
        load(home, cluster, PREFIX)
        settings = reached(cluster, PREFIX) | {"DATELINE_ALLOWANCE": "100000"}
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
            with node_faults(cluster, home, PREFIX, random.Random(seed)) as done:
                for number, text in enumerate(itertools.islice(itertools.cycle(asked), questions)):
                    time.sleep(max(0.0, began + number / rate - time.monotonic()))
                    text_of[ask(api, said, next(readers), text)] = text
            settle(said, api)
            seconds = time.monotonic() - began
    again = {key for key, reply in said.replies.items() if reply.startswith(AGAIN)}
    wrong = [key for key, reply in said.replies.items() if key not in again and reply != right[text_of[key]]]
    delays = sorted(said.delays)
    p50, p99 = delays[len(delays) // 2], delays[int(0.99 * len(delays))]
    click.echo(
        f"{questions} questions in {seconds:.0f} s, {told(done)}: silent {said.open}, answered otherwise {len(wrong)}, "
        f"twice {repeated_in(said)}, told to ask again {len(again)}; delay p50 {p50:.2f} s, p99 {p99:.2f} s, "
        f"longest {delays[-1]:.2f} s; in brackets: until the cluster was whole again, or the generation answered"
    )


if __name__ == "__main__":
    main()
