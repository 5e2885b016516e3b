"""The JSON endpoint: answers, articles and timelines in the forms of docs/json.md, described in openapi.json."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from aiohttp import web

from bot.conversation.desk import Desk
from bot.conversation.outcomes import note, outcome_of
from bot.pool import Pool
from bot.rendering.as_json import answer_json, timeline_json, whole_json
from bot.rendering.web.pages import MOST_QUESTION
from bot.rendering.whole import told_articles
from bot.web.pages import today
from bot.web.refusing import missing, unreadable
from bot.web.requesting import MOST_ID, fields_of, object_of, text_of
from corpus.dates.spans import parse_day
from index.answering.timeline import topic_of

MOST_PASSAGES = 20
PASSAGES = 3
FLAGS: dict[object, bool] = {"true": True, "false": False, True: True, False: False}
ASKED = frozenset({"question", "follows", "from", "to", "top", "newest"})
DRAWN = frozenset({"topic", "from", "to"})


class Api:
    """Answers programs.

    Args:
        pool: where questions are searched.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def routes(self) -> list[web.RouteDef]:
        """Return what is answered, and by what."""
        return [
            web.get("/api/ask", self._ask),
            web.post("/api/ask", self._ask),
            web.get("/api/article", self._article),
            web.get("/api/timeline", self._timeline),
            web.post("/api/timeline", self._timeline),
        ]

    async def _ask(self, request: web.Request) -> web.Response:
        said = await _said(request, ASKED)
        first, last = _days(said)
        values = _text(said, "question", least=1), _text(said, "follows"), first, last, _top(said), _flag(said)
        return await self._answer(ask, *values)

    async def _article(self, request: web.Request) -> web.Response:
        said = await _said(request, frozenset({"id"}))
        return await self._answer(article, _text(said, "id", most=MOST_ID, least=1))

    async def _timeline(self, request: web.Request) -> web.Response:
        said = await _said(request, DRAWN)
        return await self._answer(timeline, _text(said, "topic", least=1), *_days(said))

    async def _answer(self, work: Callable[..., str], *values: Any) -> web.Response:
        return web.Response(text=await self._pool.run(work, *values), content_type="application/json")


def ask(desk: Desk, text: str, follows: str, first: date | None, last: date | None, top: int, newest: bool) -> str:
    """Return the answer to a question, as ``dateline ask --json`` prints it."""
    answer = desk.searcher.answer(text, today(), first, last, top=top, newest=newest, follows=follows)
    note(outcome_of(answer))
    return answer_json(answer)


def article(desk: Desk, article_id: str) -> str:
    """Return the articles of an id, each as ``dateline article --json`` prints it.

    Raises:
        Refused: there is none.
    """
    told = told_articles(desk.searcher.store.catalogue, article_id)
    if not told:
        raise missing()
    return f'{{"articles": [{", ".join(whole_json(*one) for one in told)}]}}'


def timeline(desk: Desk, topic: str, first: date | None, last: date | None) -> str:
    """Return when a topic was written about."""
    question = topic_of(desk.searcher.read(topic, today(), first, last))
    return timeline_json(question, desk.searcher.timeline(question))


async def _said(request: web.Request, known: frozenset[str]) -> Mapping[str, Any]:
    """Return what a request says, as text from an address and as JSON has it from a body.

    Raises:
        Refused: it cannot be read, or says something that means nothing here.
    """
    said: Mapping[str, Any] = await (object_of(request) if request.method == "POST" else fields_of(request))
    if other := sorted(said.keys() - known):
        raise unreadable(f"{other[0][:40]!r} is not known here; known are {', '.join(sorted(known))}")
    return said


def _text(said: Mapping[str, Any], name: str, *, most: int = MOST_QUESTION, least: int = 0) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or (name not in said and least):
        raise unreadable(f"{name} must be a text")
    value = text_of(value, name).strip()
    if not least <= len(value) <= most:
        raise unreadable(f"{name} must have {least} to {most} characters")
    return value


def _days(said: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """Return the first and the last day of the time asked about, in whichever order they are told."""
    first, last = _day(said, "from"), _day(said, "to")
    return (last, first) if first and last and last < first else (first, last)


def _day(said: Mapping[str, Any], name: str) -> date | None:
    if name not in said:
        return None
    value = said[name]
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        raise unreadable(f"{name} must be a day, YYYY-MM-DD")
    return day


def _top(said: Mapping[str, Any]) -> int:
    value = said.get("top", PASSAGES)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(MOST_PASSAGES)):
        value = int(value)
    if isinstance(value, float) and value.is_integer():  # 3.0 is a whole number in JSON
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PASSAGES:
        raise unreadable(f"top must be a whole number from 1 to {MOST_PASSAGES}")
    return value


def _flag(said: Mapping[str, Any]) -> bool:
    value = said.get("newest", False)
    if not isinstance(value, str | bool) or value not in FLAGS:
        raise unreadable("newest must be true or false")
    return FLAGS[value]
