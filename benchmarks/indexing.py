"""Measures ``dateline index`` with all its processes, builds by turns: time, processor time, memory.

    python -m benchmarks.indexing ARCHIVE --homes FOLDER --build before=../before --build now=. [--changed ARCHIVE]

With ``--changed``, the archive is replaced by another of the same form after it was indexed, and indexed again. With
``--limit``, no process may map more than so many MiB (RLIMIT_AS), code and mapped files among them; where systemd runs,
a control group is closer to a small server: systemd-run --scope -p MemoryMax=1G -p MemorySwapMax=0 python -m ...
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.builds import Build, builds_option, environment, staged
from benchmarks.process_tree import Cost, measure

MEBIBYTE = 1 << 20
ANEW, AGAIN, ASKED = "anew", "again", "asked"
"""What is measured: indexing from nothing, what has changed, and a first answer."""
COLUMNS = ("wall s", "processor s", "PSS MiB", "anonymous MiB", "largest MiB")
Run = dict[str, Any]
"""What was measured: ``build``, ``what``, ``code``, ``said``, and ``COLUMNS``."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("archive", type=click.Path(path_type=Path, exists=True))
@click.option("--homes", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of the homes.")
@builds_option
@click.option("--rounds", default=1, show_default=True, help="The least of each figure counts.")
@click.option("--changed", type=click.Path(path_type=Path, exists=True), help="The archive as it is later; a file.")
@click.option("--limit", type=int, help="MiB that each process may map.")
@click.option("--question", help="Asked of what was indexed, under the same limit.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File for all figures as JSON.")
def main(
    archive: Path,
    homes: Path,
    builds: tuple[Build, ...],
    rounds: int,
    changed: Path | None,
    limit: int | None,
    question: str | None,
    out: Path | None,
) -> None:
    """Index an archive from nothing into a home for each build, and tell what it costs."""
    homes = homes.resolve()
    runs: list[Run] = []
    with staged(builds) as places:
        for _ in range(rounds):
            for name, place in places.items():
                measuring = Measuring(name, place, homes, limit)
                for run in measuring.runs(archive.resolve(), changed and changed.resolve(), question):
                    runs.append(run)
                    click.echo(f"{name}, {run['what']}: {_cells(run)}; code {run['code']}; {run['said']}", err=True)
    if out is not None:
        out.write_text(json.dumps(runs, indent=1) + "\n", "utf-8")
    click.echo(markdown(runs), nl=False)


class Measuring:
    """Measures one build in a home of its own.

    Args:
        name: the build's.
        place: where its packages lie.
        homes: the folder of homes.
        limit: MiB that each process may map; None for no limit.
    """

    def __init__(self, name: str, place: Path, homes: Path, limit: int | None) -> None:
        self.name = name
        self.place = place
        self.home = homes / name
        self.limit = None if limit is None else limit * MEBIBYTE

    def runs(self, archive: Path, changed: Path | None, question: str | None) -> Iterator[Run]:
        """Yield what each step has cost."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        if changed is not None:  # the path stays the same, so a copy is indexed
            archive = Path(shutil.copy(archive, self.home))
        yield self._run(ANEW, "index", str(archive), "--json")
        if changed is not None:
            shutil.copyfile(changed, archive)
            yield self._run(AGAIN, "index", str(archive), "--json")
        if question is not None:
            yield self._run(ASKED, "ask", question, "--json")

    def _run(self, what: str, *arguments: str) -> Run:
        command = [sys.executable, "-m", "bot", "--home", str(self.home), *arguments]
        cost = measure(command, cwd=self.place, env=environment(self.place), address_space=self.limit)
        size = sum(file.stat().st_size for file in (self.home / "index").rglob("*.npy"))
        figures = dict(zip(COLUMNS, _figures(cost), strict=True))
        return (
            {"build": self.name, "what": what, "code": cost.code, "said": cost.complaint or _said(cost.output)}
            | figures
            | {
                "index bytes": size,
                "store bytes": sum(file.stat().st_size for file in self.home.glob("archive.db*")),
            }
        )


def _figures(cost: Cost) -> Iterator[float]:
    yield from (cost.seconds, cost.processor)
    yield from (value / MEBIBYTE for value in (cost.peak.shared, cost.peak.anonymous, cost.largest))


def _said(output: str) -> str:
    """Return what is worth telling of a command's JSON: how much was indexed, or whether it answered."""
    try:
        said = json.loads(output)
    except ValueError:
        return "nothing"
    kept = {name: said[name] for name in ("articles", "changed", "verdict") if name in said}
    return str(kept | {"passages": len(said["passages"])} if "passages" in said else kept)


def markdown(runs: Sequence[Run]) -> str:
    """Return the least of each figure, by build and step, then ratios to the first build and to ``anew``."""
    least = _least(runs)
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {build}, {what} | {_cells(figures)} |" for (build, what), figures in least.items()]
    first = runs[0]["build"]
    for (build, what), figures in least.items():
        if build != first and (first, what) in least:
            lines.append(f"| {build} / {first}, {what} | {_ratio(figures, least[first, what])} |")
        if what == AGAIN and (build, ANEW) in least:
            lines.append(f"| {build}, {AGAIN} / {ANEW} | {_ratio(figures, least[build, ANEW])} |")
    return "\n".join(lines) + "\n"


def _least(runs: Iterable[Run]) -> dict[tuple[str, str], Run]:
    found: dict[tuple[str, str], Run] = {}
    for run in runs:
        before = found.setdefault((run["build"], run["what"]), run)
        found[run["build"], run["what"]] = run | {name: min(run[name], before[name]) for name in COLUMNS}
    return found


def _cells(run: Run) -> str:
    return " | ".join(f"{run[name]:,.2f}" if run[name] < 10 else f"{run[name]:,.0f}" for name in COLUMNS)


def _ratio(run: Run, other: Run) -> str:
    return " | ".join(f"{run[name] / other[name]:.3f}" if other[name] else "" for name in COLUMNS)


if __name__ == "__main__":
    main()
