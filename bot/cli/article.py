"""``dateline article``: one article whole."""

from __future__ import annotations

from collections.abc import Sequence

import click

from bot.conversation.entries import folded
from bot.rendering.as_json import whole_json
from bot.rendering.whole import told_articles
from bot.rendering.why import Reasons, days, in_english
from bot.searching import open_library
from bot.settings import Settings
from bot.wording.dates import date_line
from corpus.errors import DatelineError
from corpus.store.captures import Capture
from corpus.store.copies import Copy
from corpus.store.reading import WholeArticle


@click.command("article")
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def command(settings: Settings, article_id: str, as_json: bool) -> None:
    """Show one article: why it has its date, every claim about it, what was set apart, and its passages.

    Example: dateline article Frist/9May2006Frist236
    """
    library = open_library(settings)
    try:
        found = told_articles(library.catalogue, article_id)
    finally:
        library.close()
    if not found:
        raise DatelineError(f"{article_id}: there is no such article; dateline articles lists them")
    for told in found:
        click.echo(whole_json(*told) if as_json else "\n".join(_lines(*told)))


def _lines(whole: WholeArticle, why: Reasons, captures: Sequence[Capture], copies: tuple[Copy, ...]) -> list[str]:
    article, said = whole.article, in_english(why)
    lines = [
        article.title,
        date_line(article),
        article.url or article.source,
        "",
        f"Why: {said.choice}",
        "",
        "Claims about its date:",
    ]
    for claim, reason in zip(whole.claims, said.claims, strict=True):
        words = " ".join(claim.words.split())
        lines.append(f"  {claim.role} {days(claim.span)}, {claim.kind} ({claim.place}): {words!r}")
        lines.append(f"    {reason}")
    if not whole.claims:
        lines.append("  none")
    if captures:
        lines += ["", "The same page, saved on other days:"]
        lines += [f"  {one.day.isoformat()}, {one.article_id or 'as it had been before'}" for one in captures]
    if copies:
        lines += ["", "Also in, with nearly the same text:"]
        lines += [f"  {one.article_id}{_told_of(one)}" for one in copies]
    if whole.furniture:
        lines += ["", "Set apart from the text:"]
        lines += [f"  {piece.role}: {' '.join(piece.text.split())}" for piece in whole.furniture]
    for text in whole.passages:
        lines += ["", folded(text)]
    return lines


def _told_of(copy: Copy) -> str:
    day = "undated" if copy.published is None else days(copy.published)
    return f", {day}, which leads" if copy.leads else f", {day}"
