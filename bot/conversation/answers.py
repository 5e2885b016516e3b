"""Replies to questions: a page of passages with what can be looked at next, and passages in their context."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.entries import (
    SHORT_QUESTION,
    Entry,
    absent_lines,
    closest_line,
    entry_of,
    event_line,
    folded,
    scope_words,
    shortened,
)
from bot.conversation.footers import footer
from bot.conversation.replies import Choice, Reply
from bot.conversation.requests import Request, words_of
from bot.conversation.views import DEPTH, View
from bot.wording import counted, words
from bot.wording.dates import date_line
from corpus.store.browsing import Browser
from corpus.store.reading import StoreReader
from index.answering.answers import Answer, Match
from index.answering.searcher import Searcher
from index.questions import Question, Scope

log = logging.getLogger(__name__)

PAGE = 3
"""Passages of a reply: more are not read on a phone."""
UNITS = 3500
"""UTF-16 units of a reply's entries; Telegram takes 4,096 with the lines above and below."""
MOST_YEARS = 3
MOST_ALSO = 20
BUTTON_TITLE = 60


def question_reply(request: Request, view: View | None, searcher: Searcher, example: str) -> Reply:
    """Return the reply to a question, or to a press on one of its buttons.

    Args:
        request: what was asked.
        view: what of the answer to look at, None for a new question.
        searcher: on the archive.
        example: a question that the archive can answer, for when it cannot answer this one.
    """
    assert request.question is not None
    question, first, last = _narrowed(request.question, request, view)
    if not question.terms:
        text = words(request.lang)["ask_about"].format(example=example)
        return Reply(request.lang, lines=(text,))
    answer = searcher.find(question, DEPTH, newest=view is not None and view.newest)
    log.info("Answered from generation %d in %.1f ms.", answer.generation, answer.milliseconds)
    wanted = view or View(generation=answer.generation)
    alone = request.alone
    if view is None and not answer.answered and alone is not None and len(alone.terms) > 1:
        other = searcher.find(alone, DEPTH)
        if other.answered:
            answer, request, first, last = other, replace(request, subject=""), None, None
    outdated = answer.generation != wanted.generation
    if outdated:  # numbers of passages mean something else now
        wanted = replace(wanted, show="closest" if wanted.show == "closest" else "answer", start=0, item=0)
    wanted = replace(wanted, generation=answer.generation, first=first, last=last)
    reply = _looked_at(answer, request, wanted, searcher.store, example)
    return replace(reply, lines=(words(request.lang)["reindexed"], *reply.lines)) if outdated else reply


def _narrowed(question: Question, request: Request, view: View | None) -> tuple[Question, date | None, date | None]:
    """Return a question with the time of a view, and that part of its time which its words do not name.

    A year that was pressed lies inside all other times.
    """
    first, last = request.first, request.last
    if view is not None and (view.first or view.last):
        first, last = view.first, view.last
        question = question.within(first, last)
    if view is None or not view.year:
        return question, first, last
    begin, end = date(view.year, 1, 1), date(view.year, 12, 31)
    scope = question.scope or Scope(None, None)
    inside = (scope.first or begin) <= end and (scope.last or end) >= begin
    if inside:
        begin, end = max(scope.first or begin, begin), min(scope.last or end, end)
    return question.within(begin, end), first, last


def _looked_at(answer: Answer, request: Request, view: View, store: StoreReader, example: str) -> Reply:
    matches = answer.matches or answer.closest
    if not answer.answered and view.show == "answer":
        return _nothing(answer, request, view, example)
    if view.show == "context" and view.item < len(matches):
        return _context(answer, matches[view.item], request, view, Browser(store))
    if view.show == "also" and view.item < len(matches):
        return _also(matches[view.item], answer, request, view)
    return _page(answer, matches, request, view)


def _nothing(answer: Answer, request: Request, view: View, example: str) -> Reply:
    lang, scope = request.lang, answer.question.scope
    label = words(lang)["other_times" if answer.widened else "closest"]
    choices = ((Choice(label, "closest", replace(view, show="closest", start=0)),),) if answer.closest else ()
    hint = (
        words(lang)["none_from"].format(scope=scope_words(scope, lang))
        if answer.widened and scope
        else words(lang)["hint"]
    )
    lines = (*absent_lines(answer, lang), hint, *([words(lang)["example"].format(example=example)] if example else []))
    if view.year:
        choices = (*choices, (Choice(words(lang)["any_time"], "any", replace(view, year=0)),))
    return Reply(lang, words(lang)["nothing"], lines, footer=_footer(answer, request), choices=choices)


def _page(answer: Answer, matches: Sequence[Match], request: Request, view: View) -> Reply:
    lang = request.lang
    start = view.start if view.start < len(matches) else 0
    shown = fitting([entry_of(match, lang) for match in matches[start : start + PAGE]])
    title = ""
    if answer.event_date is not None and start == 0:
        title = event_line(answer.event_date, answer.matches[0].passage.article.published, lang)
    return Reply(
        lang,
        title,
        absent_lines(answer, lang),
        above="" if answer.answered else closest_line(answer, lang),
        entries=tuple(shown),
        footer=_footer(answer, request),
        choices=_choices(matches, lang, replace(view, start=start, show=_showing(answer)), len(shown)),
    )


