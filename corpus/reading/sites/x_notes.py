"""Joins a long post of an X archive with its whole text, which stands in note-tweet.js without the post's number.

Nothing in the archive says which post a long text is of. Both have the same moment, to the second, and the post's text
is the beginning of the long one, behind whom it answers and before an ellipsis or a link.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from corpus.reading.items import Item
from corpus.reading.sites.site import Site

NOTES = re.compile(r"note-tweets?(?:-part\d{1,6})?\.js")
"""Names of the files of long texts."""
POST = "X post"
"""The format of posts and of long texts."""
BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:window\.)?YTD\.note_tweets?\.part\d{1,6}\s*=\s*")
OF_POST = re.compile(r"\w{3} (?P<month>\w{3}) (?P<day>\d\d) (?P<time>\d\d:\d\d:\d\d) \+0000 (?P<year>\d{4})")
OF_NOTE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?:\.\d+)?Z")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
ANSWERED = re.compile(r"(?:@\w{1,20}\s+)*")
"""Whom a post answers; the long text does not say."""
LINK = "https://t.co/"
LEAST = 12
"""Letters that two texts of one second must have in common; of shorter ones all."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The long texts of an archive.

    Attributes:
        digest: tells them from others.
        by_second: by the second in which they were posted.
    """

    digest: str
    by_second: Mapping[str, tuple[Mapping[str, Any], ...]] = field(repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Notes], tuple[str, dict[str, Any]]]:
        """Go to workers without the texts: each post that is sent there has been given its own."""
        return Notes, (self.digest, {})


def notes_of(files: Iterable[bytes]) -> Notes | None:
    """Return the long texts in files of them, None if there are none; those of a file that is cut off are not known."""
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    hashed = blake2b(digest_size=8)
    for data in files:
        begin = BEGIN.match(data)
        try:
            told = json.loads(data[begin.end() :].rstrip().rstrip(b";")) if begin else []
        except (ValueError, RecursionError):
            continue
        for one in told if isinstance(told, list) else []:
            note = one.get("noteTweet") if isinstance(one, dict) else None
            if not isinstance(note, dict):
                continue
            moment = OF_NOTE.fullmatch(str(note.get("createdAt")))
            if moment is not None and _said(note):
                second = f"{moment['day']} {moment['time']}"
                found[second] = (*found.get(second, ()), note)
        hashed.update(data)
    return Notes(hashed.hexdigest(), found) if found else None


def with_note(item: Item, sites: Iterable[Site]) -> Item:
    """Return a post with its whole text beside it, if it is a long one; any other item as it is."""
    if item.format != POST or not item.data:
        return item
    notes = next((site.settings["notes"] for site in sites if "notes" in site.settings and site.holds(item.path)), None)
    if notes is None:
        return item
    given = json.loads(item.data)
    post = given.get("tweet", given) if isinstance(given, dict) else None
    if not isinstance(post, dict):
        return item
    moment = OF_POST.fullmatch(str(post.get("created_at")))
    if moment is None or moment["month"] not in MONTHS:
        return item
    second = f"{moment['year']}-{MONTHS.index(moment['month']) + 1:02}-{moment['day']} {moment['time']}"
    fitting = (note for note in notes.by_second.get(second, ()) if _begins(str(post.get("full_text", "")), note))
    note = max(fitting, key=lambda one: len(_said(one)), default=None)
    return item if note is None else replace(item, data=json.dumps(given | {"noteTweet": note}).encode())


def whole_text(post: str, note: str) -> str:
    """Return a long text behind whom its post answers."""
    answered = ANSWERED.match(post)
    return f"{answered[0] if answered else ''}{note}"


def _said(note: Mapping[str, Any]) -> str:
    core = note.get("core")
    text = core.get("text") if isinstance(core, dict) else None
    return text if isinstance(text, str) else ""


def _begins(post: str, note: Mapping[str, Any]) -> bool:
    """Tell whether a post's text is the beginning of a long one."""
    own = ANSWERED.sub("", html.unescape(post), count=1).partition(LINK)[0].rstrip().removesuffix("…")
    whole = "".join(html.unescape(_said(note)).split())
    begin = "".join(own.split())
    return bool(begin) and whole.startswith(begin) and len(begin) >= min(LEAST, len(whole.partition(LINK)[0]))
