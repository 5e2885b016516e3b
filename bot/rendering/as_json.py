"""Renders all that commands print as JSON; the form is a contract (docs/json.md), keys and their order included."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bot.rendering.why import Reasons, in_english
from bot.wording.dates import date_line
from corpus.dates.spans import iso
from corpus.model import DateClaim, DateSpan, Mention, Precision
from corpus.store.captures import Capture
from corpus.store.copies import Copy
from corpus.store.holdings import Counts, Quarantined
from corpus.store.little_text import LittleText
from corpus.store.reading import StoredArticle, WholeArticle
from index.answering.answers import Answer, EventDate, Match
from index.answering.timeline import Timeline, Unit
from index.generations.folder import Manifest
from index.generations.keeping import RolledBack
from index.questions import Question, Scope

Json = dict[str, Any]
UNITS: dict[Unit, str] = {"Y": "year", "M": "month", "D": "day"}


def answer_json(answer: Answer) -> str:
    """Return an answer as one line of JSON; ``closest`` is there only for nothing."""
    found: Json = {
        "question": answer.question.said,
        "scope": _scope(answer.question.scope),
        "answered": answer.answered,
        "verdict": answer.verdict,
        "confidence": round(answer.confidence, 4),
        "event_date": _event(answer.event_date),
        "passages": [_match(match) for match in answer.matches],
    }
    if answer.verdict == "nothing":
        found["closest"] = [_match(match) for match in answer.closest]
    found["milliseconds"] = round(answer.milliseconds, 3)
    return one_line(found)


def timeline_json(topic: Question, drawn: Timeline) -> str:
    """Return when a topic was written about as one line of JSON."""
    return one_line(
        {
            "topic": topic.text,
            "scope": _scope(topic.scope),
            "unit": UNITS[drawn.unit],
            "periods": [{"from": iso(one.first), "to": iso(one.last), "passages": one.count} for one in drawn.periods],
            "elsewhere": drawn.elsewhere,
            "vague": drawn.vague,
        }
    )


def one_line(value: object) -> str:
    """Return a value as JSON on one line, with letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False)


def mentions_json(mentions: Iterable[Mention]) -> str:
    """Return the date expressions of a text as one line of JSON."""
    return one_line({"mentions": [_mention(mention) for mention in mentions]})


def listed_json(article: StoredArticle, passages: int, other: DateClaim | None) -> str:
    """Return an article of a list as one line of JSON, with its number of passages.

    Args:
        article: as it is stored.
        passages: how many it has.
        other: the claim that puts its day in doubt, where that is told.
    """
    found = _article(article) | {"passages": passages}
    del found["url"]
    if other is not None:
        claim = _claim(other)
        found["other"] = {name: claim[name] for name in ("from", "to", "kind", "words", "place")}
    return one_line(found)


def whole_json(whole: WholeArticle, why: Reasons, captures: Iterable[Capture] = (), copies: Iterable[Copy] = ()) -> str:
    """Return everything that is known of an article, of its page on other days and of its copies, as a line of JSON."""
    also = [{"article_id": one.article_id, "published": _days(one.published), "leads": one.leads} for one in copies]
    said = in_english(why)
    claims = zip(whole.claims, said.claims, strict=True)
    others = [{"day": iso(one.day), "article_id": one.article_id} for one in captures]
    return one_line(
        _article(whole.article, authors=list(whole.authors))
        | {
            "why": said.choice,
            "claims": [_claim(claim) | {"why": reason} for claim, reason in claims],
            "furniture": [{"role": piece.role, "text": piece.text} for piece in whole.furniture],
            "passages": list(whole.passages),
        }
        | ({"captures": others} if others else {})
        | ({"copies": also} if also else {})
    )


def status_json(
    counts: Counts,
    years: Iterable[tuple[int, int]],
    quarantined: Iterable[Quarantined],
    manifest: Manifest | None,
    little: Iterable[LittleText],
    boilerplate: int,
    held: RolledBack | None,
    weights: str,
) -> str:
    """Return what a store and its index hold as one line of JSON.

    Args:
        counts: of the store.
        years: how many articles are from each.
        quarantined: all that is in quarantine.
        manifest: of the current generation, None without one.
        little: pages of which little text was found.
        boilerplate: paragraphs that recur and are not searched.
        held: the rollback that holds, None if none does.
        weights: by which is ranked: ``shipped``, ``learned``, or ``unusable``, when the shipped ones are used.
    """
    return one_line(
        {
            "archives": [{"name": name, "indexed_at": indexed_at} for name, indexed_at in counts.archives],
            "articles": counts.articles,
            "passages": counts.passages,
            "dates": {"from": iso(counts.first), "to": iso(counts.last), "statuses": counts.statuses},
            "generation": manifest and manifest.number,
            "built_at": manifest and manifest.built_at,
            "rolled_back": held and {"from": held.instead_of, "at": held.since},
            "quarantine": [{"path": one.path, "line": one.line, "reason": one.reason} for one in quarantined],
            "years": {str(year): count for year, count in years},
            "boilerplate": boilerplate,
            "little_text": [{"article_id": one.article_id, "source": one.source, "told": one.told} for one in little],
            "weights": weights,
        }
    )


def _article(article: StoredArticle, **after_source: object) -> Json:
    return {
        "article_id": article.article_id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        **after_source,
        "published": _days(article.published) | {"kind": article.kind, "status": article.status.value},
        "captured": iso(article.captured),
        "date_line": date_line(article),
    }


def _claim(claim: DateClaim) -> Json:
    return {
        "role": claim.role.value,
        "kind": claim.kind.value,
        **_days(claim.span),
        "words": claim.words,
        "place": claim.place,
        "utc_offset": claim.utc_offset,
        "confidence": claim.confidence,
    }


def _mention(mention: Mention) -> Json:
    place = {"text": mention.text, "start": mention.start, "end": mention.end}
    return place | _days(mention.span) | {"status": mention.status}


def _scope(scope: Scope | None) -> Json | None:
    return {"from": iso(scope.first), "to": iso(scope.last)} if scope else None


def _event(event: EventDate | None) -> Json | None:
    """Return a date with day, month, season, year or range as precision: a half year is a range here."""
    if event is None:
        return None
    half = {"precision": Precision.RANGE.value} if event.span.precision is Precision.HALF else {}
    return _days(event.span) | half | {"text": event.text}


def _days(span: DateSpan | None) -> Json:
    if span is None:
        return {"from": None, "to": None, "precision": "none"}
    return {"from": iso(span.first), "to": iso(span.last), "precision": span.precision.value}


def _match(match: Match) -> Json:
    """Return a passage; what else there is with the same words is told only where there is something."""
    passage = match.passage
    also = [_article(one) for one in match.also]
    found = {
        "rank": match.rank,
        "score": round(match.score, 4),
        **_article(passage.article),
        "text": passage.text,
        "excerpt": list(match.excerpt),
        "mentions": [_mention(mention) for mention in passage.mentions],
    }
    days = [iso(day) for day in match.saved_too]
    return found | ({"also": also} if also else {}) | ({"saved_too": days} if days else {})
