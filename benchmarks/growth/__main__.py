"""The command: measures builds on archives of growing size, and writes figures, a table and a picture."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks.builds import Build, builds_option, environment, staged
from benchmarks.growth.showing import Measurement, draw, markdown
from benchmarks.retrieval.processes import Failed, Job, command_seconds, run
from benchmarks.retrieval.sets import parse_size
from benchmarks.retrieval.synthetic import QUESTIONS
from index.evaluating.labelled import read_labelled

RESULTS, TABLE, PICTURE = "growth.json", "growth.md", "growth.svg"
SIZES = "10k,100k,1M,5M,10M"
STAGES = {"candidates": "candidates", "answer": "dateline"}
"""What is asked, by the engine of ``benchmarks.retrieval`` that does."""
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--home", "homes", type=FOLDER, required=True, help="Folder for the archives; used again next time.")
@click.option("--sizes", default=SIZES, show_default=True, help="Passages, with commas.")
@builds_option
@click.option("--out", type=FOLDER, default=Path("data/growth"), show_default=True, help="Folder of results.")
@click.option("--limit", type=float, default=7200.0, show_default=True, help="Seconds for each process.")
def main(homes: Path, sizes: str, builds: tuple[Build, ...], out: Path, limit: float) -> None:
    """Measure index, building and answering as an archive grows, builds by turns at each size.

    What was measured before, of other sizes and builds, stays in the results. The builds given come first in the table,
    and ratios are to the first of them.

    Example: python -m benchmarks.growth --home homes --sizes 10k,100k --build before=../before --build now=.
    """
    out.mkdir(parents=True, exist_ok=True)
    names = [build.name for build in builds]
    with staged(builds) as places:
        for size in sorted(parse_size(text) for text in sizes.split(",")):
            for name, place in places.items():
                click.echo(f"{size:,} passages: {name}", err=True)
                keep(out / RESULTS, _measured(name, size, place, homes, limit), names)
    results = known(out / RESULTS, names)
    (out / TABLE).write_text(markdown(results), "utf-8")
    draw(results, out / PICTURE)
    click.echo(markdown(results), nl=False)


def _measured(name: str, size: int, place: Path, homes: Path, limit: float) -> Measurement:
    """Return the figures of a build at a size, or why there are none."""
    found: Measurement = {"build": name, "size": size, "measured": datetime.now(UTC).date().isoformat()}
    try:
        home = _made(size, place, homes)
        folder = home / f"engine-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            return found | _figures(home, folder, size, place, limit)
        finally:
            shutil.rmtree(folder)
    except Failed as failed:
        return found | {"failed": str(failed)}


def _made(size: int, place: Path, homes: Path) -> Path:
    """Return the home of a size, made by the build if there is none with its schema."""
    command = [sys.executable, "-m", "benchmarks.retrieval.synthetic", str(homes.resolve()), str(size)]
    done = subprocess.run(command, cwd=place, env=environment(place), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Failed("the archive cannot be made")
    return Path(done.stdout.strip())


def _figures(home: Path, folder: Path, size: int, place: Path, limit: float) -> Measurement:
    labelled = read_labelled(home / QUESTIONS)
    questions = [one.question for one in labelled]

    def do(phase: str, engine: str, asked: list[str]) -> dict[str, Any]:
        return run(Job(phase, engine, str(home), str(folder), "en", asked), limit, place)

    built = do("build", "dateline", [])
    if built["passages"] != size:
        raise Failed(f"build: {built['passages']} passages of {size}")
    figures = {
        "index_bytes": built["bytes"],
        "build_seconds": built["seconds"],
        "build_processor": built["processor"],
        "build_peak_bytes": built["peak_bytes"],
        "build_anonymous_bytes": built["anonymous_bytes"],
    }
    for stage, engine in STAGES.items():
        asked = do("ask", engine, questions)
        del asked["rankings"]
        figures |= {f"{stage}_{name}": value for name, value in asked.items()}
        figures[f"{stage}_start_seconds"] = do("start", engine, questions[:1])["start"]
    try:
        return figures | {"command_seconds": command_seconds(folder, questions[0], limit, place)}
    except Failed as failed:  # what took hours is kept
        return figures | {"failed": str(failed)}


def known(file: Path, names: Iterable[str] = ()) -> list[Measurement]:
    """Return all that was measured, by size, the named builds first."""
    found: list[Measurement] = json.loads(file.read_text("utf-8")) if file.exists() else []
    order = list(dict.fromkeys([*names, *(one["build"] for one in found)]))
    return sorted(found, key=lambda one: (one["size"], order.index(one["build"])))


def keep(file: Path, measured: Measurement, names: Iterable[str] = ()) -> None:
    """Write a measurement to the results at once, instead of an earlier one of the same build and size."""
    same = measured["build"], measured["size"]
    others = [one for one in known(file, names) if (one["build"], one["size"]) != same]
    file.write_text(json.dumps([*others, measured], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
