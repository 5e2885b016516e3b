"""The metrics: which there are, what values their labels may have, and what is shown of them when.

A label has only the values that stand here; anything else is "other". So whatever readers do, nothing of it becomes a
label, and the number of series is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PREFIX = "dateline_"
OTHER = "other"
PLACES = ("telegram", "press", "inline", "guest", "page", "api")
OUTCOMES = ("answer", "maybe", "nothing", "other_time", "unknown_words", "operators", "hint")
"""Of questions: ``bot.conversation.outcomes`` tells which is which."""
REASONS = ("too_many", "busy", "not_admitted", "no_text", "failed")
STAGES = ("waiting", "reading", "candidates", "ranking", "passages", "extracts", "composing", "rendering", "sending")
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "guest_message",
    "message_reaction",
    "my_chat_member",
    OTHER,
)
ERRORS = ("retry_after", "timed_out", "network", "conflict", "bad_request", "forbidden", "migrated", OTHER)
STATUSES = ("2xx", "3xx", "4xx", "5xx")
CHECKS = ("index", "telegram", "redis")
STAGE_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REPLY_BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Seconds. A stage takes milliseconds; a reply that Telegram puts off minutes."""

Kind = Literal["counter", "histogram", "gauge"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    Attributes:
        kind: of Prometheus.
        told: what it counts or measures.
        labels: names, each with all its values.
        readers: what readers do sets it off, so that it is held back until enough has come together.
        visit: it counts what readers did one by one, by which that is told.
        buckets: of a histogram.
    """

    kind: Kind
    told: str
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    readers: bool = False
    visit: bool = False
    buckets: tuple[float, ...] = ()


METRICS = {
    "questions": Metric(
        "counter", "Questions, by where they were asked and what came of them.",
        {"place": PLACES, "outcome": OUTCOMES}, readers=True,
    ),
    "refused": Metric(
        "counter", "What was not answered: too much from one reader, too many at once, or an error.",
        {"place": PLACES, "reason": REASONS}, readers=True,
    ),
    "updates": Metric("counter", "Updates from Telegram.", {"kind": KINDS}, readers=True, visit=True),
    "requests": Metric(
        "counter", "Requests to the page, but for its style, its icon and its health.",
        {"place": ("page", "api"), "status": STATUSES}, readers=True, visit=True,
    ),
    "stage_seconds": Metric(
        "histogram", "Seconds of a reply that each stage took by itself.",
        {"stage": STAGES}, readers=True, buckets=STAGE_BUCKETS,
    ),
    "reply_seconds": Metric(
        "histogram", "Seconds from the coming of a question, press or request to the end of its reply.",
        {"place": PLACES}, readers=True, buckets=REPLY_BUCKETS,
    ),
    "telegram_errors": Metric(
        "counter", "Calls that Telegram refused or that did not reach it.", {"kind": ERRORS}, readers=True
    ),
    "telegram_retries": Metric("counter", "Calls to Telegram that were made again.", readers=True),
    "fetch_errors": Metric("counter", "Fetches of updates that failed and are tried again.", {"kind": ERRORS}),
    "redis_errors": Metric("counter", "Commands that Redis did not answer; each is tried again."),
    "engine_retries": Metric(
        "counter", "Answers of a cluster's nodes that were incomplete, or did not come; another node was asked.",
        {"kind": ("incomplete", "unreachable")}, readers=True,
    ),
    "engine_errors": Metric("counter", "Searches that no node of a cluster answered wholly.", readers=True),
    "alerts": Metric(
        "counter", "Alerts, by what came of them.", {"outcome": ("sent", "refused", "failed", "gone")},
        readers=True, visit=True,
    ),
    "errors": Metric("counter", "Errors that nobody foresaw; the log names each by kind and place.", readers=True),
    "ready": Metric("gauge", "Whether what a process needs can be used: 1 or 0.", {"check": CHECKS}),
    "generation_number": Metric("gauge", "Number of the generation of the index that is current."),
    "generation_built_timestamp_seconds": Metric("gauge", "When it was built."),
    "articles": Metric("gauge", "Articles of the generation."),
    "passages": Metric("gauge", "Passages of the generation."),
    "quarantined": Metric("gauge", "Files and records that could not be read."),
    "index_run_timestamp_seconds": Metric("gauge", "When dateline index ended last, well or not."),
    "index_run_success": Metric("gauge", "Whether it ended well: 1 or 0."),
    "index_run_seconds": Metric("gauge", "How long it took."),
    "build_info": Metric("gauge", "Always 1; its labels name the versions.", {"version": (), "python": ()}),
    "worker_memory_bytes": Metric("gauge", "Memory of the processes that search, without what they share."),
}  # fmt: skip
"""All metrics of ours, by the names under which they are told."""


def full_name(name: str) -> str:
    """Return the name that Prometheus knows a metric by."""
    return f"{PREFIX}{name}{'_total' if METRICS[name].kind == 'counter' else ''}"


def bounded(name: str, kinds: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the values of a metric's labels; None where it has none of that number or value."""
    labels = METRICS[name].labels
    if len(kinds) != len(labels):
        return None
    found = []
    for kind, values in zip(kinds, labels.values(), strict=True):
        if kind not in values and OTHER not in values:
            return None
        found.append(kind if kind in values else OTHER)
    return tuple(found)
