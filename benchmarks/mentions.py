"""Measures how many passages a second are looked through for dates, on one core, builds by turns.

    python -m benchmarks.mentions HOME [--build before=../before --build now=.] [--passages 3000] [--rounds 5]

Short passages have at most 300 characters, long ones 600 and more; both are drawn from all of a home, so that as many
name a time as do in the archive. That all builds find the same is told too.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import click

from benchmarks.builds import ONE_THREAD, Build, builds_option, environment, staged
from corpus.dates.mentions import mentions_in
from corpus.store.reading import StoreReader

SHORT, LONG = range(301), range(600, 1001)
"""Characters of short passages, and of long ones."""
KINDS = {"short": SHORT, "long": LONG}
WARMING = 200
"""Passages that are looked through before a clock runs."""
Texts = list[tuple[str, str | None, str]]
"""Text, day of publication and language of each passage."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@builds_option
@click.option("--passages", default=3_000, show_default=True, help="Of each kind.")
@click.option("--rounds", default=5, show_default=True, help="The best of them counts.")
def main(home: Path, builds: tuple[Build, ...], passages: int, rounds: int) -> None:
    """Tell how many passages of an indexed home a second are looked through for dates, by processor time."""
    order = json.dumps({"texts": texts_of(home, passages)})
    found: dict[str, list[dict[str, Any]]] = {build.name: [] for build in builds}
    with staged(builds) as places:
        for _ in range(rounds):
            for name, place in places.items():
                done = subprocess.run(
                    [sys.executable, "-m", "benchmarks.mentions", "--measured"],
                    input=order, cwd=place, env=environment(place, **ONE_THREAD), stdout=subprocess.PIPE, text=True,
                    check=True,
                )  # fmt: skip
                found[name].append(json.loads(done.stdout))
    for kind in KINDS:
        first = max(one[kind] for one in found[builds[0].name])
        same = len({one[f"{kind} mentions"] for reports in found.values() for one in reports}) == 1
        for name, reports in found.items():
            best = max(one[kind] for one in reports)
            click.echo(f"{kind}: {name} {best:,.0f} passages a second ({best / first:.2f})")
        click.echo(f"{kind}: all find the same" if same else f"{kind}: NOT ALL FIND THE SAME")


def texts_of(home: Path, count: int) -> dict[str, Texts]:
    """Return so many short and long passages of a home, drawn by chance but always the same."""
    kinds: dict[str, Texts] = {kind: [] for kind in KINDS}
    with closing(StoreReader(home)) as store:
        for one in store.live_passages():
            day = None if one.published_from is None else one.published_from.isoformat()
            for kind, lengths in KINDS.items():
                if len(one.text) in lengths:
                    kinds[kind].append((one.text, day, one.language))
    chance = Random(7)
    return {kind: chance.sample(texts, min(count, len(texts))) for kind, texts in kinds.items()}


def measured(kinds: dict[str, Texts]) -> dict[str, float | str]:
    """Return passages a second of each kind, and a digest of the mentions that were found."""
    report: dict[str, float | str] = {}
    for kind, texts in kinds.items():
        passages = [(text, date.fromisoformat(day) if day else None, language) for text, day, language in texts]
        for one in passages[:WARMING]:
            mentions_in(*one)
        began = time.process_time()
        found = [mentions_in(*one) for one in passages]
        report[kind] = len(passages) / max(time.process_time() - began, 1e-9)
        report[f"{kind} mentions"] = hashlib.sha256(repr(found).encode()).hexdigest()
    return report


if __name__ == "__main__":
    if sys.argv[1:] == ["--measured"]:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        print(json.dumps(measured(json.load(sys.stdin)["texts"])))
    else:
        main()
