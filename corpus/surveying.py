"""Looks at what stands where archives are, before anything is changed: is so much gone that it is rather a mount?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from corpus.errors import ArchiveUnclear
from corpus.reading.walking import Source, closed, directed, is_there, sources
from corpus.store import archives
from corpus.store.writing import StoreWriter

Known = tuple[int, int, int, bool]
"""Number, size, time and completeness of a file in the store."""
HANDFUL = 5
"""Files that may always be gone. A choice: as many are deleted by hand."""
SHARE = 10
"""Of more than one file in so many that are gone, a maintainer is asked. A choice: what fails takes nearly all."""
ALIKE = 0.8
"""Share of the files that must be alike for an archive to be another one. A choice: a few change while it moves."""
SAMPLE = 8
"""Files whose content is compared, the first items of each. A choice."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands where an archive is, and what is to be done with it.

    Attributes:
        root: its path as it was given.
        files: that are there, in order.
        name: that the archive is given, if any.
        renamed: files whose path is another now, from the old one to the new one.
        moved_from: where the archive was before, if it has moved.
        refused: why nothing of it is changed, with the cure; None if it is read.
    """

    root: Path
    files: list[Source]
    name: str | None = None
    renamed: dict[str, str] = field(default_factory=dict)
    moved_from: Path | None = None
    refused: str | None = None

    def out_of_sight(self, path: str) -> bool:
        """Tell whether a file is in a folder that cannot be listed, so that nobody knows whether it is there."""
        return _below(path, [source.path for source in self.files if source.is_folder])


def survey(writer: StoreWriter, roots: Iterable[Path], *, force: bool = False, name: str | None = None) -> list[Plan]:
    """Find what stands at the paths of archives, and which archives have moved there, which is noted at once.

    Args:
        writer: the open store.
        roots: paths of archives.
        force: let go of archives most of whose files are gone.
        name: that the archive is given; says of a copy that it is one of its own.

    Raises:
        ArchiveNotFound: one of the paths does not exist.
        ArchiveUnclear: one is in or around another archive, or a copy of one.
        DirectionsInvalid: an archive.toml cannot be understood.
    """
    plans = [_plan(writer, root, name) for root in dict.fromkeys(roots)]
    for plan in plans:
        others = [root for _, root in writer.archives()] + [one.root.resolve() for one in plans if one is not plan]
        if writer.number_of(plan.root) is None:
            _refuse_overlap(plan.root, others)
    return [
        plan if plan.refused else _checked(writer, plan if plan.name else _moved(writer, plan), force=force)
        for plan in plans
    ]


def _plan(writer: StoreWriter, root: Path, name: str | None) -> Plan:
    """Return what stands at a path; of a known archive that is gone or that nobody may look into, nothing but that."""
    reason, number = closed(root), writer.number_of(root)
    if number is not None and reason is None and not root.exists():
        said = (
            f"{root}: is not there any more; nothing of this archive was changed: mount it again, or, if it is to be "
            f"gone: dateline archives forget {writer.name_of(number)}"
        )
        return Plan(root, [], refused=said)
    if reason is None or number is None:
        return Plan(root, directed(root, list(sources(root))), name)
    said = (
        f"{root}: cannot be looked into ({reason}); nothing of this archive was changed: check its permissions, or "
        "mount it again"
    )
    return Plan(root, [], refused=said)


def _refuse_overlap(root: Path, others: Iterable[Path]) -> None:
    own = root.resolve()
    for other in others:
        if other in own.parents:
            raise ArchiveUnclear(
                f"{root}: is inside {other}, which is an archive already, so its articles would be there twice; read "
                f"that one: dateline index {other}"
            )
        if own in other.parents:
            raise ArchiveUnclear(
                f"{root}: has {other} in it, which is an archive already, so its articles would be there twice; "
                f"dateline archives forget {other}, or name only the other folders"
            )


def _moved(writer: StoreWriter, plan: Plan) -> Plan:
    """Return the plan of an archive that was elsewhere before.

    Raises:
        ArchiveUnclear: it is still there too.
    """
    if writer.number_of(plan.root) is not None:
        return plan
    same = next(((number, root) for number, root in writer.archives() if _alike(writer, number, plan)), None)
    if same is None:
        return plan
    number, before = same
    if is_there(before):
        name = writer.name_of(number)
        raise ArchiveUnclear(
            f"{plan.root}: is a copy of the archive {name} at {before}, so its articles would be there twice; use "
            f"the copy from now on: dateline archives move {name} {plan.root}, or keep both: dateline index --name "
            f"OTHER-NAME {plan.root}"
        )
    archives.move(writer.connection, number, plan.root.resolve())
    return replace(plan, moved_from=before)


def _alike(writer: StoreWriter, archive: int, plan: Plan) -> bool:
    """Tell whether most files of an archive are those of a plan: by path and size, then by content or time."""
    known = {path: row for path, row in writer.known_sources(archive).items() if _is_file(path, row)}
    here = {source.path: source for source in plan.files if source.left_out is None and not source.is_folder}
    same = [path for path in known if path in here and here[path].size == known[path][1]]
    if not same or len(same) < ALIKE * max(len(known), len(here)):
        return False
    times = sum(here[path].stamp == known[path][2] for path in same)
    if times > max(HANDFUL, ALIKE * len(known)):
        return True
    sample = same[:: max(1, len(same) // SAMPLE)][:SAMPLE]
    return all(_same_items(writer, known[path][0], here[path]) for path in sample)


def _same_items(writer: StoreWriter, number: int, source: Source) -> bool:
    known = writer.known_items(number)
    return all(any(True for _ in known.take(one.path, one.digest)) for one in islice(source.items(), 20))


def _checked(writer: StoreWriter, plan: Plan, *, force: bool) -> Plan:
    """Return a plan with the files that were renamed, and refused if more is gone than is by hand."""
    number = writer.number_of(plan.root)
    known = {} if number is None else writer.known_sources(number)
    known = {path: row for path, row in known.items() if _is_file(path, row)}
    unlisted = [source.path for source in plan.files if source.is_folder]
    files = {source.path: source for source in plan.files if not source.is_folder}
    there = {path: source for path, source in files.items() if source.left_out is None}
    gone = {path: row for path, row in known.items() if path not in files and not _below(path, unlisted)}
    renamed = _renamed(gone, [source for path, source in there.items() if path not in known])
    lost = len(gone) - len(renamed)
    if force or not lost or (there and not (lost > HANDFUL and lost * SHARE > len(known))):
        return replace(plan, renamed=renamed)
    found = "more than a tenth" if there else "and nothing else is there"
    said = (
        f"{plan.root}: {lost:,} of {len(known):,} files are gone, {found}; nothing of this archive was changed: "
        "see that the disk or folder is mounted and whole, or, if they are to be gone, run it again with --force"
    )
    return replace(plan, refused=said)


def _renamed(gone: dict[str, Known], new: list[Source]) -> dict[str, str]:
    """Return which file that is gone is which new one: of the same size and time, or else of the same name."""
    found: dict[str, str] = {}
    for told in (_size_and_time, _size_and_name):
        before = {path: told(path, row[1], row[2]) for path, row in gone.items() if path not in found}
        after = {one.path: told(one.path, one.size, one.stamp) for one in new if one.path not in found.values()}
        times = Counter(before.values()), Counter(after.values())
        paths = {key: path for path, key in after.items() if times[1][key] == 1}
        found |= {path: paths[key] for path, key in before.items() if key in paths and times[0][key] == 1}
    return found


def _size_and_time(_path: str, size: int, modified: int) -> tuple[int, object]:
    return size, modified


def _size_and_name(path: str, size: int, _modified: int) -> tuple[int, object]:
    return size, path.rpartition("/")[2]


def _is_file(path: str, row: Known) -> bool:
    """Tell whether a known source is a file that was opened: no folder, and nothing that is left out unopened."""
    return not path.endswith("/") and row[2] >= 0


def _below(path: str, folders: list[str]) -> bool:
    return any(folder == "./" or path.startswith(folder) for folder in folders)
