"""``dateline dates``: the date expressions of a text, resolved."""

from __future__ import annotations

import sys
from datetime import date
from typing import IO, Any

import click

from bot.cli.batches import day_of, read_batch, text_of
from bot.cli.days import DAY
from bot.rendering.as_json import mentions_json
from bot.wording.dates import format_mention, said
from corpus.dates.mentions import mentions_in
from corpus.model import Mention
from corpus.reading.decoding import decode

FORM = '{"text": "...", "published"?: "YYYY-MM-DD", "lang"?: "en"}'


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
        for text, day, code in read_batch(batch, _record, FORM):
            mentions = mentions_in(text, day or published, code or lang)
            click.echo(mentions_json(mentions))
            sys.stdout.flush()
        return
    mentions = mentions_in(decode(file.read()), published, lang)
    if as_json:
        click.echo(mentions_json(mentions))
        return
    for mention in mentions:
        click.echo(f"{' '.join(mention.text.split())}: {_days(mention)} ({mention.status})")


def _days(mention: Mention) -> str:
    readings = said(*mention.candidates)
    if mention.span is not None and len(readings) < 2:  # noqa: PLR2004 - one reading, or none
        return format_mention(mention)
    return " or ".join(readings) or "no day claimed"


def _record(record: dict[str, Any]) -> tuple[str, date | None, str | None]:
    """Return text, day of publication and language of a batch line."""
    lang = record.get("lang")
    return text_of(record, "text"), day_of(record, "published"), lang if isinstance(lang, str) and lang else None
