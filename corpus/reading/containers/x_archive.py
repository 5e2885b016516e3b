"""Cuts the files of posts in an archive that X, or Twitter, hands out; what else is in such an archive is private."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.omissions import Omission
from corpus.reading.containers.json_values import item_of, values_of_array
from corpus.reading.containers.part import Part
from corpus.reading.items import Item
from corpus.reading.readers import HEAD, Reader

X_POST = "X post"
"""Name of the format that posts are cut for."""
ASSIGNED = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:window\.)?YTD\.\w{1,60}\.part\d{1,6}\s*=\s*(?=[\[{])")
"""How each file begins; the second name is of what is in it."""
POSTS = frozenset({b"tweet", b"tweets", b"note_tweet"})


def _posts(part: Part) -> Iterator[Item]:
    """Yield the posts of a file, in order; a file of anything else is left out unread.

    Raises:
        Unreadable: the file is damaged; what stands before that has been told.
    """
    begin = ASSIGNED.match(part.stream.peek(HEAD)[:HEAD])
    if begin is None or begin[0].partition(b"YTD.")[2].partition(b".")[0] not in POSTS:
        yield part.left_out(Omission.ASSET if begin is None else Omission.PRIVATE)
        return
    part.stream.read(begin.end())
    for number, built in enumerate(values_of_array(part.stream), 1):
        yield item_of(part, number, built, X_POST)


X_ARCHIVE = Reader("X archive", (), _posts, ASSIGNED)
