"""Writes articles as records that lose nothing, and reads them back: what ``dateline export`` prints, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from corpus.dates.spans import iso
from corpus.errors import Unreadable
from corpus.model import PASSAGE_LIMIT, DateClaim, DateSpan, Draft, Furniture, Kind, Precision, Role
from corpus.reading.decoding import printable
from corpus.reading.drafting import web_address
from corpus.store.exporting import Exported

FORM = "dateline_export"
"""The key by which such a record is told from others; its value is the version of the form."""
VERSION = 1
GAP = "\n\n"
FORMAT_LIMIT = 60


def record_of(exported: Exported) -> dict[str, Any]:
    """Return an article as a record: what other programs expect of one, and what only Dateline knows besides."""
    article = exported.article
    published = article.published
    return {
        FORM: VERSION,
        "id": article.article_id,
        "title": article.title,
        "text": GAP.join(text for text, _ in exported.passages),
        "date": iso(published.first) if published and published.precision is Precision.DAY else None,
        "url": article.url,
        "lang": article.language,
        "authors": list(exported.authors),
        "archive": exported.archive,
        "source": article.source,
        "format": exported.format,
        "passages": [{"text": text, "heading": heading} for text, heading in exported.passages],
        "claims": [_claim_record(claim) for claim in exported.claims],
        "furniture": [{"role": piece.role, "text": piece.text} for piece in exported.furniture],
    }


def drafts_of(record: Mapping[str, Any], article_id: str) -> Iterator[Draft]:
    """Yield the article of a record that Dateline has written.

    Args:
        record: as it was written, or as somebody has changed it since.
        article_id: where it has none of its own.

    Raises:
        Unreadable: it is of another version, or something in it is not what it should be.
    """
    if record[FORM] != VERSION:
        raise Unreadable(
            f"written by another Dateline, as form {str(record[FORM])[:20]!r}; this one reads {VERSION}: export it anew"
        )
    try:
        yield _draft(record, article_id)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"no complete record of dateline export ({type(error).__name__}: {str(error)[:100]}); export it anew"
        raise Unreadable(reason) from error


def _draft(record: Mapping[str, Any], article_id: str) -> Draft:
    blocks: list[tuple[int, int]] = []
    headings: dict[int, str] = {}
    texts = [(_text(one["text"]), _text(one["heading"])) for one in record["passages"]]
    if not texts or not all(0 < len(text) <= PASSAGE_LIMIT and text.strip() for text, _ in texts):
        raise ValueError("passages")
    start = 0
    for number, (text, heading) in enumerate(texts):
        blocks.append((start, start + len(text)))
        start += len(text) + len(GAP)
        if heading:
            headings[number] = heading
    return Draft(
        _text(record["id"])[:200] or article_id,
        _text(record["title"]),
        GAP.join(text for text, _ in texts),
        tuple(blocks),
        url=web_address(record["url"]),
        lang=_text(record["lang"])[:35] or None,
        authors=tuple(_text(name)[:200] for name in record["authors"]),
        headings=headings,
        furniture=tuple(Furniture(_text(one["role"]), _text(one["text"])) for one in record["furniture"]),
        claims=tuple(_claim(one) for one in record["claims"]),
        format=_text(record["format"])[:FORMAT_LIMIT],
        source=_text(record["source"]) or None,
        cut=True,
    )


def _claim_record(claim: DateClaim) -> dict[str, Any]:
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


def _claim(record: Mapping[str, Any]) -> DateClaim:
    span = DateSpan(
        date.fromisoformat(record["from"]), date.fromisoformat(record["to"]), Precision(record["precision"])
    )
    kind, offset, confidence = Kind(record["kind"]), record["utc_offset"], float(record["confidence"])
    if kind is Kind.MAINTAINER or not 0 <= confidence <= 1:
        raise ValueError("claims")
    return DateClaim(
        Role(record["role"]), kind, span, _text(record["words"]), _text(record["place"]), confidence,
        None if offset is None else int(offset),
    )  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} where text belongs")
    return printable(value)
