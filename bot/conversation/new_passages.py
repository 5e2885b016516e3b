"""What an alert is told: the new passages that answer it, or may, as an answer shows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from bot.alerts.news import News
from bot.alerts.subscriber import LONGEST, Alert, Topic
from bot.conversation.answers import PAGE
from bot.conversation.desk import Desk, understand
from bot.conversation.entries import entry_of
from bot.conversation.pages import by_article, paged
from bot.conversation.replies import Reply
from bot.conversation.requests import Line, footer, words_of
from bot.conversation.steps import Button, Step
from bot.conversation.views import DEPTH
from bot.wording import words
from bot.wording.directions import isolated
from index.analysis import archive_term, tokens
from index.answering.answers import Answer, Match
from index.answering.news import repeated, text_number

SHARE = 0.75
"""Of what the best passages of the whole archive hold of a topic, by weight: what holds less is told only because
nothing better is new. Of 51 questions on what is new (Wikinews) all are told so, of 101 on what is old 17, not 50."""
MOST = 2 * PAGE
"""Passages that are looked at for an alert, the best ones; a page shows about as many."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an alert is told.

    Attributes:
        round: up to which; None if the archive has just changed, so that it has to be asked again.
        reply: None if nothing new answers.
        sent: the texts of the passages that are shown, as numbers.
    """

    round: int | None
    reply: Reply | None = None
    sent: tuple[int, ...] = ()


def topic_of_line(desk: Desk, line: Line) -> Topic | None:
    """Return what a line asks about, as the topic of an alert; None if it asks nothing, or at too great length."""
    request = understand(line, desk.searcher.read)
    question = request.question
    if request.talk is not None or question is None or not question.asks or len(question.text) > LONGEST:
        return None
    return Topic(" ".join(question.text.split()), request.lang, request.first, request.last)


def new_passages(desk: Desk, alert: Alert, sent: frozenset[int], today: date) -> Told:
    """Return what an alert is told now.

    Args:
        desk: answers, where the news of the archive are kept too.
        alert: that is asked.
        sent: texts of passages that its reader has been sent.
        today: against which "last week" is read.
    """
    with closing(News(desk.settings.home)) as news:
        identity, last = desk.searcher.engine.generation.identity, news.round
        if news.generation != identity or last is None:
            return Told(None)
        rows = news.rows_since(alert.since)
        if not rows.size:
            return Told(last)
        topic = alert.topic
        question = desk.searcher.read(topic.text, today, topic.first, topic.last, usual=topic.lang)
        answer = desk.searcher.find(question, DEPTH, among=rows)
        new = tuple(islice(_new(desk, news, answer, alert.since, sent), MOST))
        if desk.searcher.engine.generation.identity != identity:
            return Told(None)
    if not new:
        return Told(last)
    reply, shown = _reply(replace(answer, matches=new), alert)
    return Told(last, reply, tuple(text_number(match.passage.text) for match in shown))


def _new(desk: Desk, news: News, answer: Answer, since: int, sent: frozenset[int]) -> Iterator[Match]:
    """Yield the passages of an answer that are about its topic, and say what nothing has said before, numbered anew."""
    if not answer.matches:
        return
    rank, most = 0, max(map(_met, desk.searcher.find(answer.question, PAGE).shown), default=0.0)
    for match in answer.matches:
        if _met(match) < SHARE * most:
            continue
        text = text_number(match.passage.text)
        if text in sent:
            continue
        others = repeated(desk.searcher.engine, desk.searcher.store, match.passage.number)
        if not sent.isdisjoint(others):
            continue
        rounds = news.rounds_of(others)
        if any(one <= since for one in rounds.values()):
            continue
        rank += 1
        yield replace(match, rank=rank)


def _met(match: Match) -> float:
    """Return what the words of a question weigh that stand in a passage or its headline."""
    article = match.passage.article
    words = tokens(f"{article.title} {match.passage.text}", article.language)
    held = {archive_term(word, article.language) for word in words} & match.weights.keys()
    return sum(match.weights[term] for term in held)


def _reply(answer: Answer, alert: Alert) -> tuple[Reply, list[Match]]:
    """Return what is sent, the first page of the new passages, and those that are shown there."""
    lang, question = alert.topic.lang, answer.question
    word = words(lang)
    page = paged(answer, answer.matches, 0)
    articles = by_article(page.shown)[:PAGE]
    shown = [one.match for article in articles for one in article]
    stop = Button(word["alert_stop"], Step("stop", alert.number))
    change = Button(word["alert_change"], Step("show", alert.number))
    reply = Reply(
        lang,
        word["alert_news"].format(topic=isolated(alert.topic.text, lang)),
        above="" if answer.answered else word["maybe"],
        entries=tuple(entry_of(number, one, lang) for number, one in enumerate(articles, start=1)),
        notice=word["alert_more"] if len(shown) < len(answer.matches) else "",
        footer=footer(" ".join(words_of(question.wording, question)), question.scope),
        buttons=((stop, change),),
    )
    return reply, shown
