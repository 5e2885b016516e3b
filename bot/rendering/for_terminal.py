"""Renders answers for the terminal: numbered, wrapped, the best sentence in bold where there are colours."""

from __future__ import annotations

import re
import textwrap

from bot.rendering.bidi import without_controls
from bot.rendering.entries import HINT, NOTHING, Entry, closest_line, entries, event_line
from index.answers import Answer

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
NARROWEST = 40
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters of hostile passages; an escape sequence could rewrite the screen."""


def render(answer: Answer, width: int = 80, *, colours: bool = False) -> str:
    """Return a reply as text, no line wider than ``width`` characters where words allow.

    Args:
        answer: to show.
        width: of the terminal, in characters.
        colours: use bold and dim; plain otherwise.
    """
    width = max(NARROWEST, width)
    lines: list[str] = []
    if not answer.answered:
        lines += [NOTHING, *textwrap.wrap(HINT, width)]
        if answer.closest:
            lines += ["", *textwrap.wrap(closest_line(answer), width)]
    elif answer.event_date is not None:
        lines += [*textwrap.wrap(_safe(event_line(answer.event_date, answer)), width)]
    for entry in entries(answer):
        lines += ["", *_entry(entry, width, colours=colours)]
    return "\n".join(lines).strip("\n")


def _entry(entry: Entry, width: int, *, colours: bool) -> list[str]:
    bold, dim, plain = (BOLD, DIM, PLAIN) if colours else ("", "", "")
    number = f"{entry.number}. "
    indent = " " * len(number)
    title = textwrap.wrap(_safe(entry.title), width, initial_indent=number, subsequent_indent=indent)
    lines = [f"{bold}{line}{plain}" for line in title]
    for line in (entry.date_line, entry.mention_line):
        lines += textwrap.wrap(_safe(line), width, initial_indent=indent, subsequent_indent=indent)
    lines += _passage(entry, width, indent, bold, plain)
    origin = _safe(entry.url or entry.origin)
    return [*lines, f"{indent}{dim}{origin}{plain}"]


def _passage(entry: Entry, width: int, indent: str, bold: str, plain: str) -> list[str]:
    """Wrap a passage; marks around the best sentence are put in after wrapping, so that they take no room."""
    opening, closing = "\ue000", "\ue001"
    marked = _safe(entry.before) + opening + _safe(entry.excerpt) + closing + _safe(entry.after)
    lines = []
    inside = False
    for paragraph in marked.split("\n"):
        for line in textwrap.wrap(
            paragraph, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
        ) or [indent]:
            begun = line if not inside else f"{indent}{bold}{line[len(indent) :]}"
            if opening in line or closing in line:
                inside = line.rfind(opening) > line.rfind(closing)
            shown = begun.replace(opening, bold).replace(closing, plain)
            lines.append(shown + plain if inside else shown)
    return lines


def _safe(text: str) -> str:
    return without_controls(CONTROL.sub("", text))
