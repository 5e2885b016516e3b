"""What a maintainer is told of pages of which little text was found, and how that is cured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.cli.counts import many
from corpus.store.little_text import LittleText

LITTLE_CURE = "leave out what is no article by exclude in archive.toml, else index the site's feed or export"


def little_lines(found: Sequence[LittleText], shown: int, more: str) -> Iterator[str]:
    """Yield what to say of such pages; nothing if there are none.

    Args:
        found: the pages.
        shown: how many of them are named.
        more: where the others are.
    """
    if found:
        shows = "shows" if len(found) == 1 else "show"
        yield f"little text found on {many(len(found), 'page')} that {shows} much more; {LITTLE_CURE}:"
    for one in found[:shown]:
        yield f"  {one.source} ({one.article_id}): {one.told}"
    if len(found) > shown:
        yield f"  and {len(found) - shown:,} more: {more}"
