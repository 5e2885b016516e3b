"""Draws measurements: quality against time for each set, and cost against the size of synthetic archives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from benchmarks.retrieval.engines import ENGINES
from benchmarks.retrieval.measuring import Measurement

STYLES = {
    "dateline": ("#b3262b", "o"),
    "candidates": ("#ef8a80", "D"),
    "tantivy": ("#1f6fb4", "s"),
    "bm25s": ("#2f8f4e", "^"),
    "fts5": ("#7a4fa3", "v"),
    "sklearn": ("#7f7f7f", "P"),
}
"""Colour and mark of each engine, the same in every figure."""
BUILT_ONCE = {"candidates"}
"""Asked on the index of another engine, so that what building costs is drawn there."""
PANELS: tuple[tuple[str, bool, Callable[[Measurement], float]], ...] = (
    ("median milliseconds a question", False, lambda one: float(one["p50"])),
    ("99th percentile, milliseconds", False, lambda one: float(one["p99"])),
    ("peak memory while asking, MiB", False, lambda one: one["peak_bytes"] / (1 << 20)),
    ("seconds to build", True, lambda one: float(one["build_seconds"])),
    ("index, MiB", True, lambda one: one["index_bytes"] / (1 << 20)),
    ("peak memory while building, MiB", True, lambda one: one["build_peak_bytes"] / (1 << 20)),
)
"""Title of each panel, whether it is about building, and what is drawn."""

mpl.rcParams.update(
    {"svg.hashsalt": "dateline", "svg.fonttype": "none", "font.size": 9, "axes.grid": True, "grid.alpha": 0.3}
)


def draw_quality(measurements: Sequence[Measurement], file: Path) -> None:
    """Draw hit@1 against the median time, a panel for each labelled set; up and left is better."""
    names = list(dict.fromkeys(one["set"] for one in measurements))
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure = Figure(figsize=(3.4 * columns, 2.7 * rows + 0.7), layout="constrained")
    panels = iter(figure.subplots(rows, columns, squeeze=False).flat)
    for name, panel in zip(names, panels, strict=False):
        for one in measurements:
            if one["set"] == name:
                colour, mark = STYLES[one["engine"]]
                panel.plot(one["p50"], one["hit@1"], mark, color=colour, markersize=8)
        panel.set_title(name)
        panel.set_xscale("log")
        panel.margins(0.15)
        plain_powers(panel.xaxis)
    for panel in panels:  # what is left of the last row
        panel.set_visible(False)
    figure.supxlabel("median milliseconds a question")
    figure.supylabel("hit@1")
    _save(figure, measurements, file)


def draw_cost(measurements: Sequence[Measurement], file: Path) -> None:
    """Draw times, bytes and memory against the number of passages, both logarithmic."""
    figure = Figure(figsize=(10, 6.4), layout="constrained")
    for panel, (title, building, value) in zip(figure.subplots(2, 3).flat, PANELS, strict=True):
        for engine, (colour, mark) in STYLES.items():
            points = sorted((one["passages"], value(one)) for one in measurements if one["engine"] == engine)
            if points and not (building and engine in BUILT_ONCE):
                panel.plot(*zip(*points, strict=True), marker=mark, color=colour, markersize=5)
        logarithmic(panel, title)
    figure.supxlabel("passages")
    _save(figure, measurements, file)


def logarithmic(panel: Any, title: str) -> None:
    """Give a panel its title, and axes of powers of ten."""
    panel.set_title(title)
    panel.set_xscale("log")
    panel.set_yscale("log")
    plain_powers(panel.xaxis)
    plain_powers(panel.yaxis)


def plain_powers(axis: Any) -> None:
    """Write powers of ten as people do: 0.1, 10, 10k, 1M; and name values between them where there are few."""
    axis.set_major_locator(LogLocator(subs=(1.0,)))
    axis.set_major_formatter(FuncFormatter(lambda value, _place: short(value)))
    low, high = sorted(axis.get_view_interval())
    if high < 20 * low:
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_minor_formatter(NullFormatter())


def short(value: float) -> str:
    """Return a number shortly: 0.05, 20, 300k, 5M."""
    for factor, letter in ((1e6, "M"), (1e3, "k")):
        if value >= factor * 0.9999:
            return f"{value / factor:g}{letter}"
    return f"{value:g}"


def _save(figure: Figure, measurements: Sequence[Measurement], file: Path) -> None:
    there = {one["engine"] for one in measurements}
    legend(figure, [(ENGINES[engine].title, *style) for engine, style in STYLES.items() if engine in there])
    figure.savefig(file, metadata={"Date": None})


def legend(figure: Figure, entries: Sequence[tuple[str, str, str]]) -> None:
    """Tell above the panels what each colour and mark stands for."""
    handles = [
        mpl.lines.Line2D([], [], color=colour, marker=mark, linestyle="", label=title)
        for title, colour, mark in entries
    ]
    narrow = figure.get_figwidth() < 9
    figure.legend(handles=handles, loc="outside upper center", ncols=3 if narrow else len(handles), frameon=False)
