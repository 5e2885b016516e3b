"""Finds numbered files whose names have slipped: each carries the day of another file of its series.

Programs that save a list of links write each file's name from one list and its text from another. Where an entry is
lost in one of them, every name from there on carries the day of a neighbour. One file cannot tell: its name just
disagrees with its dateline. A series can:

- a *series* is the files of one folder whose names, but for a day and a running number, are the same, year by year;
- it has slipped by k if the name of number n nearly always carries the day that the text of number n - k tells, and
  often another one than its own text tells. Days of papers that print late or early do not fit a neighbour's so;
- a slip begins and ends with the first and the last name that is proved to be a neighbour's; others stay as they are.

The text is right then, for a name can be written to another file, but no paragraph slips out of its own text. A name
that has slipped counts as nothing, and number n has the day that the name of number n + k carries.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from corpus.dates.spans import one_day
from corpus.dating.archive.pages import LENT, NUMBER, Comparing, Page, lent, witness
from corpus.dating.claims import CONFIDENCE
from corpus.dating.rulings import CountsAs, Ruled, Ruling
from corpus.model import DateClaim, Kind, Precision, Role

STEPS = (1, -1, 2, -2, 3, -3)
PAIRS = 20
SHARE = 0.95
"""Files and share whose names must carry the day of the same neighbour. Of the 280 series of the Senate archive seven
have slipped, with .98 to 1.00 of 61 to 381 files; the next one has .30."""
OWN_SHARE = 0.8
"""Where more names than this carry the day of their own text, they are right and their neighbours' days the same."""
TOLD_APART = 5
"""Files whose own text tells another day than the neighbour's, and whose names carry the neighbour's; 6 at least."""

Series = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Slip:
    """How far the names of a series have slipped, the days of those that have, by number, and why it is believed."""

    step: int
    named: dict[int, date]
    why: str


class Slips(Comparing):
    """Counts the days of names and texts by series, then tells which names have slipped."""

    COUNTED = frozenset({Kind.FILE_NAME})

    def __init__(self) -> None:
        self._series: defaultdict[Series, array[int]] = defaultdict(partial(array, "q"))
        self._slips: dict[Series, _Slip] = {}

    def count(self, page: Page) -> None:
        """Remember the days that a page's name and its text tell."""
        found = _numbered(page)
        if found is not None:
            series, number, named = found
            told = witness(page.claims, named)
            day = told.span.first.toordinal() if told and told.span.precision is Precision.DAY else 0
            self._series[series].extend((number, named.span.first.toordinal(), day))

    def settle(self, _text: Callable[[int], str]) -> None:
        """Find the series that have slipped."""
        found = ((series, _slipped(entries)) for series, entries in self._series.items())
        self._slips = {series: slip for series, slip in found if slip is not None}
        self._series.clear()

    def folders(self) -> set[str]:
        """Return the folders where a series has slipped."""
        return {folder for folder, *_ in self._slips}

    def ruling(self, page: Page, claim: DateClaim) -> Ruling | None:
        """Rule that the day of a page's name is that of another file, and nothing of its own."""
        found = self._slip(page) if claim.kind is Kind.FILE_NAME else None
        return (CountsAs.NOTHING, found[0].why) if found and found[2] == claim else None

    def lent(self, page: Page) -> Ruled | None:
        """Return the day that the name of another file carries for this page; None where names are right."""
        found = self._slip(page)
        number = found[1] + found[0].step if found else 0
        if found is None or number not in found[0].named:
            return None
        day, place = found[0].named[number], f"{LENT}{number}"
        kind = Kind.FILE_NAME
        claim = DateClaim(Role.PUBLISHED, kind, one_day(day), str(day), place, CONFIDENCE[kind])
        return Ruled(claim, why=found[0].why)

    def _slip(self, page: Page) -> tuple[_Slip, int, DateClaim] | None:
        """Return the slip that a page's name is part of, its number in the series, and the claim of its name."""
        if (found := _numbered(page)) is None:
            return None
        series, number, named = found
        slip = self._slips.get(series)
        return (slip, number, named) if slip and number in slip.named else None


def _numbered(page: Page) -> tuple[Series, int, DateClaim] | None:
    """Return the series of a page, its number there, and the claim of its name; None if it is in none."""
    named = next((one.claim for one in page.claims if one.claim.kind is Kind.FILE_NAME and not lent(one.claim)), None)
    if named is None or named.span.precision is not Precision.DAY:
        return None
    stem = page.name.rpartition(".")[0] or page.name
    rest = stem.replace(named.words, "", 1)
    numbers = NUMBER.findall(rest)
    if not numbers or len(numbers[-1]) > 9:  # noqa: PLR2004 - a running number, no identifier
        return None
    return (page.folder, NUMBER.sub("#", rest), named.span.first.year), int(numbers[-1]), named


def _slipped(entries: array[int]) -> _Slip | None:
    numbers, named, told = entries[::3], entries[1::3], entries[2::3]
    names = dict(zip(numbers, named, strict=True))
    if len(names) < len(numbers):  # a number that comes twice counts something else
        return None
    texts = {number: day for number, day in zip(numbers, told, strict=True) if day}
    found = (_slipped_by(step, names, texts) for step in STEPS)
    return next((slip for slip in found if slip is not None), None)


def _slipped_by(step: int, names: dict[int, int], texts: dict[int, int]) -> _Slip | None:
    """Return the slip of a series if its names carry the days of the texts a step before; days are ordinals."""
    proofs = [number for number, day in texts.items() if names[number] == texts.get(number - step) != day]
    if len(proofs) < TOLD_APART:
        return None
    concerned = {number: day for number, day in names.items() if min(proofs) <= number <= max(proofs)}
    pairs = [number for number in concerned if number - step in texts]
    fitting = sum(names[number] == texts[number - step] for number in pairs)
    own = [names[number] == texts[number] for number in concerned if number in texts]
    if len(pairs) < PAIRS or fitting < SHARE * len(pairs) or sum(own) > OWN_SHARE * len(own):
        return None
    days = {number: date.fromordinal(day) for number, day in concerned.items()}
    return _Slip(step, days, _why(step, fitting, len(pairs), len(own) - sum(own), len(own)))


def _why(step: int, fitting: int, pairs: int, apart: int, own: int) -> str:
    away = f"{abs(step)} {'before' if step > 0 else 'after'} it"
    return (
        f"the file names have slipped: {fitting:,} of {pairs:,} carry the day of the text {away} in their numbering, "
        f"while {apart:,} of {own:,} carry another day than their own text"
    )
