"""Renders replies as Telegram HTML that Telegram accepts, whatever the passages hold.

Limits are Telegram's: 4,096 UTF-16 units of text after the markup is taken out, 1,024 below a picture, 100 entities.
"""

from __future__ import annotations

import html
import re

from bot.conversation.entries import LINK, NEVER_SHOWN, Entry, Quote
from bot.conversation.replies import Reply
from bot.wording import words
from corpus.language.known import RIGHT_TO_LEFT

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
MESSAGE_ENTITIES = 100
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
NEEDS_ISOLATION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f]")
"""Letters from right to left, and marks: they could turn round what stands beside the quotation."""
TAG = re.compile(r"<[^>]*>")


def render(reply: Reply) -> str:
    """Return a reply as one message of Telegram HTML."""
    head = "\n".join([*([f"<b>{_shown(reply.title)}</b>"] if reply.title else []), *map(_shown, reply.lines)])
    entries = (render_entry(entry, reply.lang) for entry in reply.entries)
    parts = [head, _shown(reply.above), *entries, _shown(reply.notice), reply.footer]
    return "\n\n".join(part for part in parts if part)


def render_caption(reply: Reply) -> str:
    """Return a timeline's words, cut at a line if they are longer than a picture's caption may be."""
    lines = [f"<b>{_shown(reply.title)}</b>", *map(_shown, reply.lines)]
    tail = [reply.footer] if reply.footer else []
    while units(plain("\n".join([*lines, *tail]))) > CAPTION_UNITS:
        lines.pop()
    return "\n".join([*lines, *tail])


def render_entry(entry: Entry, lang: str) -> str:
    """Return one article with its headline, its dates, what is quoted of it, and where it is from, below its leads."""
    forwards = "" if lang not in RIGHT_TO_LEFT else "\u200f"  # a number alone would begin a line from left to right
    lines = [f"<b>{entry.number}. {forwards}{_shown(entry.title)}</b>", _shown(entry.date_line)]
    for quote in entry.quotes:
        lines += [*([_shown(quote.mention_line)] if quote.mention_line else []), _quoted(quote)]
    leads = (
        "\n".join([*map(_shown, lead.lines), *([f"<b>{_shown(lead.title)}</b>"] if lead.title else [])])
        for lead in entry.leads
    )
    return "\n\n".join([*leads, "\n".join([*lines, _origin(entry, lang)])])


def _quoted(quote: Quote) -> str:
    parts = [NEVER_SHOWN.sub("", part) for part in (quote.before, *quote.excerpt_parts, quote.after)]
    if NEEDS_ISOLATION.search("".join(parts)):  # as a whole: marks go round it, not round each part
        parts[0], parts[-1] = FIRST_STRONG_ISOLATE + parts[0], parts[-1] + POP_ISOLATE
    before, lead, answering, rest, after = (html.escape(part, quote=False) for part in parts)
    excerpt = f"{lead}<u>{answering}</u>{rest}" if answering.strip() else lead + answering + rest
    best = f"<b>{excerpt}</b>" if quote.strong and TAG.sub("", excerpt).strip() else excerpt
    return f"<blockquote>{before}{best}{after}</blockquote>"


def plain(page: str) -> str:
    """Return a message without markup, for when Telegram refuses its entities."""
    return html.unescape(TAG.sub("", page))


def units(text: str) -> int:
    """Return the length of text in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def isolated(text: str) -> str:
    """Return a quoted text as it is shown, its direction kept inside it."""
    text = NEVER_SHOWN.sub("", text)
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if NEEDS_ISOLATION.search(text) else text


def _origin(entry: Entry, lang: str) -> str:
    if entry.url is None or not LINK.fullmatch(entry.url):
        return f"{words(lang)['source']}: {_shown(entry.name)}"
    return f'<a href="{html.escape(entry.url)}">{_shown(entry.name)}</a>'


def _shown(text: str) -> str:
    return html.escape(isolated(text), quote=False)
