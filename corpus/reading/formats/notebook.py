"""Reads notebooks of Jupyter as posts: the words of their Markdown cells; programs and what they print are left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.fields import held_back
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.headed import title_of, with_fields, without_words
from corpus.reading.formats.markdown import shown_blocks
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ENDING = ".ipynb"
LIMIT = 64 << 20
"""Bytes of a notebook: most of a large one are the pictures that its programs have drawn."""
TOLD = ("title", "date", "authors", "author", "language", "slug", "tags", "status", "draft", "updated")
"""Names in a notebook's metadata that tell of it as front matter would; the others tell of programs."""
REMOVED = frozenset({"removecell", "removeinput", "hidecell", "hide"})
"""Tags of cells that are not shown where a notebook is published."""
SAID = re.compile(r"[ ]{0,3}[-*][ \t]+([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*?))?[ \t]*")
"""A line of the list in which fastpages keeps fields, below the title in the first cell: ``- toc: true``."""
TITLE = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*")
QUOTES = "\"'"


def read_notebook(item: Item) -> Iterator[Draft]:
    """Yield the article of a notebook.

    Raises:
        NoArticle: it is a draft, or holds nothing but a program.
        Unreadable: it is no notebook, or its front matter cannot be read.
    """
    meta, body = split_notebook(decode(item.data))
    meta = item.directions.named(meta)
    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    if not body:
        raise NoArticle(Omission.CODE)
    blocks = shown_blocks(body)
    if not has_words(blocks.paragraphs):
        raise without_words(body)
    draft = draft_of_blocks(item, blocks.paragraphs, title_of(item, meta, blocks.paragraphs), blocks.captions)
    yield with_fields(draft, meta, item.directions)


def split_notebook(text: str) -> tuple[dict[str, Any], str]:
    """Return what a notebook tells of itself, and the words of its Markdown cells, in Markdown.

    Fields stand in a first cell, raw or not, as front matter or as fastpages has them, or in the notebook's metadata,
    where Nikola keeps its own. Those of the cell count first.

    Raises:
        Unreadable: it is no notebook, or its front matter cannot be read.
    """
    try:
        book = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"no notebook: {' '.join(str(error).split())[:100]}; check that the file is complete"
        ) from error
    cells = _cells(book)
    if cells is None:
        raise Unreadable("no notebook: it has no cells; save it with Jupyter anew")
    fields = _of_metadata(book.get("metadata"))
    words = [said for cell in cells if (said := _words(cell))]
    first = next((_source(cell) for cell in cells), "")
    if first.lstrip().startswith(("---", "+++")):
        told, rest = split_front_matter(first)
        shown = cells[0].get("cell_type") == "markdown"
        return {**fields, **told}, "\n\n".join([*([rest] if shown and rest else []), *words[shown:]]).strip()
    told, rest = _of_list(words[0]) if words else ({}, "")
    return {**fields, **told}, "\n\n".join([rest, *words[1:]]).strip()


def _cells(book: object) -> list[Mapping[str, Any]] | None:
    """Return the cells of a notebook, of version 4 or those before; None if it has no place for them."""
    if not isinstance(book, dict):
        return None
    sheets = book.get("worksheets")
    sheet = next(iter(sheets), None) if isinstance(sheets, list) else None
    found = book.get("cells", sheet.get("cells") if isinstance(sheet, dict) else None)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else None


def _source(cell: Mapping[str, Any]) -> str:
    """Return what stands in a cell, which keeps it as one text or as its lines."""
    held = cell.get("source")
    lines = held if isinstance(held, list) else [held]
    return printable("".join(one for one in lines if isinstance(one, str)))


def _words(cell: Mapping[str, Any]) -> str:
    """Return the Markdown of a cell, nothing for one that holds none or is not shown."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if isinstance(tags, list) and any(re.sub(r"[\W_]", "", str(one).lower()) in REMOVED for one in tags):
        return ""
    kind = cell.get("cell_type")
    if kind == "heading":  # of version 3
        level = cell.get("level")
        return f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {_source(cell).strip()}"  # noqa: PLR2004 - of HTML
    return _source(cell).strip() if kind == "markdown" else ""


def _of_metadata(metadata: object) -> dict[str, Any]:
    """Return what a notebook's metadata tells of it."""
    if not isinstance(metadata, dict):
        return {}
    own = metadata.get("nikola")
    told = {**metadata, **(own if isinstance(own, dict) else {})}
    fields = {name: told[name] for name in TOLD if isinstance(told.get(name), str | bool | list)}
    authors = fields.get("authors")
    if isinstance(authors, list):
        fields["authors"] = [str(one.get("name") or "") if isinstance(one, dict) else one for one in authors]
    return fields


def _of_list(words: str) -> tuple[dict[str, Any], str]:
    """Return the fields that stand as a list below the title of a first cell, and the words without them."""
    lines = words.split("\n")
    title = TITLE.fullmatch(lines[0])
    said = [match for line in lines[1:] if (match := SAID.fullmatch(line))]
    if title is None or not said or any(line.strip() and not _of_head(line) for line in lines[1:]):
        return {}, words
    summary = " ".join(line.strip().lstrip("> \t").strip(QUOTES) for line in lines[1:] if line.strip().startswith(">"))
    told = {match[1].lower(): (match[2] or "").strip(QUOTES) for match in said}
    return {**told, "title": title[1].strip(QUOTES)}, summary.strip()


def _of_head(line: str) -> bool:
    return line.strip().startswith(">") or SAID.fullmatch(line) is not None


NOTEBOOK = Reader("notebook", (ENDING,), read_notebook, limit=LIMIT)
