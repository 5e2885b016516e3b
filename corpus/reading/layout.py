"""Sets paragraphs one below the other, with the headings beside the blocks that stand under them."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Furniture


@dataclass(slots=True)
class Layout:
    """A text and its parts, as a Draft wants them."""

    text: str = ""
    blocks: list[tuple[int, int]] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    furniture: list[Furniture] = field(default_factory=list)


def lay_out(paragraphs: list[tuple[int, str]], title: str) -> Layout:
    """Lay out an article.

    Args:
        paragraphs: (heading level or 0, words) of each block, in reading order.
        title: of the article; a heading that repeats it heads nothing.
    """
    parts: list[str] = []
    page = Layout()
    heading, length = "", 0
    for level, words in paragraphs:
        if level:
            heading = "" if words == title else " ".join(words.split())
            page.furniture.append(Furniture("heading" if heading else "title", words))
            continue
        if heading:
            page.headings[len(page.blocks)] = heading
        parts.append(words)
        page.blocks.append((length, length + len(words)))
        length += len(words) + 2
    page.text = "\n\n".join(parts)
    return page
