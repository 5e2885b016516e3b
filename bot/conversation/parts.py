"""Replies to questions with two parts: what answers each, below its own words, in the room that one answer has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.conversation.answers import CLOSER, choices_of, closer, narrowed
from bot.conversation.entries import (
    SHORT_QUESTION,
    absent_lines,
    closest_line,
    entry_of,
    outside_lines,
    readings_lines,
    shortened,
)
from bot.conversation.event_dates import event_title
from bot.conversation.leads import Lead
from bot.conversation.outcomes import note
from bot.conversation.pages import ROOM, Page, by_article, heading_units, paged
from bot.conversation.replies import Reply
from bot.conversation.requests import Request, distinct, footer, words_of
from bot.conversation.views import DEPTH, FRESH, View
from bot.wording import words
from bot.wording.directions import isolated
from index.answering.answers import Answer, Match
from index.answering.extracts import Extract, extracts
from index.answering.parted import Part, answered
from index.answering.parts import parts_of
from index.answering.searcher import Searcher
from index.questions import Scope

log = logging.getLogger(__name__)

NAMED = 60
"""Characters of a part that are told again above what answers it. A choice."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """What a page shows of a part: ``own`` of its passages, and of these ``kept`` that no part before shows already."""

    own: list[Extract]
    kept: list[Extract]


def parted_reply(request: Request, view: View, searcher: Searcher) -> Reply | None:
    """Return the reply to a question with several parts, or to a press on one of its buttons.

    It is None for other questions, where nothing answers any part, and where the answer to all of it, in the room that
    it has, holds what answers each.

    Args:
        request: what was asked.
        view: what of the answer to look at.
        searcher: on the archive.
    """
    question = request.question
    if question is None or question.alone is not None or question.operators or question.every or view.show == "closest":
        return None
    texts = parts_of(request.words, question.language)
    if len(texts) == 1:
        return None
    fresh = replace(FRESH, first=view.first or request.first, last=view.last or request.last)
    depth = DEPTH // len(texts)
    parts = answered(texts, question, searcher, depth, lambda one: narrowed(one, request, fresh)[0])
    if not any(part.found for part in parts):
        return None
    if _holds(searcher.find(narrowed(question, request, fresh)[0], DEPTH), parts):
        return None
    return _looked_at(parts, request, view, searcher)


def _looked_at(parts: list[Part], request: Request, view: View, searcher: Searcher) -> Reply | None:
    """Return the part of the answers that a view is of, None where its year has none."""
    generation = parts[0].answer.generation
    fresh = view == FRESH
    outdated = not fresh and generation != view.generation
    view = replace(view, first=view.first or request.first, last=view.last or request.last)
    if outdated:  # numbers of passages mean something else now
        view = replace(view, show="answer", start=0, item=0)
    view = replace(view, generation=generation)
    if view.year or view.newest:
        asked = [narrowed(part.question, request, view)[0] for part in parts]
        depth = DEPTH // len(parts)
        parts = [
            replace(part, question=one, answer=searcher.find(one, depth, newest=view.newest))
            for part, one in zip(parts, asked, strict=True)
        ]
    found = [part for part in parts if part.found]
    if not found:
        return None
    log.info("Answered %d parts from generation %d.", len(parts), generation)
    matches = list({match.passage.number: match for part in found for match in part.answer.matches}.values())
    page, shown = _paged(found, request.lang, view.start)
    view = replace(view, start=page.start)
    if view.show in CLOSER and view.item < len(matches):
        before = replace(view, show="answer", item=0)
        reply = closer(matches, page, request.lang, view, before, searcher.store)
    else:
        reply = _page(parts, found, matches, page, shown, request.lang, replace(view, show="answer"))
    lines = (words(request.lang)["reindexed"], *reply.lines) if outdated else reply.lines
    answers = "" if view.show in CLOSER else "answer" if all(part.answer.answered for part in parts) else "maybe"
    if fresh:
        note(answers)
    return replace(reply, lines=lines, footer=_footer(parts, request), answers=answers)


def _holds(answer: Answer, parts: Sequence[Part]) -> bool:
    """Tell whether the first page of an answer shows the likeliest sentence, and the date, of what answers each part.

    What answers the parts stands in one article then; that of several is easier to read part by part.
    """
    if not answer.answered or not all(part.found for part in parts) or len({part.article for part in parts}) > 1:
        return False
    days = {part.answer.event_date.span for part in parts if part.answer.event_date}
    if days - ({answer.event_date.span} if answer.event_date else set()):
        return False
    page = paged(answer, answer.shown, 0)
    for part in parts:
        likeliest = max(paged(part.answer, part.answer.matches, 0).shown, key=lambda one: one.probability)
        if not any(_overlaps(likeliest, one) for one in page.shown):
            return False
    return True


def _paged(parts: Sequence[Part], lang: str, start: int) -> tuple[Page, list[PartShown]]:
    """Return the page that begins behind some passages, and what it shows of each part; see ``pages.paged``."""
    left = [list(part.answer.matches) for part in parts]
    page, first = Page(0, 0, 1, [], more=True), None
    while any(left):
        shown = _share(parts, left, lang)
        taken = [{id(one.match) for one in of.own} for of in shown]
        left = [[match for match in own if id(match) not in ids] for own, ids in zip(left, taken, strict=True)]
        kept = [one for of in shown for one in of.kept]
        behind, number = page.start + len(page.shown), page.number + len(by_article(page.shown))
        page = Page(behind, page.start, number, kept, more=any(left))
        first = first or (page, shown)
        if behind >= start:
            return page, shown
    assert first is not None
    return first


def _share(parts: Sequence[Part], left: Sequence[list[Match]], lang: str) -> list[PartShown]:
    """Return what of the passages that are left is shown: each part has its share of the room for one answer."""
    room = ROOM - sum(len(_lead(part, lang, first=True).text) for part in parts)
    shown: list[PartShown] = []
    for place, (part, matches) in enumerate(zip(parts, left, strict=True)):
        before = [one for of in shown for one in of.kept]
        heading = _heading({one.match.passage.article.row for one in before})
        own = extracts(part.answer, matches, room // sum(map(bool, left[place:])), heading) if matches else []
        kept = [one for one in own if not any(_overlaps(one, other) for other in before)]
        room -= sum(end - start for one in kept for start, end in one.parts)
        room -= sum(heading(one[0].match) for one in by_article(kept))
        shown.append(PartShown(own, kept))
    return shown


def _heading(rows: set[int]) -> Callable[[Match], int]:
    return lambda match: 0 if match.passage.article.row in rows else heading_units(match)


def _overlaps(one: Extract, other: Extract) -> bool:
    """Tell whether the best sentence of an extract stands in another one."""
    start, end = one.best
    same = one.match.passage.number == other.match.passage.number
    return same and any(first < end and start < last for first, last in other.parts)


def _page(
    parts: Sequence[Part],
    found: Sequence[Part],
    matches: Sequence[Match],
    page: Page,
    shown: Sequence[PartShown],
    lang: str,
    view: View,
) -> Reply:
    """Return a page: an entry for each article, above the first of each part its words."""
    rows = [article[0].match.passage.article.row for article in by_article(page.shown)]
    entries = []
    for number, row in enumerate(rows, start=page.number):
        of_parts = [[one for one in of.kept if one.match.passage.article.row == row] for of in shown]
        first, *others = [entry_of(number, own, lang) for own in of_parts if own]
        leads = [
            _lead(part, lang, first=view.start == 0)
            for part, of in zip(found, shown, strict=True)
            if of.own and of.own[0].match.passage.article.row == row
        ]
        quotes = first.quotes + tuple(quote for other in others for quote in other.quotes)
        entries.append(replace(first, quotes=quotes, leads=tuple(leads)))
    numbers = [match.passage.number for match in matches]
    places = [numbers.index(article[0].match.passage.number) for article in by_article(page.shown)]
    word = words(lang)["part_nothing"]
    missing = [part.text for part in parts if not part.found and not view.year]  # it may have an answer of other years
    lines = tuple(word.format(part=isolated(shortened(text, NAMED), lang)) for text in missing)
    choices = choices_of(matches, lang, view, page, places)
    return Reply(lang, lines=lines, entries=tuple(entries), choices=choices)


def _lead(part: Part, lang: str, *, first: bool) -> Lead:
    """Return what stands above the entries of a part; on its first page also what is to say of its answer."""
    answer, named = part.answer, words(lang)["part"].format(part=isolated(shortened(part.text, NAMED), lang))
    if not first:
        return Lead((named,))
    said = (*readings_lines(answer, lang), *absent_lines(answer, lang), *outside_lines(answer, lang))
    unsure = () if answer.answered else (closest_line(answer, lang),)
    return Lead((named, *said, *unsure), *event_title(answer, lang))


def _footer(parts: Sequence[Part], request: Request) -> str:
    """Return what all parts were searched for."""
    short = len(request.words) <= SHORT_QUESTION
    spoken = distinct(word for part in parts for word in words_of(part.text, part.question)) if short else []
    times = [time for part in parts if (time := part.question.scope)]
    return footer(
        " ".join(spoken), Scope.joined(part for time in times for part in time.parts or (time,)) if times else None
    )
