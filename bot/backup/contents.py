"""What a backup holds: which files of a home, and the list of them that stands first in it and vouches for each.

manifest.json             what made it and when; name, size and SHA-256 of every file that follows, in their order
archive.db, alerts.db, ... databases, as they were at one moment each
dates.toml, settings.env  corrections for all archives, and settings without secrets
weights.toml              what dateline tune has learned for this home
index/...                 the current generation, its pointer, and the note of a rollback that holds
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.alerts import news, readers
from corpus.dating import corrections
from corpus.errors import BackupUnusable
from corpus.store import schema
from index.generations.folder import INDEX
from index.generations.keeping import NOTE
from index.ranking.learned import WEIGHTS

FORMAT = 1
MANIFEST, SETTINGS = "manifest.json", "settings.env"
STORE, ALERTS, NEWS, CORRECTIONS = schema.FILE_NAME, readers.FILE_NAME, news.FILE_NAME, corrections.FILE_NAME
PLAIN = (CORRECTIONS, WEIGHTS)
"""Files that are copied as they are."""
LANGUAGES, COUNTS = "languages.db", "counts.db"
DATABASES = (STORE, ALERTS, NEWS, LANGUAGES, COUNTS)
"""In this order: alerts are copied before what they were told of, so that rather one comes twice than none."""
NAMES = re.compile(
    rf"(?:{'|'.join(re.escape(one) for one in (*DATABASES, *PLAIN, SETTINGS, f'{INDEX}/{NOTE}'))}"
    r"|index/current|index/generation-[0-9]{6,9}/(?:manifest\.json|[A-Za-z0-9_]{1,80}\.npy))"
)
"""Nothing else is put into a home, whatever a file says."""
LARGEST_MANIFEST = 1 << 20
"""Bytes; ours have ten thousand."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself.

    Attributes:
        made_at: when, in UTC.
        dateline: the version that made it.
        articles: that are live in its store.
        passages: that these have.
        generation: the number of the index's, None where it holds no index.
        members: its files, in their order.
    """

    made_at: str
    dateline: str
    articles: int
    passages: int
    generation: int | None
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(one.size for one in self.members)


def dump(contents: Contents) -> bytes:
    """Write what a backup says of itself."""
    return json.dumps({"format": FORMAT, **asdict(contents)}, indent=1).encode()


def load(data: bytes, place: str) -> Contents:
    """Read what a backup says of itself.

    Args:
        data: as ``dump`` writes it, or whatever somebody has put there.
        place: the file, for messages.

    Raises:
        BackupUnusable: it is none of ours, or names a file that has no place in a home.
    """
    try:
        said = json.loads(data)
        found = said["format"]
        if found != FORMAT:
            raise BackupUnusable(
                f"{place}: is a backup of format {str(found)[:20]}, this Dateline reads {FORMAT}; "
                "restore it with the Dateline that made it, or a newer one"
            )
        members = tuple(_member(one) for one in said["members"])
        contents = Contents(**{one.name: said[one.name] for one in fields(Contents)} | {"members": members})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BackupUnusable(f"{place}: is no backup of Dateline's ({type(error).__name__}); name one") from error
    names = [one.name for one in members]
    if STORE not in names or len(set(names)) < len(names) or not _is_told(contents):
        raise BackupUnusable(f"{place}: is no backup of Dateline's, or was changed; take another copy of it")
    return contents


def _member(said: dict[str, Any]) -> Member:
    one = Member(**said)
    if not (isinstance(one.name, str) and NAMES.fullmatch(one.name)):
        raise ValueError
    if type(one.size) is not int or one.size < 0 or re.fullmatch("[0-9a-f]{64}", one.sha256) is None:
        raise ValueError
    return one


def _is_told(contents: Contents) -> bool:
    """Tell whether all but the files has the form that it must have."""
    numbers = contents.articles, contents.passages, contents.generation or 0
    return all(type(one) is int and one >= 0 for one in numbers) and all(
        isinstance(one, str) and re.fullmatch("[ -~]{1,60}", one) for one in (contents.made_at, contents.dateline)
    )
