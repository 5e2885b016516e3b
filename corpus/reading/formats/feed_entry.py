"""Makes a draft of an entry of a feed, whatever kind of feed it is of, and tells articles from teasers of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from corpus.data import table
from corpus.dating.claims import claim_from_address, claims_from_field
from corpus.errors import NoArticle
from corpus.model import DateClaim, Draft, Furniture, Kind
from corpus.omissions import Omission
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, web_address
from corpus.reading.formats.fields import field_dates
from corpus.reading.items import Item

TEASER = "feed teaser"
"""What the format of a draft is called that is only the beginning of an article, or tells what is in it."""
SHORT = 600
"""Characters of a summary of one paragraph that is a teaser if it has a title and an address."""
LONG = 2000
"""Characters of a summary from which on it is taken for the whole, and three dots at its end for the author's."""
MARK_LIMIT, END_LIMIT = 200, 500
"""Characters of a line that tells that there is more, and of an entry's end in which it is looked for."""
_DATA = table("corpus.reading.formats", "feed")
ELLIPSIS = re.compile(r"[\[(]\s?(?:…|\.\.\.+)\s?[\])]\s*$|(?:…|\.\.\.+)\s*$")
BRACKETED = re.compile(r"[\[(]\s?(?:…|\.\.\.+)\s?[\])]\s*$")
_AFTER = r"(?:^|\n|(?<=[.!?…)\]»”]))\W{0,20}"
_MORE, _ALONE = ("|".join(map(re.escape, _DATA[words])) for words in ("more", "alone"))
MORE = re.compile(
    rf"{_AFTER}(?:(?:{_MORE})(?:\b[^\n.!?]{{0,{MARK_LIMIT}}}$|\W{{0,20}}$)|(?:{_ALONE})\W{{0,20}}$)", re.IGNORECASE
)
APPEARED = re.compile(rf"(?:{'|'.join(_DATA['appeared'])})", re.IGNORECASE | re.DOTALL)
UPDATED_WEIGHT = 0.85
"""Of a day on which an entry was changed, where no other is told: most generators write that of publication there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its feed gives it.

    Attributes:
        article_id: its own id, "" if it has none.
        title: in markup or plain.
        address: of the page, for readers to open.
        contents: what is given as its whole content, in markup or plain.
        summary: what is given as a summary, or may be one.
        is_summary: whether the feed says that it is no more than a summary.
        dates: fields that hold dates, by names that ``fields.toml`` knows.
        updated: when it was changed.
        format: what its kind of feed is called.
    """

    article_id: str
    title: str
    address: str | None
    contents: tuple[str, ...]
    summary: str
    is_summary: bool
    dates: Mapping[str, str]
    updated: str
    lang: str | None
    format: str
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = field(default=())


def address_of(links: Iterable[str], own: str, site: object) -> str | None:
    """Return the address of an entry: its first link, made whole by that of its site; else its id, if that is one."""
    base = web_address(site) or ""
    for link in links:
        with suppress(ValueError):
            if found := web_address(urljoin(base, link) if link and base else link):
                return found
    return web_address(own)


def draft_of_entry(item: Item, entry: Entry) -> Draft:
    """Return the draft of an entry; one of a teaser says so by its format.

    Raises:
        NoArticle: it is a title and an address without words.
    """
    from corpus.reading.page.fragment import fragment_paragraphs, words_of  # noqa: PLC0415 - its libraries take time

    captions = [" ".join(words_of(one).split()) for one in entry.captions]
    texts = [fragment_paragraphs(one, captions=captions) for one in (*entry.contents, entry.summary)]
    best = max(texts, key=_length)
    found, marked = _without_marks(best, whole=best is not texts[-1] or _length(best) > LONG)
    if not has_words(found):
        raise NoArticle(Omission.TEASER if entry.address and entry.title.strip() else Omission.NO_WORDS)
    title = as_title(words_of(entry.title))
    said = "\n".join(words for _, words in found)
    for further in texts[:-1]:
        found += [(0, words) for _, words in further if further is not best and words not in said]
    shown = (words for words in dict.fromkeys(captions) if words and words not in said)
    draft = draft_of_blocks(item, found, title, shown)
    dates = field_dates(entry.dates, Kind.RECORD, entry.lang, draft.text)
    claims = list(dates.claims)
    if not dates.published:
        claims += _other_claims(entry)
    short = len(best) == 1 and len(said) <= SHORT and entry.title.strip() and entry.address
    told = entry.is_summary and _length(best) <= LONG
    is_teaser = marked or (best is texts[-1] and (told or short))
    return replace(
        draft,
        article_id=(entry.article_id or entry.address or draft.article_id)[:200],
        url=entry.address,
        lang=entry.lang,
        authors=entry.authors,
        furniture=(*draft.furniture, *dates.refused, *_left_away(best, found)),
        claims=tuple(claims),
        format=TEASER if is_teaser else entry.format,
    )


def _other_claims(entry: Entry) -> list[DateClaim]:
    """Return the day in the address, else that of the last change."""
    of_address = claim_from_address(entry.address or "", "link")
    if of_address is not None:
        return [of_address]
    place = 'record field "updated"'
    return claims_from_field(entry.updated, Kind.RECORD, place, entry.lang, weight=UPDATED_WEIGHT)


def _length(found: list[tuple[int, str]]) -> int:
    return sum(len(words) for _, words in found)


def _without_marks(found: list[tuple[int, str]], *, whole: bool) -> tuple[list[tuple[int, str]], bool]:
    """Return paragraphs without what says at their end that there is more, and whether something did.

    Args:
        found: paragraphs.
        whole: whether they are given as the whole content, in which three dots may be the author's.
    """
    kept = list(found)
    if kept and APPEARED.fullmatch(kept[-1][1][: END_LIMIT * 2]):
        kept.pop()
    if not kept:
        return kept, False
    level, words = kept[-1]
    head, end = words[:-END_LIMIT], words[-END_LIMIT:]
    rest = head + MORE.sub("", end).rstrip()
    marked = rest != words or (BRACKETED if whole else ELLIPSIS).search(words) is not None
    if rest != words:
        kept[-1:] = [(level, rest)] if rest.strip(" \n\t.…[]()»→") else []
    return kept, marked


def _left_away(best: list[tuple[int, str]], kept: list[tuple[int, str]]) -> tuple[Furniture, ...]:
    last = best[-1][1]
    return () if any(words == last for _, words in kept) else (Furniture("navigation", last),)
