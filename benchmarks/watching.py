"""Measures what metrics and traces cost a question: processor time, by turns with and without.

python -m benchmarks.watching HOME QUESTIONS.jsonl
"""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, thread_time

from bot.conversation.desk import Desk
from bot.conversation.requests import Line
from bot.logs import configure_logging
from bot.monitoring.happenings import heard_by, journey, passing, tell, worked
from bot.monitoring.meters import Meters
from bot.monitoring.tracing import traced
from bot.settings import Settings
from bot.telegram.working import work
from index.answering.searcher import Searcher
from index.stages import recorded, stage

TURNS = 3
TODAY = date(2009, 1, 1)


def _plain(desk: Desk, line: Line) -> None:
    work(desk, line)


def _watched(desk: Desk, line: Line) -> None:
    """Do what the bot does for a question that is watched."""
    asked = perf_counter()
    tell("updates", "message")
    with journey("telegram"):
        with recorded() as record:
            stage("composing")(work)(desk, line)
        worked(asked, record)
        with passing("sending"):
            pass


def main(home: Path, questions: Path) -> None:
    """Print the milliseconds of a question in each way, and what watching adds."""
    configure_logging("WARNING")
    texts = [json.loads(line)["question"] for line in questions.read_text("utf-8").splitlines()]
    desk = Desk(Settings(home=home), Searcher(home))
    lines = [Line(text, TODAY) for text in texts]
    for line in lines:
        _plain(desk, line)
    for name, traces in (("metrics", ""), ("metrics and traces", "http://127.0.0.1:9")):
        ratios, cost = [], []
        with ExitStack() as stack:
            stack.enter_context(traced(Settings(traces_endpoint=traces)))
            stack.enter_context(heard_by(Meters()))
            for turn in range(TURNS):
                spent = {_plain: 0.0, _watched: 0.0}
                for number, line in enumerate(lines):
                    ways = [_plain, _watched]
                    for way in ways if (turn + number) % 2 else reversed(ways):
                        begun = thread_time()
                        way(desk, line)
                        spent[way] += thread_time() - begun
                ratios.append(spent[_watched] / spent[_plain] - 1)
                cost.append(1000 * spent[_plain] / len(lines))
        each = ", ".join(f"{100 * one:.2f}" for one in ratios)
        print(f"{name}: {100 * median(ratios):.2f} % of {median(cost):.2f} ms a question ({each})")
    print(f"{process_time():.0f} s of processor time in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
