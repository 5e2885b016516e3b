"""``dateline ask``: answer one question, or a file of questions."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from typing import IO

import click

from bot.cli.days import DAY
from bot.cli.main import settings_of
from bot.rendering.as_json import answer_json
from bot.rendering.entries import EMPTY_HINT
from bot.rendering.for_terminal import render
from corpus.dates.spans import parse_day
from corpus.errors import QuestionsInvalid
from index.question import Question, parse_question
from index.searching import Searcher

MOST = 100


@click.command("ask")
@click.argument("question", required=False)
@click.option("--batch", type=click.File("rb"), help='Answer a .jsonl file of {"question", ...}; - is standard input.')
@click.option("--top", type=click.IntRange(1, MOST), default=3, show_default=True, help="Passages a question.")
@click.option("--from", "first", type=DAY, help="First day of the time asked about, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, help="Last day of the time asked about, YYYY-MM-DD.")
@click.option("--newest", is_flag=True, help="Newest first instead of best first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    context: click.Context,
    question: str | None,
    batch: IO[bytes] | None,
    top: int,
    first: date | None,
    last: date | None,
    newest: bool,
    as_json: bool,
) -> None:
    """Answer a question with the best passages and their dates.

    Example: dateline ask "When did the bridge open?" --top 1
    """
    if (question is None) == (batch is None):
        raise click.UsageError('Give either a question in quotes or --batch FILE: dateline ask "When ...?"')
    if first and last and last < first:
        raise click.BadParameter(f"--to {last} is before --from {first}")
    home = settings_of(context).home
    if batch is not None:
        searcher = Searcher(home)
        for asked in _questions(batch, first, last):
            click.echo(answer_json(searcher.answer(asked, top, newest=newest)))
            sys.stdout.flush()
        return
    asked = parse_question(question or "", date.today(), first, last)  # noqa: DTZ011 - the asker's own day
    answer = Searcher(home, compiled=False).answer(asked, top, newest=newest)
    if as_json:
        click.echo(answer_json(answer))
    elif not asked.terms:
        click.echo(EMPTY_HINT.format(example='dateline ask "When did the bridge open?"'))
    else:
        click.echo(render(answer, shutil.get_terminal_size().columns, colours=sys.stdout.isatty()))


def _questions(batch: IO[bytes], first: date | None, last: date | None) -> Iterator[Question]:
    """Yield the questions of a batch, line by line.

    Raises:
        QuestionsInvalid: a line is not in the form; the lines before it have been answered.
    """
    for number, line in enumerate(batch, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, days = _text(record), [_day(record, name) for name in ("asked_on", "from", "to")]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise QuestionsInvalid(
                f"{batch.name}, line {number}: is no question ({error}); "
                'each line is {"question": "...", "asked_on"?, "from"?, "to"?}, days as YYYY-MM-DD'
            ) from error
        yield parse_question(text, days[0] or date.today(), days[1] or first, days[2] or last)  # noqa: DTZ011


def _text(record: dict[str, object]) -> str:
    text = record["question"]
    if not isinstance(text, str):
        raise TypeError("question must be a text")
    return text


def _day(record: dict[str, object], name: str) -> date | None:
    given = record.get(name)
    if given is None:
        return None
    day = parse_day(str(given))
    if day is None:
        raise ValueError(f"{name} is no day")
    return day
