"""Completes the text of a page by what the library that found it has left out, and takes asides out of it.

The library's strict mode loses the lead between the headline and the first paragraph, and paragraphs amid others, for
the sake of the captions, calls and teasers that stand there too. Where a paragraph stands tells which it is: of the
prose of 480 labelled pages that it leaves out, between the headline and its first paragraph 41 pieces are wanted and 5
are not; under one parent with what it finds 11 and 3; elsewhere 24 and 90.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement

from corpus.cleaning.furniture import letters_only, role_of
from corpus.model import Furniture
from corpus.reading.page.captions import is_caption, names_of
from corpus.reading.page.tree import OUTSIDE, SILENT
from corpus.reading.page.visible import Block, blocks

PROSE = 70
"""Characters, of which a paragraph that is added has as many at least; and it ends as a sentence does."""
SENTENCE_END = tuple('.!?…。！？؟۔:"”“’»)')
LINKED = 0.5
"""Share of linked characters in what is no prose any more."""
ALL_LINKED = 0.95
"""The same in what is but a link, with a mark before or behind it."""
KNOWN = 12
"""Letters of a block that is looked for among what was found: fewer stand anywhere."""
LOOKED_FOR = 3000
"""Blocks of a page that are looked for; the pages of news have a few hundred."""
LETTERS = 400_000
"""Letters of a text in which blocks are looked for, for that takes their product."""
CALL_NAMES = re.compile(
    r"(?i)(?:^|[\s_-])(?:newsletter\w*|related\w*|author-?(?:box|bio|card|info|desc\w*|profile|details|about)"
    r"|about-?(?:the-?)?author|sabox\w*|bio(?:graphy)?-?box|read-?(?:more|also)|see-?also|subscribe\w*|promo\w*|donat\w+"
    r"|affiliate\w*|post-?meta(?:data)?|link-?list\w*|linkbox\w*|(?:next|prev(?:ious)?)-?(?:post|story|article)s?"
    r"|\w+-?disclosure|copyrights?|call-?to-?action|cta|most-?(?:read|popular|viewed)|recirc\w*|app-?(?:promo|store)"
    r")(?:$|[\s_-])"
)
"""Names of containers whose blocks call readers elsewhere."""
LEVELS = 3
"""Elements around a block whose names count; further out they are those of whole pages."""
SEVERAL = 3
TOP = frozenset({"body", "html", "main", "article"})
SHORT = 200
"""Characters, of which a paragraph that is but a link to another page has fewer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see of a page.

    Attributes:
        blocks: of the page, navigation left out.
        letters: those of each block.
    """

    blocks: list[Block]
    letters: list[str]

    @property
    def paragraphs(self) -> list[tuple[int, str]]:
        """Return (heading level or 0, words) of each block."""
        return [(block.level, block.words) for block in self.blocks]


@dataclass(frozen=True, slots=True)
class Seen(Shown):
    """What readers see of a page, and where the blocks of its text stand among that.

    Attributes:
        places: the number of the paragraph of the text that each block is in, or None.
    """

    places: list[int | None] = field(default_factory=list)


def shown(tree: HtmlElement) -> Shown:
    """Return what readers see of a page."""
    found = list(blocks(tree, SILENT | OUTSIDE | {"head"}))
    return Shown(found, [letters_only(block.words) for block in found])


def seen(page: Shown, found: list[tuple[int, str]]) -> Seen:
    """Look for the blocks of a page among the paragraphs that were found in it."""
    letters = [letters_only(words) for _, words in found]
    text = "".join(letters)[:LETTERS]
    starts = list(accumulate(map(len, letters[:-1]), initial=0))
    exact = {words: number for number, words in reversed(list(enumerate(letters))) if words}
    places: list[int | None] = []
    for number, words in enumerate(page.letters):
        place = exact.get(words)
        if place is None and len(words) >= KNOWN and number < LOOKED_FOR and (at := text.find(words)) >= 0:
            place = bisect_right(starts, at) - 1
        places.append(place)
    return Seen(page.blocks, page.letters, places)


def completed(
    page: Seen, found: list[tuple[int, str]], head: HtmlElement | None, foreign: frozenset[HtmlElement]
) -> list[tuple[int, str]]:
    """Return the paragraphs of a text with those that it lacks: its lead, and prose beside what was found.

    Args:
        page: what readers see.
        found: the text, (heading level or 0, words) of each block.
        head: the headline, if it has one.
        foreign: elements that belong to other articles.
    """
    texts = [number for number, place in enumerate(page.places) if place is not None and not found[place][0]]
    if not texts:
        return found
    top = next((number for number, block in enumerate(page.blocks) if head is not None and _within(block, head)), None)
    parents = {page.blocks[number].holder.getparent() for number in texts}
    added: dict[int, list[tuple[int, str]]] = {}
    known = {letters_only(words) for _, words in found}
    for number, place in _missing(page, len(found)):
        block = page.blocks[number]
        lead = top is not None and top < number < texts[0]
        if not (lead or block.holder.getparent() in parents) or not _is_prose(block):
            continue
        letters = page.letters[number]
        if letters in known or _aside(block) or not foreign.isdisjoint([block.holder, *block.holder.iterancestors()]):
            continue
        known.add(letters)
        added.setdefault(place, []).append((0, block.words))
    return _with(found, added)


def joined(page: Seen, found: list[tuple[int, str]], other: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return a text with the paragraphs of another one of the same page that it lacks, where the page has them."""
    lacking = {letters_only(words) for level, words in other if not level}
    added: dict[int, list[tuple[int, str]]] = {}
    for number, place in _missing(page, len(found)):
        if page.letters[number] in lacking:
            lacking.remove(page.letters[number])
            added.setdefault(place, []).append((0, page.blocks[number].words))
    return _with(found, added)


