"""Writes measurements as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from benchmarks.retrieval.engines import ENGINES
from benchmarks.retrieval.measuring import Measurement

MEBIBYTE = 1 << 20

Column = tuple[str, Callable[[Measurement], str]]


def _share(name: str) -> Column:
    return name, lambda one: "" if one[name] is None else f"{one[name]:.3f}".removeprefix("0")


def _mebibytes(title: str, name: str) -> Column:
    return title, lambda one: figures(one[name] / MEBIBYTE)


def _number(title: str, name: str) -> Column:
    return title, lambda one: figures(one[name])


def figures(value: float) -> str:
    """Return a value with three telling figures, no more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _phases(one: Measurement) -> str:
    """Return the processor seconds of each kind of work while building; results of former times have none."""
    return " + ".join(figures(seconds) for seconds in one.get("build_processor", {}).values())


COLUMNS: tuple[Column, ...] = (
    _share("hit@1"),
    _share("hit@10"),
    _share("answer@1"),
    _share("answer@3"),
    _number("p50 ms", "p50"),
    _number("p99 ms", "p99"),
    _number("build s", "build_seconds"),
    ("reading + cutting + inverting", _phases),
    ("passages/s", lambda one: f"{one['passages'] / one['build_seconds']:,.0f}"),
    _mebibytes("index MiB", "index_bytes"),
    _mebibytes("build peak MiB", "build_peak_bytes"),
    _mebibytes("peak MiB", "peak_bytes"),
    _mebibytes("private MiB", "private_bytes"),
    _number("start s", "start_seconds"),
)


def markdown(measurements: Iterable[Measurement]) -> str:
    """Return a table for each set, in the order given."""
    parts = []
    for name, group in groupby(measurements, key=lambda one: str(one["set"])):
        rows = list(group)
        passages = next((one["passages"] for one in rows if "failed" not in one), None)
        counted = f"{passages:,} passages, " if passages is not None else ""
        parts.append(f"### {name}: {counted}{rows[0]['questions']:,} questions\n\n{table(rows)}")
        parts += [
            f"`dateline ask` from the start of its process to its end: {figures(one['command_seconds'])} s."
            for one in rows
            if "command_seconds" in one
        ]
    return "\n\n".join(parts) + "\n"


def table(rows: Sequence[Measurement]) -> str:
    """Return one set's table; engines that failed have their reason instead of figures."""
    lines = [
        "| engine | " + " | ".join(title for title, _ in COLUMNS) + " |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    for one in rows:
        cells = [str(one["failed"]).replace("|", "/")] if "failed" in one else [cell(one) for _, cell in COLUMNS]
        cells += [""] * (len(COLUMNS) - len(cells))
        lines.append(f"| {ENGINES[one['engine']].title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
