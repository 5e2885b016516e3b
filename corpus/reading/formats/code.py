"""Puts the code of a Markdown text out of reach while marks are taken off around it."""

from __future__ import annotations

import re
from collections.abc import Callable

FENCE = re.compile(r"^([ \t>]*)(`{3,}|~{3,})([^`\n]*)$")
RUN = re.compile(r"(?<!\\)`+")
SPAN_LIMIT = 600
"""Characters of code within a line; what is longer is a stray backtick and another one."""
EMPTY_LINE = re.compile(r"\n[ \t>]*\n")
HIDDEN = re.compile(r"\x00(\d{1,9})\x00")
"""What stands for a piece of code meanwhile; no text holds a NUL, ``decode`` sees to that."""


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """Return a text with all changed but its fenced code and its code within lines.

    Args:
        markdown: a whole text.
        change: is given the text with a mark for each line or span of code; marks that it keeps become code again.
    """
    kept: list[str] = []

    def hidden(code: str) -> str:
        kept.append(code)
        return f"\x00{len(kept) - 1}\x00"

    lines = _fences_hidden(markdown.split("\n"), hidden)
    text = "\n".join(lines)
    if "`" in text:
        text = _spans_hidden(text, hidden)
    text = change(text)
    for _ in range(2):  # a span of code may hold one that a tag around it has hidden
        text = HIDDEN.sub(lambda mark: kept[int(mark[1])] if int(mark[1]) < len(kept) else "", text)
    return text


def _fences_hidden(lines: list[str], hidden: Callable[[str], str]) -> list[str]:
    """Hide the lines of fenced code; what they are set in by stays, so that code in lists and quotes stays there."""
    found: list[str] = []
    inset, mark = "", ""
    for line in lines:
        match = FENCE.match(line) if "```" in line or "~~~" in line else None
        if not mark and match is None:
            found.append(line)
            continue
        if not mark and match is not None:
            inset, mark = match[1], match[2]
            found.append(inset + hidden(line[len(inset) :]))
            continue
        closes = match is not None and match[2].startswith(mark) and not match[3].strip()
        bare = line[_depth(line, inset) :]
        found.append(inset + hidden(bare.strip() if closes else bare))
        mark = "" if closes else mark
    return found


def _spans_hidden(text: str, hidden: Callable[[str], str]) -> str:
    """Hide the code within lines: what stands between runs of as many backticks, in one paragraph."""
    parts: list[str] = []
    place = 0
    while opens := RUN.search(text, place):
        end = opens.end()
        closes = next((run for run in RUN.finditer(text, end, end + SPAN_LIMIT) if run[0] == opens[0]), None)
        found = closes is not None and not EMPTY_LINE.search(text, end, closes.start())
        parts.append(text[place : opens.start()])
        place = closes.end() if found and closes is not None else end
        parts.append(hidden(text[opens.start() : place]) if found else opens[0])
    return "".join((*parts, text[place:]))


def _depth(line: str, inset: str) -> int:
    """Return how many of a line's first characters are those by which its fence is set in."""
    depth = 0
    while depth < min(len(line), len(inset)) and (line[depth] == inset[depth] or line[depth] in " \t"):
        depth += 1
    return depth
