"""Tells which numbers of list items are words of a text, and writes them there: "1994. A good year"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Markdown asks for the rule, and loads no parser of pages
    from lxml.html import HtmlElement

YEAR = 1000
"""No list counts so far."""
LETTERED = frozenset("aAiI")
"""Types of lists whose items are not numbered in figures."""
DIGITS = 9
BLOCKS = frozenset({"p", "div", "section"})


def tell_numbers(tree: HtmlElement) -> None:
    """Write the numbers that are words into the items of a tree's lists."""
    for found in list(tree.iter("ol")):
        items = [one for one in found if one.tag == "li"]
        if found.get("type") in LETTERED or found.get("reversed") is not None:
            continue
        told = numbers_told(found.get("start"), (one.get("value") for one in items))
        for item, number in zip(items, told, strict=True):
            if number is not None:
                _write(item, f"{number}. ")


def numbers_told(start: str | None, values: Iterable[str | None]) -> Iterator[int | None]:
    """Yield for each item of a list its number if it is a word of the text: a year, an only item's, or one out of turn.

    Args:
        start: where the list begins to count, as its markup says it.
        values: what the markup of each item says of its number.
    """
    given = list(values)
    number = _whole(start) or 1
    for value in given:
        own = _whole(value)
        told = own is not None and own != number
        number = number if own is None else own
        yield number if told or number >= YEAR or (number > 1 and len(given) == 1) else None
        number += 1


def _whole(value: str | None) -> int | None:
    """Return a number of markup; None where there is none that a list may have."""
    plain = (value or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= DIGITS else None


def _write(item: HtmlElement, mark: str) -> None:
    """Put a mark before the words of an item, in the paragraph that they are in."""
    place = item
    while not (place.text or "").strip() and len(place) and place[0].tag in BLOCKS:
        place = place[0]
    place.text = f"{mark}{(place.text or '').lstrip()}"
