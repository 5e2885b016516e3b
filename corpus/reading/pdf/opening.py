"""Opens a PDF, and says why one cannot be opened and what to do."""

from __future__ import annotations

import io
import logging
import struct
import zlib

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus.errors import Unreadable

logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it quotes files, whose words are no business of a log

DAMAGE = (
    DependencyError, PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError,
    LookupError,
    AssertionError, NotImplementedError, ArithmeticError, EOFError, OSError, MemoryError, UnicodeError, struct.error,
    zlib.error,
)  # fmt: skip
"""What pypdf raises of files that are damaged; its own errors are a part of that."""
LOCKED = (
    "locked with a password: save it without one (qpdf --decrypt --password=... in.pdf out.pdf), then index it again"
)
DAMAGED = "damaged: no PDF can be read from it; open and save it anew, or leave it out"


def open_pdf(data: bytes) -> PdfReader:
    """Return the reader of a file; one that anybody can open is opened, whatever it forbids.

    Raises:
        Unreadable: it is locked or damaged.
    """
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except DAMAGE as error:
        raise Unreadable(DAMAGED) from error
    if locked:
        raise Unreadable(LOCKED)
    return reader
