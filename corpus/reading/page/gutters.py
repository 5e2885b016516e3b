"""Takes off the numbers of lines that highlighters put beside code, which nobody reads as words."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

CALLED = re.compile(
    r"(?:^|[\s_-])(?:gutter|line-?nos?|line-?num(?:ber)?s?|ln-num(?:ber)?s?|blob-num|lntd?|ln)(?:$|[\s_-]|\d)"
)
"""Classes of what holds the numbers: those of Hexo, Pygments, Rouge, Chroma, highlight.js and SyntaxHighlighter."""
MAY = re.compile(r"gutter|line-?n|ln-num|blob-num|\bln(?:td?)?\b", re.IGNORECASE)
"""Where no such word stands in a page, none of its elements is looked at."""
HOLDERS = ("td", "th", "span", "div", "pre", "code", "a", "figure")
LONGEST = 20_000
"""Pieces of text in such a column, one or two of each line."""
NUMBER = re.compile(r"[0-9]{1,6}")


def without_line_numbers(tree: HtmlElement, markup: str) -> None:
    """Take the numbers of lines out of a page; of a table that held them and code, the code stays.

    Args:
        tree: of the page, which is changed.
        markup: that it was parsed from.
    """
    if MAY.search(markup) is None:
        return
    for element in [one for one in tree.iter(*HOLDERS) if CALLED.search(str(one.get("class") or "").lower())]:
        if element.getparent() is None or not _counts(element):
            continue
        row = element.getparent() if element.tag in {"td", "th"} else None
        element.drop_tree()
        if row is not None and row.tag == "tr":
            _unwrap(row)


def _counts(element: HtmlElement) -> bool:
    """Tell whether an element holds nothing but numbers, each of them one more than that before."""
    words = " ".join(islice(element.itertext(), LONGEST)).split()
    if not all(map(NUMBER.fullmatch, words)):
        return False
    first = int(words[0]) if words else 0
    return bool(words) and all(int(one) == first + place for place, one in enumerate(words))


def _unwrap(row: HtmlElement) -> None:
    """Put code that stands alone in a table now in that table's place."""
    table = next(row.iterancestors("table"), None)
    if table is None or table.getparent() is None or sum(1 for _ in table.iter("td", "th")) != 1:
        return
    code = next(table.iter("pre"), None)
    if code is None:
        return
    holder = table.getparent()
    code.tail = table.tail
    holder.replace(table, code)
    if holder.tag == "figure":  # which would be a picture
        holder.tag = "div"
