"""Counts text in UTF-16 code units, the unit of Telegram's limits and entity offsets."""

_LOW_SURROGATES = range(0xDC00, 0xE000)


def length(text: str) -> int:
    """Gives the length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def splits_character(text: str, offset: int) -> bool:
    """Tells whether `offset` lies in the middle of a character of two code units."""
    unit = text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * offset + 2]
    return int.from_bytes(unit, "little") in _LOW_SURROGATES
