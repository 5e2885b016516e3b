"""The kinds of tokens that date expressions are made of.

A kind is one letter, so that the kinds of a text's tokens are a string and rules are regular expressions over it.
Rules (rules.toml) and their functions write the names below, never the letters; kinds joined are "one of these".
The language files (languages/) tell which words are of which kind; adjusting.py settles what depends on neighbours.
"""

from __future__ import annotations

from typing import NamedTuple

Value = int | str

# Units of time: "week". Their value is the unit's name.
DAY = "1"
WEEK = "2"
WEEKEND = "3"
MONTH = "4"
QUARTER = "5"
HALF = "6"
YEAR = "7"
DECADE = "8"
CENTURY = "9"
TWO_UNITS = "V"  # Arabic writes "two weeks" as one word
# What has a name or a number of its own.
WEEKDAY = "W"  # Monday: 0
PLAIN_MONTH = "M"  # June: 6
DOUBTFUL_MONTH = "m"  # may, march
SOLAR_MONTH = "H"  # Farvardin, of the solar Hijri year
LUNAR_MONTH = "J"  # Ramadan, of the lunar Hijri year
SEASON = "S"  # summer: its first month
NAMED_DAY = "Z"  # Christmas
DAY_NUMBER = "d"  # a number from 1 to 31
NUMBER = "N"  # any other number, also in words
ORDINAL = "o"  # 31st, third
YEAR_NUMBER = "y"  # 2019
YEAR_PAIR = "U"  # 2006-07, two years that follow each other: the first
SHORT_YEAR = "Y"  # '98
LUNAR_YEAR = "q"  # 1440 AH
DECADE_NUMBER = "K"  # the 1990s, nineties
NUMERIC_DATE = "g"  # 2019-11, 03/04/2019
CALENDAR_WEEK = "="  # KW, the week that has the number beside it
CLOCK = "@"  # 06:01:13, with its zone
CALENDAR = "C"  # 1398 solar
# What counts from another day. The value is how many units on, so "last" is -1.
TODAY = "D"  # today, yesterday, tomorrow
LAST_NEXT = "r"  # last, this, next
LASTS = "~"  # French "derniers", which needs a count beside it
ULTIMO = "u"  # ultimo, instant
THAT = "A"  # that, same, following
THAT_BEHIND = "Q"  # "cette année-là"
DAY_AFTER = "O"  # "le lendemain"
AGO = "G"
EARLIER = "B"
LATER = "L"
AGO_FIRST = "X"  # "vor zwei Wochen"
AHEAD_FIRST = "R"  # "dentro de dos semanas"
FROM_NOW = "z"
# Parts, counts and small words.
EARLY = "E"  # early, mid, late, the end of
PART_OF_DAY = "P"  # morning
FISCAL = "F"
PERIOD = "I"
SEASON_WORD = "p"  # the 2019 season
ONE = "a"
SEVERAL = "n"
THE = "T"
OF = "f"
IN = "i"  # in, since, before
BETWEEN = "b"
AND = "&"
OR = ","
TO = "t"
TO_OR_IN = "j"
POSSESSIVE = "s"
COMMA = "c"
HYPHEN = "h"
ORDINARY = "."  # any other word
# What is settled by its neighbours (adjusting.py) and never met in a rule.
THIS_BEFORE = "l"  # "este", which belongs to the unit behind it
YEAR_BY_NAME = "k"  # Persian "last year" in one word
DOUBTFUL_SOLAR_MONTH = "e"
MONTH_WITH_YEAR = "w"  # a month only where a year stands behind
MONTH_OR_NUMBER = "x"  # French "sept"
ROMAN = "v"  # XIX
NOTHING = "_"  # left out

# One of several kinds.
WITHIN_YEAR = DAY + WEEK + WEEKEND + MONTH + QUARTER + HALF
UNIT = WITHIN_YEAR + YEAR + DECADE + CENTURY
ANY_UNIT = UNIT + TWO_UNITS
PART_OF_YEAR = QUARTER + HALF
GREGORIAN_MONTH = PLAIN_MONTH + DOUBTFUL_MONTH
MONTH_NAME = GREGORIAN_MONTH + SOLAR_MONTH
NUMERAL = DAY_NUMBER + NUMBER
MONTHDAY = DAY_NUMBER + ORDINAL
ANY_YEAR = YEAR_NUMBER + SHORT_YEAR
AWAY = AGO + EARLIER + LATER
OF_YEAR = MONTH_NAME + SEASON + PART_OF_YEAR
EARLIER_LATER = EARLY + EARLIER + LATER
UNTIL = HYPHEN + TO + AND + TO_OR_IN
DOUBTFUL = {
    PLAIN_MONTH: DOUBTFUL_MONTH,
    SOLAR_MONTH: DOUBTFUL_SOLAR_MONTH,
    WEEKDAY: ORDINARY,
}
"""What a word is that is also an ordinary word."""

PARTIAL = (
    ANY_UNIT + DOUBTFUL_MONTH + LUNAR_MONTH + SEASON + CALENDAR_WEEK + ULTIMO + PART_OF_DAY + PERIOD + MONTH_WITH_YEAR
    + MONTH_OR_NUMBER
)  # fmt: skip
"""Kinds that tell a time only beside another token,"""
NAMING = (
    WEEKDAY + PLAIN_MONTH + SOLAR_MONTH + NAMED_DAY + YEAR_NUMBER + YEAR_PAIR + SHORT_YEAR + LUNAR_YEAR + DECADE_NUMBER
    + NUMERIC_DATE + TODAY + DAY_AFTER + YEAR_BY_NAME + DOUBTFUL_SOLAR_MONTH
)  # fmt: skip
"""and those that may by themselves. No rule is met by other kinds alone."""
TELLING = PARTIAL + NAMING


class Token(NamedTuple):
    """A date word or number: its kind, where it stands, its value, and whether it may as well be no date."""

    kind: str
    start: int
    end: int
    value: Value
    doubtful: bool = False
