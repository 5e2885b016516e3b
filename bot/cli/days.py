"""A day on the command line: YYYY-MM-DD."""

from __future__ import annotations

from datetime import date

import click

from corpus.dates.spans import parse_day


class Day(click.ParamType[date]):
    """Reads YYYY-MM-DD as a date; anything else is wrong usage."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with what is wanted."""
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            self.fail(f"{value!r} is no day; write it as YYYY-MM-DD, for example 2019-01-31", param, ctx)
        return day


DAY = Day()
