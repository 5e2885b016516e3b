"""Reads pages of Lektor: ``contents.lr``, fields between lines of ---, one of which holds the text, or blocks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import basename

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.omissions import Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.columns import NAMES
from corpus.reading.formats.fields import bare_name, held_back
from corpus.reading.formats.headed import title_of, with_fields
from corpus.reading.formats.markdown import shown_blocks
from corpus.reading.items import Item
from corpus.reading.readers import Reader

ENDING = ".lr"
PAGE = re.compile(r"contents(?:\+([a-z]{2,3}(?:[-_]\w{2,8})?))?\.lr")
"""A page's own file; one in another language has that in its name. Other files are notes on pictures and the like."""
FIELD = re.compile(r"([\w-]{1,60})[ \t]*:[ \t]*(.*)", re.DOTALL)
DASHES = re.compile(r"-{4,}")
"""A line of --- within a field has one dash more."""
BLOCK = re.compile(r"^####[ \t]+[\w-]{1,60}[ \t]+####[ \t]*$", re.MULTILINE)
"""Opens a block of a field that is made of such, each of them with fields of its own."""
INNER_BLOCK = re.compile(r"^#(#{4,}[ \t]+[\w-]{1,60}[ \t]+#{4,})#[ \t]*$", re.MULTILINE)
"""Opens a block within a block, with one mark more on both sides."""
DEPTH = 4
"""Blocks in blocks; none of those seen has more than two."""
TEXTS = frozenset([*NAMES["text"], "contents"])
SUMMARIES = frozenset(NAMES["summary"])
SAYING = 8
"""Words from which on a field of another name is a text."""
HIDDEN = frozenset({"yes", "true", "1"})


def fields_of(text: str) -> dict[str, str]:
    """Return the fields of a page by name, in order; what is no field is passed over."""
    fields: dict[str, str] = {}
    name, lines = "", list[str]()
    for line in [*text.splitlines(), "---"]:
        if line.rstrip() == "---":
            if name:
                fields[name] = "\n".join(lines).strip("\n").rstrip()
            name, lines = "", []
        elif name:
            lines.append(line[1:] if DASHES.fullmatch(line.rstrip()) else line)
        elif match := FIELD.fullmatch(line):
            name, lines = match[1], [match[2]] if match[2].strip() else []
    return fields


def split_lektor(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of a page, and the text that readers see of it, in Markdown."""
    fields = fields_of(text)
    return fields, _text_of(fields, DEPTH)


def _text_of(fields: Mapping[str, str], depth: int) -> str:
    """Return what of some fields is text: those of such a name, else the longest of many words."""
    own = {name: value for name, value in fields.items() if not name.startswith("_") and value.strip()}
    named = [value for name, value in own.items() if bare_name(name) in TEXTS]
    blocks = [value for name, value in own.items() if bare_name(name) not in TEXTS and BLOCK.match(value)]
    texts = named + blocks
    if not texts:
        saying = [value for name, value in own.items() if bare_name(name) not in SUMMARIES] or list(own.values())
        longest = max(saying, key=len, default="")
        texts = [longest] if len(longest.split()) >= SAYING else []
    return "\n\n".join(_out_of_blocks(one, depth) for one in texts)


def _out_of_blocks(value: str, depth: int) -> str:
    """Return the texts of a field's blocks, one below the other; of a field without blocks all of it."""
    if not depth or not BLOCK.match(value):
        return value
    return "\n\n".join(_text_of(fields_of(one), depth - 1) for one in map(_inner, BLOCK.split(value)))


def _inner(block: str) -> str:
    return INNER_BLOCK.sub(r"\1", block)


def read_lektor(item: Item) -> Iterator[Draft]:
    """Yield the article of a page.

    Raises:
        NoArticle: it is hidden, a draft, shows no text of its own, or is but what is noted of a file beside a page.
        Unreadable: it is no text, or has no fields.
    """
    page = PAGE.fullmatch(basename(item.path))
    if page is None:
        raise NoArticle(Omission.CONFIGURATION)
    fields, body = split_lektor(decode(item.data))
    if not fields:
        raise Unreadable("no fields: a page of Lektor has lines such as title: and body:, with lines of --- between")
    if fields.get("_hidden", "").strip().lower() in HIDDEN:
        raise NoArticle(Omission.UNPUBLISHED)
    meta = item.directions.named(fields)
    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    told = item.directions.field("text")
    body = str(meta["text"]) if told and isinstance(meta.get("text"), str) else body
    blocks = shown_blocks(body)
    if not has_words(blocks.paragraphs):
        raise NoArticle(Omission.NO_PAGE)
    draft = draft_of_blocks(item, blocks.paragraphs, title_of(item, meta, blocks.paragraphs), blocks.captions)
    yield with_fields(draft, {"lang": page[1], **meta} if page[1] else meta, item.directions)


LEKTOR = Reader("Lektor", (ENDING,), read_lektor)
