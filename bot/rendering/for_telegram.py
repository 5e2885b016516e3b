"""Renders answers as Telegram HTML: pages that Telegram accepts, whatever the passages hold.

Limits are Telegram's: 4,096 UTF-16 units of text after the markup is taken out, and 100 entities a message.
"""

from __future__ import annotations

import html
import re

from bot.rendering.bidi import isolated
from bot.rendering.entries import HINT, NOTHING, Entry, closest_line, entries, event_line
from index.answers import Answer

PAGE_UNITS = 4096
PAGE_ENTITIES = 100
LONG_PASSAGE = 350
"""Characters from which a passage is folded up: about eight lines of a small phone."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TAG = re.compile(r"<[^>]*>")
OPENING_TAG = re.compile(r"<[a-z]")


def render(answer: Answer) -> list[str]:
    """Return a reply as pages of Telegram HTML, each within Telegram's limits."""
    parts: list[str] = []
    if not answer.answered:
        parts.append(f"<b>{NOTHING}</b>\n{html.escape(HINT)}")
        if answer.closest:
            parts.append(html.escape(closest_line(answer)))
    elif answer.event_date is not None:
        parts.append(f"<b>{_shown(event_line(answer.event_date, answer))}</b>")
    parts += [_entry(entry) for entry in entries(answer)]
    return pages(parts)


def pages(parts: list[str]) -> list[str]:
    """Put parts of HTML together into as few pages as the limits allow; no part is cut.

    Args:
        parts: each within the limits by itself.
    """
    made: list[str] = []
    for part in parts:
        joined = f"{made[-1]}\n\n{part}" if made else part
        if made and _fits(joined):
            made[-1] = joined
        else:
            made.append(part)
    return made


def plain(page: str) -> str:
    """Return a page without markup, for when Telegram refuses its entities."""
    return html.unescape(TAG.sub("", page))


def units(text: str) -> int:
    """Return the length of text in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _fits(page: str) -> bool:
    return units(plain(page)) <= PAGE_UNITS and len(OPENING_TAG.findall(page)) <= PAGE_ENTITIES


def _entry(entry: Entry) -> str:
    quote = "blockquote expandable" if entry.length > LONG_PASSAGE else "blockquote"
    before, excerpt, after = (html.escape(CONTROL.sub("", part), quote=False) for part in _isolated_parts(entry))
    passage = f"<{quote}>{before}<b>{excerpt}</b>{after}</blockquote>"
    dates = "\n".join(_shown(line) for line in (entry.date_line, entry.mention_line) if line)
    return f"<b>{entry.number}. {_shown(entry.title)}</b>\n{dates}\n{passage}\n{_origin(entry)}"


def _isolated_parts(entry: Entry) -> tuple[str, str, str]:
    """Isolate the passage as a whole: marks go round it, not round each part."""
    whole = isolated(entry.before + entry.excerpt + entry.after)
    if whole == entry.before + entry.excerpt + entry.after:
        return entry.before, entry.excerpt, entry.after
    before, excerpt, after = (isolated("\u200e" + part)[2:-1] for part in (entry.before, entry.excerpt, entry.after))
    return whole[0] + before, excerpt, after + whole[-1]


def _origin(entry: Entry) -> str:
    if entry.url is None:
        return f"Source: {_shown(entry.origin)}"
    return f'<a href="{html.escape(entry.url)}">Source</a>'


def _shown(text: str) -> str:
    return html.escape(isolated(CONTROL.sub("", text)), quote=False)
