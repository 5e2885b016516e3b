"""What every rendering of an answer shows, before any markup: entries with their passages cut at the excerpt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.rendering.mention_lines import mention_line
from corpus.dates.lines import date_line, format_day, format_span, wording
from corpus.dates.mentions import language
from corpus.model import DateSpan, Precision, Status
from corpus.store.reading import StoredArticle
from index.answers import Answer, EventDate, Match

TITLE_LIMIT = 200
NOTHING = "Nothing in this archive answers that."
OUT_OF_SCOPE = "Nothing here is from {scope}. From other times:"
NOT_SURE = "Not sure; the closest passages:"
HINT = "Try a name, a place or a year: the archive is searched for the words that you use."
EMPTY_HINT = "Ask about something: a name, a place, an event. For example: {example}"
SPACES = re.compile(r"[ \t\xa0\r\v\f]+")
BLANK_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as it is shown.

    Attributes:
        number: from 1.
        before: the passage up to its best sentence, white space folded; ``excerpt`` and ``after`` follow it.
        mention_line: which days its expressions mean, "" when they need no explaining.
        origin: where it is from, for readers: a link's text or a path.
    """

    number: int
    title: str
    date_line: str
    mention_line: str
    before: str
    excerpt: str
    after: str
    origin: str
    url: str | None

    @property
    def length(self) -> int:
        """Characters of the passage as shown."""
        return len(self.before) + len(self.excerpt) + len(self.after)


def entries(answer: Answer) -> list[Entry]:
    """Return what an answer shows, in order: its matches, or what came closest; dates in the question's language."""
    lang = language(answer.question.text, None)
    return [_entry(match, lang) for match in answer.matches or answer.closest]


def _entry(match: Match, lang: str) -> Entry:
    article, text = match.passage.article, match.passage.text
    start, end = match.excerpt
    before, excerpt, after = _folded_parts(text[:start], text[start:end], text[end:])
    return Entry(
        match.rank,
        _shortened(" ".join(article.title.split()), TITLE_LIMIT),
        _date_line(article, lang),
        mention_line(match, lang),
        before,
        excerpt,
        after,
        article.source,
        article.url,
    )


def _date_line(article: StoredArticle, lang: str) -> str:
    """Return the article's line in the reader's language."""
    if lang == "en" or (article.status is Status.CONFLICT and article.rival is None):  # dated by older rules
        return article.date_line
    return date_line(
        article.published,
        article.status,
        captured=article.captured,
        cites_to=article.cites_to,
        rival=article.rival,
        lang=lang,
    )


def closest_line(answer: Answer) -> str:
    """Return the line above the closest passages: that they are not from the time asked about, or not sure."""
    scope = answer.question.scope
    if not (answer.widened and scope):
        return NOT_SURE
    if scope.first and scope.last:
        return OUT_OF_SCOPE.format(scope=format_span(DateSpan(scope.first, scope.last, Precision.RANGE)))
    side = f"{format_day(scope.first)} on" if scope.first else f"before {format_day(scope.last or date.max)}"
    return OUT_OF_SCOPE.format(scope=side)


def event_line(event: EventDate, answer: Answer) -> str:
    """Return the first line of a reply to a "when" question: the date, the words that say so, and whose they are.

    For example: Fri 4 Jan 2019 (‘on Friday’, article of Mon 7 Jan 2019).
    """
    lang = language(answer.question.text, None)
    words = wording(lang)
    published = answer.matches[0].passage.article.published
    origin = words["undated_article"]
    if published is not None:
        origin = words["article_of"].format(day=format_span(published, lang, weekday=True))
    return f"{format_span(event.span, lang, weekday=True)} (‘{' '.join(event.text.split())}’, {origin})"


def folded(text: str) -> str:
    """Return text with runs of blanks as one space, and paragraphs on lines of their own."""
    return BLANK_LINES.sub("\n", SPACES.sub(" ", text))


def _folded_parts(*parts: str) -> tuple[str, ...]:
    """Fold parts of one passage so that together they read as the whole folded."""
    shown: list[str] = []
    for part in parts:
        piece = folded(part)
        if not shown or shown[-1][-1:].isspace() or not "".join(shown):
            piece = piece.lstrip()
        shown.append(piece)
    shown[-1] = shown[-1].rstrip()
    return tuple(shown)


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rpartition(" ")[0] + "…"
