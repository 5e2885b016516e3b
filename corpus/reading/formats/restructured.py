"""Reads reStructuredText, as Pelican and Nikola keep it: nothing is included, nothing raw, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.blocks import Blocks, tidy
from corpus.reading.formats.fields import held_back
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.headed import title_of, with_fields, without_words
from corpus.reading.items import Item
from corpus.reading.readers import Reader

if TYPE_CHECKING:
    from docutils import nodes

SETTINGS: dict[str, Any] = {
    "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True, "report_level": 5,
    "halt_level": 6, "warning_stream": "", "input_encoding": "unicode", "doctitle_xform": True,
    "docinfo_xform": True, "sectsubtitle_xform": False, "smart_quotes": False, "syntax_highlight": "none",
}  # fmt: skip
LIMIT = 2 * 1024 * 1024
"""Bytes in one text; docutils takes minutes for more."""
ROLE_DIRECTIVE = re.compile(r"^\.\. (?:role|default-role)::.*$", re.MULTILINE)
"""What would stay known to docutils for the texts after it."""
UNKNOWN_ROLE = re.compile(r"^:[\w:+.-]{1,60}:`([^`<]*?)\s*(?:<[^`<>]*>)?`$|^`([^`]*)`:[\w:+.-]{1,60}:$")


def read_restructured(item: Item) -> Iterator[Draft]:
    """Yield the article of a text in reStructuredText.

    Raises:
        NoArticle: it is a draft.
        Unreadable: the file is no text, cannot be read, or holds no words.
    """
    meta, body = split_front_matter(decode(item.data))
    document = _document(body)
    blocks = Blocks()
    meta = {**_fields(document), **meta}
    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    _take(document, blocks)
    if not has_words(blocks.paragraphs):
        raise without_words(body)
    draft = draft_of_blocks(item, blocks.paragraphs, title_of(item, meta, blocks.paragraphs), blocks.captions)
    yield with_fields(draft, meta, item.directions)


def _document(text: str) -> nodes.document:
    # few archives need it, and it takes a tenth of a second
    from docutils.core import publish_doctree  # noqa: PLC0415

    try:
        return publish_doctree(ROLE_DIRECTIVE.sub("", text), settings_overrides=dict(SETTINGS))
    except (Exception, SystemExit) as error:
        raise Unreadable(f"its reStructuredText cannot be read: {' '.join(str(error).split())[:200]}") from error


def _fields(document: nodes.document) -> dict[str, str]:
    """Return the title of a document, and the fields that stand below it."""
    from docutils import nodes  # noqa: PLC0415 - as above

    found = {"title": document.get("title")} if document.get("title") else {}
    for info in document.findall(nodes.docinfo):
        for field in info.findall(lambda node: isinstance(node.parent, nodes.docinfo)):
            if isinstance(field, nodes.field):
                found[field[0].astext().lower()] = field[1].astext()
            elif isinstance(field, nodes.authors):
                found["authors"] = ", ".join(one.astext() for one in field)
            else:
                found[type(field).__name__] = field.astext()
    return {name: printable(" ".join(value.split())) for name, value in found.items()}


def _take(node: nodes.Node, blocks: Blocks, level: int = 0) -> None:
    """Take the words of a node and of all below it, in their order."""
    from docutils import nodes  # noqa: PLC0415 - as above

    unseen = (nodes.comment, nodes.docinfo, nodes.system_message, nodes.substitution_definition, nodes.target,
              nodes.raw, nodes.topic, nodes.subtitle, nodes.meta, nodes.math_block, nodes.decoration)  # fmt: skip
    if isinstance(node, unseen):
        return
    if isinstance(node, nodes.title) and not isinstance(node.parent, nodes.table):
        blocks.paragraphs.append((max(level, 1), _said(node)))
    elif isinstance(node, nodes.caption | nodes.title):
        blocks.captions.append(_said(node))
    elif isinstance(node, nodes.row):
        _add(blocks, " | ".join(" ".join(_said(cell).split()) for cell in node.children))
    elif isinstance(node, nodes.TextElement):
        _take_run(node, blocks)
    else:
        if isinstance(node, nodes.image):
            _caption(node, blocks)
        for child in node.children:
            _take(child, blocks, level + isinstance(node, nodes.section | nodes.document))


def _take_run(node: nodes.TextElement, blocks: Blocks) -> None:
    """Take a paragraph, or code as it stands."""
    from docutils import nodes  # noqa: PLC0415 - as above

    if isinstance(node, nodes.literal_block | nodes.doctest_block):
        for lines in node.astext().split("\n\n"):
            _add(blocks, printable(lines))
        return
    for image in node.findall(nodes.image):
        _caption(image, blocks)
    _add(blocks, _said(node))


def _caption(image: nodes.image, blocks: Blocks) -> None:
    blocks.captions.extend(filter(None, [printable(" ".join(str(image.get("alt") or "").split()))]))


def _add(blocks: Blocks, words: str) -> None:
    if (words := tidy(words)).strip(" |"):
        blocks.paragraphs.append((0, words))


def _said(node: nodes.Node) -> str:
    """Return the words of a run; a role that is not known is taken off its words."""
    from docutils import nodes  # noqa: PLC0415 - as above

    if isinstance(node, nodes.footnote_reference | nodes.image | nodes.system_message | nodes.label | nodes.raw):
        return ""
    if isinstance(node, nodes.Text):
        return printable(str(node)).replace("\n", " ")
    if isinstance(node, nodes.problematic):
        match = UNKNOWN_ROLE.match(node.astext())
        return (match[1] or match[2] or "") if match else node.astext()
    between = "\n" if isinstance(node, nodes.entry | nodes.line_block) else ""
    return between.join(_said(child) for child in node.children)


RESTRUCTURED = Reader("reStructuredText", (".rst", ".rest"), read_restructured, limit=LIMIT)
