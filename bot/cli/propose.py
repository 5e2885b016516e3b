"""``dateline propose``: questions from an archive's own passages, to begin a file of labelled ones with."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from bot.cli.output import written
from bot.rendering.as_json import one_line
from bot.searching import open_searcher
from bot.settings import Settings
from index.evaluating.proposing import propose


@click.command("propose")
@click.option("--number", type=click.IntRange(1, 10_000), default=40, show_default=True, help="Questions at most.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    show_default=True,
    help="File to write; - is stdout.",
)
@click.pass_obj
def command(settings: Settings, number: int, out: Path) -> None:
    """Propose labelled questions from the archive's own passages, as a start to be edited.

    They are words of passages put together by templates, so that most are found easily: put each as a reader would,
    and look whether what is told as unanswerable is. The file can be given to dateline evaluate as it is.

    Example: dateline propose --number 60 --out questions.jsonl
    """
    with closing(open_searcher(settings)) as searcher, written(out) as stream:
        count = 0
        for one in propose(searcher, number):
            stream.write(one_line(one) + "\n")
            count += 1
    click.echo(f"{count:,} questions proposed: edit them before they measure anything (docs/evaluation.md)", err=True)
