"""What comparing the pages of an archive needs to know of each one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dating.rulings import Ruled
from corpus.dating.trust import STRENGTH
from corpus.model import DateClaim, Furniture, Kind, Role


@dataclass(frozen=True, slots=True)
class Page:
    """An article to be compared with others.

    Attributes:
        row: its number in the store.
        folder: the name that sets families of pages apart (``folder_of``).
        claims: as they were read, with what was ruled of them last.
        name: of its file, without folders.
    """

    row: int
    folder: str
    claims: tuple[Ruled, ...]
    furniture: tuple[Furniture, ...] = ()
    name: str = ""


def witness(claims: Iterable[Ruled], claim: DateClaim) -> DateClaim | None:
    """Return the strongest claim of publication of another kind; the maintainer's own word is none."""
    others = [
        one.claim
        for one in claims
        if one.claim.role is Role.PUBLISHED and one.claim.kind not in {claim.kind, Kind.MAINTAINER}
    ]
    return min(others, key=lambda other: STRENGTH[other.kind], default=None)
