"""``dateline article``: one article whole."""

from __future__ import annotations

import click

from bot.cli.main import settings_of
from bot.conversation.entries import folded
from bot.rendering.as_json import one_line, published_object
from bot.rendering.why import Explanation, days, explain
from corpus.dates.spans import iso
from corpus.errors import DatelineError
from corpus.model import DateClaim
from corpus.store.reading import StoreReader, WholeArticle


@click.command("article")
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def command(context: click.Context, article_id: str, as_json: bool) -> None:
    """Show one article: why it has its date, every claim about it, what was set apart, and its passages.

    Example: dateline article Frist/9May2006Frist236
    """
    found = StoreReader(settings_of(context).home).whole_articles(article_id)
    if not found:
        raise DatelineError(f"{article_id}: there is no such article; dateline articles lists them")
    for whole in found:
        article = whole.article
        why = explain(article.published, article.kind, article.status, article.captured, whole.ruled)
        click.echo(one_line(_as_object(whole, why)) if as_json else "\n".join(_lines(whole, why)))


def _as_object(whole: WholeArticle, why: Explanation) -> dict[str, object]:
    article = whole.article
    return {
        "article_id": article.article_id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "authors": list(whole.authors),
        "published": published_object(article),
        "captured": iso(article.captured),
        "date_line": article.date_line,
        "why": why.choice,
        "claims": [
            _claim_object(claim) | {"why": reason} for claim, reason in zip(whole.claims, why.claims, strict=True)
        ],
        "furniture": [{"role": piece.role, "text": piece.text} for piece in whole.furniture],
        "passages": list(whole.passages),
    }


def _claim_object(claim: DateClaim) -> dict[str, object]:
    return {
        "role": claim.role.value,
        "kind": claim.kind.value,
        "from": iso(claim.span.first),
        "to": iso(claim.span.last),
        "precision": claim.span.precision.value,
        "words": claim.words,
        "place": claim.place,
        "utc_offset": claim.utc_offset,
        "confidence": claim.confidence,
    }


def _lines(whole: WholeArticle, why: Explanation) -> list[str]:
    article = whole.article
    lines = [
        article.title,
        article.date_line,
        article.url or article.source,
        "",
        f"Why: {why.choice}",
        "",
        "Claims about its date:",
    ]
    for claim, reason in zip(whole.claims, why.claims, strict=True):
        words = " ".join(claim.words.split())
        lines.append(f"  {claim.role} {days(claim.span)}, {claim.kind} ({claim.place}): {words!r}")
        lines.append(f"    {reason}")
    if not whole.claims:
        lines.append("  none")
    if whole.furniture:
        lines += ["", "Set apart from the text:"]
        lines += [f"  {piece.role}: {' '.join(piece.text.split())}" for piece in whole.furniture]
    for text in whole.passages:
        lines += ["", folded(text)]
    return lines
