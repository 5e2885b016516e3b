"""Replies to questions: a page of passages with what can be looked at next, and passages in their context."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Any

from bot.conversation.elsewhere import also_as_of
from bot.conversation.entries import (
    SHORT_QUESTION,
    Entry,
    absent_lines,
    closest_line,
    entry_of,
    language_line,
    other_article,
    outside_lines,
    readings_lines,
    scope_words,
    source_name,
)
from bot.conversation.event_dates import event_title, told_above
from bot.conversation.outcomes import HINT, note, outcome_of
from bot.conversation.pages import Page, best_of, by_article, number_of, paged
from bot.conversation.replies import Choice, Reply, Row, rows_of, told
from bot.conversation.requests import Request, footer, words_of
from bot.conversation.surroundings import UNITS, surroundings
from bot.conversation.unmet import unmet_lines, unsaid_lines
from bot.conversation.views import DEPTH, FRESH, View
from bot.wording import counted, in_digits, words
from bot.wording.directions import isolated
from corpus.store.library import Library
from index.answering.answers import Answer, Match
from index.answering.extracts import whole
from index.answering.searcher import Searcher
from index.answering.versions import is_version
from index.questions import Question, Scope

log = logging.getLogger(__name__)

PAGE = 3
"""Articles of a list: more are not read on a phone."""
CLOSER = frozenset({"context", "also"})
"""Views of one passage."""
MOST_YEARS = 3
MOST_ALSO = 20


def question_reply(request: Request, view: View, searcher: Searcher, example: Callable[[], str]) -> Reply:
    """Return the reply to a question, or to a press on one of its buttons.

    Args:
        request: what was asked.
        view: what of the answer to look at.
        searcher: on the archive.
        example: gives a question that the archive can answer, for when it cannot answer this one; it has to be sought.
    """
    assert request.question is not None
    fresh = view == FRESH
    question, view = narrowed(request.question, request, view)
    if not question.asks:
        note(HINT)
        return told(request.lang, "ask_about", example=example())
    answer = searcher.find(question, DEPTH, newest=view.newest)
    if _asks_nothing(answer):
        note(HINT)
        return told(request.lang, "ask_about", example=example())
    log.info("Answered from generation %d in %.1f ms.", answer.generation, answer.milliseconds)
    if fresh:
        note(outcome_of(answer))
    if question.alone is not None and answer.question.alone is None:  # only by itself it is answered
        request = replace(request, subject="")
    outdated = not fresh and answer.generation != view.generation
    if outdated:  # numbers of passages mean something else now
        view = replace(view, show="closest" if view.show == "closest" else "answer", start=0, item=0)
    reply = _looked_at(answer, request.lang, replace(view, generation=answer.generation), searcher.store, example)
    lines = (words(request.lang)["reindexed"], *reply.lines) if outdated else reply.lines
    answers = "" if view.show in CLOSER else answer.verdict
    return replace(reply, lines=lines, footer=_footer(answer, request), answers=answers)


def _asks_nothing(answer: Answer) -> bool:
    """Tell whether a question is of stop words that are no name, nor a quotation from the archive."""
    question = answer.question
    if answer.answered or question.terms or question.operators:
        return False
    return question.phrase == question.phrase.lower()


def narrowed(question: Question, request: Request, view: View) -> tuple[Question, View]:
    """Return a question with the time of a view, and the view with that part of its time which words do not name.

    A year that was pressed lies inside all other times.
    """
    if view.first or view.last:
        question = question.within(view.first, view.last)
    else:
        view = replace(view, first=request.first, last=request.last)
    if view.year:
        begin, end = date(view.year, 1, 1), date(view.year, 12, 31)
        question = replace(question, scope=(question.scope or Scope(None, None)).inside(begin, end))
    return question, view


def _looked_at(answer: Answer, lang: str, view: View, store: Library, example: Callable[[], str]) -> Reply:
    matches = answer.shown
    if answer.verdict == "nothing" and (view.show == "answer" or not matches):
        return _nothing(answer, lang, view, example())
    if view.show in CLOSER and view.item < len(matches):
        page = paged(answer, matches, view.start)
        return closer(matches, page, lang, view, replace(view, show=_showing(answer), item=0), store)
    return _page(answer, matches, lang, view)


def closer(matches: Sequence[Match], page: Page, lang: str, view: View, before: View, store: Library) -> Reply:
    """Return what is seen of one passage from near: what stands around it, or where else its words stand.

    Args:
        matches: all of the answer.
        page: that showed it.
        lang: the reader's.
        view: of the passage.
        before: where the way back leads.
        store: of the archive.
    """
    if view.show == "context":
        best, number = best_of(page, matches[view.item]), number_of(page, matches[view.item])
        reply = surroundings(matches, view.item, best, number, lang, store.browser)
    else:
        reply = _also(matches[view.item], lang)
    return replace(reply, choices=((Choice(words(lang)["back"], "back", before),),))


def _nothing(answer: Answer, lang: str, view: View, example: str) -> Reply:
    word, scope = words(lang), answer.question.scope
    hint = word["none_from"].format(scope=scope_words(scope, lang)) if answer.widened and scope else word["hint"]
    lines = (
        *readings_lines(answer, lang),
        *absent_lines(answer, lang),
        *(unmet_lines(answer, lang) if answer.unmet else ()),
        *outside_lines(answer, lang),
        hint,
        *([word["example"].format(example=example)] if example else []),
    )
    label = word["other_times" if answer.widened else "closest"]
    choices = [_choice(view, label, "closest", show="closest", start=0)] if answer.closest else []
    if view.year:
        choices.append(_choice(view, word["any_time"], "any", year=0))
    return Reply(lang, word["nothing"], lines, choices=tuple((choice,) for choice in choices))


def _page(answer: Answer, matches: Sequence[Match], lang: str, view: View) -> Reply:
    page = paged(answer, matches, view.start)
    view = replace(view, start=page.start, show=_showing(answer))
    articles = by_article(page.shown)
    entries = [
        entry_of(number, shown, lang, told_above(answer, shown))
        for number, shown in enumerate(articles, start=page.number)
    ]
    places = [matches.index(shown[0].match) for shown in articles]
    return replace(_passages(answer, entries, lang), choices=choices_of(matches, lang, view, page, places))


def plain_reply(answer: Answer, lang: str, languages: Sequence[str] = ()) -> Reply:
    """Return everything that an answer holds, without anything to choose: what ``dateline ask`` prints.

    Args:
        answer: to show.
        lang: of the words around it.
        languages: of the archive.
    """
    if _asks_nothing(answer):
        return told(lang, "ask_about", example=f'dateline ask "{words(lang)["example_question"]}"')
    articles = by_article([whole(match) for match in answer.shown])
    entries = [
        entry_of(number, shown, lang, told_above(answer, shown)) for number, shown in enumerate(articles, start=1)
    ]
    reply = _passages(answer, entries, lang)
    reply = replace(reply, notice=language_line(answer.question, languages))
    if answer.verdict != "nothing":
        return reply
    return replace(reply, title=words(lang)["nothing"], lines=(*reply.lines, words(lang)["hint"]))


def _passages(answer: Answer, entries: Sequence[Entry], lang: str) -> Reply:
    """Return passages of an answer below what is to say about it; the date of an event stands above the first."""
    title, days = event_title(answer, lang) if entries and entries[0].number == 1 else ("", ())
    above = closest_line(answer, lang) if entries and not answer.answered else ""
    unmet = unmet_lines(answer, lang) if answer.unmet else unsaid_lines(answer, entries, lang)
    lines = (*readings_lines(answer, lang), *absent_lines(answer, lang), *unmet, *outside_lines(answer, lang))
    return Reply(lang, title, lines, above, tuple(entries), days=days)


def fitting(entries: Sequence[Entry]) -> list[Entry]:
    """Return as many of the first entries as a message holds, at least one."""
    sizes = list(accumulate(entry.units for entry in entries))
    return list(entries[: max(1, bisect_right(sizes, UNITS))])


def _choice(view: View, label: str, name: str, **changes: Any) -> Choice:
    return Choice(label, name, replace(view, **changes))


def turning(view: View, shown: int, count: int, lang: str) -> Row:
    """Return the ways to the page before this one and to the one behind it.

    Args:
        view: of this page.
        shown: entries on it.
        count: of all there are.
        lang: of the labels.
    """
    after, row = view.start + shown, []
    if view.start:
        row.append(_choice(view, words(lang)["previous"], "previous", start=max(0, view.start - PAGE)))
    if after < count:
        row.append(_choice(view, words(lang)["next"], "next", start=after))
    return tuple(row)


def choices_of(matches: Sequence[Match], lang: str, view: View, page: Page, places: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows of what can be looked at next, the likeliest first.

    Args:
        matches: all of the answer.
        lang: of the labels.
        view: of this page.
        page: what it shows.
        places: among the matches, of the first passage of each entry.
    """
    word = words(lang)
    turning, context, also = [], [], []
    if page.start:
        turning.append(_choice(view, word["previous"], "previous", start=page.before))
    if page.more:
        turning.append(_choice(view, word["next"], "next", start=page.start + len(page.shown)))
    for number, place in enumerate(places, start=page.number):
        match = matches[place]
        figure = in_digits(str(number), lang)
        label = word["context"].format(number=figure)
        context.append(_choice(view, label, f"context {number}", show="context", item=place))
        if match.also:
            label = counted(lang, "also", len(match.also), number=figure)
            if all(is_version(one, match.passage.article) for one in match.also):
                label = f"{figure}: {also_as_of(match.saved_too, lang)}"
            also.append(_choice(view, label, f"also {number}", show="also", item=place))
    order = []
    if view.newest or len({match.passage.article.row for match in matches}) > 1:
        name = "best" if view.newest else "newest"
        order.append(_choice(view, word[name], name, newest=not view.newest, start=0))
    years = _years(matches, lang, view)
    rows = [context, also, years]
    if turning:
        rows.insert(0, [*turning, *order])
    elif len(rows_of([*order, *years])) == 1:
        rows[-1] = [*order, *years]
    else:
        rows.insert(2, order)
    return tuple(row for choices in rows for row in rows_of(choices))


