"""``dateline articles``: a line an article."""

from __future__ import annotations

from contextlib import closing

import click

from bot.rendering.as_json import listed_json
from bot.rendering.why import days, other_claim
from bot.settings import Settings
from bot.wording.dates import date_line
from corpus.model import Status
from corpus.store.reading import StoreReader


@click.command("articles")
@click.option("--undated", is_flag=True, help="Only articles without a day of publication.")
@click.option("--conflicts", is_flag=True, help="Only articles whose sources disagree on the day.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line.")
@click.pass_obj
def command(settings: Settings, undated: bool, conflicts: bool, as_json: bool) -> None:
    """List the articles in date order, undated ones last, columns set apart by tabs.

    With --conflicts two more columns tell which kind of evidence was chosen, and the other day and its evidence.

    Example: dateline articles --undated
    """
    wanted = [Status.UNDATED, Status.BOUNDED] * undated + [Status.CONFLICT] * conflicts
    with closing(StoreReader(settings.home)) as store:
        for article, passages in store.articles(wanted or tuple(Status)):
            other = other_claim(article.status, store.ruled(article.row)) if conflicts else None
            if as_json:
                click.echo(listed_json(article, passages, other))
            else:
                columns = [article.article_id, date_line(article), article.title, article.source, str(passages)]
                if other is not None:
                    columns += [f"chosen: {article.kind}", f"other: {days(other.span)}, {other.kind} ({other.place})"]
                click.echo("\t".join(" ".join(column.split()) for column in columns))
