"""Keeps the direction of quoted text inside the quotation, so that it cannot turn round what stands beside it."""

from __future__ import annotations

import re

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
NEEDS_ISOLATION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def isolated(text: str) -> str:
    """Return quoted text in an isolate of its own if it holds right-to-left letters or direction marks.

    Embeddings and isolates inside are taken out of what is shown: unbalanced ones reach beyond the quotation.
    """
    if not NEEDS_ISOLATION.search(text):
        return text
    return FIRST_STRONG_ISOLATE + CONTROLS.sub("", text) + POP_ISOLATE


def without_controls(text: str) -> str:
    """Return text without the marks that embed, override or isolate a direction."""
    return CONTROLS.sub("", text)
