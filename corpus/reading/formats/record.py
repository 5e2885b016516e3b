"""Reads records: one JSON object a line, with id, title, text, and any of date, url, lang, authors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft, Kind, Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import draft_of_text, names, one_line, told_language, web_address
from corpus.reading.formats.fields import field_dates, held_back, in_drafts
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ID_LIMIT = 200


def read_record(item: Item) -> Iterator[Draft]:
    """Yield the article of one line.

    Raises:
        NoArticle: it is not published.
        Unreadable: the line is no JSON object, or has no text.
    """
    try:
        record = json.loads(decode(item.data))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(f"no JSON: {what}; each line must be one complete JSON object") from error
    if not isinstance(record, dict):
        raise Unreadable(f"no JSON object but a {type(record).__name__}; write {{...}}")
    record = item.directions.named(record)
    if held_back(record) or in_drafts(str(record.get("path") or "")):
        raise NoArticle(Omission.DRAFT)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Unreadable('the record has no "text": every line needs one with at least a word in it')
    lang = told_language(record) or item.directions.language
    draft = draft_of_text(item, printable(text), one_line(record.get("title")), lang)
    dates = field_dates(record, Kind.RECORD, lang, draft.text, item.directions)
    yield replace(
        draft,
        article_id=_own_id(record.get("id")) or draft.article_id,
        url=web_address(record.get("url")),
        lang=lang,
        authors=names(record.get("authors")),
        furniture=(*draft.furniture, *dates.refused),
        claims=(*draft.claims, *dates.claims),
    )


def _own_id(given: object) -> str:
    known = isinstance(given, str | int) and not isinstance(given, bool)
    return printable(str(given).strip())[:ID_LIMIT] if known else ""


RECORD = Reader("record", (".jsonl", ".ndjson"), read_record)
