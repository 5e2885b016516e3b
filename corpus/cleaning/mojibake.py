"""Repairs text that was read in the wrong encoding once and saved so: "donâ€™t" is "don’t"."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Draft, Furniture

SUSPECT = re.compile(
    "[\xc2-\xf4\u0402-\u0490\u05b0-\u064a]"
    "[\x80-\xbf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\u0402-\u0491]"
)
"""Two signs of which the first may be the first byte of a character in UTF-8, and the second another one."""
ORIGINAL = "wrongly encoded"
"""The role of the furniture in which the words stand as they stood in the file."""
LOST = "\ufffd"


def repaired(draft: Draft) -> Draft:
    """Return a draft with the paragraphs and the title that are clearly garbled read as they were meant.

    What they were stands beside them, as furniture; all other text stays byte for byte.
    """
    title = _repaired(draft.title)
    pieces: list[str] = []
    blocks: list[tuple[int, int]] = []
    notes = [Furniture(ORIGINAL, draft.title)] if title != draft.title else []
    place, length = 0, 0
    suspect = not draft.text.isascii() and SUSPECT.search(draft.text)
    for start, end in draft.blocks if suspect else ():
        words = draft.text[start:end]
        meant = _repaired(words)
        if meant != words:
            notes.append(Furniture(ORIGINAL, words))
        pieces += [draft.text[place:start], meant]
        length += start - place
        blocks.append((length, length + len(meant)))
        length += len(meant)
        place = end
    if not notes:
        return draft
    if not pieces:
        return replace(draft, title=title, furniture=(*draft.furniture, *notes))
    text = "".join((*pieces, draft.text[place:]))
    headings = {number: _repaired(words) for number, words in draft.headings.items()}
    return replace(
        draft, title=title, text=text, blocks=tuple(blocks), headings=headings, furniture=(*draft.furniture, *notes)
    )


def _repaired(words: str) -> str:
    """Return words as they were meant where two of ftfy's tests agree that they are garbled, else as they are."""
    if words.isascii() or not SUSPECT.search(words):
        return words
    import ftfy  # noqa: PLC0415 - few texts need it
    from ftfy.badness import is_bad  # noqa: PLC0415

    if not is_bad(words):
        return words
    settings = ftfy.TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, fix_c1_controls=False, normalization=None, explain=False
    )
    meant = ftfy.fix_encoding(words, settings)
    return words if (LOST in meant and LOST not in words) or is_bad(meant) or len(meant) >= len(words) else meant
