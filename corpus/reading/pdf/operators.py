"""Cuts the content of a page into operators and what they are applied to (ISO 32000-2, 7.2 and 7.8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Operand = float | bytes | str | list["Operand"]
"""Numbers; strings as bytes; names as text with their slash; arrays."""

END = rb"[\x00\t\n\x0c\r /\[\]<>(){}%]"
TOKEN = re.compile(
    rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*+)*+"
    rb"(?:(?P<number>[+-]*+(?:\d++\.?\d*+|\.\d++)-?\d*+)(?=" + END + rb"|\Z)"
    rb"|(?P<word>[^\x00\t\n\x0c\r /\[\]<>(){}%]++)"
    rb"|(?P<name>/[^\x00\t\n\x0c\r /\[\]<>(){}%]*+)"
    rb"|(?P<string>\((?:[^()\\]|\\.)*+\))"
    rb"|(?P<open>\()"
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\x0c\r ]*+>)"
    rb"|(?P<array>\[)|(?P<close>\])"
    rb"|(?P<other><<|>>|.))",
    re.DOTALL,
)
ESCAPED = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
IMAGE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|\Z)")
OPERANDS = 64
"""Operators take six at most; a number of colours more. What stands before them is no operand of theirs."""
NUMBER_LENGTH = 40


def operations(data: bytes) -> Iterator[tuple[bytes, list[Operand]]]:
    """Yield each operator with its operands; what is none of either is passed over."""
    operands: list[Operand] = []
    array: list[Operand] | None = None
    position, length = 0, len(data)
    while position < length and (match := TOKEN.match(data, position)):
        position = match.end()
        kind = match.lastgroup
        if kind == "word":
            if array is None:
                yield match["word"], operands
                operands = []
            if match["word"] == b"ID":
                end = IMAGE_END.search(data, position)
                position = end.end() if end else length
        elif kind == "array":
            array = []
        elif kind == "close" and array is not None:
            operands.append(array)
            array = None
        elif kind in VALUES and kind is not None:
            (operands if array is None else array).append(VALUES[kind](match[kind]))
        elif kind == "open":
            position = _closing(data, match.end())
            (operands if array is None else array).append(_unescaped(data[match.end() : position - 1]))
        if len(operands) > OPERANDS:
            operands = operands[-OPERANDS:]


def _number(written: bytes) -> float:
    try:
        return float(written[:NUMBER_LENGTH])
    except ValueError:  # "--5" and "12-34" are written by faulty programs, which viewers read so
        first = re.search(rb"-?(?:\d+\.?\d*|\.\d+)", written[:NUMBER_LENGTH])
        return float(first[0]) if first else 0.0


def _closing(data: bytes, position: int) -> int:
    """Return the place behind the bracket that closes a string with brackets in it."""
    depth = 1
    for match in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(data) + 1


def _unescaped(written: bytes) -> bytes:
    if b"\\" not in written:
        return written
    return ESCAPED.sub(lambda match: _meant(match[1]), written)


def _meant(escaped: bytes) -> bytes:
    if escaped[:1].isdigit() and escaped[:1] < b"8":
        return bytes([int(escaped, 8) & 0xFF])
    return LETTERS.get(escaped, escaped)


def _of_hex(written: bytes) -> bytes:
    digits = b"".join(written[1:-1].replace(b"\x00", b" ").split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


VALUES: dict[str | None, Callable[[bytes], Operand]] = {
    "number": _number,
    "name": lambda written: written.decode("latin-1"),
    "string": lambda written: _unescaped(written[1:-1]),
    "hex": _of_hex,
}
