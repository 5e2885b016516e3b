"""What the bot and the page take while nobody asks: the real processes, the bot against the strict stand-in.

    python -m benchmarks.idle HOME                       # alone, one after the other, and beside each other
    python -m benchmarks.idle HOME --mappings 12         # and what the most of it is

Private is what no other process has too: pages written to, and pages of files that nobody else maps just now. So a
process alone on a machine has more of it than beside another, and the sum of two that run together is what they cost.
HOME is an indexed archive; the questions are headlines of its own. For Linux.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.process_tree import tree
from benchmarks.telegram import Ledger, ask, questions_of, settle, stage
from tests.bot.web.running import Page, running_page
from tests.botapi import User

MEBIBYTE = 1 << 20
HEAD = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+ *(.*)")
PRIVATE = "Private_Clean", "Private_Dirty"
"""Pages of files that nobody else maps, and pages written to."""

Taken = dict[str, Counter[str]]
"""Bytes of private memory, by what is mapped, clean and dirty."""


class Running:
    """Processes that are asked the same questions.

    Args:
        home: the archive.
        folder: for logs.
        stack: ends what is started.
        which: of "bot" and "page".
    """

    def __init__(self, home: Path, folder: Path, stack: ExitStack, which: tuple[str, ...]) -> None:
        self.pids: dict[str, int] = {}
        self._page: Page | None = None
        self._ledger = Ledger()
        if "bot" in which:
            self._api, start = stack.enter_context(stage(home, self._ledger, DATELINE_ALLOWANCE="100000"))
            self.pids["bot"] = start().pid
        if "page" in which:
            self._page = stack.enter_context(running_page(home, folder / "page.log"))
            self.pids["page"] = self._page.process.pid

    def ask(self, text: str) -> None:
        """Ask all of them, and wait for the answers."""
        if "bot" in self.pids:
            ask(self._api, self._ledger, User(10_000, "Somebody"), text)
            settle(self._ledger, self._api)
        if self._page is not None:
            got = self._page.post("/ask", {"q": text})
            if got.status != 200:
                raise click.ClickException(f"the page answered with status {got.status}")


@contextmanager
def running(home: Path, which: tuple[str, ...]) -> Iterator[Running]:
    """Start processes, and wait until each can answer."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        yield Running(home, Path(folder), stack, which)


def taken(pid: int) -> Taken:
    """Return the private memory of a process and of those that it has started, by what is mapped."""
    found: Taken = {}
    for one in tree(pid):
        name = "?"
        for line in Path(f"/proc/{one}/smaps").read_text("utf-8").splitlines():
            if head := HEAD.fullmatch(line):
                name = head[1] or "[anonymous]"
                continue
            field, _, value = line.partition(":")
            if field in PRIVATE:
                found.setdefault(name, Counter())[field] += int(value.split()[0]) * 1024
    return found


def tell(when: str, running: Running, mappings: int) -> None:
    """Print what processes take, and of what they take most."""
    each = {name: taken(pid) for name, pid in running.pids.items()}
    for name, found in each.items():
        clean, dirty = (sum(one[field] for one in found.values()) for field in PRIVATE)
        click.echo(
            f"{when}, {name}{' beside the other' if len(each) > 1 else ' alone'}: private {_mebibytes(clean + dirty)} "
            f"MiB, {_mebibytes(dirty)} of them written to"
        )
        for mapped, one in sorted(found.items(), key=lambda item: -item[1].total())[:mappings]:
            clean, dirty = (one[field] for field in PRIVATE)
            click.echo(f"    {_mebibytes(clean + dirty):>6} {_mebibytes(dirty):>6}  {mapped}")
    if len(each) > 1:
        total = sum(one.total() for found in each.values() for one in found.values())
        click.echo(f"{when}, together: private {_mebibytes(total)} MiB")


def _mebibytes(number: int) -> str:
    return f"{number / MEBIBYTE:.1f}"


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
@click.option("--questions", default=40, show_default=True, help="Asked one after the other.")
@click.option("--wait", default=15.0, show_default=True, help="Seconds without a question before each look.")
@click.option("--mappings", default=0, show_default=True, help="How many mapped files to list.")
def main(home: Path, questions: int, wait: float, mappings: int) -> None:
    """Tell the private memory of the bot and of the page on HOME after their start, and after questions."""
    texts = questions_of(home, questions)
    for which in (("bot",), ("page",), ("bot", "page")):
        with running(home, which) as started:
            started.ask(texts[0])
            time.sleep(wait)
            tell("after the first answer", started, mappings)
            for text in texts[1:]:
                started.ask(text)
            time.sleep(wait)
            tell(f"after {questions} answers", started, mappings)


if __name__ == "__main__":
    main()
