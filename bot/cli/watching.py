"""Follows archives: looks at them again and again until it is stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import suppress

import click

from corpus.errors import DatelineError


def watch(every: float, run: Callable[[], object]) -> None:
    """Run again and again until Ctrl-C or SIGTERM; what fails is told and tried again.

    Runs never overlap; a stop takes effect at once, also in a run, as whatever interrupts one loses nothing.

    Args:
        every: seconds between the end of a run and the next.
        run: one run.
    """
    signal.signal(signal.SIGTERM, _stop)
    told = ""
    with suppress(KeyboardInterrupt):
        while True:
            try:
                run()
                told = ""
            except DatelineError as error:
                if str(error) != told:  # the same trouble is told once
                    click.echo(f"dateline: {error}", err=True)
                told = str(error)
            threading.Event().wait(every)
    click.echo("Stopped watching; the index keeps answering.", err=True)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
