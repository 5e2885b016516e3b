"""Reads records: JSON objects, lines of files or rows of tables, whose fields are told by their names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from corpus.errors import NoArticle, Unreadable
from corpus.model import DateClaim, Draft, Kind, Role
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import language, names, one_line, web_address
from corpus.reading.formats.columns import candidates, fields_by_name, plain, unwrapped
from corpus.reading.formats.exported import FORM, drafts_of
from corpus.reading.formats.fields import field_dates, held_back, in_drafts
from corpus.reading.formats.markup_field import draft_of_field, without_tags
from corpus.reading.items import Item
from corpus.reading.readers import Reader

Read = TypeVar("Read")
ID_LIMIT = 200


def read_record(item: Item) -> Iterator[Draft]:
    """Yield the article of one record.

    Raises:
        NoArticle: it is not published.
        Unreadable: it is no JSON object, or has no text.
    """
    given = _object(item)
    if FORM in given:
        yield from drafts_of(given, item.article_id)
        return
    record = item.directions.named(unwrapped(given))
    why = Omission.DRAFT if in_drafts(str(record.get("path") or "")) else held_back(record)
    if why is not None:
        raise NoArticle(why)
    fields = Fields(record, dict(item.fields))
    text = fields.first("text", lambda value: plain(value) if plain(value).strip() else "")
    if not text and "text" not in fields.told:
        text = next((words for value in candidates(fields.named, "summary") if (words := plain(value)).strip()), "")
    if not text:
        raise Unreadable(_without_text(item))
    lang = fields.first("lang", language) or item.directions.language
    title = without_tags(fields.first("title", lambda value: one_line(plain(value))) or "")
    draft = draft_of_field(item, printable(text), title, lang)
    dates = field_dates(record, Kind.RECORD, lang, draft.text, item.directions, fields.told.get("date"))
    url = fields.first("url", lambda value: web_address(plain(value) if isinstance(value, Mapping) else value))
    yield replace(
        draft,
        article_id=fields.first("id", _own_id) or draft.article_id,
        url=url,
        lang=lang,
        authors=fields.first("authors", names) or (),
        furniture=(*draft.furniture, *dates.refused),
        claims=(*draft.claims, *dates.claims, *_of_address(url, dates.claims)),
    )


def _of_address(url: str | None, told: tuple[DateClaim, ...]) -> list[DateClaim]:
    """Return the day in the address of a record whose fields tell none."""
    if url is None or any(one.role is Role.PUBLISHED for one in told):
        return []
    from corpus.reading.page.addresses import claims_from_url  # noqa: PLC0415 - its libraries take time

    return list(claims_from_url(url))


class Fields:
    """A record's fields, by what they are.

    Args:
        record: the fields by their names.
        told: names by role, where the container of the record knows them.
    """

    def __init__(self, record: Mapping[str, Any], told: Mapping[str, str]) -> None:
        self.record = record
        self.told = told
        self.named = fields_by_name(record)

    def first(self, role: str, read: Callable[[Any], Read | None]) -> Read | None:
        """Return what is read first in the fields that may have a role, None if nothing is."""
        if role in self.told:
            return read(self.record.get(self.told[role])) if self.told[role] else None
        return next((found for value in candidates(self.named, role) if (found := read(value))), None)


def _object(item: Item) -> dict[str, Any]:
    try:
        record = json.loads(decode(item.data))
    except (ValueError, RecursionError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Unreadable(f"no JSON: {what}; each line must be one complete JSON object") from error
    if not isinstance(record, dict):
        raise Unreadable(f"no JSON object but a {type(record).__name__}; write {{...}}")
    return record


def _without_text(item: Item) -> str:
    name = dict(item.fields).get("text")
    if name:
        return f'the record has nothing in "{printable(name)[:60]}", which is the text of the others'
    return 'the record has no "text": every line needs one with at least a word in it'


def _own_id(given: object) -> str:
    if isinstance(given, Mapping):  # MongoDB's {"_id": {"$oid": "..."}}
        given = given.get("$oid")
    known = isinstance(given, str | int) and not isinstance(given, bool)
    return printable(str(given).strip())[:ID_LIMIT] if known else ""


RECORD = Reader(
    "record",
    (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab", ".db", ".sqlite", ".sqlite3", ".db3", ".s3db", ".sl3"),
    read_record,
)
