"""What a process that answers does while nobody asks."""

from __future__ import annotations

from itertools import accumulate

from bot.pool import LITTLE_SECONDS, QUIET_LOOKS, Quiet


def test_quiet_begins_once_after_enough_looks_without_work_and_again_after_more_work() -> None:
    little, work = LITTLE_SECONDS / 3, 0.2
    spent = [0.0, *[little] * 3, work, *[little] * (QUIET_LOOKS + 5), work, *[little] * QUIET_LOOKS]
    clock = accumulate(spent)
    quiet = Quiet(lambda: next(clock))
    begins = [look for look in range(1, len(spent)) if quiet.begins()]
    assert begins == [4 + QUIET_LOOKS, 4 + QUIET_LOOKS + 5 + 1 + QUIET_LOOKS]
