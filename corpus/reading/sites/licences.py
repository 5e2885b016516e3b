"""Tells the text of a licence by its words, whatever its file is called: CC-BY-4.0.txt, OFL.txt, terms.md."""

from __future__ import annotations

import re

BEGINS = re.compile(
    rb"^[#=*\s]{0,9}(?:the )?(?:(?:mit|apache) licen[sc]e|gnu (?:affero |lesser |free )?(?:general|documentation)"
    rb"|(?:mozilla|eclipse) public licen[sc]e|attribution(?:-\w{1,20}){0,2} \d\.\d|creative commons legal code"
    rb"|sil open font licen[sc]e|this font software is licensed|bsd \d-clause"
    rb"|permission is hereby granted|redistribution and use in source)",
    re.IGNORECASE | re.MULTILINE,
)
SAYS = re.compile(rb"\bas[- ]is\b", re.IGNORECASE)
DISCLAIMS = re.compile(rb"warrant", re.IGNORECASE)
HEAD = 800
"""Bytes in which a licence says which one it is; lines on whose work it is for may stand before that."""


def is_licence(data: bytes) -> bool:
    """Tell whether a text is a licence: it begins as one of those in use, and gives something as it is, unwarranted."""
    return BEGINS.search(data, 0, HEAD) is not None and None not in (SAYS.search(data), DISCLAIMS.search(data))
