"""Makes batches of what comes one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Task = TypeVar("Task")


def batches(items: Iterable[Task], most: int, size: Callable[[Task], int] = lambda _: 1) -> Iterator[list[Task]]:
    """Yield items in batches, in order; a batch is full when the sizes of its items reach ``most``."""
    batch: list[Task] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if total >= most:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
