"""Tells what the services Substack, Medium and X export, by its files, and what of it is no article.

Substack keeps the bodies of posts in posts/ and what they are called, when and to whom they were shown in posts.csv
beside it; further tables hold the mail addresses of readers. Medium keeps posts as pages in posts/, and in folders
beside it what their author has read, liked and set.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from posixpath import basename, splitext
from typing import Any

from corpus.omissions import Omission
from corpus.reading.items import Item
from corpus.reading.sites.site import EXPORTS, Site
from corpus.reading.sites.x_notes import NOTES, notes_of

TABLE = "posts.csv"
TABLE_LIMIT = 16 << 20
"""Bytes of a table of posts that are read; one of 20,000 posts has 5 MB."""
NEEDED = frozenset({"post_id", "is_published"})
"""Columns by which a table is told to be Substack's."""
SUBSTACK = "Substack post"
"""The name of the reader of a body below its row."""
BODY = re.compile(r"(?:.*/)?posts/\d+(?:\.[^/]*)?\.html", re.IGNORECASE)
BODY_NAME = re.compile(r"\d+(?:\.[^/]*)?\.html", re.IGNORECASE)
SENT = re.compile(r"\d+\.(?:delivers|opens|clicks)\.csv", re.IGNORECASE)
READERS = re.compile(r"(?:\d+\.(?:delivers|opens|clicks)|email_list.*)\.csv", re.IGNORECASE)
"""Tables of readers, with their mail addresses, wherever they lie."""
MEDIUM_POST = re.compile(r"(?:\d{4}-\d\d-\d\d|draft)_[^/]*-[0-9a-f]{7,16}\.html")
MEDIUM_FOLDERS = frozenset(
    "bookmarks claps interests ips partner-program pubs-following sessions topics-following users-following".split()
)
"""Folders of an export beside posts/ that are called as few others are."""
MEDIUM_PAGES = MEDIUM_FOLDERS | frozenset("README blocks highlights lists profile twitter".split())
"""What stands beside posts/: folders of pages, or a page each, such as the addresses that its author signed in from."""
OF_X = {"account.js": "account", "tweets.js": "x", "tweet.js": "x"}
"""Names of files that lie in one folder of what X hands out, and what they tell. The pages beside it show them."""
MOST = 200
"""Tables of posts in one archive that are read."""
WITHOUT_ROW = (
    "no row of posts.csv tells whether it was published, and when: index the export whole, with the posts.csv that it "
    "came with"
)

Content = Callable[[str], bytes | None]
"""Returns what a file holds, by its path; None if it cannot be read."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table tells of posts.

    Attributes:
        digest: tells it from other tables.
        by_id: its rows; by the post's number too, where no row has that as its id.
    """

    digest: str
    by_id: Mapping[str, Mapping[str, str]] = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Rows], tuple[str, dict[str, Any]]]:
        """Go to workers without the rows: each item that is sent there has been given its own."""
        return Rows, (self.digest, {})


def exports_among(paths: Iterable[str], content_of: Content) -> tuple[Site, ...]:
    """Return the exports in an archive.

    Args:
        paths: of all files, below the archive's root.
        content_of: reads one of them; asked for tables only.
    """
    kinds = ("table", "medium", "aside", "sent", "body", "notes", *OF_X.values())
    folders: dict[str, dict[str, list[str]]] = {kind: {} for kind in kinds}
    for path in paths:
        folder, _, name = path.rpartition("/")
        kind = _kind(folder, name)
        if kind is not None:
            folders[kind].setdefault(folder, []).append(path)
    asides = {_above(one) for one in folders["aside"]}
    found = [Site(root, "medium", ("posts/",)) for root in sorted(map(_above, folders["medium"])) if root in asides]
    for folder in folders["x"]:
        notes = notes_of(content_of(path) or b"" for path in folders["notes"].get(folder, ())[:MOST])
        told_by_posts = {} if notes is None else {"notes": notes}
        if folder in folders["account"]:
            found.append(Site(_above(folder), "x", (f"{basename(folder)}/",), told_by_posts))
        elif notes is not None:  # posts, taken alone
            found.append(Site(f"{folder}/" if folder else "", "x", (), told_by_posts))
    for folder in [*folders["table"]][:MOST]:
        root = f"{folder}/" if folder else ""
        rows = rows_of(content_of(f"{root}{TABLE}") or b"")
        if rows is not None:
            found.append(Site(root, "substack", ("posts/",), {"rows": rows}))
    told = {f"{site.root}posts" for site in found if site.generator == "substack"}
    bare = (one for one in folders["sent"] if one in folders["body"] and one not in told)  # bodies, taken alone
    found += [Site(f"{one}/" if one else "", "substack", ("",), {"rows": Rows("", {})}) for one in bare]
    return tuple(found)


