"""``dateline evaluate``: quality on labelled questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bot.rendering.as_json import one_line
from bot.searching import open_searcher
from bot.settings import Settings
from index.evaluating.judging import evaluate
from index.evaluating.labelled import read_labelled
from index.evaluating.measures import Quality


@click.command("evaluate")
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False), metavar="QUESTIONS.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(settings: Settings, questions: Path, as_json: bool) -> None:
    """Ask labelled questions and print how many were answered rightly.

    A line of the file: {"id", "question", "kind", "answer", "article_ids", "date_from", "date_to", "event_date"}.

    Example: dateline evaluate tests/evaluation/sample.jsonl
    """
    labelled = read_labelled(questions)
    searcher = open_searcher(settings)
    asked_on = date.today()  # noqa: DTZ011 - the asker's own day
    measures = Quality([one.outcome for one in evaluate(searcher, labelled, asked_on)]).measures()
    if as_json:
        click.echo(one_line(measures))
        return
    for name, value in measures.items():
        click.echo(f"{name:<26} {'-' if value is None else value}")
