"""Renders replies as Telegram HTML that Telegram accepts, whatever the passages hold.

Limits are Telegram's: 4,096 UTF-16 units of text after the markup is taken out, 1,024 below a picture, 100 entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.conversation.entries import LINK, NEVER_SHOWN, Entry, Quote
from bot.conversation.replies import Reply
from bot.conversation.requests import SUBJECT, TIME
from bot.wording import in_digits, words
from bot.wording.dates import DayTold
from bot.wording.directions import FROM_THE_LEFT, FROM_THE_RIGHT, enclose, isolated, only_whole, turns
from corpus.language.known import RIGHT_TO_LEFT

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
MESSAGE_ENTITIES = 100
COMMAND = re.compile(r"(?<![\w/])/(?=[a-z])")
"""Its stroke would stand behind it in a line from right to left."""
TOLD = re.compile(rf"([{SUBJECT}{TIME}]) ([^{SUBJECT}{TIME}]+?)(?= [{SUBJECT}{TIME}]|$)")
"""What stands behind each mark of a footer."""
HOUR = time(10, 30, tzinfo=UTC)
"""Of a day as a moment, as Telegram has it: an app says it by its own clock, and at this hour it is the same day from
Hawaii to New Zealand's summer, UTC-10 to UTC+13, so nearly everywhere; no hour is so for all."""
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2038, 1, 18)
"""Moments are signed numbers of 32 bits; what is before 1970 is left as it is written."""
BEGIN, END = "\x02", "\x03"
"""Around a day until the rest of its line is rendered; no line of ours keeps such a character of its own."""
MARKED = re.compile(f"{BEGIN}([0-9]+) (w?D){BEGIN}")
TIME_TAG = re.compile(r"</?tg-time[^>]*>")
UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
TAG = re.compile(r"<[^>]*>")


def render(reply: Reply) -> str:
    """Return a reply as one message of Telegram HTML."""
    lang = reply.lang
    title = [f"<b>{_told(reply.title, lang, reply.days)}</b>"] if reply.title else []
    head = "\n".join([*title, *(_told(line, lang) for line in reply.lines)])
    entries = (render_entry(entry, lang) for entry in reply.entries)
    quoted = (
        f"<blockquote>{html.escape(NEVER_SHOWN.sub('', reply.quoted), quote=False)}</blockquote>"
        if reply.quoted
        else ""
    )
    parts = [head, quoted, _told(reply.above, lang), *entries, _told(reply.notice, lang), _footer(reply)]
    return "\n\n".join(part for part in parts if part)


def render_caption(reply: Reply) -> str:
    """Return a timeline's words, cut at a line if they are longer than a picture's caption may be."""
    lines = [f"<b>{_told(reply.title, reply.lang)}</b>", *(_told(line, reply.lang) for line in reply.lines)]
    tail = [_footer(reply)] if reply.footer else []
    while units(plain("\n".join([*lines, *tail]))) > CAPTION_UNITS:
        lines.pop()
    return "\n".join([*lines, *tail])


def render_entry(entry: Entry, lang: str) -> str:
    """Return one article with its headline, its dates, what is quoted of it, and where it is from, below its leads."""
    number = in_digits(str(entry.number), lang)
    forwards = FROM_THE_RIGHT if lang in RIGHT_TO_LEFT else ""  # a number is no letter, and the title is isolated
    lines = [f"<b>{number}. {forwards}{_shown(entry.title, lang)}</b>", _told(entry.date_line, lang, entry.days)]
    for quote in entry.quotes:
        lines += [*([_told(quote.mention_line, lang, quote.days)] if quote.mention_line else []), _quoted(quote)]
    leads = (
        "\n".join(
            [
                *(_told(line, lang) for line in lead.lines),
                *([f"<b>{_told(lead.title, lang, lead.days)}</b>"] if lead.title else []),
            ]
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


def undated(page: str) -> str:
    """Return a message in which days are nothing but text, for a server that does not know them otherwise."""
    return TIME_TAG.sub("", page)


def units(text: str) -> int:
    """Return the length of text in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def quotable(text: str, lang: str) -> str:
    """Return a text of an article as it is shown in a line of a language, its direction kept inside it."""
    return isolated(NEVER_SHOWN.sub("", text), lang)


def _origin(entry: Entry, lang: str) -> str:
    forwards = FROM_THE_RIGHT if lang in RIGHT_TO_LEFT else ""
    behind = f" · {_shown(entry.saved_too, lang)}" if entry.saved_too else ""
    if entry.url is None or not LINK.fullmatch(entry.url):
        return f"{forwards}{words(lang)['source']}: {_shown(entry.name, lang)}{behind}"
    return f'{forwards}<a href="{html.escape(entry.url)}">{_shown(entry.name, lang)}</a>{behind}'


def _told(text: str, lang: str, days: Sequence[DayTold] = ()) -> str:
    """Return lines of ours as they are shown; where the reader's language runs from the right, so does each.

    Args:
        text: the lines.
        lang: the reader's.
        days: in it, which the reader's app may say in its own way.
    """
    shown = _directed(_marking(text, days), lang)
    return MARKED.sub(r'<tg-time unix="\1" format="\2">', shown).replace(END, "</tg-time>")


def _marking(text: str, days: Sequence[DayTold]) -> str:
    """Return lines with marks around days: where each is, and how it is said."""
    pieces, last = [], 0
    for one in sorted(days, key=lambda one: one.start):
        if not FIRST_DAY <= one.day <= LAST_DAY or one.start < last:
            continue
        moment = int(datetime.combine(one.day, HOUR).timestamp())
        mark = f"{BEGIN}{moment} {'wD' if one.weekday else 'D'}{BEGIN}"
        pieces += [UNPRINTED.sub("", text[last : one.start]), mark, UNPRINTED.sub("", text[one.start : one.end]), END]
        last = one.end
    return "".join([*pieces, UNPRINTED.sub("", text[last:])])


def _directed(text: str, lang: str) -> str:
    """Return lines, without what cannot be printed, in their direction and escaped."""
    text = only_whole(text)
    if lang not in RIGHT_TO_LEFT:
        return html.escape(enclose(text) if turns(text) else text, quote=False)
    lines = COMMAND.sub(f"{FROM_THE_LEFT}\\g<0>", text).split("\n")
    return html.escape("\n".join(FROM_THE_RIGHT + line if line.strip() else line for line in lines), quote=False)


def _footer(reply: Reply) -> str:
    """Return what was asked; beside letters from the right its figures would be read from the right too."""
    backwards = reply.lang in RIGHT_TO_LEFT
    if not reply.footer or not (backwards or turns(reply.footer)):
        return reply.footer
    enclosed = TOLD.sub(lambda found: f"{found[1]} {enclose(found[2])}", reply.footer)
    return FROM_THE_RIGHT * backwards + enclosed


def _shown(text: str, lang: str) -> str:
    return html.escape(quotable(text, lang), quote=False)
