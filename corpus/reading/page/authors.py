"""Finds the parts of a page that may name its authors, so that they are not looked for in all of it."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

NAMED = re.compile(
    r"[Aa]uthor|[Bb]yline|\bbyl\b|\bBBL\b|\busername\b|zuozhe|bianji|xiaobian|channel-name|submitted-by|posted-by"
    r"|journalist-name|screenname|writer"
)
"""What the attributes of an element say by which the library takes it for that of an author."""
ATTRIBUTES = ("class", "id", "itemprop", "rel", "data-testid", "data-component")
LONGEST = 1000
"""Characters of an element, of which what has more names no author: the library takes fewer than 120."""
PARTS = 200
"""Parts of a page that are looked at; each author of a list of articles has some."""


def named_authors(tree: HtmlElement) -> str | None:
    """Return what trafilatura finds for the authors of a page, looking only where they may be."""
    parts = _parts(tree)
    return extract_author(_only(tree, parts)) if parts else None


def _parts(tree: HtmlElement) -> list[HtmlElement]:
    """Return the outermost elements that may name an author and have few words."""
    found: list[HtmlElement] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag == "author" or (element.keys() and _named(*map(element.get, ATTRIBUTES))):
            if _is_long(element):
                continue
            found.append(element)
            walk.skip_subtree()
            if len(found) >= PARTS:
                break
    return found


@lru_cache(maxsize=4000)
def _named(*values: str | None) -> bool:
    return any(value and NAMED.search(value) for value in values)


def _is_long(element: HtmlElement) -> bool:
    length = 0
    for words in element.itertext():
        length += len(words)
        if length > LONGEST:
            return True
    return False


def _only(tree: HtmlElement, parts: list[HtmlElement]) -> HtmlElement:
    """Return a page with nothing but some of its parts, each within the elements that it stands in."""
    root = etree.Element(tree.tag, _names(tree))
    copies: dict[HtmlElement, etree._Element] = {tree: root}
    for part in parts:
        missing: list[HtmlElement] = []
        above = part.getparent()
        while above is not None and above not in copies:
            missing.append(above)
            above = above.getparent()
        holder = copies[tree if above is None else above]
        for one in reversed(missing):
            holder = copies[one] = etree.SubElement(holder, one.tag, _names(one))
        copied = deepcopy(part)
        copied.tail = None
        holder.append(copied)
    return root


def _names(element: HtmlElement) -> dict[str, str]:
    return {name: value for name in ATTRIBUTES if (value := element.get(name))}
