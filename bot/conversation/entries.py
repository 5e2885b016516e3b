"""What every rendering of an answer shows, before any markup: articles with what is quoted of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.conversation.anchors import anchor_of
from bot.conversation.elsewhere import also_as_of, also_in
from bot.conversation.leads import Lead
from bot.conversation.notes import mention_notes
from bot.wording import language_name, quoted, words
from bot.wording.dates import DayTold, date_line, format_day, format_span, published_told
from bot.wording.directions import isolated
from corpus.language.known import OUR_LANGUAGES
from corpus.model import DateSpan, Precision
from corpus.store.reading import StoredArticle
from index.answering.answers import Answer
from index.answering.versions import is_version
from index.questions import Question, Scope

if TYPE_CHECKING:
    from index.answering.extracts import Extract

TITLE_LIMIT = 140
"""Characters of a headline: four lines of a phone."""
REPEATED_LIMIT = 48
"""Characters of a headline that the text below it begins with, as that of a post without one does: two lines."""
GAP = "…"
LINE_ENDS = "\n\n"
WORD_LIMIT = 40
MOST_WORDS = 3
SHORT_QUESTION = 120
"""Characters of a question whose words are told again with its answer; of a longer one that would be an echo."""
LINE_UNITS = 40
"""What stands around an entry at most besides its own characters: number, marks of direction, "Source"."""
SPACES = re.compile(r"[ \t\xa0\r\v\f]{2,}|[\t\xa0\r\v\f]")
LINK = re.compile(r"https?://[^\s\"<>]+")
BLANK_LINES = re.compile(r"\s*\n\s*")
NEVER_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Of hostile passages: an escape sequence could rewrite the screen, an unbalanced mark turn a line round."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What is shown of one passage, white space folded; what is left out stands as "…".

    Attributes:
        before: what is shown before its best sentence; ``excerpt`` and ``after`` follow it.
        marked: (start, end) of the words of ``excerpt`` that answer, equal if none surely do.
        strong: the best sentence is to stand out.
        mention_line: which days its expressions mean, "" when they need no explaining; ``days`` are those in it.
        anchor: what names the passage in its article.
    """

    before: str
    excerpt: str
    after: str
    marked: tuple[int, int] = (0, 0)
    strong: bool = True
    mention_line: str = ""
    anchor: str = ""
    days: tuple[DayTold, ...] = ()

    @property
    def excerpt_parts(self) -> tuple[str, str, str]:
        """The best sentence cut around the words that answer."""
        start, end = self.marked
        return self.excerpt[:start], self.excerpt[start:end], self.excerpt[end:]

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.excerpt + self.after


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with what is shown of its passages.

    Attributes:
        number: from 1.
        quotes: at least one.
        name: of where it is from, as short as it can be told apart: a host, or a file.
        origin: the same in full: a path, where there is no ``url``.
        also: that other articles hold the same words, how many, and of when; "" for none.
        saved_too: on which other days the page was saved with the same words; "" for none.
        leads: above it.
        article_id: of the article; ``language`` is what its words are in.
        days: certain ones in the date line.
    """

    number: int
    title: str
    date_line: str
    quotes: tuple[Quote, ...]
    name: str
    origin: str
    url: str | None
    also: str = ""
    saved_too: str = ""
    leads: tuple[Lead, ...] = ()
    article_id: str = ""
    language: str = ""
    days: tuple[DayTold, ...] = ()

    @property
    def units(self) -> int:
        """UTF-16 units of the whole entry at most, as Telegram counts; a link's address does not count."""
        quoted = (text for quote in self.quotes for text in (quote.text, quote.mention_line, LINE_ENDS))
        shown = (self.title, self.date_line, self.name, self.saved_too, *quoted, *(lead.text for lead in self.leads))
        return sum(len(text.encode("utf-16-le")) // 2 for text in shown) + LINE_UNITS

    @property
    def best(self) -> str:
        """The sentence that stands out, "" for none."""
        return next((quote.excerpt for quote in self.quotes if quote.strong and quote.excerpt.strip()), "")


def entry_of(number: int, shown: Sequence[Extract], lang: str, told: DateSpan | None = None) -> Entry:
    """Return what is shown of one article, with dates in the reader's language.

    Args:
        number: of the entry.
        shown: of its passages, at least one, in order; the likeliest sentence of all stands out.
        lang: the reader's.
        told: the time that stands above it already.
    """
    article = shown[0].match.passage.article
    best = max(shown, key=lambda one: one.probability)
    days, line = {day for one in shown for day in one.match.saved_too}, date_line(article, lang)
    quotes = tuple(quote_of(one, lang, strong=one is best, told=told) for one in shown)
    return Entry(
        number,
        _headline(article.title, quotes),
        line,
        quotes,
        source_name(article),
        article.source,
        article.url,
        max((also_in(one.match, lang) for one in shown), key=len),
        also_as_of(sorted(days), lang),
        article_id=article.article_id,
        language=article.language,
        days=published_told(line, article, lang),
    )


def _headline(title: str, quotes: Sequence[Quote]) -> str:
    """Return a headline at its length, or at a shorter one if what is shown first says it all over again."""
    said = " ".join(title.split()).rstrip(" .…").casefold()
    repeated = bool(said) and " ".join(quotes[0].text.split()).casefold().startswith(said)
    return shortened(title, REPEATED_LIMIT if repeated else TITLE_LIMIT)


def other_article(other: StoredArticle, shown: StoredArticle, lang: str) -> str:
    """Return what tells another article from the one that is shown: of the same page, only the day of its capture."""
    if other.captured is not None and is_version(other, shown):
        return words(lang)["as_of"].format(day=format_day(other.captured, lang))
    return f"{isolated(shortened(other.title, 100), lang)} · {date_line(other, lang)}"


def quote_of(shown: Extract, lang: str, *, strong: bool = True, told: DateSpan | None = None) -> Quote:
    """Return what is shown of a passage, cut around its best sentence; see ``entry_of``."""
    text, (start, end) = shown.match.passage.text, shown.best
    before, after = "", ""
    for first, last in shown.parts:
        if last <= start:
            before += f"{text[first:last].rstrip()} {GAP} "
        elif first >= end > start:  # a passage that nobody asked for has no best sentence
            after += f" {GAP} {text[first:last].rstrip()}"
        else:
            before, after = before + text[first:start], text[end:last].rstrip() + after
    if text[: shown.parts[0][0]].strip():
        before = f"{GAP} {before}"
    if text[shown.parts[-1][1] :].strip():
        after = f"{after} {GAP}"
    if not after.strip():
        end = start + len(text[start:end].rstrip())
    marked = shown.match.marked if strong else None
    first, last = marked if marked and start <= marked[0] and marked[1] <= shown.best[1] else (start, start)
    first, last = min(first, end), min(last, end)
    before, lead, answering, rest, after = _folded_parts(
        before, text[start:first], text[first:last], text[last:end], after
    )
    words_at = (len(lead), len(lead) + len(answering))
    note, days = mention_notes(shown.match, shown.best, lang, told)
    return Quote(before, lead + answering + rest, after, words_at, strong, note, anchor_of(text), days)


def source_name(article: StoredArticle) -> str:
    """Return where an article is from in a word: the host of its address, else the name of its file."""
    host = urlsplit(article.url).hostname if article.url and LINK.fullmatch(article.url) else None
    if host:
        return host.removeprefix("www.")
    return shortened(PurePosixPath(article.url or article.source).stem or article.source, WORD_LIMIT)


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
    title = isolated(shortened(article.title, TITLE_LIMIT), lang)
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
    named = words(lang)["comma"].join(quoted(shortened(word, WORD_LIMIT), lang) for word in answer.absent[:MOST_WORDS])
    return (words(lang)["absent"].format(words=named),)


def language_line(question: Question, languages: Sequence[str], chosen: str = "") -> str:
    """Return the line that tells the languages of an archive, "" where a question is in one of them.

    It is in the question's language, so there is none for a language that we do not speak, unless another was chosen.

    Args:
        question: taken apart.
        languages: of at least one article in fifty, the most common first.
        chosen: the language of the replies, "" for that of the question.
    """
    lang = chosen or question.language
    if not languages or question.language in languages or lang not in OUR_LANGUAGES:
        return ""
    word = words(lang)
    named = [language_name(code, lang) for code in languages if code in OUR_LANGUAGES]
    if len(named) < len(languages):
        return word["written_otherwise"]
    return word["written_in"].format(languages=word["comma"].join(named))


def folded(text: str) -> str:
    """Return text with runs of blanks as one space, and paragraphs on lines of their own."""
    return BLANK_LINES.sub("\n", SPACES.sub(" ", text))


def _folded_parts(*parts: str) -> tuple[str, ...]:
    """Fold parts of one passage so that together they read as the whole folded, whatever is never shown between."""
    shown: list[str] = []
    for part in parts:
        piece = folded(NEVER_SHOWN.sub(_blank, part))
        if not (before := "".join(shown)) or before[-1].isspace():
            piece = piece.lstrip()
        shown.append(piece)
    shown[-1] = shown[-1].rstrip()
    return tuple(shown)


def _blank(sign: re.Match[str]) -> str:
    return " " if sign[0] in "\r\v\f" else ""


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut between words where it can be if it has more characters than ``limit``."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
