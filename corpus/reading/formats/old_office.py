"""Knows the binary files of older office programs, and says what makes them readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.errors import Unreadable
from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader, ending_of

INSTEAD = {".doc": "docx", ".dot": "docx", ".xls": "csv", ".ppt": "pdf", ".pps": "pdf", ".wpd": "docx", ".wps": "docx"}
LOCKED = (".docx", ".docm", ".dotx", ".xlsx", ".pptx", ".odt")
"""What is a zip, and is wrapped in the older form with its lock."""


def refuse(item: Item) -> Iterator[Draft]:
    """Say how such a file is made readable.

    Raises:
        Unreadable: always.
    """
    if ending_of(item.path) in LOCKED:
        raise Unreadable("locked with a password: open it and save it without one")
    wanted = INSTEAD.get(ending_of(item.path), "docx")
    raise Unreadable(
        f"the binary format of an older office program: save it as .{wanted}, "
        f"e.g. soffice --headless --convert-to {wanted} {item.path.rpartition('/')[2]}"
    )
    yield  # a generator, as all readers are


OLD_OFFICE = Reader("older office", tuple(INSTEAD), refuse, re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
