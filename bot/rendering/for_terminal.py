"""Renders replies for the terminal: numbered, wrapped, the best sentence in bold where there are colours."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import click

from bot.conversation.entries import NEVER_SHOWN, Entry, Quote
from bot.conversation.replies import Bar, Reply
from bot.wording import format_number, in_digits

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
STYLES = {"\ue000": BOLD, "\ue001": PLAIN, "\ue002": "\x1b[4m", "\ue003": "\x1b[24m"}
"""Marks in a passage, in pairs, and what they turn on and off: the best sentence, and the words in it that answer."""
MARKS = re.compile(f"[{''.join(STYLES)}]")
NARROWEST = 30


def render(reply: Reply, width: int = 80, *, colours: bool = False, choices: bool = False) -> str:
    """Return a reply as text, no line wider than ``width`` characters where words allow.

    Args:
        reply: to show.
        width: of the terminal, in characters.
        colours: use bold and dim; plain otherwise.
        choices: tell what can be typed next.
    """
    width = max(NARROWEST, width)
    lines = [f"{BOLD}{line}{PLAIN}" for line in _wrapped(reply.title, width)]
    for line in reply.lines:
        lines += _wrapped(line, width)
    if reply.bars:
        lines += ["", *_bars(reply.bars, width, reply.lang)]
    if reply.above:
        lines += ["", *_wrapped(reply.above, width)]
    for entry in reply.entries:
        for lead in entry.leads:
            lines += ["", *(wrapped for line in lead.lines for wrapped in _wrapped(line, width))]
            lines += [f"{BOLD}{line}{PLAIN}" for line in _wrapped(lead.title, width)]
        lines += ["", *_entry(entry, width, reply.lang)]
    if reply.notice:
        lines += ["", *_wrapped(reply.notice, width)]
    if reply.footer:
        lines += ["", *_wrapped(reply.footer, width)]
    if choices and reply.choices:
        told = "  ".join(f"/{choice.name}" for row in reply.choices for choice in row)
        lines += ["", *(f"{DIM}{line}{PLAIN}" for line in _wrapped(told, width))]
    text = "\n".join(lines).strip("\n")
    return text if colours else click.unstyle(text)


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap each line of a text; empty lines stay."""
    return [
        line
        for paragraph in _safe(text).split("\n")
        for line in (textwrap.wrap(paragraph, width, break_on_hyphens=False) or ([""] if text else []))
    ]


def _bars(bars: Sequence[Bar], width: int, lang: str) -> list[str]:
    """Draw a timeline: a line for each period, its bar as long as its count is high."""
    room = max(len(bar.label) for bar in bars)
    most = max(bar.count for bar in bars)
    longest = width - room - len(format_number(most, lang)) - 7
    lines: list[str] = []
    for bar in bars:
        if bar.count:
            drawn = "█" * max(1, round(longest * bar.count / most))
            peak = f"  ({in_digits(str(bar.peak), lang)})" if bar.peak else ""
            lines.append(f"{bar.label:>{room}} {drawn} {format_number(bar.count, lang)}{peak}")
        elif lines[-1:] != [gap := " " * (room - 1) + "⋮"]:  # however many periods without any
            lines.append(gap)
    return lines


def _entry(entry: Entry, width: int, lang: str) -> list[str]:
    number = f"{in_digits(str(entry.number), lang)}. "
    indent = " " * len(number)
    title = textwrap.wrap(_safe(entry.title), width, initial_indent=number, subsequent_indent=indent)
    lines = [f"{BOLD}{line}{PLAIN}" for line in title]
    lines += textwrap.wrap(_safe(entry.date_line), width, initial_indent=indent, subsequent_indent=indent)
    for place, quote in enumerate(entry.quotes):
        lines += [""] if place else []
        lines += textwrap.wrap(_safe(quote.mention_line), width, initial_indent=indent, subsequent_indent=indent)
        lines += _passage(quote, width, indent)
    shown = (_safe(entry.url or entry.origin), _safe(entry.saved_too), _safe(entry.also))
    origin = " · ".join(one for one in shown if one)
    return [*lines, f"{indent}{DIM}{origin}{PLAIN}"]


def _passage(quote: Quote, width: int, indent: str) -> list[str]:
    """Wrap a passage; what its marks turn on is put in after wrapping."""
    bold, plain, underlined, no_more = STYLES
    lead, answering, rest = (_safe(part) for part in quote.excerpt_parts)
    words = f"{underlined}{answering}{no_more}" if answering.strip() else answering
    best = f"{bold}{lead}{words}{rest}{plain}" if quote.strong else lead + words + rest
    text = f"{_safe(quote.before)}{best}{_safe(quote.after)}"
    lines = []
    turned_on: list[str] = []
    for paragraph in text.split("\n"):
        for line in _wrapped_with_marks(paragraph, width - len(indent)) or [""]:
            begun = "".join(STYLES[mark] for mark in turned_on)
            for mark in MARKS.findall(line):
                turned_on = [*turned_on, mark] if mark in (bold, underlined) else turned_on[:-1]
            lines.append(indent + begun + MARKS.sub(lambda mark: STYLES[mark[0]], line) + (PLAIN if turned_on else ""))
    return lines


def _wrapped_with_marks(text: str, width: int) -> list[str]:
    """Wrap a paragraph as it would be without its marks, which take no room."""
    text = text.replace("\t", " ")
    places = [place for place, sign in enumerate(text) if sign not in STYLES]
    plain, found, at, start = MARKS.sub("", text), [], 0, 0
    for line in textwrap.wrap(plain, width, break_on_hyphens=False):
        at = plain.index(line, at) + len(line)
        end = places[at] if at < len(places) else len(text)
        found.append(text[start:end].strip(" "))
        start = end
    return found


def _safe(text: str) -> str:
    return MARKS.sub("", NEVER_SHOWN.sub("", text))
