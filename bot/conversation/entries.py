"""What every rendering of an answer shows, before any markup: entries with their passages cut at the excerpt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.wording import counted, words
from bot.wording.dates import around_span, date_line, format_day, format_mention, format_span, in_doubt, said
from corpus.language.known import OUR_LANGUAGES
from corpus.model import DateSpan, Mention, Precision
from corpus.store.reading import StoredArticle
from index.answering.answers import Answer, EventDate, Match
from index.questions import Question, Scope

TITLE_LIMIT = 200
WORD_LIMIT = 40
MOST_WORDS = 3
MOST_NOTES = 2
"""Date expressions explained beside a passage; more would bury it."""
SHORT_QUESTION = 120
"""Characters of a question whose words are told again with its answer; of a longer one that would be an echo."""
LINE_UNITS = 40
"""What stands around an entry at most besides its own characters: number, marks of direction, "Source"."""
SPACES = re.compile(r"[ \t\xa0\r\v\f]+")
BLANK_LINES = re.compile(r"\s*\n\s*")
NEVER_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Of hostile passages: an escape sequence could rewrite the screen, an unbalanced mark turn a line round."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as it is shown.

    Attributes:
        number: from 1.
        before: the passage up to its best sentence, white space folded; ``excerpt`` and ``after`` follow it.
        marked: (start, end) of the words of ``excerpt`` that answer, equal if none surely do.
        mention_line: which days its expressions mean, "" when they need no explaining.
        origin: where it is from, for readers: a link's text or a path.
        folds: a long passage is folded up where that can be done.
        also: that other articles hold the same words, and how many; "" for none.
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
    folds: bool = True
    also: str = ""
    marked: tuple[int, int] = (0, 0)

    @property
    def excerpt_parts(self) -> tuple[str, str, str]:
        """The best sentence cut around the words that answer."""
        start, end = self.marked
        return self.excerpt[:start], self.excerpt[start:end], self.excerpt[end:]

    @property
    def length(self) -> int:
        """Characters of the passage as shown."""
        return len(self.before) + len(self.excerpt) + len(self.after)

    @property
    def units(self) -> int:
        """UTF-16 units of the whole entry at most, as Telegram counts; a link's address does not count."""
        shown = (self.title, self.date_line, self.mention_line, self.before, self.excerpt, self.after, self.origin)
        return sum(len(text.encode("utf-16-le")) // 2 for text in shown) + LINE_UNITS


def entry_of(match: Match, lang: str) -> Entry:
    """Return a match as it is shown, with dates in the reader's language."""
    article, text = match.passage.article, match.passage.text
    start, end = match.excerpt
    first, last = match.marked or (start, start)
    before, lead, answering, rest, after = _folded_parts(
        text[:start], text[start:first], text[first:last], text[last:end], text[end:]
    )
    return Entry(
        match.rank,
        shortened(article.title, TITLE_LIMIT),
        date_line(article, lang),
        mention_line(match, lang),
        before,
        lead + answering + rest,
        after,
        article.source,
        article.url,
        also=counted(lang, "also_in", len(match.also)) if match.also else "",
        marked=(len(lead), len(lead) + len(answering)),
    )


def mention_line(match: Match, lang: str = "en") -> str:
    """Return what the expressions in and around the best sentence mean, "" when they need no explaining.

    For example: mentions Fri 4 Jan 2019 (“on Friday”) · “July 15”, year not given (2022 or 2023?)
    """
    start, end = match.excerpt
    told = [mention for mention in match.passage.mentions if mention.status != "stated"]
    inside: list[Mention] = []
    for mention in told:
        known = mention.span is not None and any(other.span == mention.span for other in inside)
        if start <= mention.start < end and not known:  # "yesterday, Saturday" is one day
            inside.append(mention)
    notes = [note for mention in inside[:MOST_NOTES] if (note := _note(mention, match, lang))]
    return " · ".join(notes)


def _note(mention: Mention, match: Match, lang: str) -> str:
    quoted = f"“{' '.join(mention.text.split())}”"
    word = words(lang)
    days = said(*mention.candidates, lang=lang)
    if len(days) > 1:
        years = list(dict.fromkeys(str(one.first.year) for one in mention.candidates))
        yearless = mention.form == "yearless" and len(years) == len(days)
        template = word["which_year" if yearless else "which_day"]
        return template.format(words=quoted, days=f" {word['or']} ".join(years if yearless else days))
    if len(mention.candidates) > 1:
        return word["mentions"].format(day=format_span(mention.candidates[0], lang, weekday=True), words=quoted)
    if mention.sure:
        return word["mentions"].format(day=format_mention(mention, lang), words=quoted)
    if mention.span is not None or mention.candidates:  # perhaps no date, or a company's own year
        return ""
    return word["article_undated"].format(words=quoted) if match.passage.article.published is None else ""


def scope_words(scope: Scope, lang: str) -> str:
    """Return the time that a question is about, in words."""
    if scope.parts:
        return f" {words(lang)['or']} ".join(scope_words(part, lang) for part in scope.parts)
    if scope.first and scope.last:
        return format_span(DateSpan(scope.first, scope.last, Precision.RANGE), lang)
    if scope.first:
        return words(lang)["from_day"].format(day=format_day(scope.first, lang))
    return words(lang)["before_day"].format(day=format_day(scope.last or date.max, lang))


def closest_line(answer: Answer, lang: str) -> str:
    """Return the line above passages that are no sure answer: that they may be it, or are not from the time asked."""
    if answer.verdict == "maybe":
        return words(lang)["maybe"]
    scope = answer.question.scope
    if not (answer.widened and scope):
        return words(lang)["not_sure"]
    return words(lang)["out_of_scope"].format(scope=scope_words(scope, lang))


def outside_lines(answer: Answer, lang: str) -> tuple[str, ...]:
    """Return a line that offers what answers a question much better and is from another time than it asks about."""
    if answer.outside is None:
        return ()
    article = answer.outside.passage.article
    title = shortened(article.title, TITLE_LIMIT)
    return (words(lang)["outside"].format(title=title, date=date_line(article, lang)),)


def readings_lines(answer: Answer, lang: str) -> tuple[str, ...]:
    """Return a line that tells both days which were searched, where the question's can be read two ways."""
    scope = answer.question.scope
    if scope is None or not scope.readings:
        return ()
    return (words(lang)["both_ways"].format(scope=scope_words(scope, lang)),)


def absent_lines(answer: Answer, lang: str) -> tuple[str, ...]:
    """Return a line that names the words of a question which stand nowhere in the archive, if there are any."""
    if not answer.absent or len(answer.question.text) > SHORT_QUESTION:
        return ()
    named = words(lang)["comma"].join(f"‘{shortened(word, WORD_LIMIT)}’" for word in answer.absent[:MOST_WORDS])
    return (words(lang)["absent"].format(words=named),)


def language_line(question: Question, languages: Sequence[str]) -> str:
    """Return the line that tells the languages of an archive, "" where a question is in one of them.

    It is in the question's language, so there is none for a language that we do not speak.

    Args:
        question: taken apart.
        languages: of at least one article in fifty, the most common first.
    """
    if not languages or question.language in languages or question.language not in OUR_LANGUAGES:
        return ""
    word = words(question.language)
    named = [word[f"language_{code}"] for code in languages if code in OUR_LANGUAGES]
    if len(named) < len(languages):
        return word["written_otherwise"]
    return word["written_in"].format(languages=word["comma"].join(named))


def event_line(event: EventDate, article: StoredArticle, lang: str) -> str:
    """Return the first line of a reply to a "when" question: the date, the words that say so, and whose they are.

    For example: Fri 4 Jan 2019 (‘on Friday’, article of Mon 7 Jan 2019).
    """
    around = words(lang)
    origin = around["undated_article"]
    if days := in_doubt(article, lang, weekday=True):
        origin = around["article_of"].format(day=days)
    elif article.published is not None:
        origin = around_span("article_of", article.published, lang, weekday=True)
    return f"{format_mention(event.mention, lang)} (‘{' '.join(event.text.split())}’{around['comma']}{origin})"


def folded(text: str) -> str:
    """Return text with runs of blanks as one space, and paragraphs on lines of their own."""
    return BLANK_LINES.sub("\n", SPACES.sub(" ", text))


def _folded_parts(*parts: str) -> tuple[str, ...]:
    """Fold parts of one passage so that together they read as the whole folded."""
    shown: list[str] = []
    for part in parts:
        piece = folded(part)
        if not (before := "".join(shown)) or before[-1:].isspace():
            piece = piece.lstrip()
        shown.append(piece)
    shown[-1] = shown[-1].rstrip()
    return tuple(shown)


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut between words where it can be if it has more characters than ``limit``."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