def plain_reply(answer: Answer, lang: str) -> Reply:
    """Return everything that an answer holds, without anything to choose: what ``dateline ask`` prints."""
    if not answer.question.terms:
        return Reply(lang, lines=(words(lang)["ask_about"].format(example='dateline ask "When did the bridge open?"'),))
    entries = tuple(entry_of(match, lang) for match in answer.matches or answer.closest)
    if not answer.answered:
        above = closest_line(answer, lang) if entries else ""
        return Reply(lang, words(lang)["nothing"], (*absent_lines(answer, lang), words(lang)["hint"]), above, entries)
    event = answer.event_date
    title = event_line(event, answer.matches[0].passage.article.published, lang) if event else ""
    return Reply(lang, title, absent_lines(answer, lang), entries=entries)


def fitting(entries: Sequence[Entry]) -> list[Entry]:
    """Return as many of the first entries as a message holds, at least one."""
    taken: list[Entry] = []
    units = 0
    for entry in entries:
        units += entry.units
        if taken and units > UNITS:
            break
        taken.append(entry)
    return taken


def _choices(matches: Sequence[Match], lang: str, view: View, shown: int) -> tuple[tuple[Choice, ...], ...]:
    """Return the rows of what can be looked at next, the likeliest first."""
    word = words(lang)
    after = view.start + shown
    turning = []
    if view.start:
        turning.append(Choice(word["previous"], "previous", replace(view, start=max(0, view.start - PAGE))))
    if after < len(matches):
        turning.append(Choice(word["next"], "next", replace(view, start=after)))
    numbers = [(place, matches[place]) for place in range(view.start, after)]
    context = [
        Choice(
            word["context"].format(number=match.rank),
            f"context {match.rank}",
            replace(view, show="context", item=place),
        )
        for place, match in numbers
    ]
    also = [
        Choice(
            counted(lang, "also", len(others), number=match.rank),
            f"also {match.rank}",
            replace(view, show="also", item=place),
        )
        for place, match in numbers
        if (others := match.also)
    ]
    order = []
    if len(matches) > 1:
        label, name = (word["best"], "best") if view.newest else (word["newest"], "newest")
        order.append(Choice(label, name, replace(view, newest=not view.newest, start=0)))
    return tuple(tuple(row) for row in (turning, context, also, [*order, *_years(matches, lang, view)]) if row)


def _years(matches: Sequence[Match], lang: str, view: View) -> list[Choice]:
    """Return the years that most of the passages are from, or the way back from one."""
    if view.year:
        return [Choice(words(lang)["any_time"], "any", replace(view, year=0, start=0))]
    spans = [match.passage.article.published for match in matches]
    counted = Counter(span.first.year for span in spans if span and span.first.year == span.last.year)
    if len(counted) < 2:  # noqa: PLR2004 - one year is no choice
        return []
    return [
        Choice(words(lang)["only"].format(year=year), f"only {year}", replace(view, year=year, start=0))
        for year in sorted((year for year, _ in counted.most_common(MOST_YEARS)), reverse=True)
    ]


def _context(answer: Answer, match: Match, request: Request, view: View, browser: Browser) -> Reply:
    """Return a passage with the ones directly around it in its article."""
    lang = request.lang
    entry = entry_of(match, lang)
    around = browser.around(match.passage)
    before, after = folded(around.before).strip(), folded(around.after).strip()
    whole = replace(
        entry,
        before=f"{before}\n\n{entry.before}" if before else entry.before,
        after=f"{entry.after}\n\n{after}" if after else entry.after,
        folds=False,
    )
    if whole.units > UNITS:
        whole = replace(entry, folds=False)
    return Reply(lang, entries=(whole,), footer=_footer(answer, request), choices=_back(answer, view, lang))


def _also(match: Match, answer: Answer, request: Request, view: View) -> Reply:
    """Return the other articles that hold the same words, each with its date line."""
    lang = request.lang
    others = match.also
    lines = [
        f"{number}. {shortened(other.title, 100)} · {date_line(other, lang)} · {other.url or other.source}"
        for number, other in enumerate(others[:MOST_ALSO], start=1)
    ]
    while sum(len(line) for line in lines) > UNITS // 2:
        lines.pop()
    return Reply(
        lang,
        words(lang)["also_title"],
        tuple(lines),
        footer=_footer(answer, request),
        choices=_back(answer, view, lang),
    )


def _back(answer: Answer, view: View, lang: str) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(words(lang)["back"], "back", replace(view, show=_showing(answer), item=0)),),)


def _showing(answer: Answer) -> str:
    return "answer" if answer.answered else "closest"


def _footer(answer: Answer, request: Request) -> str:
    scope = answer.question.scope or Scope(None, None)
    short = request.words if len(request.words) <= SHORT_QUESTION else ""
    return footer(request.subject or " ".join(words_of(short, answer.question)), scope.first, scope.last)
