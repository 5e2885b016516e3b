"""Makes feeds: of the newest articles, and of what answers a question, the newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from bot.conversation.anchors import anchor_of
from bot.conversation.desk import Desk
from bot.conversation.entries import folded
from bot.conversation.pages import paged
from bot.conversation.views import DEPTH
from bot.rendering.web.addresses import ASK, LATEST, Asked, article_address, feed_address
from bot.rendering.web.pages import render_feed
from bot.web.pages import Wanted, frame_of, today
from bot.wording import words
from bot.wording.dates import date_line
from corpus.store.reading import StoredPassage
from index.answering.answers import Match, newest_first
from index.answering.searcher import Searcher
from index.answering.timeline import topic_of
from index.questions import Question

ENTRIES = 30
NEVER = date(1970, 1, 1)
"""Of an entry whose day is not known: a feed cannot leave it out, and a day that changed would show it again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed; moments as feeds write them."""

    id: str
    title: str
    author: str
    updated: str
    published: str
    address: str
    url: str | None
    date_line: str
    language: str
    text: str


def feed(desk: Desk, wanted: Wanted, text: str) -> str:
    """Return the feed of what answers a question, of the newest articles without one."""
    searcher, asked = desk.searcher, Asked(ASK if text else LATEST, text)
    if text:
        question = searcher.read(text, today(), usual=wanted.lang)
        passages = [match.passage for match in newest_first(_answering(searcher, question))]
    else:
        passages = searcher.store.browser.newest(ENTRIES)
    frame = frame_of(desk, wanted, asked)
    entries = [_entry(one, wanted.lang, frame.name) for one in passages]
    title = text or words(wanted.lang)["latest_title"]
    return render_feed(
        frame,
        title=f"{title} · {frame.name}",
        id=_id(f"feed {text}"),
        updated=max((one.updated for one in entries), default=_moment(NEVER)),
        own=feed_address(text),
        alternate=asked.address,
        entries=entries,
    )


def _answering(searcher: Searcher, question: Question) -> tuple[Match, ...]:
    """Return the newest passages that hold all words of a question; where none does, those that surely answer it.

    What merely comes near is left out: in the order of days it would come first as often as not.
    """
    topic = topic_of(question)
    if searcher.timeline(topic, closer=False).periods:
        return searcher.find(replace(topic, order="newest"), ENTRIES).matches
    answer = searcher.find(question, DEPTH)
    shown = {id(one.match) for one in paged(answer, answer.matches, 0).shown} if answer.answered else set()
    return tuple(match for match in answer.matches if id(match) in shown)


def _entry(passage: StoredPassage, lang: str, name: str) -> Entry:
    article, anchor = passage.article, anchor_of(passage.text)
    published = article.published
    day = published.last if published else article.captured or NEVER
    return Entry(
        _id(f"{article.article_id}#{anchor}"),
        article.title,
        name,
        _moment(day),
        _moment(published.first) if published and published.first == published.last else "",
        article_address(article.article_id, anchor),
        article.url,
        date_line(article, lang),
        article.language,
        folded(passage.text).strip(),
    )


def _id(named: str) -> str:
    """Return a name that is the same wherever and whenever the feed is made."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'dateline {named}')}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
