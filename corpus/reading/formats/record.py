"""Reads records: one JSON object a line, with id, title, text, and any of date, url, lang, authors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from corpus.cleaning.pages import take_apart
from corpus.dating.claims import claims_from_field
from corpus.errors import Unreadable
from corpus.model import DateClaim, Draft, Kind
from corpus.reading.decoding import decode, printable
from corpus.reading.formats.dump import without_suffix
from corpus.reading.items import Item

ID_LIMIT = 200
URL_LIMIT = 2000


def read_record(item: Item) -> Iterator[Draft]:
    """Yield the article of one line.

    Raises:
        Unreadable: the line is no JSON object, or has no text.
    """
    record = _parse(item)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Unreadable('the record has no "text": every line needs one with at least a word in it', item.line)
    text = printable(text)
    page = take_apart(text, _text(record.get("title")))
    claims: list[DateClaim] = list(page.claims)
    given = record.get("date")
    if given not in (None, ""):
        lang = _text(record.get("lang"))
        claims.extend(claims_from_field(printable(str(given)), Kind.RECORD, 'record field "date"', lang))
    yield Draft(
        article_id=_id(record, item),
        title=page.title,
        text=text,
        blocks=tuple(page.blocks),
        url=_url(record.get("url")),
        lang=_text(record.get("lang"))[:35] or None,
        authors=_authors(record.get("authors")),
        furniture=tuple(page.furniture),
        claims=tuple(claims),
    )


def _parse(item: Item) -> dict[str, Any]:
    data = item.checked().data
    try:
        record = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(f"no JSON: {what}; each line must be one complete JSON object", item.line) from error
    except Unreadable as error:
        raise Unreadable(error.reason, item.line) from error
    if not isinstance(record, dict):
        raise Unreadable(f"no JSON object but a {type(record).__name__}; write {{...}}", item.line)
    return record


def _id(record: dict[str, Any], item: Item) -> str:
    given = record.get("id")
    if isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip():
        return printable(str(given).strip())[:ID_LIMIT]
    return f"{without_suffix(item.article_path)}#{item.line}"


def _url(value: object) -> str | None:
    """Return a link that readers may be given: http or https, nothing else."""
    url = _text(value)
    return url[:URL_LIMIT] if url.startswith(("http://", "https://")) and not any(c.isspace() for c in url) else None


def _authors(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name[:200] for one in names if (name := _text(one)))


def _text(value: object) -> str:
    return printable(" ".join(value.split())) if isinstance(value, str) else ""
