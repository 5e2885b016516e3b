"""``dateline ask``: answer one question, or a file of questions."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from typing import IO, Any

import click

from bot.cli.batches import day_of, read_batch, text_of
from bot.cli.days import DAY
from bot.conversation.answers import plain_reply
from bot.conversation.replies import Reply
from bot.conversation.small_talk import small_talk, talk_reply
from bot.rendering.as_json import answer_json
from bot.rendering.for_terminal import render
from bot.searching import open_searcher
from bot.settings import Settings
from bot.wording import supported

MOST = 100
EXAMPLE = 'dateline ask "When did the bridge open?"'
"""Of a question, for who has asked none."""
FORM = '{"question": "...", "follows"?, "asked_on"?, "from"?, "to"?}, days as YYYY-MM-DD'


@click.command("ask", context_settings={"ignore_unknown_options": True})  # a question may begin with -word
@click.argument("question", required=False)
@click.option("--batch", type=click.File("rb"), help='Answer a .jsonl file of {"question", ...}; - is standard input.')
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
    """
    if (question is None) == (batch is None):
        raise click.UsageError('Give either a question in quotes or --batch FILE: dateline ask "When ...?"')
    if question is not None and question.startswith("--"):
        raise click.NoSuchOption(question.split()[0].partition("=")[0])
    if first and last and last < first:
        raise click.BadParameter(f"--to {last} is before --from {first}")
    if batch is not None:
        searcher = open_searcher(settings)
        for asked, follows in read_batch(batch, lambda record: _asked(record, first, last), FORM):
            click.echo(answer_json(searcher.answer(*asked, top=top, newest=newest, follows=follows)))
            sys.stdout.flush()
        return
    today = date.today()  # noqa: DTZ011 - the asker's own day
    searcher = open_searcher(settings, compiled=False)
    languages = searcher.engine.lexicon.languages
    talk = None if as_json or first or last else small_talk(question or "", next(iter(languages), None))
    if talk is not None:
        _show(talk_reply(talk, EXAMPLE, "dateline ask --help", "dateline status"))
        return
    answer = searcher.answer(question or "", today, first, last, top=top, newest=newest)
    if as_json:
        click.echo(answer_json(answer))
    else:
        _show(plain_reply(answer, supported(answer.question.language), languages))


def _show(reply: Reply) -> None:
    click.echo(render(reply, shutil.get_terminal_size().columns, colours=sys.stdout.isatty()))


def _asked(
    record: dict[str, Any], first: date | None, last: date | None
) -> tuple[tuple[str, date, date | None, date | None], str]:
    """Return question, day and scope of a batch line, and the question that it follows.

    Days in the line go before those of the command.
    """
    asked_on, begin, end = (day_of(record, name) for name in ("asked_on", "from", "to"))
    today = date.today()  # noqa: DTZ011 - the asker's own day
    follows = text_of(record, "follows") if record.get("follows") is not None else ""
    return (text_of(record, "question"), asked_on or today, begin or first, end or last), follows
