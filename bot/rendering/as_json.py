"""Renders answers and articles as JSON; the form is a contract (docs/json.md), keys and their order included."""

from __future__ import annotations

import json
from typing import Any

from corpus.dates.spans import iso
from corpus.model import DateSpan, Mention, Precision
from corpus.store.reading import StoredArticle
from index.answering.answers import Answer, EventDate, Match
from index.answering.question import Scope

Json = dict[str, Any]


def answer_json(answer: Answer) -> str:
    """Return an answer as one line of JSON."""
    return one_line(answer_object(answer))


def answer_object(answer: Answer) -> Json:
    """Return an answer in the form of ``ask --json``; ``closest`` is there only when nothing answers."""
    found: Json = {
        "question": answer.question.text,
        "scope": _scope(answer.question.scope),
        "answered": answer.answered,
        "event_date": _event(answer.event_date),
        "passages": [_match(match) for match in answer.matches],
    }
    if not answer.answered:
        found["closest"] = [_match(match) for match in answer.closest]
    found["milliseconds"] = round(answer.milliseconds, 3)
    return found


def published_object(article: StoredArticle) -> Json:
    """Return when an article was published: days, precision, kind of evidence, status."""
    span = article.published
    return {
        "from": iso(span.first) if span else None,
        "to": iso(span.last) if span else None,
        "precision": span.precision.value if span else "none",
        "kind": article.kind,
        "status": article.status.value,
    }


def one_line(value: object) -> str:
    """Return a value as JSON on one line, with letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False)


def mention_object(mention: Mention) -> Json:
    """Return a date expression and the days that it means."""
    return {
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "from": iso(mention.span.first) if mention.span else None,
        "to": iso(mention.span.last) if mention.span else None,
        "precision": mention.span.precision.value if mention.span else "none",
        "status": mention.status,
    }


def _scope(scope: Scope | None) -> Json | None:
    return {"from": iso(scope.first), "to": iso(scope.last)} if scope else None


def _event(event: EventDate | None) -> Json | None:
    if event is None:
        return None
    return _days(event.span) | {"precision": _event_precision(event.span), "text": event.text}


def _event_precision(span: DateSpan) -> str:
    """Return day, month, season, year or range: a half year is a range here."""
    return (Precision.RANGE if span.precision is Precision.HALF else span.precision).value


def _days(span: DateSpan) -> Json:
    return {"from": iso(span.first), "to": iso(span.last)}


def _match(match: Match) -> Json:
    passage = match.passage
    article = passage.article
    return {
        "rank": match.rank,
        "score": round(match.score, 4),
        "article_id": article.article_id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published": published_object(article),
        "captured": iso(article.captured),
        "date_line": article.date_line,
        "text": passage.text,
        "excerpt": list(match.excerpt),
        "mentions": [mention_object(mention) for mention in passage.mentions],
    }
