"""From the bytes of a page to its tree: encoding as browsers tell it, then a parser that never looks outside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress

from lxml import etree
from lxml.html import HtmlElement

from corpus.data import table
from corpus.errors import Unreadable
from corpus.reading.decoding import BOMS, decode, printable
from corpus.reading.page.gutters import without_line_numbers
from corpus.reading.page.lists import tell_numbers

SILENT = frozenset("script style noscript template svg iframe object select textarea button option title math".split())
"""Elements whose text no reader sees, or sees as a control."""
CODE = frozenset("script style template".split())
"""Elements whose text is none, wherever they stand: in a headline too."""
OUTSIDE = frozenset("nav footer aside".split())
INLINE = frozenset("a abbr b bdi bdo big cite em font i mark q s small span strong sub sup time u wbr".split())
META_CHARSET = re.compile(rb"<meta[^<>]{1,400}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w:-]{2,30})", re.IGNORECASE)
XML_CHARSET = re.compile(rb"\s{0,20}<\?xml[^<>]{1,200}?encoding\s{0,4}=\s{0,4}[\"']([\w:-]{2,30})")
PROLOGUE = 4096
"""Bytes in which a charset is looked for; browsers look at 1024, pages with many tags before it exist."""
CODECS = {label: codec for codec, labels in table("corpus.reading.page", "encodings").items() for label in labels}
"""Python's codecs by the names that pages give."""
BROKEN_SHARE = 0.002
"""A page of UTF-8 with fewer wrong characters than this is read with U+FFFD in their places, as browsers show it."""
STRAY = 1000
"""Bytes of a page, of which one may be NUL: browsers pass over it. Packed data has one in 256, other encodings more."""
TAG_LIMIT = 400_000
"""Tags in one page. The largest of 250 news pages has 13,000; a tree of this size takes half a gigabyte."""
EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=%]+")
"""A picture or font inside the page: megabytes without a word, and more than the parser takes in one attribute."""
HEAD = re.compile(r"^\s*<\?xml[^<>]{0,300}\?>")
SOFT = ("\xad", "&shy;", "&#173;", "&#x", "&#X")
SOFT_HYPHEN = re.compile(r"\xad|&(?:shy|#173|#[xX][aA][dD]);")
"""Where a word may be broken: readers see it at the ends of lines only, and a word without it is the same word."""
FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z*†‡§]{1,2}|note \d{1,3})[\])]?(?:[ ,;]*[\[(]?\d{1,3}[\])]?){0,5}")
"""The raised mark of a link to a note below."""
FIGURES = re.compile(r"[-−+]?\d{1,6}")
MARKS = {"sup": str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺"), "sub": str.maketrans("0123456789-−+", "₀₁₂₃₄₅₆₇₈₉₋₋₊")}
LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements: lxml.html's own lookup calls Python for each, a twentieth of the time of a page."""


def page_text(data: bytes) -> str:
    """Return the characters of a page: by BOM, then UTF-8 if they are it, then as its meta tag says.

    Raises:
        Unreadable: the data is empty, binary, or in no encoding that can be told.
    """
    if STRAY * data.count(b"\x00") <= len(data) and not data.startswith(tuple(BOMS)):
        data = data.replace(b"\x00", b"")
    if data.startswith(tuple(BOMS)) or b"\x00" in data[:65536] or not data.strip():
        return decode(data)
    declared = _declared(data)
    if declared == "iso2022_jp" and b"\x1b$" in data:
        return printable(data.decode(declared, "replace"))
    for encoding in ("utf-8", declared):
        with suppress(UnicodeDecodeError):  # the declaration lies, or a byte is broken: see below
            return printable(data.decode(encoding))
    text = data.decode("utf-8", "replace")
    return printable(text) if text.count("\ufffd") <= BROKEN_SHARE * len(text) else decode(data)


def _declared(data: bytes) -> str:
    """Return the codec that a page names, UTF-8 where it names none that browsers know."""
    match = META_CHARSET.search(data[:PROLOGUE]) or XML_CHARSET.match(data[:PROLOGUE])
    return CODECS.get(match[1].decode("ascii", "replace").lower(), "utf-8") if match else "utf-8"


def parse_page(text: str) -> HtmlElement:
    """Return the tree of a page, without comments; nothing is ever loaded from outside.

    Raises:
        Unreadable: there are too many tags, or none.
    """
    if text.count("<") > TAG_LIMIT:
        raise Unreadable(f"more than {TAG_LIMIT:,} tags in one page: split it, or check that it is what it seems")
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False
    )
    parser.set_element_class_lookup(LOOKUP)
    try:
        plain = EMBEDDED.sub("data:,", HEAD.sub("", text))
        if any(sign in plain for sign in SOFT):  # the pattern goes through all of a page, sign by sign
            plain = SOFT_HYPHEN.sub("", plain)
        tree = etree.fromstring(plain.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(f"its markup cannot be read: {' '.join(str(error).split())[:200]}") from error
    if tree is None or not isinstance(tree, HtmlElement):
        raise Unreadable("empty: there is no text in it")
    _set_marks(tree)
    without_line_numbers(tree, plain)
    tell_numbers(tree)
    return tree


def _set_marks(tree: HtmlElement) -> None:
    """Take off the marks of footnotes, and write raised and lowered figures as such: 10⁶ is not 106."""
    for element in list(tree.iter("sup", "sub")):
        words = "".join(element.itertext()).strip()
        links = list(element.iter("a"))
        if links and FOOTNOTE.fullmatch(words) and all("#" in (link.get("href") or "#") for link in links):
            element.drop_tree()
        elif FIGURES.fullmatch(words) and not links and element.tag in MARKS:
            element.text = words.translate(MARKS[element.tag])
            for inner in list(element):
                element.remove(inner)


def beginning(element: HtmlElement, limit: int) -> str:
    """Return an element's first words, a few more than ``limit`` characters at most where it has many."""
    words: list[str] = []
    length = muted = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        apart = "" if inner.tag in INLINE else " "
        piece = inner.text if event == "start" else inner.tail if inner is not element else None
        if inner.tag in CODE:
            muted += 1 if event == "start" else -1
        if muted:
            continue
        words.append(f"{apart}{piece or ''}")
        length += len(words[-1])
        if length > limit:
            break
    return " ".join("".join(words).split())


def meta_values(tree: HtmlElement, names: Collection[str]) -> Iterator[str]:
    """Yield what meta tags of certain names hold, in order."""
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in names and meta.get("content"):
            yield str(meta.get("content"))


def ld_scripts(tree: HtmlElement) -> Iterator[str]:
    """Yield the page's scripts of JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield script.text or ""
