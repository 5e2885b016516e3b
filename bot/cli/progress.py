"""The progress bar of ``dateline index``, on stderr: what is done, at what rate, and the time left."""

from __future__ import annotations

from time import monotonic

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.cli.counts import many
from bot.rendering.as_json import one_line
from corpus.ingest import Tally

LINE_SECONDS = 0.5
"""Between two lines that say how far a run is, for programs."""
LOG_SECONDS = 30.0
"""Between two that say it where stderr is no terminal: a log tells that a long run goes on."""


class Bars(Progress):
    """A bar each for reading, dating anew and building; a line every half a minute where stderr is no terminal.

    Args:
        lines: say it in lines of JSON instead, for programs.
    """

    def __init__(self, *, lines: bool = False) -> None:
        console = Console(stderr=True)
        super().__init__(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            disable=lines or not console.is_terminal,
        )
        self._lines = lines
        self._said = ("", monotonic() if self.disable else 0.0)
        self._begun: dict[str, TaskID] = {}

    def reading(self, done: int, total: int, tally: Tally) -> None:
        """Show how far reading is."""
        self._show("Reading", done, total, tally.read, "file")

    def parts(self, done: int, total: int) -> None:
        """Show how many parts of archives are read."""
        self._show("Reading", done, total, done, "part")

    def redating(self, done: int, total: int) -> None:
        """Show how far dating anew is."""
        self._show("Dating", done, total, done, "article")

    def building(self, done: int, total: int) -> None:
        """Show how far building the index is."""
        self._show("Indexing", done, total, done, "passage")

    def loading(self, done: int, total: int) -> None:
        """Show how far loading a cluster is."""
        self._show("Loading", done, total, done, "passage")

    def asking(self, done: int, total: int) -> None:
        """Show how many questions have been asked."""
        self._show("Asking", done, total, done, "question")

    def _show(self, name: str, done: int, total: int, count: int, noun: str) -> None:
        if self._lines:
            stage, at = self._said
            if stage != name or monotonic() > at + LINE_SECONDS:
                self._said = name, monotonic()
                click.echo(one_line({"stage": name, "done": done, "total": total}), err=True)
            return
        if self.disable:
            if monotonic() > self._said[1] + LOG_SECONDS:
                self._said = name, monotonic()
                share = f"{100 * done // total} %, " if total else ""
                click.echo(f"{name}: {share}{many(count, noun)}", err=True)
            return
        if name not in self._begun:
            self._begun[name] = self.add_task(name, rate="")
        task = self._begun[name]
        elapsed = self.tasks[task].elapsed
        self.update(
            task, completed=done, total=total, rate=f"{many(round(count / elapsed), noun)}/s" if elapsed else ""
        )
