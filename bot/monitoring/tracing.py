"""Traces, for who wants them: each journey as a span with its stages below it, sent to an OpenTelemetry collector.

A span tells when a question was asked to the microsecond, and not what: see docs/monitoring.md before switching it on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter_ns, time_ns
from typing import Any

from bot.monitoring.happenings import Journey, heard_by
from bot.settings import Settings

log = logging.getLogger(__name__)

STOP_MILLISECONDS = 3000


@contextmanager
def traced(settings: Settings) -> Iterator[None]:
    """Send traces meanwhile, if an endpoint is set and the libraries are there."""
    if not settings.traces_endpoint:
        yield
        return
    try:
        provider = _provider(settings.traces_endpoint)
    except ImportError:
        log.warning("OTEL_EXPORTER_OTLP_ENDPOINT is set, but nothing is sent: pip install 'dateline[otel]'.")
        yield
        return
    try:
        with heard_by(Tracing(provider)):
            yield
    finally:
        provider.force_flush(STOP_MILLISECONDS)
        provider.shutdown()


def _provider(endpoint: str) -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - extra
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - likewise
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    provider = TracerProvider(resource=Resource({"service.name": "dateline"}), shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


class Tracing:
    """Makes spans of journeys.

    Args:
        provider: of OpenTelemetry's SDK.
    """

    def __init__(self, provider: Any) -> None:
        self._tracer = provider.get_tracer("dateline")

    def take(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        """Leave alone what is counted."""

    def travelled(self, journey: Journey) -> None:
        """Make the spans of a journey."""
        from opentelemetry import trace  # noqa: PLC0415 - extra
        from opentelemetry.context import Context  # noqa: PLC0415 - likewise

        behind = time_ns() - perf_counter_ns()
        whole = self._tracer.start_span(
            "reply", Context(), start_time=_at(journey.began, behind), attributes={"place": journey.place}
        )
        if journey.failed:
            whole.set_status(trace.StatusCode.ERROR)
        inside = trace.set_span_in_context(whole)
        for stage in journey.stages:
            span = self._tracer.start_span(stage.name, context=inside, start_time=_at(stage.began, behind))
            span.end(_at(stage.ended, behind))
        whole.end(_at(journey.ended, behind))


def _at(second: float, behind: int) -> int:
    """Return a moment of ``perf_counter`` in nanoseconds since 1970."""
    return round(second * 1e9) + behind