def _missing(page: Seen, end: int) -> list[tuple[int, int]]:
    """Return the blocks of a page that its text lacks, by number, and the paragraph that each stands before."""
    following = end
    missing: list[tuple[int, int]] = []
    for number in range(len(page.blocks) - 1, -1, -1):
        place = page.places[number]
        if place is not None:
            following = place
        else:
            missing.append((number, following))
    return missing[::-1]


def _with(found: list[tuple[int, str]], added: dict[int, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    """Return a text with what is added before its paragraphs, by their numbers."""
    whole: list[tuple[int, str]] = []
    for number, paragraph in enumerate(found):
        whole += [*added.get(number, ()), paragraph]
    return whole + added.get(len(found), [])


def without_asides(page: Seen, found: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[Furniture]]:
    """Return a text without captions and calls that lead elsewhere, and these."""
    roles: dict[int, str | None] = {}
    whole = [letters_only(words) for _, words in found]
    stands = [
        (place, block, _named(block))
        for block, letters, place in zip(page.blocks, page.letters, page.places, strict=True)
        if place is not None and letters == whole[place]
    ]
    text = _text_holders((block, name[1]) for _, block, name in stands if name)
    for place, _, name in stands:
        role = None if name is None or name[1] in text else name[0]
        roles[place] = role if roles.get(place, role) == role else None
    roles |= dict.fromkeys(_links_below(stands), "navigation")
    kept, asides = [], []
    for number, (level, words) in enumerate(found):
        role = roles.get(number)
        if role and not level:
            asides.append(Furniture(role, words))
        else:
            kept.append((level, words))
    return (kept, asides) if any(not level for level, _ in kept) else (found, [])


def _links_below(stands: list[tuple[int, Block, tuple[str, etree._Element] | None]]) -> list[int]:
    """Return the numbers of the items of lists below a text that are but links, as those of teasers are."""
    last = max((place for place, block, _ in stands if _is_prose(block)), default=None)
    found = [
        place
        for place, block, _ in stands
        if last is not None and place > last and block.linked > ALL_LINKED and len(block.words) <= SHORT
        and not block.level and not block.words.endswith(SENTENCE_END) and _in_item(block)
    ]  # fmt: skip
    return found if len(found) > 1 else []


def _in_item(block: Block) -> bool:
    return any(str(one.tag) == "li" for one in _around(block.holder))


def letters(found: list[tuple[int, str]]) -> int:
    """Return how many characters the paragraphs of a text have, headings apart."""
    return sum(len(words) for level, words in found if not level)


def prose(page: Shown, foreign: frozenset[HtmlElement]) -> int:
    """Return how many characters of prose readers see, that of others apart."""
    return sum(
        len(block.words)
        for block in page.blocks
        if _is_prose(block) and foreign.isdisjoint([block.holder, *block.holder.iterancestors()])
    )


def _is_prose(block: Block) -> bool:
    return (
        not block.level
        and len(block.words) >= PROSE
        and block.linked <= LINKED
        and block.words.endswith(SENTENCE_END)
        and role_of(block.words) is None
    )


def _aside(block: Block) -> str | None:
    """Return what a block is by the elements that it stands in: a caption, navigation, or text (None)."""
    named = _named(block)
    return named[0] if named else None


def _named(block: Block) -> tuple[str, etree._Element] | None:
    """Return what a block is by the elements that it stands in, and which of them says so; None for text."""
    for element in _around(block.holder):
        if is_caption(element):
            return "caption", element
        if CALL_NAMES.search(names_of(element)):
            return "navigation", element
    alone = block.linked > ALL_LINKED and len(block.words) <= SHORT
    return ("navigation", block.holder) if alone and str(block.holder.tag) == "p" else None


def _text_holders(named: Iterable[tuple[Block, etree._Element]]) -> set[etree._Element]:
    """Return the elements that hold several paragraphs of prose, whatever they are called: no caption is so long."""
    counts = Counter(element for block, element in named if _is_prose(block))
    return {element for element, count in counts.items() if count >= SEVERAL}


def _around(element: etree._Element) -> Iterable[etree._Element]:
    found = [element]
    while len(found) < LEVELS and (above := found[-1].getparent()) is not None and str(above.tag) not in TOP:
        found.append(above)
    return found


def _within(block: Block, head: HtmlElement) -> bool:
    return block.holder is head or any(one is head for one in block.holder.iterancestors("h1", "h2", "h3"))
