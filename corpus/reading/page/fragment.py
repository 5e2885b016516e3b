"""Reads markup that is no whole page: the content of a post, a summary, a title."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

from corpus.reading.page.captions import take_captions
from corpus.reading.page.tree import SILENT, parse_page
from corpus.reading.page.visible import paragraphs

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"(<[/!]?[A-Za-z](?:[^<>\"']++|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,100}+>)")
"""A tag; in the values of its attributes there may be marks of others."""
NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
MARKUP = re.compile(r"<[/!]?[A-Za-z]|&[#\w]{1,40};")
BLOCKS = frozenset(
    "address article aside blockquote caption center col colgroup dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main map menu nav noscript object ol p pre "
    "script section style summary table tbody td tfoot th thead tr ul video".split()
)
"""Elements beside which the end of a line means nothing."""
VERBATIM = frozenset({"pre", "textarea"})
OBJECT = "\ufffc"
"""Stands in pasted text where there was a picture."""
UNSEEN = SILENT | {"audio", "video", "canvas"}
ANCHORS = "#¶§🔗 "
"""Beside headings, links to them."""
ADDRESS = re.compile(r"https?://\S+")


def fragment_paragraphs(
    markup: str,
    *,
    lines: bool = False,
    captions: list[str] | None = None,
    beside: frozenset[str] = frozenset(),
    asides: list[str] | None = None,
) -> list[tuple[int, str]]:
    """Return (heading level or 0, words) of each block of a piece of markup, rows of tables among them.

    A block that is nothing but an address is left out: a film or the like is shown in its place.

    Args:
        markup: HTML, or plain text.
        lines: whether the ends of lines count, as in what is written with a text field: one is the end of a line, two
            are the end of a paragraph.
        captions: takes the captions of its figures and tables, which are no paragraphs of the text.
        beside: classes of elements that are no part of the text.
        asides: takes the words of those.
    """
    broken = _with_breaks(COMMENT.sub("", markup.replace(OBJECT, "")), lines=lines or not MARKUP.search(markup))
    if not broken.strip():
        return []
    tree = parse_page(f"<html><body><div>{broken}</div></body></html>")
    return tree_paragraphs(tree, captions=captions, beside=beside, asides=asides)


def tree_paragraphs(
    tree: HtmlElement, *, captions: list[str] | None, beside: frozenset[str], asides: list[str] | None
) -> list[tuple[int, str]]:
    """Return the blocks of a piece of markup that is a tree already, as ``fragment_paragraphs`` does of its text."""
    said = take_elements(tree, beside) if beside else []
    if asides is not None:
        asides += said
    told = take_captions(tree)
    if captions is not None:
        captions += told
    found = [(level, words) for level, words in paragraphs(tree, UNSEEN) if not ADDRESS.fullmatch(words)]
    plain = [(level, words.strip(ANCHORS) if level else words) for level, words in found]
    return [(level, words) for level, words in plain if any(map(str.isalnum, words))]


def take_elements(tree: HtmlElement, classes: frozenset[str]) -> list[str]:
    """Take the elements of some classes out of a tree, and return their words, each once."""
    found = [one for one in tree.iter() if not classes.isdisjoint((one.get("class") or "").split())]
    inner = set(found)
    outermost = [one for one in found if inner.isdisjoint(one.iterancestors())]
    said = [" ".join(" ".join(one.itertext()).split()) for one in outermost]
    for one in outermost:
        one.drop_tree()
    return [words for words in dict.fromkeys(said) if words]


def words_of(markup: str) -> str:
    """Return the words of a piece of markup on one line; a mark that begins no tag stays as it is."""
    text = TAG.sub("", markup) if "<" in markup else markup
    return " ".join(html.unescape(text).split())


def _with_breaks(markup: str, *, lines: bool) -> str:
    """Turn the ends of lines into elements that break them: all where lines count, else those in preformatted text."""
    tokens = TAG.split(markup)
    names = [_name(token) if number % 2 else "" for number, token in enumerate(tokens)]
    verbatim = 0
    for number, token in enumerate(tokens):
        if number % 2:
            if names[number] in VERBATIM:
                verbatim = max(0, verbatim + (-1 if token.startswith("</") else 1))
        elif "\n" in token:
            if verbatim:
                tokens[number] = token.replace("\n", "<br>")
            elif lines:
                before = names[number - 1] if number else "p"
                after = names[number + 1] if number + 1 < len(names) else "p"
                tokens[number] = _broken(token, before, after)
    return "".join(tokens)


def _broken(text: str, before: str, after: str) -> str:
    if before in BLOCKS:
        text = text.lstrip()
    elif before == "br":
        text = text.lstrip(" \t\r").removeprefix("\n")
    if after in BLOCKS:
        text = text.rstrip()
    return text.replace("\n", "<br>")


def _name(tag: str) -> str:
    match = NAME.match(tag)
    return match[1].lower() if match else ""
