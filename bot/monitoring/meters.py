"""Keeps the metrics, and shows them as Prometheus reads them: what readers set off only once enough has come together.

Somebody who sees the metrics and knows when a reader wrote could otherwise tell what came of it. So what readers do is
shown only after ten of their visits, or after an hour, and all of it at most once a minute.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable
from importlib.metadata import version
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.registry import Collector

from bot.monitoring.happenings import Journey
from bot.monitoring.metrics import METRICS, bounded, full_name

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
VISITS = 10
"""Of readers, after which what they set off is shown."""
HOLD_SECONDS = 3600.0
"""After which it is shown, however few they were."""
SHOW_SECONDS = 60.0
"""For which the same is shown."""
SHOWN = frozenset({"process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds"})
"""Of what the library tells of the process. Processor time is left out: with every question it goes up."""

Told = tuple[str, tuple[str, ...], float]


class Meters:
    """The metrics of this process; for the event loop, but ``text``.

    Args:
        clock: tells seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._clock = clock
        self._registry = CollectorRegistry()
        self._takers: dict[tuple[str, tuple[str, ...]], Callable[[float], None]] = {}
        for name, one in METRICS.items():
            if one.kind != "gauge":
                self._make(name)
        self._now = _Now()
        self._registry.register(self._now)
        self._registry.register(_Process())
        self._held: list[Told] = []
        self._visits, self._since = 0, 0.0
        self._shown, self._shown_at = b"", -SHOW_SECONDS
        self.put("build_info", 1.0, version("dateline"), platform.python_version())

    def _make(self, name: str) -> None:
        """Make a metric, and what takes its amounts by their labels; what has not happened is 0."""
        metric, full = METRICS[name], full_name(name)
        labels, shown = tuple(metric.labels), self._registry
        if metric.kind == "histogram":
            histogram = Histogram(full, metric.told, labels, registry=shown, buckets=metric.buckets)
            for values in _every(list(metric.labels.values())):
                self._takers[name, values] = (histogram.labels(*values) if values else histogram).observe
        else:
            counter = Counter(full, metric.told, labels, registry=shown)
            for values in _every(list(metric.labels.values())):
                self._takers[name, values] = (counter.labels(*values) if values else counter).inc

    def take(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        """Take that something has happened, or a measure; what readers set off is held back."""
        metric = METRICS[name]
        if not metric.readers:
            self._apply(name, kinds, amount)
            return
        if not self._held:
            self._since = self._clock()
        self._held.append((name, kinds, amount))
        self._visits += metric.visit
        if self._visits >= VISITS:
            self._release()

    def travelled(self, journey: Journey) -> None:
        """Take the times of a journey."""
        for stage, seconds in journey.seconds.items():
            self.take("stage_seconds", (stage,), seconds)
        self.take("reply_seconds", (journey.place,), journey.ended - journey.began)

    def put(self, name: str, value: float, *kinds: str) -> None:
        """Set what is so now, which readers have no part in."""
        self._now.values[name, kinds] = value

    @property
    def is_due(self) -> bool:
        """Whether the metrics are shown anew when they are asked for next."""
        return self._clock() - self._shown_at >= SHOW_SECONDS

    def text(self) -> bytes:
        """Return the metrics as they are shown now."""
        if self.is_due:
            if self._held and self._clock() - self._since >= HOLD_SECONDS:
                self._release()
            self._shown, self._shown_at = generate_latest(self._registry), self._clock()
        return self._shown

    def _release(self) -> None:
        held, self._held, self._visits = self._held, [], 0
        for one in held:
            self._apply(*one)

    def _apply(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        taker = self._takers.get((name, kinds))
        if taker is None and (values := bounded(name, kinds)) is not None:
            taker = self._takers[name, values]
        if taker is not None:
            taker(amount)


class _Now(Collector):
    """What is so now, as far as it is known."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, tuple[str, ...]], float] = {}

    def collect(self) -> Iterable[Family]:
        """Give the families of which something is known."""
        families: dict[str, GaugeMetricFamily] = {}
        for (name, kinds), value in self.values.items():
            metric = METRICS[name]
            new = GaugeMetricFamily(full_name(name), metric.told, labels=tuple(metric.labels))
            families.setdefault(name, new).add_metric(kinds, value)
        return families.values()


class _Process(Collector):
    """What is shown of the process itself."""

    def __init__(self) -> None:
        self._whole = ProcessCollector(registry=None)

    def collect(self) -> Iterable[Family]:
        """Give the families that are shown."""
        return [one for one in self._whole.collect() if one.name in SHOWN]


def _every(values: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return every way to take one of each of some values."""
    found: list[tuple[str, ...]] = [()]
    for some in values:
        found = [(*one, value) for one in found for value in some]
    return found
