"""``dateline dates``: the date expressions of a text, resolved."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import IO

import click

from bot.cli.days import DAY
from bot.rendering.as_json import mention_object, one_line
from corpus.dates.lines import format_span
from corpus.dates.mentions import mentions_in
from corpus.dates.spans import parse_day
from corpus.errors import DatelineError, QuestionsInvalid
from corpus.model import Mention
from corpus.reading.decoding import decode


@click.command("dates")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--published", type=DAY, help="Day of publication, against which relative expressions are resolved.")
@click.option("--lang", help="Language of the text: en, de, es, fr, ar or fa; told from the text otherwise.")
@click.option("--batch", type=click.File("rb"), help='A .jsonl file of {"text", "published"?, "lang"?}, a line each.')
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: IO[bytes], published: date | None, lang: str | None, batch: IO[bytes] | None, as_json: bool) -> None:
    """Find the date expressions of a text and say which days they mean.

    FILE is a text file; without one, or with -, standard input is read.

    Example: echo "It opened last Friday." | dateline dates --published 2019-01-07
    """
    if batch is not None:
        for text, day, code in _records(batch):
            mentions = mentions_in(text, day or published, code or lang)
            click.echo(one_line({"mentions": [mention_object(mention) for mention in mentions]}))
            sys.stdout.flush()
        return
    mentions = mentions_in(decode(file.read()), published, lang)
    if as_json:
        click.echo(one_line({"mentions": [mention_object(mention) for mention in mentions]}))
        return
    for mention in mentions:
        click.echo(_line(mention))


def _line(mention: Mention) -> str:
    words = " ".join(mention.text.split())
    if mention.span is not None:
        return f"{words}: {format_span(mention.span, weekday=True)} ({mention.status})"
    if mention.candidates:
        return f"{words}: {' or '.join(format_span(one) for one in mention.candidates)} ({mention.status})"
    return f"{words}: no day claimed ({mention.status})"


def _records(batch: IO[bytes]) -> Iterator[tuple[str, date | None, str | None]]:
    """Yield text, day of publication and language of each line.

    Raises:
        QuestionsInvalid: a line is not in the form; the lines before it have been answered.
    """
    for number, line in enumerate(batch, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, given, lang = record["text"], record.get("published"), record.get("lang")
            day = None if given is None else parse_day(str(given)[:10])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _invalid(batch, number, str(error)) from error
        if not isinstance(text, str) or (given is not None and day is None):
            raise _invalid(batch, number, "text must be a text and published a day")
        yield text, day, lang if isinstance(lang, str) and lang else None


def _invalid(batch: IO[bytes], number: int, what: str) -> DatelineError:
    return QuestionsInvalid(
        f"{batch.name}, line {number}: is no text ({what}); "
        'each line is {"text": "...", "published"?: "YYYY-MM-DD", "lang"?: "en"}'
    )
