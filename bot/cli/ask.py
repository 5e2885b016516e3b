"""``dateline ask``: answer one question, or a file of questions."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from bot.cli.batches import day_of, read_batch, read_table, text_of
from bot.cli.days import DAY
from bot.conversation.answers import plain_reply
from bot.conversation.replies import Reply
from bot.conversation.small_talk import small_talk, talk_reply
from bot.rendering.for_terminal import render
from bot.searching import open_searcher
from bot.settings import Settings
from bot.wording import supported
from index.answering.answers import Answer
from index.answering.searcher import Searcher

Record = dict[str, Any]
Asked = tuple[tuple[str, date, date | None, date | None], str]
"""A question with its day and its time, and the question that it follows."""
TABLES = frozenset({".csv", ".tsv", ".tab"})
"""Endings of files that are tables."""
MOST = 100
EXAMPLE = 'dateline ask "When did the bridge open?"'
"""Of a question, for who has asked none."""
FORM = '{"question": "...", "follows"?, "asked_on"?, "from"?, "to"?}, days as YYYY-MM-DD'


@click.command("ask", context_settings={"ignore_unknown_options": True})  # a question may begin with -word
@click.argument("question", required=False)
@click.option(
    "--batch",
    type=click.File("rb"),
    help='Answer a .jsonl file of {"question", ...}, or a table (.csv, .tsv); - is standard input.',
)
@click.option("--column", default="", help="The column of a table that holds the questions.")
@click.option(
    "--csv",
    "out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the answers to a batch as a table, a row a passage; - is standard output.",
)
@click.option("--resume", is_flag=True, help="Go on with the table that an interrupted run has left.")
@click.option("--as-is", is_flag=True, help="Leave cells as they are that a spreadsheet may take for formulas.")
@click.option("--top", type=click.IntRange(1, MOST), default=3, show_default=True, help="Passages a question.")
@click.option("--from", "first", type=DAY, help="First day of the time asked about, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, help="Last day of the time asked about, YYYY-MM-DD.")
@click.option("--newest", is_flag=True, help="Newest first instead of best first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    settings: Settings,
    question: str | None,
    batch: IO[bytes] | None,
    column: str,
    out: Path | None,
    resume: bool,
    as_is: bool,
    top: int,
    first: date | None,
    last: date | None,
    newest: bool,
    as_json: bool,
) -> None:
    """Answer a question with the best passages and their dates.

    A question may have operators: "exact words" that must stand there, -word that must not, OR between words, and
    source:NAME, author:NAME, lang:CODE and year:2019 or year:2019-2021, each negated with a minus before it.

    Example: dateline ask "When did the bridge open?" --top 1

    Example: dateline ask '"state of emergency" -Chile year:2019'

    Example: dateline ask --batch questions.csv --csv answers.csv
    """
    if (question is None) == (batch is None):
        raise click.UsageError('Give either a question in quotes or --batch FILE: dateline ask "When ...?"')
    if question is not None and question.startswith("--"):
        raise click.NoSuchOption(question.split()[0].partition("=")[0])
    if first and last and last < first:
        raise click.BadParameter(f"--to {last} is before --from {first}")
    if batch is not None:
        table = Table(out, column, resume=resume, as_is=as_is)
        _check(table, as_json=as_json)
        with closing(open_searcher(settings)) as searcher:
            _answer_batch(searcher, batch, table, partial(_asked, first=first, last=last), top, newest)
        return
    if out or column or resume or as_is:
        raise click.UsageError("--csv, --column, --resume and --as-is go with --batch FILE")
    today = date.today()  # noqa: DTZ011 - the asker's own day
    with closing(open_searcher(settings, compiled=False)) as searcher:
        languages = searcher.engine.lexicon.languages
        talk = None if as_json or first or last else small_talk(question or "", next(iter(languages), None))
        if talk is not None:
            _show(talk_reply(talk, EXAMPLE, "dateline ask --help", "dateline status"))
            return
        answer = searcher.answer(question or "", today, first, last, top=top, newest=newest)
    if as_json:
        click.echo(_json(answer))
    else:
        _show(plain_reply(answer, supported(answer.question.language), languages))


def _json(answer: Answer) -> str:
    from bot.rendering.as_json import answer_json  # noqa: PLC0415 - few ask for it

    return answer_json(answer)


def _show(reply: Reply) -> None:
    click.echo(render(reply, shutil.get_terminal_size().columns, colours=sys.stdout.isatty()))


@dataclass(frozen=True, slots=True)
class Table:
    """What is said of the tables of a batch: the one to write, and the column of the one to read."""

    out: Path | None
    column: str
    resume: bool
    as_is: bool


def _check(table: Table, *, as_json: bool) -> None:
    if table.out is not None and as_json:
        raise click.UsageError("Give either --csv or --json")
    if (table.resume or table.as_is) and table.out is None:
        raise click.UsageError("--resume and --as-is go with --csv FILE")


def _answer_batch(
    searcher: Searcher, batch: IO[bytes], table: Table, asked: Callable[[Record], Asked], top: int, newest: bool
) -> None:
    def answered(record: Record) -> Answer:
        question, follows = asked(record)
        return searcher.answer(*question, top=top, newest=newest, follows=follows)

    if table.out is None:
        for record in _records(batch, table.column):
            click.echo(_json(answered(record)))
            sys.stdout.flush()
        return
    from bot.cli.batch_csv import answer_into  # noqa: PLC0415 - few ask for it

    records = partial(_records, batch, table.column)
    answer_into(table.out, batch, records, answered, resume=table.resume, guarded=not table.as_is)


def _records(batch: IO[bytes], column: str) -> Iterator[Record]:
    """Yield the questions of a file in the form of a batch, each checked."""
    ending = Path(batch.name).suffix.lower()
    if ending in TABLES or column:
        return read_table(batch, ending, column, _checked, FORM)
    return read_batch(batch, _checked, FORM)


def _checked(record: Record) -> Record:
    _asked(record, None, None)
    return record


def _asked(record: Record, first: date | None, last: date | None) -> Asked:
    """Return question, day and scope of a batch line, and the question that it follows.

    Days in the line go before those of the command.
    """
    asked_on, begin, end = (day_of(record, name) for name in ("asked_on", "from", "to"))
    today = date.today()  # noqa: DTZ011 - the asker's own day
    follows = text_of(record, "follows") if record.get("follows") is not None else ""
    return (text_of(record, "question"), asked_on or today, begin or first, end or last), follows
