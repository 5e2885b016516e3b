"""Tells the text of a page from its furniture: masthead, breadcrumb, repeated title, captions, other headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.cleaning.entities import resolved
from corpus.cleaning.furniture import letters_only, role_of
from corpus.cleaning.headlines import TITLE_LIMIT, glued_headline, headline, stand_in
from corpus.cleaning.segments import Segment, segments
from corpus.dates.explicit import day_expressions
from corpus.dates.fields import FIRST_YEAR
from corpus.dating.claims import claim_from_words
from corpus.dating.datelines import CAPTURE_LABEL, datelines
from corpus.errors import Unreadable
from corpus.model import DateClaim, Furniture, Kind, Role

PROSE = 150
"""A line of this many characters is a paragraph, not a headline or a menu entry."""
HEADING_LIMIT = 120
NO_HEADING_END = tuple('.!?:;,…"”’)')
FOOT = 3
"""Last lines of a page among which a dateline stands that says by a word what it is."""
PLACE = re.compile(
    r"\W*(?:FOR IMMEDIATE RELEASE\W*)?[A-ZÀ-Þ][\w.,’' -]{0,60}?(?:\([^()]{2,20}\))?[\s,(–—-]*"
    r"|\W*(?:[\u0620-\u06ff\u200c]+[ ،,/(–—-]{1,3}){1,4}(?:\([^()]{2,20}\))?[\s،,(–—-]*"
)
"""What stands before the day of a dateline in a paragraph: a place, in capitals or in Arabic letters, and an agency."""
LABEL = re.compile(r"\W*[A-Z]{2,}\W*:|[*•\-–—]|\(?\d{1,2}[.)]")


@dataclass(slots=True)
class Page:
    """A page taken apart.

    Attributes:
        lang: what it is written in.
        title: the headline, or what stands in for one.
        blocks: (start, end) of its paragraphs in the text, in characters.
        furniture: everything else, with its role.
        claims: dates found in the head of the page.
    """

    lang: str = "en"
    title: str = ""
    blocks: list[tuple[int, int]] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    claims: list[DateClaim] = field(default_factory=list)


def take_apart(text: str, title: str = "", lang: str = "en") -> Page:
    """Tell an article's paragraphs from the furniture around them.

    Args:
        text: the page as saved.
        title: the headline where the format gives one; otherwise the first line that can be one is taken.
        lang: what it is written in.

    Returns:
        The page; its blocks are never empty.

    Raises:
        Unreadable: the text has no character that is not white space.
    """
    lines = segments(text)
    if not lines:
        raise Unreadable("empty: there is no text in it")
    page = Page(lang, " ".join(title.split()))
    given = bool(page.title)
    body = _take_head(text, lines, page)
    _take_body(text, lines[body:], page)
    if not page.blocks:  # nothing but furniture: better shown than lost
        page.blocks = [(line.start, line.end) for line in lines]
    if not page.title:
        page.title = stand_in(text[slice(*page.blocks[0])])
    if not given:
        page.furniture.append(Furniture("title", page.title))
    return page


def _take_head(text: str, lines: list[Segment], page: Page) -> int:
    """Read the lines above the first paragraph; return the number of the line where the body begins."""
    for number, line in enumerate(lines):
        words = line.of(text)
        if CAPTURE_LABEL.match(words) or datelines(words, page.lang, placed=bool(page.title)):
            _take_day(text, lines, number, page)
        elif role := _role(words, page):
            page.furniture.append(Furniture(role, words))
        elif len(words) >= PROSE + 100 or _is_prose(words) or number + 1 == len(lines):
            return number if page.title else number + _take_glued_title(words, line, page)
        elif not page.title:
            _take_title(words, page)
        elif len(words) >= PROSE:
            return number
        else:
            page.blocks.append((line.start, line.end))
    return len(lines)


def _take_title(words: str, page: Page) -> None:
    """Take a line as the headline; a day and labels that stand in it go to the claims and the furniture."""
    page.title, day = headline(words, page.lang)
    if day is not None and day.span.first.year >= FIRST_YEAR:
        page.claims.append(claim_from_words(day, words, Kind.DATELINE, "headline"))
    if not page.title:
        page.furniture.append(Furniture("navigation", words))


def _role(words: str, page: Page) -> str | None:
    """Return what a line is when it is furniture: "title" where it says the headline again, label or day or not."""
    wanted = _letters(page.title) if len(words) <= TITLE_LIMIT else ""
    return "title" if wanted and says(words, wanted, page.lang) else role_of(words)


def says(words: str, wanted: str, lang: str) -> bool:
    """Tell whether a line has the letters of a headline and no others, but for a label and a day."""
    letters = letters_only(resolved(words))
    if letters == wanted:
        return True
    # Looking for a day takes long, and what is left of a line without it is a piece of it, unless an entity was cut.
    return (wanted in letters or "&" in words) and letters_only(resolved(headline(words, lang)[0])) == wanted


@lru_cache(maxsize=16)  # asked of every line of a page
def _letters(title: str) -> str:
    return letters_only(resolved(title))


def _take_day(text: str, lines: list[Segment], number: int, page: Page) -> None:
    """Decide whether a line with only a date is the site's masthead or the article's dateline."""
    words = lines[number].of(text)
    found = [(one.day, one.role) for one in datelines(words, page.lang, placed=bool(page.title))]
    found = found or [(one, Role.CAPTURED) for one in day_expressions(words, page.lang)][:1]
    if not found:
        page.furniture.append(Furniture("navigation", words))
        return
    following = lines[number + 1].of(text) if number + 1 < len(lines) else ""
    above_menu = not page.title and role_of(following) in {"breadcrumb", "navigation", "sharing"}
    masthead = above_menu or CAPTURE_LABEL.match(words) or found[0][1] is Role.CAPTURED
    kind = Kind.MASTHEAD if masthead else Kind.DATELINE
    place = f"line {text.count(chr(10), 0, lines[number].start) + 1}"
    page.claims.extend(claim_from_words(day, words, kind, place, role) for day, role in found)
    page.furniture.append(Furniture(kind.value, words))


def _take_glued_title(words: str, line: Segment, page: Page) -> int:
    """Take a headline that was run into the first paragraph; return 1 when the line has been used, else 0."""
    page.title, body = glued_headline(words, page.lang)
    if not page.title:
        return 0
    page.blocks.append((line.start + body, line.end))
    _dateline_in_lead(words[body:], page)
    return 1


def _take_body(text: str, lines: list[Segment], page: Page) -> None:
    """Keep the paragraphs; set apart repeated titles, furniture, and headings that stand alone."""
    for number, line in enumerate(lines):
        words = line.of(text)
        if number == 0:
            _dateline_in_lead(words, page)
        if number >= len(lines) - FOOT and any(one.labelled for one in datelines(words, page.lang)):
            _take_day(text, lines, number, page)
        elif role := _role(words, page):
            page.furniture.append(Furniture(role, words))
        elif 0 < number < len(lines) - 1 and _is_heading(text, lines, number):
            page.furniture.append(Furniture("heading", words))
        else:
            page.blocks.append((line.start, line.end))


def _dateline_in_lead(words: str, page: Page) -> None:
    """Read a dateline that opens the first paragraph: "WASHINGTON, July 3, 2019 -- ..."."""
    if page.claims:
        return
    day = next(day_expressions(words[:160], page.lang), None)
    if day is None or day.span.first.year < FIRST_YEAR:
        return
    before, after = words[: day.start], words[day.end : day.end + 12]
    if before.count("(") > before.count(")") and not after.startswith(")"):
        return  # a life or a reign: "Jane Roe (4 August 1961 - 3 May 2001) was"
    place = PLACE.fullmatch(before)
    if not before.strip() or (place is not None and re.match(r"\W{0,4}(?:[–—-]|\()|\W+[A-Z]{2}", after)):
        page.claims.append(claim_from_words(day, words, Kind.DATELINE, "first paragraph"))


def _is_prose(words: str) -> bool:
    return words[-1:] in '.!?”"' and len(words.split()) >= 12  # noqa: PLR2004 - a headline may end in "?"


def _is_heading(text: str, lines: list[Segment], number: int) -> bool:
    """Tell whether a line between two paragraphs is a heading, of this article or of another."""
    line, following = lines[number], lines[number + 1]
    words = line.of(text)
    if len(words) > HEADING_LIMIT or words.endswith(NO_HEADING_END) or len(words.split()) < 3:  # noqa: PLR2004
        return False
    apart = line.apart and following.apart and "\n" in text[line.end : following.start]
    neighbours = (lines[number - 1], following)
    between_prose = all(other.end - other.start >= PROSE for other in neighbours)
    return apart and between_prose and not LABEL.match(words)
