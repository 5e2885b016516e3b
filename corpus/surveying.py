"""Looks at what stands where archives are, before anything is changed: is so much gone that it is rather a mount?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.reading.walking import Source, sources
from corpus.store.writing import StoreWriter

HANDFUL = 5
"""Files that may always be gone. A choice: as many are deleted by hand."""
SHARE = 10
"""Of more than one file in so many that are gone, a maintainer is asked. A choice: what fails takes nearly all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands where an archive is, and what is to be done with it.

    Attributes:
        root: its path as it was given.
        files: that are there, in order.
        refused: why nothing of it is changed, with the cure; None if it is read.
    """

    root: Path
    files: list[Source]
    refused: str | None = None

    def out_of_sight(self, path: str) -> bool:
        """Tell whether a file is in a folder that cannot be listed, so that nobody knows whether it is there."""
        return _below(path, [source.path for source in self.files if source.is_folder])


def survey(writer: StoreWriter, roots: Iterable[Path], *, force: bool = False) -> list[Plan]:
    """Find what stands at the paths of archives.

    Args:
        writer: the open store, which is not changed.
        roots: paths of archives.
        force: let go of archives most of whose files are gone.

    Raises:
        ArchiveNotFound: one of the paths does not exist.
    """
    plans = [Plan(root, list(sources(root))) for root in roots]
    return plans if force else [_checked(writer, plan) for plan in plans]


def _checked(writer: StoreWriter, plan: Plan) -> Plan:
    number = writer.number_of(plan.root)
    known = set() if number is None else writer.known_files(number)
    unlisted = [source.path for source in plan.files if source.is_folder]
    there = {source.path for source in plan.files if source.left_out is None and not source.is_folder}
    gone = [path for path in known if path not in there and not _below(path, unlisted)]
    if not gone or (there and not (len(gone) > HANDFUL and len(gone) * SHARE > len(known))):
        return plan
    found = "more than a tenth" if there else "and nothing else is there"
    said = (
        f"{plan.root}: {len(gone):,} of {len(known):,} files are gone, {found}; nothing of this archive was changed: "
        "see that the disk or folder is mounted and whole, or, if they are to be gone, run it again with --force"
    )
    return replace(plan, refused=said)


def _below(path: str, folders: list[str]) -> bool:
    return any(folder == "./" or path.startswith(folder) for folder in folders)
