"""Renders replies as Telegram HTML that Telegram accepts, whatever the passages hold.

Limits are Telegram's: 4,096 UTF-16 units of text after the markup is taken out, 1,024 below a picture, 100 entities.
"""

from __future__ import annotations

import html
import re

from bot.conversation.entries import Entry
from bot.conversation.replies import Reply
from bot.rendering.bidi import isolated
from bot.wording import words

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
MESSAGE_ENTITIES = 100
RIGHT_TO_LEFT = ("ar", "fa")
LONG_PASSAGE = 350
"""Characters from which a passage is folded up: about eight lines of a small phone."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r"https?://[^\s\"<>]+")


def render(reply: Reply) -> str:
    """Return a reply as one message of Telegram HTML."""
    head = "\n".join([*([f"<b>{_shown(reply.title)}</b>"] if reply.title else []), *map(_shown, reply.lines)])
    parts = [head, _shown(reply.above), *(render_entry(entry, reply.lang) for entry in reply.entries), reply.footer]
    return "\n\n".join(part for part in parts if part)


def render_caption(reply: Reply) -> str:
    """Return a timeline's words, cut at a line if they are longer than a picture's caption may be."""
    lines = [f"<b>{_shown(reply.title)}</b>", *map(_shown, reply.lines)]
    tail = [reply.footer] if reply.footer else []
    while units(plain("\n".join([*lines, *tail]))) > CAPTION_UNITS:
        lines.pop()
    return "\n".join([*lines, *tail])


def render_entry(entry: Entry, lang: str) -> str:
    """Return one passage with its headline, its dates and where it is from."""
    quote = "blockquote expandable" if entry.folds and entry.length > LONG_PASSAGE else "blockquote"
    before, excerpt, after = (html.escape(CONTROL.sub("", part), quote=False) for part in _isolated_parts(entry))
    best = f"<b>{excerpt}</b>" if excerpt.strip() else excerpt
    passage = f"<{quote}>{before}{best}{after}</blockquote>"
    dates = "\n".join(_shown(line) for line in (entry.date_line, entry.mention_line) if line)
    forwards = "" if lang not in RIGHT_TO_LEFT else "\u200f"  # a number alone would begin a line from left to right
    return f"<b>{entry.number}. {forwards}{_shown(entry.title)}</b>\n{dates}\n{passage}\n{_origin(entry, lang)}"


def plain(page: str) -> str:
    """Return a message without markup, for when Telegram refuses its entities."""
    return html.unescape(TAG.sub("", page))


def units(text: str) -> int:
    """Return the length of text in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _isolated_parts(entry: Entry) -> tuple[str, str, str]:
    """Isolate the passage as a whole: marks go round it, not round each part."""
    whole = isolated(entry.before + entry.excerpt + entry.after)
    if whole == entry.before + entry.excerpt + entry.after:
        return entry.before, entry.excerpt, entry.after
    before, excerpt, after = (isolated("\u200e" + part)[2:-1] for part in (entry.before, entry.excerpt, entry.after))
    return whole[0] + before, excerpt, after + whole[-1]


def _origin(entry: Entry, lang: str) -> str:
    source = words(lang)["source"]
    if entry.url is None or not LINK.fullmatch(entry.url):
        return f"{source}: {_shown(entry.url or entry.origin)}"
    return f'<a href="{html.escape(entry.url)}">{source}</a>'


def _shown(text: str) -> str:
    return html.escape(isolated(CONTROL.sub("", text)), quote=False)
