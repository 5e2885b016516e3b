"""Reads Org mode: headings, paragraphs, rows and captions, with the keywords at the top as its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft
from corpus.reading.decoding import decode
from corpus.reading.drafting import draft_of_blocks, has_words
from corpus.reading.formats.blocks import Blocks, tidy
from corpus.reading.formats.fields import held_back
from corpus.reading.formats.front_matter import split_front_matter
from corpus.reading.formats.headed import title_of, with_fields
from corpus.reading.items import Item
from corpus.reading.readers import Reader

KEYWORD = re.compile(r"[ \t]*#\+([A-Za-z][\w-]{0,40})(?:\[[^\]\n]{0,200}\])?:[ \t]*(.*)")
BLOCK_BEGIN = re.compile(r"[ \t]*#\+begin_(\w{1,30})\b.*", re.IGNORECASE)
BLOCK_END = re.compile(r"[ \t]*#\+end_(\w{1,30})\b.*", re.IGNORECASE)
AS_IT_STANDS = frozenset({"src", "example"})
UNSEEN = frozenset({"comment", "export", "html", "latex", "css"})
DRAWER = re.compile(r"[ \t]*:([\w-]{1,60}):[ \t]*")
PROPERTY = re.compile(r"[ \t]*:([\w-]{1,60}):[ \t]+(.*)")
HEADING = re.compile(r"(\*{1,20})[ \t]+(?:(?:TODO|DONE|NEXT|WAITING|CANCELLED|DRAFT)[ \t]+)?(?:\[#\w\][ \t]*)?(.*)")
UNSEEN_HEADING = re.compile(r"COMMENT(?:[ \t]|$)")
TAGS = re.compile(r"[ \t]+:[\w@#%:]{1,200}:[ \t]*$")
PLANNING = re.compile(r"[ \t]*(?:CLOSED|SCHEDULED|DEADLINE):[ \t]*[<\[].*")
ITEM = re.compile(
    r"[ \t]*(?:[-+]|\d{1,4}[.)]|[ \t]\*)[ \t]+(?:\[@\d{1,4}\][ \t]*)?(?:\[[ X-]\][ \t]+)?"
    r"(?:(.{1,200}?)[ \t]+::[ \t]+)?(.*)"
)
RULE = re.compile(r"[ \t]*(?:-{5,}|\|[-+|]+\|?)[ \t]*")
COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
LINK = re.compile(r"\[\[([^\[\]\n]{1,1000})\](?:\[([^\]\n]{1,500})\])?\]")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
EMPHASIS = re.compile(
    r"(?:(?<=[\s('\"{—-])|^)([*/_+=~])(?=\S)([^\n]{1,400}?)(?<=\S)\1(?=[\s.,;:!?)'\"}\]—-]|$)", re.MULTILINE
)
FOOTNOTE = re.compile(r"[ ]?\[fn:[\w-]{0,80}(?::[^\]\n]{0,500})?\]")
DEFINITION = re.compile(r"\[fn:[\w-]{1,80}\][ \t]+(.*)")
MACRO = re.compile(r"\{\{\{[^{}\n]{0,300}\}\}\}|@@[\w-]{1,20}:[^@\n]{0,300}@@|\\\\[ \t]*$", re.MULTILINE)
STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)(?:[ ][^\d<>\[\]]{1,20}?)?([ ]\d{1,2}:\d\d)?[^<>\[\]]{0,40}[>\]]")


def read_org(item: Item) -> Iterator[Draft]:
    """Yield the article of a file of Org mode.

    Raises:
        NoArticle: it is a draft.
        Unreadable: the file is no text, or holds no words.
    """
    meta, body = split_front_matter(decode(item.data))
    lines = body.replace("\r\n", "\n").split("\n")
    reading = _Reading()
    for line in lines:
        reading.take(line)
    reading.flush()
    meta = {**reading.fields, **meta}
    if (why := held_back(meta)) is not None:
        raise NoArticle(why)
    blocks = reading.blocks
    if not has_words(blocks.paragraphs):
        raise Unreadable("empty: there is no text in it")
    draft = draft_of_blocks(item, blocks.paragraphs, title_of(item, meta, blocks.paragraphs), blocks.captions)
    yield with_fields(draft, meta, item.directions)


class _Reading:
    """Takes a file line by line.

    Attributes:
        blocks: that were found.
        fields: of keywords and of the properties above the first heading.
    """

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.fields: dict[str, str] = {}
        self._lines: list[str] = []
        self._block = ""
        self._in_drawer = False
        self._hidden = 0

    def take(self, line: str) -> None:
        """Take the next line."""
        if self._is_hidden(line):
            return
        if self._block:
            self._take_in_block(line)
        elif self._in_drawer:
            self._take_in_drawer(line)
        elif begin := BLOCK_BEGIN.fullmatch(line):
            self.flush()
            self._block = begin[1].lower()
        elif not self._is_mark(line):
            self._take_words(line)

    def _is_hidden(self, line: str) -> bool:
        """Tell whether a line stands below a heading that hides it."""
        heading = None if self._block else HEADING.fullmatch(line)
        if heading and (not self._hidden or len(heading[1]) <= self._hidden):
            self._hidden = len(heading[1]) if UNSEEN_HEADING.match(heading[2]) else 0
        return bool(self._hidden)

    def flush(self) -> None:
        """End the paragraph that the lines so far are."""
        words = _plain(" ".join(line.strip() for line in self._lines), self.blocks.captions)
        self._lines = []
        if words:
            self.blocks.paragraphs.append((0, words))

    def _is_mark(self, line: str) -> bool:
        """Take a line that is no text: a keyword, a property, a rule."""
        keyword = KEYWORD.fullmatch(line)
        if keyword:
            self.flush()
            name, value = keyword[1].lower(), keyword[2].strip()
            if name == "caption" and value:
                self.blocks.captions.append(_plain(value, []))
            elif value and len(self.fields) < 100:  # noqa: PLR2004 - far more than any generator knows
                self.fields.setdefault(name, STAMP.sub(r"\1\2", value))
            return True
        if DRAWER.fullmatch(line) or PLANNING.fullmatch(line):
            self._in_drawer = PLANNING.fullmatch(line) is None
            return True
        return (
            RULE.fullmatch(line) is not None or COMMENT.match(line) is not None or BLOCK_END.fullmatch(line) is not None
        )

    def _take_words(self, line: str) -> None:
        if heading := HEADING.fullmatch(line):
            self.flush()
            said = _plain(TAGS.sub("", heading[2]), self.blocks.captions)
            self.blocks.paragraphs.append((min(len(heading[1]) + 1, 6), said))
        elif line.lstrip().startswith("|"):
            self.flush()
            cells = [_plain(cell, self.blocks.captions) for cell in line.strip().strip("|").split("|")]
            if any(cells):
                self.blocks.paragraphs.append((0, " | ".join(cells)))
        elif found := ITEM.fullmatch(line) or DEFINITION.fullmatch(line):
            self.flush()
            self._lines = [": ".join(filter(None, found.groups()))]
        elif line.strip():
            self._lines.append(line)
        else:
            self.flush()

    def _take_in_block(self, line: str) -> None:
        end = BLOCK_END.fullmatch(line)
        if end and end[1].lower() == self._block:
            self._end_block()
        elif self._block in AS_IT_STANDS:
            self._lines.append(line)
        elif self._block not in UNSEEN:
            self._take_words(line)

    def _end_block(self) -> None:
        if self._block in AS_IT_STANDS:
            pieces = (tidy(piece) for piece in "\n".join(self._lines).split("\n\n"))
            self.blocks.paragraphs.extend((0, words) for words in pieces if words)
            self._lines = []
        self.flush()
        self._block = ""

    def _take_in_drawer(self, line: str) -> None:
        field = PROPERTY.fullmatch(line)
        if field and not self.blocks.paragraphs:
            self.fields.setdefault(field[1].lower(), STAMP.sub(r"\1\2", field[2].strip()))
        self._in_drawer = not (line.strip().lower() == ":end:" or HEADING.fullmatch(line))


def _plain(words: str, captions: list[str]) -> str:
    """Return words without the marks of links, emphasis, footnotes and macros."""
    text = FOOTNOTE.sub("", MACRO.sub("", words))
    text = LINK.sub(lambda link: _linked(link, captions), text)
    for _ in range(2):  # bold within slanted
        text = EMPHASIS.sub(r"\2", text)
    return tidy(text)


def _linked(link: re.Match[str], captions: list[str]) -> str:
    if PICTURE.search(link[1]):
        captions.extend(filter(None, [link[2]]))
        return ""
    return link[2] or link[1].removeprefix("file:")


ORG = Reader("Org", (".org",), read_org)
