"""Renders replies as Telegram HTML that Telegram accepts, whatever the passages hold.

Limits are Telegram's: 4,096 UTF-16 units of text after the markup is taken out, 1,024 below a picture, 100 entities.
"""

from __future__ import annotations

import html
import re

from bot.conversation.entries import LINK, NEVER_SHOWN, Entry, Quote
from bot.conversation.replies import Reply
from bot.wording import in_digits, words
from corpus.language.known import RIGHT_TO_LEFT

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
MESSAGE_ENTITIES = 100
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
FROM_THE_RIGHT = "\u200f"
"""Begins a line as a letter from right to left does: apps look for the first one of a line, outside of isolation."""
FROM_THE_LEFT = "\u200e"
COMMAND = re.compile(r"(?<![\w/])/(?=[a-z])")
"""Its stroke would stand behind it in a line from right to left."""
NEEDS_ISOLATION = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u061c\u200e\u200f]")
"""Letters from right to left, and marks: they could turn round what stands beside the quotation."""
TAG = re.compile(r"<[^>]*>")


def render(reply: Reply) -> str:
    """Return a reply as one message of Telegram HTML."""
    lang = reply.lang
    title = [f"<b>{_told(reply.title, lang)}</b>"] if reply.title else []
    head = "\n".join([*title, *(_told(line, lang) for line in reply.lines)])
    entries = (render_entry(entry, lang) for entry in reply.entries)
    quoted = (
        f"<blockquote>{html.escape(NEVER_SHOWN.sub('', reply.quoted), quote=False)}</blockquote>"
        if reply.quoted
        else ""
    )
    parts = [head, quoted, _told(reply.above, lang), *entries, _told(reply.notice, lang), reply.footer]
    return "\n\n".join(part for part in parts if part)


def render_caption(reply: Reply) -> str:
    """Return a timeline's words, cut at a line if they are longer than a picture's caption may be."""
    lines = [f"<b>{_told(reply.title, reply.lang)}</b>", *(_told(line, reply.lang) for line in reply.lines)]
    tail = [reply.footer] if reply.footer else []
    while units(plain("\n".join([*lines, *tail]))) > CAPTION_UNITS:
        lines.pop()
    return "\n".join([*lines, *tail])


def render_entry(entry: Entry, lang: str) -> str:
    """Return one article with its headline, its dates, what is quoted of it, and where it is from, below its leads."""
    number = in_digits(str(entry.number), lang)
    forwards = FROM_THE_RIGHT if lang in RIGHT_TO_LEFT else ""  # a number is no letter, and the title is isolated
    lines = [f"<b>{number}. {forwards}{_shown(entry.title)}</b>", _told(entry.date_line, lang)]
    for quote in entry.quotes:
        lines += [*([_told(quote.mention_line, lang)] if quote.mention_line else []), _quoted(quote)]
    leads = (
        "\n".join(
            [*(_told(line, lang) for line in lead.lines), *([f"<b>{_shown(lead.title)}</b>"] if lead.title else [])]
        )
        for lead in entry.leads
    )
    return "\n\n".join([*leads, "\n".join([*lines, _origin(entry, lang)])])


def _quoted(quote: Quote) -> str:
    """Return a quotation; nothing else stands on its lines, so each begins where its own first letter tells."""
    parts = (NEVER_SHOWN.sub("", part) for part in (quote.before, *quote.excerpt_parts, quote.after))
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
    forwards = FROM_THE_RIGHT if lang in RIGHT_TO_LEFT else ""
    behind = f" · {_shown(entry.saved_too)}" if entry.saved_too else ""
    if entry.url is None or not LINK.fullmatch(entry.url):
        return f"{forwards}{words(lang)['source']}: {_shown(entry.name)}{behind}"
    return f'{forwards}<a href="{html.escape(entry.url)}">{_shown(entry.name)}</a>{behind}'


def _told(text: str, lang: str) -> str:
    """Return lines of ours as they are shown; where the reader's language runs from the right, so does each."""
    if lang not in RIGHT_TO_LEFT:
        return _shown(text)
    lines = COMMAND.sub(f"{FROM_THE_LEFT}\\g<0>", NEVER_SHOWN.sub("", text)).split("\n")
    return html.escape("\n".join(FROM_THE_RIGHT + line if line.strip() else line for line in lines), quote=False)


def _shown(text: str) -> str:
    return html.escape(isolated(text), quote=False)
