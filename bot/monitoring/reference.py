"""Prints docs/metrics.md: every metric and every event of the log, as the code has them."""

from __future__ import annotations

import sys

from bot.monitoring.meters import SHOWN
from bot.monitoring.metrics import METRICS, Metric, full_name
from corpus.data import table

HEAD = """# Metrics and events

Written by `make docs`; [monitoring](monitoring.md) tells what they are for.

## Metrics

What readers set off (marked *held*) is shown when ten of their visits have come together, or after an hour.

| metric | kind | labels | |
|---|---|---|---|
"""
EVENTS = """
Of the process itself: {shown}.

## Events of the log

The names with `DATELINE_LOG_FORMAT=json`. Every line has `time` (UTC), `level`, `event`, `logger`
and `process` besides.

| event | level | fields | |
|---|---|---|---|
"""


def reference() -> str:
    """Return the page."""
    metrics = "".join(_metric(name, metric) for name, metric in METRICS.items())
    events = "".join(
        f"| `{name}` | {said['level']} | {_named(said['fields'])} | {said['told']} |\n"
        for name, said in sorted(table("bot", "log_events").items())
    )
    library = "| `library` | any | `error` | Something that a library logs; its words are withheld. |\n"
    return HEAD + metrics + EVENTS.format(shown=_named(sorted(SHOWN))) + events + library


def _metric(name: str, metric: Metric) -> str:
    labels = "; ".join(
        f"`{label}`: {', '.join(values)}" if values else f"`{label}`" for label, values in metric.labels.items()
    )
    kind = f"{metric.kind}, held" if metric.readers else metric.kind
    return f"| `{full_name(name)}` | {kind} | {labels} | {metric.told} |\n"


def _named(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    sys.stdout.write(reference())
