"""The progress bar of ``dateline index``, on stderr: what is done, at what rate, and the time left."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from corpus.ingest import Tally


class Bars:
    """A bar each for reading, dating anew and building; silent where stderr is no terminal but for a last line."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._reading: TaskID | None = None
        self._redating: TaskID | None = None
        self._building: TaskID | None = None

    def reading(self, done: int, total: int, tally: Tally) -> None:
        """Show how far reading is."""
        if self._reading is None:
            self._reading = self.progress.add_task("Reading", total=total, rate="")
        self.progress.update(self._reading, completed=done)
        self._show_rate(self._reading, tally.read, "files")

    def redating(self, done: int, total: int) -> None:
        """Show how far dating anew is."""
        if self._redating is None:
            self._redating = self.progress.add_task("Dating", total=total, rate="")
        self.progress.update(self._redating, completed=done, total=total)
        self._show_rate(self._redating, done, "articles")

    def building(self, done: int, total: int) -> None:
        """Show how far building the index is."""
        if self._building is None:
            self._building = self.progress.add_task("Indexing", total=total, rate="")
        self.progress.update(self._building, completed=done)
        self._show_rate(self._building, done, "passages")

    def _show_rate(self, task: TaskID, count: int, noun: str) -> None:
        elapsed = self.progress.tasks[task].elapsed or 0.0
        rate = f"{count / elapsed:,.0f} {noun}/s" if elapsed > 0 else ""
        self.progress.update(task, rate=rate)

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.stop()
