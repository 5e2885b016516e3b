"""Renders replies, articles and lists as pages of HTML, and the newest as a feed: pure, from templates beside this."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from hashlib import blake2s
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.conversation.entries import LINK, NEVER_SHOWN
from bot.conversation.replies import Reply
from bot.rendering.web import addresses
from bot.rendering.web.addresses import LATEST, TIMELINE, TOLD, Asked
from bot.rendering.web.articles import Shown
from bot.rendering.web.timeline import laid_out
from bot.wording import format_number, in_digits, words
from corpus.data import text_of
from corpus.language.known import OWN_NAMES, RIGHT_TO_LEFT
from index.stages import stage

PACKAGE = "bot.rendering.web"
COMMAND = re.compile(rf"(?<![\w/])/({'|'.join((*TOLD, LATEST[1:], TIMELINE[1:]))})(?![\w/])")
"""A command that a line of ours names, and that is a page."""
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, however it is written."""
MOST_QUESTION = 1000
"""Characters of a question: as an address it must stay within what servers take."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    Attributes:
        lang: of the page's own words.
        name: of the archive.
        asked: what the page was asked for.
        host: with which absolute addresses begin, such as https://archive.example.org.
        chosen: the language that the reader has chosen, "" for none; all addresses within the page keep it.
        here: the page's own address without it, where it holds no question.
    """

    lang: str
    name: str
    asked: Asked = field(default_factory=lambda: Asked("/"))
    host: str = ""
    chosen: str = ""
    here: str = ""

    @property
    def at(self) -> str:
        """With what the addresses within the page begin."""
        return f"/{self.chosen}" if self.chosen else ""


def style() -> tuple[str, str]:
    """Return the address of the style sheet, which changes with it, and the style sheet."""
    sheet = text_of(PACKAGE, "style.css")
    return f"/style-{blake2s(sheet.encode(), digest_size=6).hexdigest()}.css", sheet


def icon() -> str:
    """Return the picture that browsers show beside the page's name."""
    return text_of(PACKAGE, "icon.svg")


@stage("rendering")
def render_front(frame: Frame, reply: Reply, example: str) -> str:
    """Return the page that somebody sees first: what this is, and a question to try."""
    return _render("front.html", frame, reply=reply, example=example)


@stage("rendering")
def render_reply(frame: Frame, reply: Reply) -> str:
    """Return a reply of the conversation as a page, with further looks as links or buttons."""
    drawing = laid_out(reply.bars, reply.lang) if reply.bars else None
    told = [bar for bar in reply.bars if bar.count]
    return _render("reply.html", frame, reply=reply, drawing=drawing, told=told)


def render_message(frame: Frame, text: str) -> str:
    """Return a page that only says something, such as that there is no such page."""
    return _render("message.html", frame, text=text)


@stage("rendering")
def render_articles(frame: Frame, articles: Sequence[Shown]) -> str:
    """Return the page of an article whole; of several, where archives share its id."""
    return _render("article.html", frame, articles=articles)


@stage("rendering")
def render_dates(frame: Frame, **values: Any) -> str:
    """Return a page of looking around by year and month."""
    return _render("dates.html", frame, **values)


@stage("rendering")
def render_feed(frame: Frame, **values: Any) -> str:
    """Return a feed as Atom."""
    return NO_XML.sub("", _render("feed.xml", frame, **values))


def render_search_description(frame: Frame) -> str:
    """Return what tells a browser how to ask here from its own field, as OpenSearch has it."""
    return NO_XML.sub("", _render("opensearch.xml", frame))


def _render(template: str, frame: Frame, **values: Any) -> str:
    lang = frame.lang
    return (
        _environment()
        .get_template(template)
        .render(
            frame=frame,
            at=frame.at,
            lang=lang,
            direction="rtl" if lang in RIGHT_TO_LEFT else "ltr",
            word=words(lang),
            digits=partial(in_digits, lang=lang),
            number=partial(format_number, lang=lang),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(PACKAGE, "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    filters: Mapping[str, Callable[..., Any]] = {
        "shown": shown,
        "told": told,
        "code": code,
        "outward": outward,
    }
    environment.filters.update(filters)
    environment.globals.update(
        addresses=addresses, style=style()[0], most=MOST_QUESTION, languages=_languages(), own_name=OWN_NAMES.get
    )
    return environment


def shown(text: str) -> str:
    """Return a quoted text without what could turn round or hide what stands beside it."""
    return NEVER_SHOWN.sub("", text)


def told(text: str, at: str = "") -> Markup:
    """Return words of ours, in which a command that is a page leads there; ``at`` is with what addresses begin."""
    safe = str(escape(shown(text)))
    return Markup(COMMAND.sub(rf'<a href="{at}/\1">/\1</a>', safe))  # noqa: S704 - it has been escaped


def _languages() -> tuple[tuple[str, str, str], ...]:
    """Return our languages: the code, with what addresses begin that choose it, and what it calls itself."""
    return tuple((lang, at, OWN_NAMES[lang]) for lang, at in addresses.BY_LANGUAGE.items())


def code(language: str) -> str:
    """Return the code of a language for markup, "" for what an archive's records may say instead of one."""
    return language if CODE.fullmatch(language) else ""


def outward(url: str | None) -> str:
    """Return an address elsewhere that may be linked to, "" for none."""
    try:
        return url if url and LINK.fullmatch(url) and urlsplit(url).hostname else ""
    except ValueError:  # such as of half an IPv6 address
        return ""
