"""What a button does that shows no part of an answer: its data, as short and as strictly read as that of views."""

from __future__ import annotations

import re
from dataclasses import dataclass

DATA = re.compile(r"1;([a-z]{2,8})(?:\.([0-9a-f]{1,7}))?(?:\.([0-9a-f]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        verb: what.
        number: of the alert that it is done to, 0 for none.
        value: what is chosen.
    """

    verb: str
    number: int = 0
    value: int = 0

    def data(self) -> str:
        """Return the step as the data of a button."""
        return f"1;{self.verb}.{self.number:x}.{self.value:x}"


@dataclass(frozen=True, slots=True)
class Button:
    """A button that only Telegram shows."""

    label: str
    step: Step


def read_step(data: str) -> Step | None:
    """Return the step of a button's data, None for other data."""
    match = DATA.fullmatch(data)
    if match is None:
        return None
    return Step(match[1], int(match[2] or "0", 16), int(match[3] or "0", 16))
