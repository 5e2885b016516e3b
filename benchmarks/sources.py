"""What the programs that learn are given: an indexed home and labelled questions for its archive, as one argument."""

from __future__ import annotations

from pathlib import Path

import click


class Source(click.ParamType[tuple[Path, Path]]):
    """HOME:QUESTIONS.jsonl, as (home, questions)."""

    name = "HOME:QUESTIONS.jsonl"

    def convert(
        self, value: str | tuple[Path, Path], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Path, Path]:
        """Take an argument apart; both must be there."""
        if isinstance(value, tuple):
            return value
        home, _, questions = value.rpartition(":")
        if not Path(home, "archive.db").is_file() or not Path(questions).is_file():
            self.fail(f"{value}: give an indexed home, a colon, and a file of labelled questions", param, ctx)
        return Path(home), Path(questions)


SOURCE = Source()