def _years(matches: Sequence[Match], lang: str, view: View) -> list[Choice]:
    """Return the years that most of the passages are from, or the way back from one."""
    if view.year:
        return [_choice(view, words(lang)["any_time"], "any", year=0, start=0)]
    spans = [match.passage.article.published for match in matches]
    years = Counter(span.first.year for span in spans if span and span.first.year == span.last.year)
    if len(years) < 2:  # noqa: PLR2004 - one year is no choice
        return []
    return [
        _choice(view, words(lang)["only"].format(year=in_digits(str(year), lang)), f"only {year}", year=year, start=0)
        for year in sorted((year for year, _ in years.most_common(MOST_YEARS)), reverse=True)
    ]


def _also(match: Match, lang: str) -> Reply:
    """Return the other articles that hold the same words, each with its date line."""
    lines = [
        f"{in_digits(str(number), lang)}. {other_article(other, match.passage.article, lang)} · "
        f"{isolated(other.url or source_name(other), lang)}"
        for number, other in enumerate(match.also[:MOST_ALSO], start=1)
    ]
    while sum(len(line) for line in lines) > UNITS // 2:
        lines.pop()
    return Reply(lang, words(lang)["also_title"], tuple(lines))


def _showing(answer: Answer) -> str:
    return "closest" if answer.verdict == "nothing" else "answer"


def _footer(answer: Answer, request: Request) -> str:
    short = request.words if len(request.words) <= SHORT_QUESTION else ""
    return footer(request.subject or " ".join(words_of(short, answer.question)), answer.question.scope)
