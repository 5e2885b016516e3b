"""Cuts an article's paragraphs into passages: long ones at sentence ends, short neighbours together.

A passage is a slice of the article's text, so that it stands there word for word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from corpus.language.cutting import sentence_spans
from corpus.model import PASSAGE_LIMIT

SHORT = 160
"""Paragraphs up to this many characters join a neighbour: list items, salutations, one-line quotes."""
JOINED = 600
"""A passage made of several paragraphs grows no longer than this."""

Block = tuple[int, int]


def passage_spans(text: str, blocks: Sequence[Block], breaks: frozenset[int] = frozenset()) -> list[Block]:
    """Return (start, end) of each passage in ``text``, in reading order, none over ``PASSAGE_LIMIT``.

    Args:
        text: the whole text of an article.
        blocks: its paragraphs.
        breaks: numbers of blocks that begin something new (under another heading) and join nothing before them.
    """
    spans: list[Block] = []
    joinable = False
    for number, (start, end) in enumerate(blocks):
        whole = end - start <= PASSAGE_LIMIT
        if not whole:
            spans.extend(_cut(text, start, end))
        elif joinable and number not in breaks and _belong(text, spans[-1], (start, end)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        joinable = whole
    return spans


def _belong(text: str, previous: Block, following: Block) -> bool:
    short = previous[1] - previous[0] <= SHORT or following[1] - following[0] <= SHORT
    adjacent = not text[previous[1] : following[0]].strip(" \t\r\n\xa0#*•>-")
    return short and adjacent and following[1] - previous[0] <= JOINED


def _cut(text: str, start: int, end: int) -> list[Block]:
    """Cut one long paragraph into passages of about equal length at sentence ends."""
    sentences = [piece for span in sentence_spans(text[start:end]) for piece in _pieces(text[start:end], span)]
    count = -(-(end - start) // (PASSAGE_LIMIT - 100))
    wanted = (end - start) / count
    spans: list[Block] = []
    first = sentences[0][0]
    last = first
    for sentence_start, sentence_end in sentences:
        full = sentence_end - first > PASSAGE_LIMIT
        closer = sentence_end - first > wanted and (sentence_end - first) - wanted > wanted - (last - first)
        if last > first and (full or closer):
            spans.append((start + first, start + last))
            first = sentence_start
        last = sentence_end
    spans.append((start + first, start + last))
    return spans


def _pieces(text: str, span: Block) -> list[Block]:
    """Cut a sentence over the limit at spaces; where there are none, between two characters."""
    start, end = span
    pieces = []
    while end - start > PASSAGE_LIMIT:
        cut = text.rfind(" ", start + PASSAGE_LIMIT // 2, start + PASSAGE_LIMIT)
        if cut < 0:
            cut = start + PASSAGE_LIMIT
            while cut > start + PASSAGE_LIMIT // 2 and unicodedata.combining(text[cut]):
                cut -= 1
            if unicodedata.combining(text[cut]):  # nothing but accents: no cut is better than another
                cut = start + PASSAGE_LIMIT
        pieces.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces
