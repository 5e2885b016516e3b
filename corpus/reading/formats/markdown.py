"""Reads Markdown with front matter, as site generators keep it: drafts left out, template tags stripped."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import NoArticle
from corpus.model import Draft
from corpus.reading.decoding import decode
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.blocks import Blocks, blocks_of
from corpus.reading.formats.code import outside_code
from corpus.reading.formats.extensions import plain_markdown
from corpus.reading.formats.fields import held_back
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.headed import title_of, with_fields, without_words
from corpus.reading.formats.shortcodes import code_fenced, strip_modules, strip_shortcodes
from corpus.reading.items import Item
from corpus.reading.readers import Reader, ending_of


def read_markdown(item: Item) -> Iterator[Draft]:
    """Yield the article of a Markdown file.

    The text is what a browser would show: links by their words, no emphasis marks, entities resolved.

    Raises:
        NoArticle: it is a draft.
        Unreadable: the file is no text, its front matter cannot be read, or it holds no words.
    """
    meta, body = split_front_matter(decode(item.data))
    meta = item.directions.named(meta)
    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    blocks = shown_blocks(body, mdx=ending_of(item.path) == ".mdx")
    if not has_words(blocks.paragraphs):
        raise without_words(body)
    draft = draft_of_blocks(item, blocks.paragraphs, title_of(item, meta, blocks.paragraphs), blocks.captions)
    yield with_fields(draft, meta, item.directions)


def shown_blocks(body: str, *, mdx: bool = False) -> Blocks:
    """Return the blocks of a text without its template tags and the marks that CommonMark does not know."""

    def plain(text: str) -> str:
        return plain_markdown(strip_shortcodes(strip_modules(text) if mdx else text))

    return blocks_of(outside_code(code_fenced(body), plain))


MARKDOWN = Reader(
    "Markdown", (".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdwn", ".mdx", ".qmd", ".rmd"), read_markdown
)
