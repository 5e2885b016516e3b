"""Groups the articles of a store that are copies of each other, under the earliest of them.

Signatures are made when articles are read. At the end of a run all of them are sorted for what may be alike, which is
little work; texts are read and compared only where something is new or gone. As what may be alike is always settled as
a whole, in the order of the days, a store is grouped alike whatever order its articles came in.

A feed's teaser of an article that is there in full is a copy that it leads, whatever its day, and is not searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from corpus.likeness import copies, teasers
from corpus.likeness.signatures import signatures
from corpus.store.copies import Known, Pointing, known, pointing, texts_of, write_leaders, write_signatures
from corpus.store.rows import load_day
from corpus.store.writing import StoreWriter

KEY = "copies"


def group(writer: StoreWriter) -> None:
    """Bring the groups up to date with what is live in a store; a store that is as it was is left alone."""
    version, _, compared = (writer.note(KEY) or "").partition(" ")
    last, _, state = compared.partition(" ")
    if (version, state) == (str(copies.VERSION), writer.state()):
        return
    connection = writer.connection
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        seen = int(last) if version == str(copies.VERSION) else 0
        articles = _signed(writer, known(connection), 0 if seen else int(last or 0))
        write_leaders(connection, _leaders(writer, articles, seen))
        write_leaders(connection, _of_teasers(writer, pointing(connection)))
        newest = max((one.row for one in articles), default=0)
        note = f"{copies.VERSION} {newest} {writer.state()}"
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (KEY, note))


def _signed(writer: StoreWriter, articles: list[Known], outdated: int) -> list[Known]:
    """Return articles with signatures, made now for those that were read when there were none, or others.

    Args:
        writer: the open store.
        articles: all that are live.
        outdated: the last article whose signature is of another version.
    """
    without = [one.row for one in articles if one.signature is None or one.row <= outdated]
    bodies = ("\n".join(texts_of(writer.connection, row)) for row in without)
    made = dict(zip(without, signatures(bodies), strict=True))
    write_signatures(writer.connection, [(found, row) for row, found in made.items()])
    return [one._replace(signature=made[one.row]) if one.row in made else one for one in articles]


def _leaders(writer: StoreWriter, articles: list[Known], seen: int) -> Iterator[tuple[int | None, int]]:
    """Yield what leads the articles of groups in which something is new or gone, where that is not as it was.

    Args:
        writer: the open store.
        articles: all that are live, those first that lead.
        seen: the last article that was compared before.
    """
    live = {one.row for one in articles}
    changed = {one.row for one in articles if one.row > seen or (one.leader is not None and one.leader not in live)}
    signed = [one for one in articles if one.signature]
    leaders: dict[int, int] = {}

    alike = copies.may_be_alike([one.signature or b"" for one in signed])
    told = [
        group
        for group in ([signed[place] for place in places] for places in alike)
        if any(one.row in changed for one in group)
    ]
    read = (
        (one.row, "\n".join(texts_of(writer.connection, one.row)), load_day(one.first), load_day(one.last))
        for group in told
        for one in group
    )
    compared = copies.compared(read)  # in the order in which they are led
    for group in told:
        changed.update(one.row for one in group)
        leaders |= copies.led((next(compared), one.signature or b"") for one in group)
    for one in articles:
        if one.row in changed and leaders.get(one.row) != one.leader:
            yield leaders.get(one.row), one.row


def _of_teasers(writer: StoreWriter, articles: list[Pointing]) -> Iterator[tuple[int | None, int]]:
    """Yield what leads teasers: an article in full, else the first teaser of the same address."""
    read = partial(texts_of, writer.connection)
    by_address: dict[str, Pointing] = {}
    by_title: dict[str, list[Pointing]] = {}
    for one in articles:
        address, title = teasers.address_key(one.url), teasers.title_key(one.title)
        leader = by_address.get(address) if address else None
        if one.is_teaser and (leader is None or leader.is_teaser):
            own = read(one.row)
            leader = next((full for full in by_title.get(title, ()) if teasers.holds(read(full.row), own)), leader)
        if one.is_teaser:
            leads = None if leader is None else leader.leads
            if leads != one.copy_of:
                yield leads, one.row
        elif title:
            by_title.setdefault(title, []).append(one)
        if address:
            by_address.setdefault(address, one)
