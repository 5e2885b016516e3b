"""Chooses the format of an item, by its first bytes where they tell it, else by its ending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.cleaning.mojibake import repaired
from corpus.dating.claims import claim_from_address, claim_of_capture
from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft, Kind
from corpus.omissions import Omission
from corpus.reading.decoding import decode
from corpus.reading.drafting import web_address
from corpus.reading.formats.activitypub import ACTIVITY
from corpus.reading.formats.chapter import CHAPTER
from corpus.reading.formats.docx import DOCX
from corpus.reading.formats.dump import DUMP
from corpus.reading.formats.feed import FEED
from corpus.reading.formats.fields import in_drafts
from corpus.reading.formats.html import HTML
from corpus.reading.formats.json_feed import JSON_FEED
from corpus.reading.formats.lektor import LEKTOR
from corpus.reading.formats.mail import MAIL
from corpus.reading.formats.markdown import MARKDOWN
from corpus.reading.formats.movable_type import ENTRY
from corpus.reading.formats.not_read import refusal_of
from corpus.reading.formats.notebook import NOTEBOOK
from corpus.reading.formats.odt import ODT
from corpus.reading.formats.old_office import OLD_OFFICE
from corpus.reading.formats.org import ORG
from corpus.reading.formats.pdf import PDF
from corpus.reading.formats.record import RECORD
from corpus.reading.formats.restructured import RESTRUCTURED
from corpus.reading.formats.rtf import RTF
from corpus.reading.formats.substack import SUBSTACK
from corpus.reading.formats.telegram import TELEGRAM
from corpus.reading.formats.wxr import WXR
from corpus.reading.formats.x_post import POST
from corpus.reading.formats.xml import XML
from corpus.reading.items import Item, Origin
from corpus.reading.readers import HEAD, Reader, ending_of, reader_for
from corpus.reading.sites.licences import is_licence
from corpus.reading.sites.pages import is_template, omission_of
from corpus.reading.sites.source import read_as, source_page
from corpus.reading.sites.told import told

FORMATS: tuple[Reader[Item, Draft], ...] = (
    DUMP, MARKDOWN, HTML, RESTRUCTURED, ORG, RECORD, MAIL, TELEGRAM, ACTIVITY, POST, ENTRY, WXR, FEED, JSON_FEED, XML,
    CHAPTER, PDF, DOCX, ODT, RTF, OLD_OFFICE, LEKTOR, SUBSTACK, NOTEBOOK,
)  # fmt: skip
"""A new format is one module, and its name here."""
KNOWN = frozenset(ending for one in FORMATS for ending in one.endings)
TEMPLATE = re.compile(rb"\{[%{]")
HEAD_OF_PAGE = 8192
PLACEHOLDER = re.compile(
    rb"<title>[^<]{0,200}?(?:<%|\{\{-?\s?(?:\.|\$?(?:page|site|post|title)\b)|__(?:PAGE_?)?TITLE__|%(?:PAGE_?)?TITLE%"
    rb"|\$\{(?:[\w.]{1,40}\.)?title\b)",
    re.IGNORECASE,
)
"""The title of a page that is filled in where the page is made: what has it is a template, however much it says."""
BLANK = b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"
"""What may stand before the first character: white space and byte order marks."""


def read(item: Item) -> Iterator[Draft]:
    """Yield the articles of an item.

    Raises:
        NoArticle: it is left out for what it is, such as one among drafts.
        Unreadable: it could not be fetched, no reader knows the format, or the item is not in it.
    """
    if item.left_out is not None:
        raise NoArticle(item.left_out)
    if in_drafts(item.path):
        raise NoArticle(Omission.DRAFT)
    refused = refusal_of(item.path) if item.line is None else None
    if refused is not None:
        raise Unreadable(refused)
    if item.problem is not None:
        raise Unreadable(item.problem)
    cut_for = next((one for one in FORMATS if one.name == item.format), None)
    is_record = item.line is not None and ending_of(item.path) in RECORD.endings
    head = b"" if is_record else item.data.lstrip(BLANK)[:HEAD].replace(b"\x00", b"")  # NUL: of UTF-16
    reader = cut_for or reader_for(FORMATS, read_as(item, KNOWN), head)
    if reader is None:
        decode(item.data)  # binary, empty and garbled files have a better reason than their ending
        raise Unreadable(f"no reader for {ending_of(item.path)} files; docs/formats.md tells what is read")
    page = source_page(item)
    if page is not None and (omission := omission_of(page)) is not None:
        raise NoArticle(omission)
    if item.line is None and reader in {DUMP, MARKDOWN} and is_licence(item.data):
        raise NoArticle(Omission.ABOUT_CODE)
    if (
        page is None
        and reader is HTML
        and not item.data.lstrip(BLANK).startswith(b"---")  # fields above it: a post
        and (
            PLACEHOLDER.search(item.data, 0, HEAD_OF_PAGE)
            or (TEMPLATE.search(item.data) and is_template(item.data.decode("utf-8", "replace")))
        )
    ):
        raise NoArticle(Omission.TEMPLATE)
    for draft in reader.read(item):
        draft = replace(repaired(draft), format=draft.format or reader.name)  # noqa: PLW2901 - one step after another
        yield told(_told(draft, item.origin), item, page)


def _told(draft: Draft, origin: Origin | None) -> Draft:
    """Return a draft with what its container knows of it and its format does not tell."""
    if origin is None:
        return draft
    address = web_address(origin.address)
    claims = [] if origin.captured is None else [claim_of_capture(origin.captured)]
    if address and not any(one.kind is Kind.URL_PATH for one in draft.claims):
        claims += filter(None, [claim_from_address(address, "address")])
    title = origin.title or draft.title
    return replace(draft, title=title, url=draft.url or address, claims=(*draft.claims, *claims))
