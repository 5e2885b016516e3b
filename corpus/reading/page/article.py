"""Reads pages: their article, verbatim, and every claim that they make of its date."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from lxml.html import HtmlElement
from trafilatura.metadata import examine_meta, extract_meta_json, extract_title, extract_url

from corpus.cleaning.furniture import is_breadcrumb, is_call, letters_only
from corpus.cleaning.pages import PROSE, Page
from corpus.dating.datelines import only_day
from corpus.errors import NoArticle, Unreadable
from corpus.model import LITTLE, LITTLE_TEXT, Draft, Furniture, Kind
from corpus.reading.decoding import printable
from corpus.reading.drafting import as_title, draft_of_paragraphs, has_words, names, one_line, web_address
from corpus.reading.items import Item
from corpus.reading.page.about_authors import told_of_authors
from corpus.reading.page.addresses import addresses
from corpus.reading.page.authors import named_authors
from corpus.reading.page.bylines import lead_claim
from corpus.reading.page.captions import is_credited
from corpus.reading.page.claims import page_claims
from corpus.reading.page.completing import completed, joined, letters, prose, seen, shown, without_asides
from corpus.reading.page.guesses import guess_claim
from corpus.reading.page.guessing import guessed_day
from corpus.reading.page.listings import omission_of_page, take_notices
from corpus.reading.page.saved import saved_from, without_toolbar
from corpus.reading.page.scan import scan
from corpus.reading.page.text import Mode, article_paragraphs, described, small_enough, take_page_apart, told_paragraphs
from corpus.reading.page.titles import TITLE_LIMIT, headline_element, title_of, told_titles
from corpus.reading.page.tree import page_text, parse_page

AUTHORS = 20
REMOVED = frozenset({"masthead", "dateline", "breadcrumb", "navigation", "sharing", "title", "caption"})
KEPT = frozenset({"navigation", "caption", "contact"})
"""Roles of what is kept beside the text; days and paths are read where they stand."""
TIMES, TWICE = 3, 2
"""A text of fewer characters than ``LITTLE`` is told to be little where its page has so many times more prose; what the
library finds in its other mode is taken where it is twice as much."""
FEW = 300
"""Of fewer characters the library's other modes are tried too, as the strict one may have kept a byline alone; what
they give in one piece is all that the page shows, run together."""
TOLD = 300
"""Characters of the article that a page tells in JSON-LD, of which more are read where they are twice what it shows."""


@dataclass(frozen=True, slots=True)
class About:
    """What trafilatura and htmldate say of a page; all empty for pages that are too large for them."""

    authors: tuple[str, ...] = ()
    day: str = ""


def read_page(item: Item) -> Draft:
    """Return the article of a page.

    Raises:
        NoArticle: it lists other pages, leads to one, or tells an error.
        Unreadable: the file is empty, binary, in an unknown encoding, or no words can be found in it.
    """
    markup = page_text(item.data)
    saved = saved_from(markup)
    tree = parse_page(without_toolbar(markup))
    take_notices(tree)
    small = small_enough(markup)
    about = _about(tree) if small else About()
    told = told_titles(tree)
    head = headline_element(tree, told)
    apart = take_page_apart(tree) if head is None else Page()
    title = title_of(told, head) or (_guessed_title(tree) if small else "") or apart.title
    omission = omission_of_page(tree, item.path, title)
    if omission is not None:
        raise NoArticle(omission)
    found_days = scan(tree, head)
    found, asides = _text(tree, head, found_days.foreign, small=small)
    paragraphs, lines = _without_furniture(found, title, apart.furniture, about.authors)
    asides += lines
    if not has_words(paragraphs):
        raise Unreadable("empty: there is no text in it that a reader would see")
    draft = draft_of_paragraphs(item, paragraphs, title)
    lang = _language(tree)
    lead = draft.text[slice(*draft.blocks[0])]
    claims = page_claims(tree, found_days, lang, head)
    opening = apart.claims if head is None else [lead_claim(lead, lang)]
    claims += [claim for claim in (*opening, guess_claim(about.day, tree, found_days, lang, claims)) if claim]
    dated_by_address = any(one.kind is Kind.URL_PATH for one in claims)
    claims += saved.claims(dated_by_address=not dated_by_address)
    return replace(
        draft,
        url=next((url for address in addresses(tree) if (url := web_address(address))), saved.address),
        lang=lang,
        authors=about.authors,
        furniture=(*apart.furniture, *asides, *draft.furniture),
        claims=tuple(
            replace(one, words=printable(one.words), place=printable(one.place)) for one in (*claims, *draft.claims)
        ),
    )


def _text(
    tree: HtmlElement, head: HtmlElement | None, foreign: frozenset[HtmlElement], *, small: bool
) -> tuple[list[tuple[int, str]], list[Furniture]]:
    """Return the paragraphs of the article, (heading level or 0, words) of each, and what is set apart of them."""
    page = shown(tree)
    found = strict = article_paragraphs(tree, Mode.STRICT) if small else []
    for mode in (Mode.BALANCED, Mode.FULL):
        if small and letters(found) < FEW:
            fuller = article_paragraphs(tree, mode)
            better = letters(fuller) >= TWICE * letters(found) and (len(fuller) > 1 or not found)
            found = fuller if better else found
    stands = seen(page, found)
    whole = completed(stands, found, head, foreign) if found else page.paragraphs
    notes: list[Furniture] = []
    little = bool(found) and letters(whole) < LITTLE
    if little and (much := prose(page, foreign)) >= TIMES * letters(whole) and much >= LITTLE:
        notes = [Furniture(LITTLE_TEXT, f"{letters(whole):,} of {much:,} characters of prose on the page")]
        fuller = article_paragraphs(tree, Mode.BALANCED)
        if letters(fuller) >= TWICE * letters(whole):
            fuller = joined(seen(page, fuller), fuller, whole)
            whole = completed(seen(page, fuller), fuller, head, foreign)
    told = told_paragraphs(tree)
    # where the strict mode finds nothing, the others take the words of JSON-LD in one piece, or those of menus
    if letters(told) >= TOLD and letters(told) >= letters(whole) * (TWICE if strict else 1 / TWICE):
        return told, notes
    if not has_words(whole):
        return told if has_words(told) else described(tree), notes
    kept, asides = without_asides(stands if whole == found else seen(page, whole), whole) if found else (whole, [])
    return kept, [*notes, *asides]


def _about(tree: HtmlElement) -> About:
    """Return what the libraries say; only what is asked for is looked for, as the rest takes them as long again."""
    try:
        found = examine_meta(tree)
        if found.author and " " not in found.author:
            found.author = None
        with suppress(Exception):  # as the library itself does
            found = extract_meta_json(tree, found)
        found.author = found.author or named_authors(tree)
        found.date = guessed_day(tree, found.url or extract_url(tree))
        found.clean_and_trim()
    except Exception:  # noqa: BLE001 - hostile pages make it fail in many ways; our own reading goes on
        return About()
    return About(names(str(found.author or "").split(";"))[:AUTHORS], str(found.date or ""))


def _guessed_title(tree: HtmlElement) -> str:
    try:
        return as_title(one_line(extract_title(tree)))[:TITLE_LIMIT]
    except Exception:  # noqa: BLE001 - as above
        return ""


def _without_furniture(
    found: list[tuple[int, str]], title: str, pieces: list[Furniture], authors: tuple[str, ...]
) -> tuple[list[tuple[int, str]], list[Furniture]]:
    """Leave out what repeats the headline, what is no part of the text, and what stands below it of its authors.

    Returns:
        what is left, and what of the rest is worth keeping beside it.
    """
    removed = {letters_only(piece.text) for piece in pieces if piece.role in REMOVED} | {letters_only(title)}
    told = told_of_authors(found, title, authors)
    kept: list[tuple[int, str]] = []
    aside: list[Furniture] = []
    above = True
    for number, (level, words) in enumerate(found):
        above = above and len(words) < PROSE
        role = None if level else _role(words, above=above)
        role = "contact" if number in told else role
        if level or not (role or letters_only(words) in removed):
            kept.append((level, words))
        elif role in KEPT:
            aside.append(Furniture(role, words))
    return (kept, aside) if has_words(kept) else (found, [])


def _role(words: str, *, above: bool) -> str | None:
    """Return what a paragraph is by its words alone, None for text; above the first long one also a day or a path."""
    if is_call(words):
        return "navigation"
    if is_credited(words):
        return "caption"
    return "masthead" if above and (is_breadcrumb(words) or only_day(words)) else None


def _language(tree: HtmlElement) -> str | None:
    given = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    return given[:35].replace("_", "-") if given[:2].isalpha() else None
