"""Reads the HTML that stands in Markdown: as Markdown, with its blocks set apart and its captions beside it."""

from __future__ import annotations

import html
import re

from corpus.reading.page.lists import numbers_told

TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<![A-Za-z][^<>]{0,500}>|<>|</>")
ALT = re.compile(r"<img\b[^<>]{0,1500}?\balt\s{0,3}=\s{0,3}(?:\"([^\"<>]{1,500})\"|'([^'<>]{1,500})')", re.IGNORECASE)
CAPTION = re.compile(r"<(figcaption|caption)\b[^<>]{0,300}>(.{0,3000}?)</\1\s{0,9}>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"<br\b[^<>]{0,100}>[ \t]*\n?", re.IGNORECASE)
CELL = re.compile(r"\s*</t[dh]\s{0,9}>\s*(?:<!--.{0,100}?-->\s*)?<t[dh]\b[^<>]{0,500}>\s*", re.IGNORECASE)
ROW = re.compile(r"<tr\b[^<>]{0,300}>((?:(?!</?tr\b).){0,4000}?)</tr\s{0,9}>", re.IGNORECASE | re.DOTALL)
HEADING = re.compile(r"<h([1-6])\b[^<>]{0,500}>(.{0,600}?)</h\1\s{0,9}>", re.IGNORECASE | re.DOTALL)
BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|header|hr"
    r"|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
UNSEEN = re.compile(
    r"<(iframe|object|select|textarea|button|title|math)\b[^<>]{0,2000}>.{0,3000}?</\1\s{0,9}>",
    re.IGNORECASE | re.DOTALL,
)
ORDERED = re.compile(r"<ol\b([^<>]{0,300})>((?:(?!</?ol\b).){0,20000}?)</ol\s{0,9}>", re.IGNORECASE | re.DOTALL)
ITEM = re.compile(r"<li\b([^<>]{0,300})>\s*(?:<p\b[^<>]{0,300}>\s*)?", re.IGNORECASE)
NUMBER = {
    name: re.compile(rf"(?<![\w-]){name}\s{{0,3}}=\s{{0,3}}[\"']?(\d{{1,9}})\b", re.IGNORECASE)
    for name in ("start", "value")
}
PREFORMATTED = re.compile(r"\s*<pre\b", re.IGNORECASE)


def captions_of(fragment: str) -> list[str]:
    """Return what a fragment's figures and tables are captioned with, and what stands in for its images."""
    found = [_plain(match[2]) for match in CAPTION.finditer(fragment)]
    found += [_plain(match[1] or match[2]) for match in ALT.finditer(fragment)]
    return [words for words in dict.fromkeys(found) if words]


def as_markdown(fragment: str) -> str:
    """Return a fragment of HTML as Markdown: its blocks apart, its rows a line each, nothing set in."""
    text = UNSEEN.sub("", CAPTION.sub("\n\n", fragment))
    text = ROW.sub(_row, text) if "<tr" in text.lower() else text
    text = ORDERED.sub(_numbered, text) if "<ol" in text.lower() else text
    text = HEADING.sub(_heading, text)
    text = TAG.sub("", BLOCK.sub("\n\n", BREAK.sub("\x00", text)))
    return "\n".join(line.strip() for line in text.split("\n")).replace("\x00", "  \n")


def preformatted(fragment: str) -> str | None:
    """Return the words of a fragment that is set as it stands (``<pre>``), or None if it is none."""
    return html.unescape(TAG.sub("", fragment)) if PREFORMATTED.match(fragment) else None


def _row(row: re.Match[str]) -> str:
    cells = CELL.sub(" \x00 ", row[1])
    if BLOCK.search(re.sub(r"</?t[dh]\b[^<>]{0,500}>", "", cells)):
        return f"\n\n{row[1]}\n\n"  # a layout in cells, or paragraphs: each for itself
    line = " ".join(TAG.sub("", BREAK.sub(" ", cells)).split())
    return f"\n\n{line.replace(chr(0), '|')}\n\n"


def _numbered(ordered: re.Match[str]) -> str:
    """Write the numbers that are words into the items of a list; escaped, so that they make no list of their own."""
    values = [_number("value", item[1]) for item in ITEM.finditer(ordered[2])]
    told = iter(numbers_told(_number("start", ordered[1]), values))

    def item(found: re.Match[str]) -> str:
        number = next(told)
        return found[0] if number is None else f"{found[0]}{number}\\. "

    return f"\n\n{ITEM.sub(item, ordered[2])}\n\n"


def _number(name: str, attributes: str) -> str | None:
    match = NUMBER[name].search(attributes)
    return match[1] if match else None


def _heading(heading: re.Match[str]) -> str:
    return f"\n\n{'#' * int(heading[1])} {' '.join(TAG.sub('', heading[2]).split())}\n\n"


def _plain(words: str) -> str:
    return " ".join(html.unescape(TAG.sub(" ", words)).split())
