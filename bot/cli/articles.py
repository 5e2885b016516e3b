"""``dateline articles``: a line an article."""

from __future__ import annotations

import click

from bot.cli.main import settings_of
from bot.rendering.as_json import one_line, published_object
from corpus.dates.spans import iso
from corpus.model import Status
from corpus.store.reading import StoreReader


@click.command("articles")
@click.option("--undated", is_flag=True, help="Only articles without a day of publication.")
@click.option("--conflicts", is_flag=True, help="Only articles whose sources disagree on the day.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line.")
@click.pass_context
def command(context: click.Context, undated: bool, conflicts: bool, as_json: bool) -> None:
    """List the articles in date order, undated ones last, columns set apart by tabs.

    Example: dateline articles --undated
    """
    wanted = [Status.UNDATED, Status.BOUNDED] * undated + [Status.CONFLICT] * conflicts
    for article, passages in StoreReader(settings_of(context).home).articles(wanted or tuple(Status)):
        if as_json:
            found = {
                "article_id": article.article_id,
                "title": article.title,
                "source": article.source,
                "published": published_object(article),
                "captured": iso(article.captured),
                "date_line": article.date_line,
                "passages": passages,
            }
            click.echo(one_line(found))
        else:
            columns = (article.article_id, article.date_line, article.title, article.source, str(passages))
            click.echo("\t".join(" ".join(column.split()) for column in columns))
