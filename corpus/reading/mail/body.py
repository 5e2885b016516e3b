"""Finds the text of a message among its parts: what readers are shown first, attachments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from corpus.errors import Unreadable
from corpus.reading.mail.header import text_in
from corpus.reading.mail.quoting import EARLIER, PASSED_ON

ATTACHED = re.compile(r"(?i)\s*attachment|.*\bfilename")
NAMED = re.compile(r"(?i).*;\s*name\*?\s*=")
PLAIN = frozenset({"text/plain", "text/markdown", "text/x-markdown"})
STUB = 200
"""Characters of a text beside a page with more than five times as much, which only says that there is a page."""
STUB_RATIO = 5
CITED = (
    "//blockquote[@type='cite' or contains(@class, 'gmail_quote') or contains(@class, 'protonmail_quote')]"
    " | //div[contains(@class, 'gmail_quote') or contains(@class, 'gmail_attr') or contains(@class, 'yahoo_quoted')]"
    " | //div[contains(@class, 'moz-cite-prefix') or contains(@class, 'tutanota_quote')]"
)
SIGNED = "//*[contains(@class, 'gmail_signature') or contains(@class, 'moz-signature') or @id='Signature']"
Alternative = tuple[str, str]


def text_of(message: Message) -> str:
    """Return the text of a message as it stands, or "" if it has none: of a plain part sooner than of a page."""
    return "\n\n".join(text.strip("\r\n") for _, text in _texts(message) if text.strip())


def _texts(part: Message) -> Iterator[Alternative]:
    """Yield kind and text of the parts that are shown, in order."""
    kind = part.get_content_type()
    payload = part.get_payload() if part.is_multipart() else None  # of text, it decodes by what may be no charset
    if _is_attached(part):
        return
    if kind == "multipart/alternative" and isinstance(payload, list):
        yield from _chosen([list(_texts(one)) for one in payload if isinstance(one, Message)])
    elif kind.startswith("multipart/") and isinstance(payload, list):
        for one in payload:
            if isinstance(one, Message) and (one.get_content_type() != "message/rfc822" or kind == "multipart/digest"):
                yield from _texts(one)
    elif kind == "message/rfc822" and isinstance(payload, list):
        for one in payload[:1]:
            yield from _texts(one) if isinstance(one, Message) else ()
    elif kind in {"text/html", "application/xhtml+xml"}:
        yield kind, page_text(_decoded(part))
    elif kind in PLAIN or (part.get("content-type") is None and not part.is_multipart()):
        yield kind, _decoded(part).replace("\r\n", "\n").replace("\r", "\n")


def _chosen(alternatives: list[list[Alternative]]) -> list[Alternative]:
    """Return the plain text of alternatives, or the last that has words: the best, as the sender thinks."""
    worded = [one for one in alternatives if any(text.strip() for _, text in one)]
    plain = next((one for one in worded if all(kind == "text/plain" for kind, _ in one)), None)
    best = worded[-1] if worded else []
    if plain is None or plain is best:
        return best
    length, other = (sum(len(text.strip()) for _, text in one) for one in (plain, best))
    return best if length < STUB and other > STUB_RATIO * length else plain


def _is_attached(part: Message) -> bool:
    """Tell whether a part is attached; the words of its fields are enough, whose parameters may be broken."""
    placed, kind = (str(part.get(name) or "") for name in ("content-disposition", "content-type"))
    return ATTACHED.match(placed) is not None or (not part.is_multipart() and NAMED.match(kind) is not None)


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    try:
        charset = part.get_content_charset()
    except (LookupError, ValueError, TypeError):  # a parameter that is broken in a way the library does not know
        charset = None
    return text_in(data, charset) if isinstance(data, bytes) else ""


def page_text(markup: str) -> str:
    """Return the words of a page, a paragraph a piece, those that it quotes behind marks as in plain text."""
    from lxml import etree  # noqa: PLC0415 - as is the next one

    from corpus.reading.page.text import visible_paragraphs  # noqa: PLC0415 - takes a third of a second
    from corpus.reading.page.tree import parse_page  # noqa: PLC0415
    from corpus.reading.page.visible import paragraphs  # noqa: PLC0415

    if not markup.strip():
        return ""
    try:
        tree = parse_page(markup)
    except Unreadable:
        return ""
    for path, mark in ((CITED, "> "), (SIGNED, "> ")):
        for element in tree.xpath(path)[:1000]:
            lines = [line for _, words in paragraphs(element) for line in words.split("\n")]
            if not lines or PASSED_ON.match(lines[0]) or EARLIER.match(lines[0]):
                continue
            tail = element.tail
            element.clear()
            element.tag, element.tail = "div", tail
            for line in lines:
                etree.SubElement(element, "p").text = line if line.startswith(">") else mark + line
    return "\n\n".join(words for _, words in visible_paragraphs(tree))
