"""Shows what was measured of growth: a table, ratios between builds, and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.retrieval.tables import MEBIBYTE, figures

Measurement = dict[str, Any]
"""What was measured of a build at a size: ``build``, ``size``, and figures or ``failed``."""
Value = Callable[[Measurement], float]


def _of(name: str, unit: float = 1) -> Value:
    return lambda one: one[name] / unit


COLUMNS: dict[str, Value] = {
    "index bytes a passage": lambda one: one["index_bytes"] / one["size"],
    "index MiB": _of("index_bytes", MEBIBYTE),
    "build s": _of("build_seconds"),
    "reading": lambda one: one["build_processor"]["reading"],
    "cutting": lambda one: one["build_processor"]["cutting"],
    "inverting": lambda one: one["build_processor"]["inverting"],
    "build peak MiB": _of("build_peak_bytes", MEBIBYTE),
    "of these anonymous": _of("build_anonymous_bytes", MEBIBYTE),
    "candidates p50 ms": _of("candidates_p50"),
    "p99": _of("candidates_p99"),
    "answer p50 ms": _of("answer_p50"),
    "p99 ": _of("answer_p99"),
    "asking peak MiB": _of("answer_peak_bytes", MEBIBYTE),
    "private MiB": _of("answer_private_bytes", MEBIBYTE),
    "start s": _of("answer_start_seconds"),
    "`dateline ask` s": _of("command_seconds"),
}
PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("index, MiB", ("index MiB",)),
    ("seconds to build", ("build s",)),
    ("building, MiB: peak, dashed anonymous", ("build peak MiB", "of these anonymous")),
    ("candidates, ms: p50, dashed p99", ("candidates p50 ms", "p99")),
    ("answer, ms: p50, dashed p99", ("answer p50 ms", "p99 ")),
    ("asking, MiB: peak, dashed private", ("asking peak MiB", "private MiB")),
)
"""Title of each panel, and the columns drawn in it, the second one dashed."""
COLOURS = ("#7f7f7f", "#b3262b", "#1f6fb4", "#2f8f4e", "#7a4fa3")


def markdown(measurements: Sequence[Measurement]) -> str:
    """Return a table of figures, by size, and the ratios to the first build of each size where there are several."""
    lines = [_line("passages", "build", *COLUMNS), "|---" * (len(COLUMNS) + 2) + "|"]
    for one in measurements:
        cells = [str(one["failed"])] if "failed" in one else [figures(value(one)) for value in COLUMNS.values()]
        lines.append(_line(f"{one['size']:,}", one["build"], *cells))
    ratios = [
        _line(f"{size:,}", f"{one['build']} / {first['build']}", *_ratios(one, first))
        for size, (first, *others) in groupby_size(measurements)
        for one in others
        if "failed" not in first and "failed" not in one
    ]
    return "\n".join([*lines, *ratios]) + "\n"


def groupby_size(measurements: Sequence[Measurement]) -> list[tuple[int, list[Measurement]]]:
    """Return the measurements of each size, in their order."""
    return [(size, list(group)) for size, group in groupby(measurements, key=lambda one: int(one["size"]))]


def _ratios(one: Measurement, first: Measurement) -> list[str]:
    pairs = [(value(one), value(first)) for value in COLUMNS.values()]
    return [f"{now / before:.2f}" if before else "" for now, before in pairs]


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.strip().replace("|", "/") for cell in cells) + " |"


def draw(measurements: Sequence[Measurement], file: Path) -> None:
    """Draw what a passage more costs: a panel for each kind of cost, both axes logarithmic, a colour for each build."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - for those who only want the figures

    from benchmarks.retrieval.plots import legend, logarithmic  # noqa: PLC0415 - likewise

    good = [one for one in measurements if "failed" not in one]
    names = list(dict.fromkeys(str(one["build"]) for one in good))
    colours = dict(zip(names, COLOURS[-len(names) :] if len(names) > 2 else COLOURS[2 - len(names) :], strict=False))
    figure = Figure(figsize=(10, 6.4), layout="constrained")
    for panel, (title, columns) in zip(figure.subplots(2, 3).flat, PANELS, strict=True):
        for name in names:
            for column, line in zip(columns, ("-", "--"), strict=False):
                points = sorted((one["size"], COLUMNS[column](one)) for one in good if one["build"] == name)
                panel.plot(*zip(*points, strict=True), line, marker="o", color=colours[name], markersize=4)
        logarithmic(panel, title)
    figure.supxlabel("passages")
    legend(figure, [(name, colours[name], "o") for name in names])
    figure.savefig(file, metadata={"Date": None})
