"""What the bot says of itself, in Telegram HTML; everything else is quoted from the archive."""

from __future__ import annotations

import html

from bot.about import About

START = (
    "<b>Ask this archive.</b>\n"
    "Write a question or a few words. You get the best passages, word for word, each with its date and its source.\n\n"
    "{example}"
    "/help tells more, /about what archive this is."
)
HELP = (
    "<b>How to ask</b>\n"
    "Write as you would to a librarian, or just some words. A time narrows it down: “in May 2019”, “since 2020”, "
    "“before July 2018”.\n\n"
    "Every reply quotes the archive word for word. The bold sentence fits best; tap a long passage to unfold it. "
    "If the archive does not answer, the reply says so.\n\n"
    "{example}"
    "/about what archive this is, and from when to when"
)
NO_TEXT = "I read text: write your question in words."
UNKNOWN_COMMAND = "I do not know that command. Write a question, or see /help."
FAILED = "Something went wrong here, and your question was not answered. Please send it again in a moment."


def with_example(template: str, archive: About) -> str:
    """Fill a text's place for an example with one that this archive can answer."""
    example = f"For example: <i>{html.escape(archive.examples[0], quote=False)}</i>\n\n" if archive.examples else ""
    return template.format(example=example)


def about_text(archive: About) -> str:
    """Return the facts of /about as Telegram HTML."""
    first, *rest = (html.escape(line, quote=False) for line in archive.lines)
    return "\n".join([f"<b>{first}</b>", *rest])
