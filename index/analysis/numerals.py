"""Numbers that are written in different ways and mean the same."""

from __future__ import annotations

import re

DECIMAL_COMMA = frozenset(
    "bg ca cs da de el es et eu fi fr hr hu hy id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi".split()
)
"""Languages that write 1.500,25 for what English writes as 1,500.25."""
GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
}
OTHER = {",": ".", ".": ","}


def plain(number: str, language: str) -> str:
    """Return a number without thousands separators and with a decimal point: "1500.25".

    Args:
        number: digits with dots and commas between them.
        language: decides whether "1.500" is fifteen hundred or one and a half; where the number itself tells, as
            "1.500.000" does, it does not matter.
    """
    if "," not in number and "." not in number:
        return number
    usual = "." if language in DECIMAL_COMMA else ","
    if GROUPED[usual].fullmatch(number):
        return number.replace(usual, "").replace(",", ".")
    unusual = OTHER[usual]
    tells = number.count(unusual) > 1 or usual in number
    if tells and GROUPED[unusual].fullmatch(number):
        return number.replace(unusual, "").replace(",", ".")
    return number.replace(",", ".")
