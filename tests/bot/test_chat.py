"""The terminal chat: the same conversation, in a real terminal and piped."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import SAMPLE, Run, clean_environment

LIMIT = 120
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")


class Terminal:
    """Somebody at a terminal of 80 columns.

    Args:
        master: our end of the terminal.
    """

    def __init__(self, master: int) -> None:
        self._master = master
        self.raw = ""

    def type(self, text: str) -> None:
        """Type something, as it is."""
        os.write(self._master, text.encode())

    def says(self, typed: str, *wanted: str) -> str:
        """Type something, and wait until one after the other is shown; give all that was shown since."""
        since = len(self.raw)
        self.type(typed)
        for one in wanted:
            shown = self.until(one, since=since)
        return shown

    def until(self, wanted: str, *, since: int = 0) -> str:
        """Wait until something is shown; give all that is, without colours."""
        deadline = time.monotonic() + LIMIT
        while wanted not in (shown := ESCAPE.sub("", self.raw[since:])):
            assert time.monotonic() < deadline, shown[-2000:]
            if select.select([self._master], [], [], 0.5)[0]:
                self.raw += os.read(self._master, 65536).decode("utf-8", "replace")
        return shown


@contextmanager
def terminal(
    home: Path, folder: Path, lines: int = 200, pager: str = "cat"
) -> Iterator[tuple[Terminal, subprocess.Popen[bytes]]]:
    """Run ``dateline chat`` in a terminal."""
    master, slave = pty.openpty()
    environment = clean_environment(
        PYTHONPATH=str(SAMPLE.parents[1]), TERM="xterm-256color", COLUMNS="80", LINES=str(lines), LANG="en_US.UTF-8",
        LC_ALL="", PAGER=pager, HOME=str(folder), PROMPT_TOOLKIT_NO_CPR="1",
    )  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "--home", str(home), "chat"],
        stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=folder, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        yield Terminal(master), process
    finally:
        process.kill()
        process.wait()
        os.close(master)


def test_a_terminal_gets_colours_choices_completion_history_and_leaves_nothing_behind(
    sample_home: Path, tmp_path: Path
) -> None:
    with terminal(sample_home, tmp_path) as (screen, process):
        screen.until("\n>")
        screen.type("Mars rover landing\r")
        shown = screen.until("/newest")
        screen.until("\n>", since=len(screen.raw) - 200)
        assert "\x1b[1m1. Opportunity joins" in screen.raw
        assert max(len(line) for line in shown.partition("landing")[2].split("\n")) <= 80
        assert "4. " in screen.says("/next\r", "/newest", "\n>")
        screen.says("/prev", "/previous")  # offered, as it can be looked at now
        screen.type("\t")
        time.sleep(0.5)  # what is taken over looks like what is offered
        assert "1. Opportunity" in screen.says("\r", "/newest", "\n>")
        assert "Opportunity" in screen.says("+ and in 2004?\r", "🗓 2004", "\n>")
        screen.says("\x1b[A\r", "🗓 2004", "\n>")  # the line before, from the history
        time.sleep(0.5)  # until the next line is asked for
        screen.type("\x04")
        assert process.wait(LIMIT) == 0
    assert not list(tmp_path.rglob("*"))


def test_a_reply_higher_than_the_screen_goes_through_the_pager(sample_home: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    with terminal(sample_home, tmp_path, lines=10, pager=str(pager)) as (screen, _):
        screen.until("\n>")
        screen.type("Mars rover landing\r")
        assert "PAGED" in screen.until("/newest")


def test_piped_lines_are_one_conversation_without_colours(dateline: Run, sample_home: Path) -> None:
    lines = "Mars rover landing\n/next\n/context 4\n/back\n/newest\n+ and in 2004?\n/timeline Mars\n/peak 2\n/latest\n"
    done = dateline("--home", sample_home, "chat", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\n4. " in done.stdout
    assert "🗓 2004" in done.stdout
    assert re.search(r"^1976 █+ 2  \(1\)$", done.stdout, re.MULTILINE)
    assert "🔎 Mars 🗓 1997" in done.stdout
    assert "The newest articles" in done.stdout
    assert max(len(line) for line in done.stdout.split("\n")) <= 80


def test_the_chat_speaks_the_language_of_the_question_or_the_terminal(dateline: Run, sample_home: Path) -> None:
    lines = "/help\nWas ist in der Stadt mit dem Zeppelin?\n"
    done = dateline("--home", sample_home, "chat", stdin=lines, LANG="es_ES.UTF-8", LC_ALL="")
    assert "Cómo preguntar" in done.stdout
    assert "Dieses Archiv beantwortet das nicht." in done.stdout
