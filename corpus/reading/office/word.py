"""Takes the text out of WordprocessingML (ISO 29500-1, 17)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from corpus.errors import Unreadable
from corpus.reading.office.draft import CAPTION, Written
from corpus.reading.office.package import Package, local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
UNSHOWN = frozenset(
    "del moveFrom instrText delText delInstrText commentRangeStart annotationRef footnoteRef endnoteRef "
    "Fallback pPr rPr tblPr trPr tcPr sectPr sdtPr pict object binData txbxContent".split()
)
"""Elements that are passed over with all in them: deletions, the other version of a drawing, properties. What is in
text boxes is read after the paragraph that they hang on."""
BLANK = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|encabezado|kop|rubrik|intestazione|заголовок)\s*(\d)", re.IGNORECASE
)
TITLE = re.compile(r"(?:title|titel|titre|título)", re.IGNORECASE)
AROUND = frozenset("sdt sdtContent customXml ins moveTo smartTag AlternateContent Choice".split())
"""What may stand around paragraphs."""
CELL_MARK = " | "
DEPTH = 40
"""Tables and boxes in each other."""


def written(package: Package) -> Written:
    """Return the text of a document and what it says of itself.

    Raises:
        Unreadable: it is damaged, or no document of Word.
    """
    main = _main(package)
    tree = package.tree(main)
    body = None if tree is None else next(iter(tree.iter(f"{W}body", f"{STRICT}body")), None)
    if body is None:
        raise Unreadable("no document of Word: there is no text in its package; check what it is")
    folder = posixpath.dirname(main)
    styles = _styles(package.tree(f"{folder}/styles.xml"))
    found = Written(list(_blocks(body, styles)), fields=_fields(package.tree("docProps/core.xml")))
    for name in ("footnotes", "endnotes"):
        notes = package.tree(f"{folder}/{name}.xml")
        for note in [] if notes is None else list(notes):
            if _value(note, "type") in {None, "normal"}:
                found.notes.append("\n".join(words for _, words in _blocks(note, styles)).strip())
    margins = (one for one in package.names if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml", one))
    for name in sorted(margins):
        margin = package.tree(name)
        found.margins += [] if margin is None else [words for _, words in _blocks(margin, styles) if words.strip()]
    return found


def _main(package: Package) -> str:
    """Return the name of the member that holds the text."""
    relations = package.tree("_rels/.rels")
    for one in [] if relations is None else list(relations):
        if str(one.get("Type")).endswith("/officeDocument"):
            return str(one.get("Target")).lstrip("/")
    return "word/document.xml"


def _fields(core: etree._Element | None) -> dict[str, str]:
    """Return what the core properties say."""
    names = {one: one for one in ("title", "created", "modified", "language")} | {"creator": "author"}
    told = [] if core is None else list(core)
    return {names[local(one)]: one.text or "" for one in told if local(one) in names}


def _styles(tree: etree._Element | None) -> dict[str, int]:
    """Return the level of each style that is a heading, -1 for titles, that of captions for these."""
    levels: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in [] if tree is None else tree:
        number = _value(style, "styleId")
        if local(style) != "style" or number is None:
            continue
        inside = {local(one): one for one in style.iter()}
        level = _level_of(_value(inside.get("name"), "val") or "", _value(inside.get("outlineLvl"), "val") or "")
        if level:
            levels[number] = level
        elif "basedOn" in inside:
            based[number] = _value(inside["basedOn"], "val") or ""
    for _ in range(10):  # styles are made of others, which are made of others
        made = {
            one: levels[base] for one, base in based.items() if one not in levels and levels.get(base, 0) not in {0, -1}
        }
        levels |= made
    return levels


def _level_of(name: str, outline: str) -> int:
    heading = HEADING.match(name)
    if TITLE.fullmatch(name):
        return -1
    if name.lower() == "caption":
        return CAPTION
    if heading:
        return int(heading[1])
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0  # noqa: PLR2004 - 9 is text


def _blocks(parent: etree._Element, styles: dict[str, int], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (heading level or 0, words) of paragraphs, and of tables row by row."""
    for element in parent if depth < DEPTH else ():
        name = local(element)
        if name == "p":
            yield _level(element, styles), _words(element)
            for box in element.iter(f"{W}txbxContent", f"{STRICT}txbxContent"):
                if not any(local(one) in UNSHOWN - {"txbxContent"} for one in box.iterancestors()):
                    yield from _blocks(box, styles, depth + 1)
        elif name == "tbl":
            yield from _rows(element, styles, depth)
        elif name in AROUND:
            yield from _blocks(element, styles, depth + 1)


def _rows(table: etree._Element, styles: dict[str, int], depth: int) -> Iterator[tuple[int, str]]:
    """Yield the rows of a table; one of a single column lays out text, which stands as it would without it."""
    for row in (one for one in table if local(one) == "tr"):
        cells = [cell for cell in row.iter() if local(cell) == "tc" and _owner(cell) is table]
        texts = [list(_blocks(cell, styles, depth + 1)) for cell in cells]
        long = any(sum(len(words) for _, words in one) > 600 for one in texts)  # noqa: PLR2004 - prose side by side
        if len(cells) == 1 or long:
            for one in texts:
                yield from one
        else:
            said = (" ".join(" ".join(words for _, words in one).split()) for one in texts)
            yield 0, CELL_MARK.join(words for words in said if words)


def _owner(cell: etree._Element) -> etree._Element | None:
    return next((one for one in cell.iterancestors() if local(one) == "tbl"), None)


def _level(paragraph: etree._Element, styles: dict[str, int]) -> int:
    for one in next((part for part in paragraph if local(part) == "pPr"), ()):
        if local(one) == "pStyle" and (level := styles.get(_value(one, "val") or "")):
            return level
        value = _value(one, "val")
        if local(one) == "outlineLvl" and value and value.isdecimal() and int(value) < 9:  # noqa: PLR2004 - 9 is text
            return int(value) + 1
    return 0


def _words(paragraph: etree._Element) -> str:
    parts: list[str] = []
    muted = 0
    for event, one in etree.iterwalk(paragraph, events=("start", "end")):
        name = local(one)
        if name in UNSHOWN or (name == "r" and _hidden(one)):
            muted += 1 if event == "start" else -1
        elif not muted and event == "start":
            parts.append((one.text or "") if name == "t" else BLANK.get(name, ""))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _hidden(run: etree._Element) -> bool:
    properties = next((one for one in run if local(one) == "rPr"), ())
    return any(local(one) == "vanish" and _value(one, "val") not in {"0", "false", "off"} for one in properties)


def _value(element: etree._Element | None, name: str) -> str | None:
    if element is None:
        return None
    return element.get(f"{W}{name}") or element.get(f"{STRICT}{name}")
