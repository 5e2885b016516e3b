"""Metrics: what is shown when, and that nothing but what stands in the code becomes a label."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import outcomes
from bot.monitoring.happenings import heard_by, journey, passing, tell, worked
from bot.monitoring.health import LATER, SLOW, Contact, Readiness
from bot.monitoring.meters import HOLD_SECONDS, SHOW_SECONDS, VISITS, Meters
from bot.monitoring.metrics import METRICS, OUTCOMES, full_name
from index.stages import happened, recorded, stage
from tests.bot.watching import samples_of
from tests.corpus.making import examples


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the second that it is."""
        return self.now


def value(meters: Meters, name: str, *kinds: str) -> float | None:
    return samples_of(meters.text().decode()).get((name, kinds))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meters(clock: Clock) -> Meters:
    return Meters(clock)


def _visit(meters: Meters) -> None:
    meters.take("questions", ("telegram", "answer"), 1)
    meters.take("updates", ("message",), 1)


def test_what_readers_do_is_shown_when_ten_visits_have_come_together(meters: Meters, clock: Clock) -> None:
    for number in range(VISITS):
        clock.now += SHOW_SECONDS
        assert value(meters, "dateline_questions_total", "answer", "telegram") == 0, number
        _visit(meters)
    assert value(meters, "dateline_questions_total", "answer", "telegram") == 0  # within the same minute
    clock.now += SHOW_SECONDS
    assert value(meters, "dateline_questions_total", "answer", "telegram") == VISITS
    assert value(meters, "dateline_updates_total", "message") == VISITS


def test_or_after_an_hour(meters: Meters, clock: Clock) -> None:
    _visit(meters)
    clock.now += HOLD_SECONDS - 1
    assert value(meters, "dateline_questions_total", "answer", "telegram") == 0
    clock.now += SHOW_SECONDS
    assert value(meters, "dateline_questions_total", "answer", "telegram") == 1


def test_what_is_not_readers_is_shown_within_a_minute(meters: Meters, clock: Clock) -> None:
    meters.take("fetch_errors", ("conflict",), 1)
    assert value(meters, "dateline_fetch_errors_total", "conflict") == 1
    meters.take("fetch_errors", ("conflict",), 1)
    assert value(meters, "dateline_fetch_errors_total", "conflict") == 1
    clock.now += SHOW_SECONDS
    assert value(meters, "dateline_fetch_errors_total", "conflict") == 2


def test_what_is_unknown_is_not_shown(meters: Meters) -> None:
    assert value(meters, "dateline_passages") is None
    assert value(meters, "dateline_build_info", "0.1.0", "") is None


@examples(40)
@given(
    name=st.sampled_from([name for name, one in METRICS.items() if one.kind != "gauge"]),
    kinds=st.lists(st.text(max_size=20), max_size=3).map(tuple),
)
def test_no_word_of_anybody_becomes_a_label(name: str, kinds: tuple[str, ...]) -> None:
    meters, clock = _SHARED
    known = set(samples_of(meters.text().decode()))
    meters.take(name, kinds, 1.0)
    for _ in range(VISITS):
        meters.take("updates", kinds[:1], 1.0)
    clock.now += SHOW_SECONDS
    assert set(samples_of(meters.text().decode())) == known


_CLOCK = Clock()
_SHARED = (Meters(_CLOCK), _CLOCK)


class Heard:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, tuple[str, ...]]] = []
        self.journeys: list[Any] = []

    def take(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        """Keep what has happened."""
        assert amount > 0
        self.taken.append((name, kinds))

    def travelled(self, one: object) -> None:
        """Keep a journey."""
        self.journeys.append(one)


@stage("candidates")
def _inner() -> None:
    happened("questions", "maybe")


@stage("ranking")
def _outer() -> int:
    _inner()
    _inner()
    return 7


def test_stages_add_up_and_belong_to_the_journey_on_which_they_were_made() -> None:
    heard = Heard()
    with heard_by(heard):
        with journey("page"):
            with recorded() as record:
                assert stage("composing")(_outer)() == 7
            worked(record.stages[-1].began - 1, record)
            with passing("sending"):
                pass
        tell("redis_errors")
    (one,) = heard.journeys
    assert set(one.seconds) == {"waiting", "candidates", "ranking", "composing", "sending"}
    assert one.seconds["waiting"] == pytest.approx(1)
    whole = record.stages[-1]
    assert sum(record.seconds().values()) == pytest.approx(whole.ended - whole.began)
    assert heard.taken == [("questions", ("page", "maybe"))] * 2 + [("redis_errors", ())]


def test_without_anybody_who_listens_nothing_is_kept() -> None:
    tell("redis_errors")
    happened("questions", "maybe")
    assert _outer() == 7


def test_outcomes_of_questions_are_all_known() -> None:
    assert outcomes.HINT in OUTCOMES
    assert set(outcomes.OUTCOMES) == set(OUTCOMES)


@pytest.mark.parametrize("name", METRICS)
def test_metrics_are_named_as_is_usual(name: str) -> None:
    kind, full = METRICS[name].kind, full_name(name)
    assert full.endswith("_total") == (kind == "counter")
    assert kind != "histogram" or full.endswith("_seconds")


async def _checked(*, slow: bool = False) -> dict[str, str]:
    async def fine() -> str:
        if slow:
            await asyncio.sleep(60)
        return ""

    async def fails() -> str:
        raise ValueError("a reader's words")

    return await Readiness({"index": fails, "telegram": fine}).look()


def test_a_check_that_fails_is_told_by_its_kind_only_and_one_that_hangs_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert asyncio.run(_checked()) == {"index": "ValueError", "telegram": ""}
    monkeypatch.setattr("bot.monitoring.health.LOOK_SECONDS", 0.05)
    assert asyncio.run(_checked(slow=True)) == {"index": "ValueError", "telegram": SLOW}


def test_many_who_ask_at_once_cause_one_look() -> None:
    looks = 0

    async def counted() -> str:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0.01)
        return ""

    async def ask() -> None:
        readiness = Readiness({"index": counted})
        assert all(await asyncio.gather(*(readiness.is_ready() for _ in range(50))))
        assert await readiness.is_ready()

    asyncio.run(ask())
    assert looks == 1


def test_telegram_is_out_of_reach_after_a_minute_of_failures_and_back_with_one_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contact, clock = Contact(), Clock()
    monkeypatch.setattr("bot.monitoring.health.monotonic", clock)
    assert asyncio.run(contact.check()) == LATER
    contact.answered()
    contact.failed()
    clock.now = 59
    contact.failed()
    assert asyncio.run(contact.check()) == ""
    clock.now = 61
    assert asyncio.run(contact.check()) == "not reached for a minute"
    contact.answered()
    assert asyncio.run(contact.check()) == ""
