"""Settles what the captures of one page are, whichever files of an archive they are in and whenever these were read.

Within one file its reader knows what it had of a page before. At the end of a run the same is settled across files:

- Of captures with the same bytes the earliest is the article, as it bounds the date best; the others are left out. When
  it is gone, they are read again.
- The earliest version has the id of its page; what the page said later has the day of its capture behind that.

So an archive that grew file by file has the same articles, by the same ids, as one that is read from nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import splitext

from corpus.reading.containers.captures import name_of
from corpus.store import recaptured
from corpus.store.recaptured import Version
from corpus.store.writing import StoreWriter

SUFFIX = r"(?:~\d+)?(?:@\d{4}-\d\d-\d\d(?:T\d{6})?)?(?:~\d+)?"
"""What stands behind the id of a page for one of its versions."""
SCHEME = re.compile(r"^https?:")
"""Sites change from one to the other, and their pages are the same."""
MOMENT = re.compile(r"@\d{4}-\d\d-\d\dT\d{6}(?=[^/]*$)")
"""In the name of a capture, where its file has several of a day."""


def settle(writer: StoreWriter, archive: int) -> int:
    """Settle the captures of an archive if anything in it has changed; return how many were left out as earlier ones'.

    Args:
        writer: the open store.
        archive: its number.
    """
    key = f"captures {archive}"
    if writer.note(key) == writer.state_of(archive):
        return 0
    with writer.transaction():
        left_out = recaptured.leave_out_later(writer.connection, archive, writer.generation, writer.last_referred)
        pages: dict[str, dict[int, Version]] = defaultdict(dict)
        for one in recaptured.versions(writer.connection, archive):
            if (page := _page_of(one)) is not None:
                pages[page][one.row] = one
        for page, found in sorted(pages.items()):
            named = (one for one in recaptured.named(writer.connection, archive, page) if _page_of(one) == page)
            found |= {one.row: one for one in named}
            _name(writer, archive, page, found.values())
    writer.write_note(key, writer.state_of(archive))
    return left_out


def _page_of(version: Version) -> str | None:
    """Return the id that an article has without what tells its version; None if its id is not made of its address."""
    whole = name_of(version.address)
    for page in (whole, splitext(whole)[0]):
        if re.fullmatch(re.escape(page) + SUFFIX, version.article_id):
            return page
    return None


def _name(writer: StoreWriter, archive: int, page: str, found: Iterable[Version]) -> None:
    """Give the versions of a page their ids, the earliest first; another address of the same name is another page."""
    addresses: dict[str, list[Version]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.day, one.path, one.row)):
        addresses[SCHEME.sub("", one.address)].append(one)
    own = {one.row for versions in addresses.values() for one in versions}
    given: set[str] = set()
    for number, versions in enumerate(addresses.values(), start=1):
        stem = page if number == 1 else f"{page}~{number}"
        for one in versions:
            free = next(
                candidate
                for candidate in _candidates(stem, one)
                if candidate not in given
                and not writer.taken_down.has(archive, candidate)
                and recaptured.is_free(writer.connection, archive, candidate, own)
            )
            given.add(free)
            if free != one.article_id:
                recaptured.name(writer.connection, one.row, free)


def _candidates(stem: str, version: Version) -> Iterator[str]:
    yield stem
    yield f"{stem}@{version.day}"
    if (moment := MOMENT.search(version.path)) is not None:
        yield stem + moment[0]
    number = 2
    while True:
        yield f"{stem}@{version.day}~{number}"
        number += 1
