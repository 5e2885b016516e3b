"""What comparing the pages of an archive needs to know of each one, and what a rule that compares them does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import ClassVar, NamedTuple

from corpus.dating.rulings import Ruled, Ruling
from corpus.dating.trust import STRENGTH
from corpus.model import DateClaim, Furniture, Kind, Role

FOLDERS = 3
"""Depth to which folders set families apart; digits in their names do not, so that years and days are one family."""
NUMBER = re.compile(r"\d+")
LENT = "name of number "
"""How the place of a claim begins that the name of another file has lent (slips.py)."""

Family = tuple[str, ...]


class Page(NamedTuple):
    """An article to be compared with others.

    Attributes:
        row: its number in the store.
        folder: the name that sets families of pages apart (``folder_of``).
        claims: as they were read, with what was ruled of them last.
        furniture: all of it, or none if no masthead and no dateline is there.
        name: of its file, without folders.
    """

    row: int
    folder: str
    claims: tuple[Ruled, ...]
    furniture: tuple[Furniture, ...] = ()
    name: str = ""


class Comparing:
    """A rule that compares pages: all of them are counted, then each claim is ruled by what was counted.

    Attributes:
        COUNTED: kinds of claims of which a page must have one for the rule to count anything of it.
    """

    COUNTED: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def count(self, _page: Page) -> None:
        """Count the claims of one page."""

    def settle(self, _text: Callable[[int], str]) -> None:
        """Conclude from what has been counted; ``_text`` returns an article's paragraphs by its number."""

    def folders(self) -> set[str]:
        """Return the folders of the pages of which the rule may say something; others it leaves as they are."""
        return set()

    def ruling(self, _page: Page, _claim: DateClaim) -> Ruling | None:
        """Return what a claim counts as, and why, in a maintainer's words; None if the rule says nothing of it."""
        return None

    def lent(self, _page: Page) -> Ruled | None:
        """Return the claim that another page lends to this one, if one does."""
        return None


def witness(claims: Iterable[Ruled], claim: DateClaim) -> DateClaim | None:
    """Return the strongest claim of publication of another kind; the maintainer's own word is none."""
    published = [one.claim for one in claims if one.claim.role is Role.PUBLISHED]
    telling = [one for one in published if one.kind is not claim.kind and one.kind is not Kind.MAINTAINER]
    return min(telling, key=lambda other: STRENGTH[other.kind]) if len(telling) > 1 else next(iter(telling), None)


@lru_cache(maxsize=1 << 12)  # an archive has few folders and places
def numberless(text: str) -> str:
    """Return a text with one sign for each number, so that what is numbered is the same."""
    return NUMBER.sub("#", text)


def folder_of(path: str, url: str | None) -> str:
    """Return the name of the folder that sets an article's family apart: of its file, and the site of its link."""
    host = url.split("/", 3)[2] if url and url.count("/") > 1 else ""
    folders = path.split("/")[:-1][:FOLDERS] if "/" in path else [path]
    return numberless("/".join([host, *folders] if host else folders))


def lent(claim: DateClaim) -> bool:
    """Tell whether a claim is one that the name of another file has lent."""
    return claim.kind is Kind.FILE_NAME and claim.place.startswith(LENT)
