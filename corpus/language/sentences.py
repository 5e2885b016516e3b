"""Where sentences end, also in text that has lost its punctuation."""

from __future__ import annotations

import re

from corpus.language.cutting import ABBREVIATIONS

TERMINATOR = re.compile(r"[.!?…؟۔][\"”’')\]»]*(?=\s)|[。！？]")
OPENER = re.compile(r"\s+[\"“‘'(\[«¿¡•*–—-]*\s?[^\sa-zà-öø-ÿ]")
LAST_WORD = re.compile(r"[\w.&]+$")
LOST_STOP = re.compile(r"(?<=\w)\s{2,}(?=[A-Z][a-z]+)")
STARTERS = frozenset(
    """the this that these those in on at as a an it he she we i they you our his her my and but for under if when while
    with to of senator senators congressman president there here today last since because after before also from by
    earlier additionally however according specifically among what who how why every each many more most no not once
    """.split()
)
"""First words of sentences; where stops are lost, two spaces before one of them end a sentence."""
STOPS_EXPECTED = 600
"""News prose has a stop every 110 characters (Wikinews); fewer than one in 600 means that they are lost."""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence, in characters; whitespace between them belongs to none.

    Args:
        text: one paragraph. Sentences of a text whose stops were lost are told by double spaces before words
            that begin sentences. Time is linear in the length.
    """
    cuts = _lost_stops(text) if _has_lost_stops(text) else _stops(text)
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if lead < len(piece):
            spans.append((start + lead, start + len(piece.rstrip())))
    return spans


def _stops(text: str) -> list[int]:
    cuts = []
    for match in TERMINATOR.finditer(text):
        end = match.end()
        followed = match[0][0] in "。！？" or OPENER.match(text, end)
        if followed and not (match[0] == "." and _abbreviates(text, match.start())):
            cuts.append(end)
    return cuts


def _abbreviates(text: str, stop: int) -> bool:
    """Tell whether the full stop at ``stop`` closes an abbreviation or an initial."""
    word = LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    last = word[0].lower()
    return last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or bool(re.fullmatch(r"(?:\w\.)+\w", last))


def _has_lost_stops(text: str) -> bool:
    if len(text) < STOPS_EXPECTED // 2:
        return False
    stops = sum(1 for _ in TERMINATOR.finditer(text))
    return stops * STOPS_EXPECTED < len(text) and LOST_STOP.search(text) is not None


def _lost_stops(text: str) -> list[int]:
    cuts, last = [], 0
    for match in LOST_STOP.finditer(text):
        following = re.compile(r"\w+").match(text, match.end())
        begins = following is not None and following[0].lower() in STARTERS
        if begins and match.start() - last > 40:  # noqa: PLR2004 - shorter ones are clauses
            cuts.append(match.start())
            last = match.start()
    return cuts
