"""Takes the text out of OpenDocument (ISO 26300, 5 to 9)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.errors import Unreadable
from corpus.reading.office.draft import CAPTION, Written
from corpus.reading.office.package import Package, local

UNSHOWN = frozenset(
    "tracked-changes annotation annotation-end note ruby-text table-of-content alphabetical-index bibliography "
    "illustration-index table-index object-index user-index sequence-decls forms variable-decls "
    "user-field-decls".split()
)
"""Elements that are passed over with all in them: deletions, comments, lists of what stands elsewhere in the text."""
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELL_MARK = " | "
CAPTIONS = ("Caption", "Illustration", "Figure", "Drawing", "Table")
"""Styles in which captions are set, by the names that LibreOffice keeps in every language."""
DEPTH = 40
"""Tables, lists and frames in each other."""
SPACES = 100


def written(package: Package) -> Written:
    """Return the text of a document and what it says of itself.

    Raises:
        Unreadable: it is damaged, locked, or no OpenDocument text.
    """
    manifest = package.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Unreadable("locked with a password: open it and save it without one")
    content = package.tree("content.xml")
    body = None if content is None else next((one for one in content.iter() if local(one) == "body"), None)
    text = None if body is None else next((one for one in body if local(one) == "text"), None)
    if content is None or text is None:
        raise Unreadable("no OpenDocument text: there is no text in its package; check what it is")
    styles = _styles(content)
    found = Written(list(_blocks(text, styles)), fields=_fields(package.tree("meta.xml")))
    found.notes = [" ".join(words for _, words in _blocks(one, styles)) for one in text.iter(f"{TEXT}note-body")]
    pages = package.tree("styles.xml")
    for master in [] if pages is None else pages.iter(f"{STYLE}master-page"):
        found.margins += [words for margin in master for _, words in _blocks(margin, styles) if words]
    return found


def _fields(meta: etree._Element | None) -> dict[str, str]:
    names = {
        "title": "title", "initial-creator": "author", "creator": "author", "creation-date": "created",
        "date": "modified", "language": "language",
    }  # fmt: skip
    told: dict[str, str] = {}
    for one in [] if meta is None else meta.iter():
        name = names.get(local(one))
        if name and one.text and (name not in told or local(one) == "initial-creator"):
            told[name] = one.text
    return told


def _styles(content: etree._Element) -> dict[str, int]:
    """Return the levels of styles that are titles or captions, and of those made of them."""
    levels = {"Title": -1, **dict.fromkeys(CAPTIONS, CAPTION)}
    for style in content.iter(f"{STYLE}style"):
        level = levels.get(style.get(f"{STYLE}parent-style-name") or "")
        name = style.get(f"{STYLE}name")
        if level is not None and name:
            levels[name] = level
    return levels


def _blocks(parent: etree._Element, styles: dict[str, int], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (heading level or 0, words) of paragraphs, and of tables row by row."""
    for element in parent if depth < DEPTH else ():
        name = local(element)
        if name in {"p", "h"}:
            level = element.get(f"{TEXT}outline-level") or "1"
            heading = int(level) if level.isdecimal() and int(level) else 1
            shown = styles.get(element.get(f"{TEXT}style-name") or "", 0)
            yield heading if name == "h" else shown, _words(element)
            for box in element.iter():
                if local(box) == "text-box":
                    yield from _blocks(box, styles, depth + 1)
        elif name == "table":
            yield from _rows(element, styles, depth)
        elif name not in UNSHOWN:
            yield from _blocks(element, styles, depth + 1)


def _rows(table: etree._Element, styles: dict[str, int], depth: int) -> Iterator[tuple[int, str]]:
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        texts = [list(_blocks(cell, styles, depth + 1)) for cell in row if local(cell) == "table-cell"]
        if len(texts) == 1 or any(sum(len(words) for _, words in one) > 600 for one in texts):  # noqa: PLR2004 - prose
            for one in texts:
                yield from one
        else:
            said = (" ".join(" ".join(words for _, words in one).split()) for one in texts)
            yield 0, CELL_MARK.join(words for words in said if words)


def _words(paragraph: etree._Element) -> str:
    parts: list[str] = []
    muted = 0
    for event, one in etree.iterwalk(paragraph, events=("start", "end")):
        name = local(one)
        start = event == "start"
        if name in UNSHOWN or name == "text-box":
            muted += 1 if start else -1
        if not muted and start:
            parts.append({"s": " " * _count(one), "tab": "\t", "line-break": "\n"}.get(name, ""))
        text = one.text if start else one.tail
        said = isinstance(one.tag, str) if start else one is not paragraph
        if text and not muted and said:
            parts.append(text.replace("\n", " "))
    lines = (" ".join(line.split()) for line in "".join(parts).replace("\u00ad", "").split("\n"))
    return "\n".join(line for line in lines if line)


def _count(space: etree._Element) -> int:
    count = space.get(f"{TEXT}c") or "1"
    return min(int(count), SPACES) if count.isdecimal() else 1
