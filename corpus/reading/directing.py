"""Gives items what the directions of their archive say of them, before a format sees them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.reading.directions import NO_DIRECTIONS, Directions
from corpus.reading.items import Item
from corpus.reading.sites.exports import with_row
from corpus.reading.sites.recognising import SETTINGS_LIMIT
from corpus.reading.sites.site import site_of
from corpus.reading.sites.sorting import Sorting
from corpus.reading.sites.x_notes import with_note


def directed_item(item: Item, directions: Directions, sort: Sorting) -> Item:
    """Return an item with how it is to be read; what is left out needs no data."""
    omission = item.left_out or sort(item.path, item.article_path)
    if omission is not None:
        return replace(item, data=b"", left_out=omission, directions=directions)
    if directions is NO_DIRECTIONS:
        return item
    return with_note(with_row(replace(item, directions=directions)), directions.sites)


def below_fields(item: Item, above: Path | None) -> Item:
    """Return an item with the fields of another file above its text, if that is one of Nikola's."""
    site = site_of(item.directions.sites, item.path) if above is not None and item.line is None else None
    if above is None or site is None or site.generator != "nikola":
        return item
    with suppress(OSError), above.open("rb") as stream:
        return replace(item, data=stream.read(SETTINGS_LIMIT).rstrip() + b"\n\n" + item.data)
    return item
