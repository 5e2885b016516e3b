"""What stands above an entry where several questions are answered in one reply."""

from __future__ import annotations

from dataclasses import dataclass

from bot.wording.dates import DayTold


@dataclass(frozen=True, slots=True)
class Lead:
    """Which part of a question is answered from an entry on.

    Attributes:
        lines: the part's words, and what is to say of its answer.
        title: the date that it asks for, "" for none; ``days`` are the certain ones in it.
    """

    lines: tuple[str, ...]
    title: str = ""
    days: tuple[DayTold, ...] = ()

    @property
    def text(self) -> str:
        """All of it, with the line ends around it."""
        return "\n".join((*self.lines, self.title, "", ""))
