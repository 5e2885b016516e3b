"""Explains the date expressions of a passage: which days they mean, or that it cannot be known."""

from __future__ import annotations

from bot.wording import in_digits, quoted, words
from bot.wording.dates import OLD_STYLE, DayTold, day_told, format_mention, format_span, said
from corpus.model import DateSpan, Mention, Precision
from index.answering.answers import Match

MOST_NOTES = 2
"""Date expressions explained beside a passage; more would bury it."""


BETWEEN = " · "


def mention_line(match: Match, sentence: tuple[int, int], lang: str = "en", told: DateSpan | None = None) -> str:
    """Return what the expressions in a sentence of a passage mean; see ``mention_notes``."""
    return mention_notes(match, sentence, lang, told)[0]


def mention_notes(
    match: Match, sentence: tuple[int, int], lang: str = "en", told: DateSpan | None = None
) -> tuple[str, tuple[DayTold, ...]]:
    """Return what the expressions in a sentence of a passage mean, "" when they need no explaining, and its days.

    For example: mentions Fri 4 Jan 2019 (“on Friday”) · Sat 5 Jan 2019 (“the day after”)

    Args:
        match: the passage.
        sentence: (start, end) of it.
        lang: the reader's.
        told: a time that has been told already.
    """
    start, end = sentence
    unsure = [mention for mention in match.passage.mentions if mention.status != "stated"]
    inside: list[Mention] = []
    for mention in unsure:
        known = mention.span is not None and mention.span in [told, *(other.span for other in inside)]
        if start <= mention.start < end and not known:  # "yesterday, Saturday" is one day
            inside.append(mention)
    line, days = "", list[DayTold]()
    for mention in inside[:MOST_NOTES]:
        if note := _note(mention, match, lang, first=not line):
            before = line + BETWEEN if line else ""
            line = before + note
            days += [one.behind(len(before)) for one in _day_of(mention, note, lang)]
    return line, tuple(days)


def _day_of(mention: Mention, note: str, lang: str) -> tuple[DayTold, ...]:
    """Return where the day stands that a mention surely means; its own words may be no other form of it."""
    if not mention.sure or len(mention.candidates) > 1 or OLD_STYLE in mention.text:
        return ()
    named = quoted(mention.text, lang, "quotation")
    blank = note.replace(named, " " * len(named))
    return day_told(blank, mention.span, lang, weekday=True)


def _note(mention: Mention, match: Match, lang: str, *, first: bool) -> str:
    word, named = words(lang), quoted(mention.text, lang, "quotation")
    mentions = word["mentions"] if first else "{day} ({words})"
    days = said(*mention.candidates, lang=lang)
    if len(days) > 1:
        years = list(dict.fromkeys(in_digits(str(one.first.year), lang) for one in mention.candidates))
        whole = all(one.precision is Precision.YEAR for one in mention.candidates)
        of_years = (mention.form == "yearless" or whole) and len(years) == len(days)
        template = word["which_year" if of_years else "which_day"]
        return template.format(words=named, days=f" {word['or']} ".join(years if of_years else days))
    if len(mention.candidates) > 1:
        return mentions.format(day=format_span(mention.candidates[0], lang, weekday=True), words=named)
    if mention.sure:
        return mentions.format(day=format_mention(mention, lang), words=named)
    if mention.span is not None or mention.candidates:  # perhaps no date, or a company's own year
        return ""
    return word["article_undated"].format(words=named) if match.passage.article.published is None else ""
