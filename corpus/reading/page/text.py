"""Cuts the paragraphs out of a page: by trafilatura where it finds the article, else all that readers see."""

from __future__ import annotations

import logging
from copy import deepcopy
from enum import Enum
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from corpus.cleaning.pages import Page, take_apart
from corpus.reading.decoding import printable
from corpus.reading.drafting import has_words
from corpus.reading.page.fragment import fragment_paragraphs
from corpus.reading.page.json_ld import article_body
from corpus.reading.page.tree import INLINE, OUTSIDE, SILENT, beginning, ld_scripts, meta_values
from corpus.reading.page.visible import paragraphs, pieces

TOP_LINES = 300
"""Lines of a page among which its headline and dateline are looked for."""
SUMMARIES = ("og:description", "description")
LIBRARY_TAGS = 20_000
"""Pages with more tags than this are read without trafilatura and htmldate, whose time is not linear in the size
of a page. The largest of 250 news pages has 13,000."""
DROPPED = ("time", "ins", "output", "label")
"""Elements that trafilatura takes off with their words, also out of the middle of a sentence."""
LEFT_OUT = tuple(
    "aside footer nav menu button style svg link meta noscript template iframe canvas source picture img input label"
    " video audio object embed map fieldset dialog select textarea".split()
)
"""Elements that trafilatura takes off in any case, half of a page: it first looks for names in all that there is."""
SENTENCES = frozenset("p li dd td blockquote figcaption h1 h2 h3 h4 h5 h6".split())
SENTENCE = 12
"""Characters of a paragraph in which such an element is a part of a sentence; a day or a label alone has fewer."""
LIBRARY_CHARACTERS = 4_000_000


class Mode(Enum):
    """How trafilatura chooses between too much and too little.

    Its strict mode is not compared with other libraries' results, which takes a quarter of its time: of the prose that
    they find more, the paragraphs beside what was found are added anyhow (``completing``).
    """

    STRICT = "precision"
    BALANCED = "balanced"
    FULL = "recall"


for _name in ("trafilatura", "htmldate", "courlan", "justext", "readability", "dateparser"):
    # what these libraries log quotes pages; the logs are not the place for that
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def small_enough(text: str) -> bool:
    """Tell whether a page is small enough for libraries that take more than linear time."""
    return len(text) <= LIBRARY_CHARACTERS and text.count("<") <= LIBRARY_TAGS


def article_paragraphs(tree: HtmlElement, mode: Mode = Mode.STRICT) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of each block of the article; empty if trafilatura finds none.

    Tables a row a line, no comments, nothing compared with other pages.
    """
    in_sentences = [element for element in tree.iter(*DROPPED) if _in_sentence(element)]
    tags = [element.tag for element in in_sentences]
    for element in in_sentences:
        element.tag = "span"
    try:
        document = trafilatura.bare_extraction(
            _lean(tree) if mode is Mode.STRICT else tree,
            fast=mode is Mode.STRICT,
            favor_precision=mode is Mode.STRICT,
            favor_recall=mode is Mode.FULL,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
        )
    except Exception:  # noqa: BLE001 - hostile pages make it fail in many ways; the page is then read plainly
        return []
    finally:
        for element, tag in zip(in_sentences, tags, strict=True):
            element.tag = tag
    body = getattr(document, "body", None)
    found = [] if body is None else list(paragraphs(body))
    return found if has_words(found) else []


def _lean(tree: HtmlElement) -> HtmlElement:
    """Return a copy of a page without what the strict mode never looks at."""
    lean = deepcopy(tree)
    etree.strip_elements(lean, *LEFT_OUT, with_tail=False)
    for script in list(lean.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    return lean


def _in_sentence(element: HtmlElement) -> bool:
    """Tell whether an element stands among the words of a paragraph."""
    above = element.getparent()
    while above is not None and above.tag in INLINE:
        above = above.getparent()
    if above is None or above.tag not in SENTENCES:
        return False
    around, inside = beginning(above, SENTENCE), beginning(element, SENTENCE)
    return len(around) >= SENTENCE and len(around) >= 2 * len(inside)


def visible_paragraphs(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of every block that readers see, navigation left out."""
    return list(paragraphs(tree, SILENT | OUTSIDE | {"head"}))


def told_paragraphs(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return the paragraphs of the article that a page carries in its JSON-LD; empty if it has none."""
    bodies = [body for script in ld_scripts(tree) if (body := article_body(script))]
    return fragment_paragraphs(printable(max(bodies, key=len)), lines=True) if bodies else []


def described(tree: HtmlElement) -> list[tuple[int, str]]:
    """Return what a page that shows nothing without scripts says of itself: its summary."""
    return [(0, words) for words in pieces([next(meta_values(tree, SUMMARIES), "")])]


def take_page_apart(tree: HtmlElement) -> Page:
    """Return the top of the page taken apart as if it had been saved as text, line by line."""
    lines = [words for _, words in islice(paragraphs(tree, SILENT | {"head"}), TOP_LINES)]
    return take_apart("\n\n".join(lines)) if lines else Page()
