"""Cuts Markdown into what a browser would show: headings, paragraphs, rows of tables, and captions beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.reading.formats.fragments import BLOCK, as_markdown, captions_of, preformatted
from corpus.reading.page.lists import YEAR

SPACE = re.compile(r"[ \t\xa0]+")
DEPTH = 4
"""Markdown in HTML in Markdown that is set in, and so on; the deepest that was seen is two."""
MARKED = re.compile(
    r"\]\((?:https?://|//|mailto:|/\w|#)|(?<![\w*])\*\*[^*\n]{2,300}\*\*(?![\w*])"
    r"|</?(?:p|tr|td|tbody|table|div|li|ul|ol|strong|em|blockquote|figure|figcaption|center|a|img)(?:\s[^<>\n]{0,300})?>",
    re.IGNORECASE,
)
"""What stands in prose that is set in, and hardly in code: links, strong words, tags around paragraphs."""
LISTED = re.compile(r"\s{0,8}(?:[*•>]|\d{1,2}\.)[ \t]+\w.*(?:\n\s{0,8}(?:[*•>]|\d{1,2}\.)?[ \t]*\w.*)*", re.MULTILINE)
WORD = re.compile(r"[^\W\d_]{2,}")
NO_PROSE = re.compile(r"[^\w\s.,;:!?'\"’“”‘()–—…%/-]|_|(?<!\w)[$#/~-]{1,2}\w|[;{(]$", re.MULTILINE)
PROSE_WORDS = 8
"""A run of fewer words may be a command."""


@dataclass(slots=True)
class Blocks:
    """What a text is made of, in its order.

    Attributes:
        paragraphs: (heading level or 0, words) of each; a heading of no words ends the section above it.
        captions: words beside its pictures and tables, which are no paragraph of the text.
    """

    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def blocks_of(markdown: str) -> Blocks:
    """Return the blocks of a text in CommonMark with tables."""
    found = Blocks()
    _take(markdown, found, DEPTH)
    found.captions = list(dict.fromkeys(found.captions))
    return found


def _take(markdown: str, found: Blocks, depth: int) -> None:
    level, mark = 0, ""
    row: list[str] | None = None
    tokens = _parser().parse(markdown)
    marks = _marks(tokens)
    for place, token in enumerate(tokens):
        mark = marks.get(place, mark)
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "tr_close":
            _add(found, 0, " | ".join(row or []))
            row = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "inline":
            words = _words(token, found.captions)
            if row is None:
                _add(found, level, f"{mark}{words}")
            else:
                row.append(" ".join(words.split()))
            level, mark = 0, ""
        elif token.type == "html_block":
            _take_html(token.content, found, depth)
        elif token.type == "code_block" and depth and reads_as_prose(token.content):
            _take("\n".join(line.strip() for line in token.content.split("\n")), found, depth - 1)
        elif token.type in {"code_block", "fence"}:
            _take_as_it_stands(token.content, found)


def _marks(tokens: list[Token]) -> dict[int, str]:
    """Return the marks of list items that are words of a text, by place: "24. Dezember 2019", "1994. A good year"."""
    items: list[list[int]] = []  # of each list that is open
    alone: set[int] = set()
    for place, token in enumerate(tokens):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            items.append([])
        elif token.type == "list_item_open":
            items[-1].append(place)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            last = items.pop()
            alone.update(last if len(last) == 1 else ())
    return {
        place: f"{token.info}{token.markup} "
        for place, token in enumerate(tokens)
        if token.type == "list_item_open" and token.info and int(token.info) >= (2 if place in alone else YEAR)
    }


def _take_html(content: str, found: Blocks, depth: int) -> None:
    found.captions.extend(captions_of(content))
    if (words := preformatted(content)) is not None:
        _take_as_it_stands(words, found)
    elif (inner := as_markdown(content)).strip():
        if depth:
            _take(inner, found, depth - 1)
        else:
            _take_as_it_stands(inner, found)


def _take_as_it_stands(content: str, found: Blocks) -> None:
    for lines in content.split("\n\n"):
        _add(found, 0, tidy(lines))


def _add(found: Blocks, level: int, words: str) -> None:
    if level or words.strip(" |"):
        found.paragraphs.append((level, words))


def reads_as_prose(code: str) -> bool:
    """Tell whether lines that are set in are paragraphs all the same, as exports of other programs have them."""
    if MARKED.search(code) or LISTED.fullmatch(code.strip("\n")):
        return "/*" not in code
    words = len(WORD.findall(code))
    return words >= PROSE_WORDS and len(NO_PROSE.findall(code)) * 30 < words


def _words(token: Token, captions: list[str]) -> str:
    """Return the words of a run of inline tokens; tags and entities are tokens of their own already."""
    parts = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "image":
            captions.extend(filter(None, [" ".join(child.content.split())]))
        elif child.type == "html_inline":
            captions.extend(captions_of(child.content))
            parts.append("\n" if child.content.lower().startswith("<br") or BLOCK.match(child.content) else "")
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Return lines without the blanks around and between their words, and without empty ones."""
    lines = (SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
