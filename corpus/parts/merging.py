"""Looks up what came of items in the files of all parts, once these are known to be all, whole and of one archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path

from corpus.dating.horizon import Horizon
from corpus.errors import PartsUnusable
from corpus.parts.packing import key_of
from corpus.parts.part_file import INTERRUPTED, Origins, PartFile
from corpus.parts.share import Share, files_in
from corpus.reading.items import Item
from corpus.store.rows import ItemRows
from corpus.surveying import ALIKE, HANDFUL, Plan

NAMED = 8
"""Parts that a message names one by one."""


class Parts(AbstractContextManager["Parts"]):
    """The files of all parts, open for looking up.

    Args:
        folder: where they are.
        roots: paths of the archives that they are of.
        horizon: what is published by now.

    Attributes:
        missed: items that none of them held, which are read where they are merged.

    Raises:
        PartsUnusable: one is missing, not whole, damaged, or of other archives than the others.
    """

    def __init__(self, folder: Path, roots: Iterable[Path], horizon: Horizon) -> None:
        self.folder = folder
        self.roots = list(dict.fromkeys(roots))
        self.horizon = horizon
        self.missed = 0
        files = files_in(folder)
        self._refuse_incomplete(files)
        with ExitStack() as stack:
            self.parts = [stack.enter_context(PartFile(file, share)) for share, file in files.items()]
            self._refuse_troubled()
            for part in self.parts:
                self._refuse_others(part)
            self._open = stack.pop_all()

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def checked(self, plans: Iterable[Plan], store: str) -> Callable[[Item], ItemRows | None]:
        """Return what looks up items, once it is sure that the parts are of the archives as these are, or nearly.

        Args:
            plans: what stands where they are.
            store: the id of the store into which the parts are merged; "" if it has none yet.

        Raises:
            PartsUnusable: too much has changed, or another store knows what they left out.
        """
        for part in self.parts:
            if part.origins().store not in {"", store}:
                raise PartsUnusable(
                    f"{part.file}: part {part.share} leaves out what the store of another home knows; read it again "
                    f"with this --home: {self._cure(part.share)}"
                )
        for number, plan in enumerate(plans):
            if plan.refused is None:
                self._refuse_changed(number, plan)
        return self.find

    def find(self, item: Item) -> ItemRows | None:
        """Return what came of an item, None if no part holds that."""
        key = key_of(item)
        for place, part in enumerate(self.parts):
            if (found := part.find(key, self.horizon)) is not None:
                if place:  # what follows is likely in the same file
                    self.parts.insert(0, self.parts.pop(place))
                return found
        self.missed += 1
        return None

    def remove(self) -> None:
        """Remove the files, which are of no more use once the store holds what is in them."""
        self._open.close()
        for part in self.parts:
            with suppress(OSError):  # where they can only be read, whoever brought them there removes them
                part.file.unlink()

    def _refuse_incomplete(self, files: dict[Share, Path]) -> None:
        if not files:
            raise PartsUnusable(
                f"{self.folder}: there are no parts; read them first: {self._cure(Share(4, 1))}, and so on"
            )
        splits = sorted({share.of for share in files})
        if len(splits) > 1:
            told = " and ".join(f"of {of} ({sum(share.of == of for share in files)} there)" for of in splits)
            raise PartsUnusable(f"{self.folder}: there are parts {told}; move away all but those of one split")
        missing = [share for number in range(1, splits[0] + 1) if (share := Share(splits[0], number)) not in files]
        if missing:
            raise PartsUnusable(f"{self.folder}: {_listed(missing)} missing; {self._cure_of(missing, 'reads')}")

    def _refuse_troubled(self) -> None:
        told = {part: why for part in self.parts if (why := part.trouble()) is not None}
        for part, why in told.items():
            if why != INTERRUPTED:
                raise PartsUnusable(
                    f"{part.file}: {why}; put the right file in its place, or remove it and read that part: "
                    f"{self._cure(part.share)}"
                )
        if told:
            shares = [part.share for part in told]
            cure = self._cure_of(shares, "carries on with")
            raise PartsUnusable(f"{self.folder}: {_listed(shares)} not read to the end; {cure}")

    def _refuse_others(self, part: PartFile) -> None:
        names = Origins.of(self.roots, "").names
        if (own := part.origins().names) != names:
            raise PartsUnusable(
                f"{part.file}: part {part.share} was read of {' '.join(own)}, not of {' '.join(names)}; name the same "
                f"paths in the same order everywhere, or read it again: {self._cure(part.share)}"
            )

    def _refuse_changed(self, number: int, plan: Plan) -> None:
        files = [one for one in plan.files if one.left_out is None and not one.is_folder]
        unseen = sum(not any(part.looked_at(number, one) for part in self.parts) for one in files)
        if unseen and (unseen == len(files) or (unseen > HANDFUL and unseen > (1 - ALIKE) * len(files))):
            shares = sorted(part.share for part in self.parts)
            raise PartsUnusable(
                f"{plan.root}: {unseen:,} of {len(files):,} files are not as they were when the parts in {self.folder} "
                "were read: it is another archive, archive.toml says something else, or it has changed since; "
                f"{self._cure_of(shares, 'reads what has changed of')}"
            )

    def _cure_of(self, shares: list[Share], does: str) -> str:
        return f"{self._cure(shares[0])} {does} {'it' if len(shares) == 1 else 'the first, and so on'}"

    def _cure(self, share: Share) -> str:
        return f"dateline index --part {share} --parts {self.folder} {' '.join(map(str, self.roots))}"


def _listed(shares: list[Share]) -> str:
    told = ", ".join(map(str, shares[:NAMED])) + (f" and {len(shares) - NAMED} more" if len(shares) > NAMED else "")
    return f"part {told} is" if len(shares) == 1 else f"parts {told} are"