def _kind(folder: str, name: str) -> str | None:
    """Return what a file tells of its folder, None if it tells nothing."""
    if name == TABLE or name in OF_X:
        return OF_X.get(name, "table")
    if name.endswith(".js"):
        return "notes" if NOTES.fullmatch(name) else None
    if name.endswith(".csv"):
        return "sent" if SENT.fullmatch(name) else None
    if not name.endswith(".html"):
        return None
    own = basename(folder)
    if own in MEDIUM_FOLDERS:
        return "aside"
    if own == "posts" and MEDIUM_POST.fullmatch(name):
        return "medium"
    return "body" if BODY_NAME.fullmatch(name) else None


def _above(folder: str) -> str:
    """Return the folder around one, with a slash at its end; "" for the archive itself."""
    return folder.removesuffix(basename(folder))


def rows_of(table: bytes) -> Rows | None:
    """Return the rows of Substack's table of posts, None for another table; those before what cannot be read."""
    text = table[:TABLE_LIMIT].decode("utf-8-sig", "replace").replace("\0", "")
    found: dict[str, Mapping[str, str]] = {}
    by_number: dict[str, Mapping[str, str]] = {}
    try:
        lines = csv.reader(io.StringIO(text, newline=""))
        columns = [name.strip().casefold() for name in next(lines, [])]
        if not NEEDED.issubset(columns):
            return None
        for cells in lines:
            row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
            name = row.get("post_id", "")
            found.setdefault(name, row)
            by_number.setdefault(name.partition(".")[0], row)
    except csv.Error:  # a field of more than 131,072 characters: no title has so many
        pass
    return Rows(blake2b(table, digest_size=8).hexdigest(), by_number | found)


def omission_in_export(sites: Iterable[Site], path: str) -> Omission | None:
    """Return what a file of an export is if it is no article, or a table of readers; None for any other."""
    if path[-4:].lower() == ".csv" and READERS.fullmatch(basename(path)):
        return Omission.PRIVATE
    for site in sites:
        if site.generator not in EXPORTS or not site.holds(path):
            continue
        if (found := OMITTED[site.generator](site, site.below(path))) is not None:
            return found
    return None


def _in_substack(_site: Site, below: str) -> Omission | None:
    if below == TABLE:
        return Omission.CONFIGURATION
    return Omission.PRIVATE if below.endswith(".csv") and below.rpartition("/")[0] in {"", "posts"} else None


def _in_medium(_site: Site, below: str) -> Omission | None:
    folder, _, name = below.rpartition("/")
    page = folder and "/" not in folder and folder != "posts" and name.endswith(".html")
    alone = not folder and name.endswith(".html") and name.removesuffix(".html") in MEDIUM_PAGES
    return Omission.UNPUBLISHED if page or alone else None


def _in_x(site: Site, below: str) -> Omission | None:
    """Tell what X puts beside the posts: a page that shows them, and what the files are."""
    inside = below.removeprefix(site.content[0]) if site.content else "/"
    return Omission.SAVING if "/" not in inside and inside.endswith((".html", ".txt")) else None


OMITTED = {"substack": _in_substack, "medium": _in_medium, "x": _in_x}


def with_row(item: Item) -> Item:
    """Return the body of a post with the row that tells of it above, or with what it lacks; any other as it is."""
    if item.line is not None or item.left_out is not None or item.problem is not None:
        return item
    sites = (one for one in item.directions.sites if one.generator == "substack" and one.holds(item.path))
    site = max(sites, key=lambda one: len(one.root), default=None)
    if site is None:
        return item
    folder, slash, file = site.below(item.path).rpartition("/")
    if folder + slash not in site.content or not BODY_NAME.fullmatch(file):
        return item
    name = splitext(file)[0]
    rows = site.settings["rows"].by_id
    row = rows.get(name) or rows.get(name.partition(".")[0])
    if row is None:
        return replace(item, data=b"", problem=WITHOUT_ROW)
    return replace(item, data=json.dumps(row).encode() + b"\n" + item.data, format=SUBSTACK)
