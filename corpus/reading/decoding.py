"""From bytes to text: UTF-8 first, then what the bytes say of themselves, else a clear refusal."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

import charset_normalizer

from corpus.errors import Unreadable

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_SHARE = 0.01
"""Text holds next to none; of evenly spread bytes, as in packed data, 11 in 100 are control characters."""

VALID_UTF8 = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
FIRST_NON_ASCII = 0x80
VALID_UTF8_FLOOR = 20
"""Twenty well-formed sequences do not happen by chance in Windows-1252 text."""


def decode(data: bytes) -> str:
    """Return the text in ``data``.

    Valid UTF-8 is UTF-8. Western single-byte text, mostly ASCII with a few bytes above it, is read as
    Windows-1252 as the WHATWG Encoding Standard does; other encodings are left to charset-normalizer.

    Raises:
        Unreadable: the data is empty, binary, or in no encoding that can be told.
    """
    text = _text(data)
    if not text.strip():  # also of white space that is none among bytes, such as a no-break space
        raise Unreadable("empty: there is no text in it")
    return text


def _text(data: bytes) -> str:
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return printable(_decoded(data, encoding, "begins"))
    if b"\x00" in data[:65536]:
        raise Unreadable("binary data, not text: leave it out, or convert it to text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _legacy(data, error.start)
    if text.strip() and len(CONTROL.findall(text[:65536])) > CONTROL_SHARE * len(text[:65536]):
        raise Unreadable("binary data, not text: leave it out, or convert it to text")
    return printable(text)


def printable(text: str) -> str:
    """Replace what no text may hold (lone surrogates, NUL) by U+FFFD; every other character stays."""
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "\ufffd")


def _decoded(data: bytes, encoding: str, seems: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"wrong encoding: it {seems} like {encoding} but byte {error.start} is not; save it as UTF-8"
        raise Unreadable(reason) from error


def _legacy(data: bytes, bad: int) -> str:
    if len(VALID_UTF8.findall(data)) >= VALID_UTF8_FLOOR:
        raise Unreadable(f"wrong encoding: UTF-8 except for byte {bad}; save it anew as UTF-8")
    high = sum(byte >= FIRST_NON_ASCII for byte in data[:65536])
    if high <= 0.05 * len(data[:65536]):
        with suppress(UnicodeDecodeError):  # five bytes mean nothing in Windows-1252; another encoding may know them
            return data.decode("cp1252")
    best = charset_normalizer.from_bytes(data[:65536]).best()
    if best is None or best.encoding == "ascii":
        raise Unreadable("wrong encoding: neither UTF-8 nor another that can be told; save it as UTF-8")
    return _decoded(data, best.encoding, "looks")
