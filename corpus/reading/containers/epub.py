"""Cuts EPUBs into the documents of their spine: the chapters of a book, the articles of an issue."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from corpus.errors import Unreadable
from corpus.omissions import Omission
from corpus.reading.containers.part import Part, safe_name
from corpus.reading.containers.spool import at_any_place
from corpus.reading.items import ITEM_LIMIT, Item, too_large
from corpus.reading.office.package import Package, local, parsed
from corpus.reading.readers import Reader

FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""How typefaces are kept from being copied, which hides no text."""
PAGES = ("application/xhtml+xml", "text/html", "application/html+xml", "text/x-oeb1-document")
OPF = "{http://www.idpf.org/2007/opf}"
MOST = 20_000
"""Documents in a spine; a dictionary has some thousand."""
FRONT = {"cover": Omission.FRONT_PAGE, "title-page": Omission.FRONT_PAGE, "copyright-page": Omission.FRONT_PAGE,
         "toc": Omission.LISTING, "index": Omission.LISTING}  # fmt: skip
"""What a guide calls pages that are no article."""
NAMED = re.compile(
    r"(?:^|[-_])(?:(?P<front>cover|half-?title|title-?page|copyright|imprint|colophon)|toc|contents|tableofcontents|nav)$",
    re.IGNORECASE,
)
FIELD_LIMIT = 500


def _documents(part: Part) -> Iterator[Item]:
    """Yield each document of the spine, headed by what the book says of itself.

    Raises:
        Unreadable: it is damaged, or locked by its seller.
    """
    with at_any_place(part) as file:
        package = Package(file)
        _check_lock(package)
        root = _root(package)
        tree = package.tree(root)
        if tree is None:
            raise Unreadable("damaged: it names no list of its contents; convert it anew, or leave it out")
        folder = posixpath.dirname(root)
        told = _metadata(tree)
        labels = _labels(package, tree, folder)
        references = tree.iter(f"{OPF}reference")
        guide = {_target(folder, one.get("href")): FRONT.get(str(one.get("type"))) for one in references}
        seen: set[str] = set()
        for name, kind in _spine(tree, folder):
            if name in seen or len(seen) >= MOST:
                continue
            seen.add(name)
            place = part.member(safe_name(name) or "document", BytesIO())
            why = kind or guide.get(name) or _by_name(name)
            if why is not None:
                yield place.left_out(why)
                continue
            yield _item(package, place, name, {**told, "label": labels.get(name, "")})


def _item(package: Package, place: Part, name: str, told: dict[str, Any]) -> Item:
    try:
        data = package.read(name)
    except Unreadable as error:
        return place.refused(str(error))
    if data is None:
        return place.refused("the book names it and does not hold it")
    if len(data) > ITEM_LIMIT:
        return place.refused(too_large(len(data)))
    head = json.dumps(told, ensure_ascii=True, sort_keys=True).encode()
    return Item(place.path, place.article_path, None, b"<?book " + head + b"?>\n" + data)


def _check_lock(package: Package) -> None:
    tree = package.tree("META-INF/encryption.xml")
    for one in [] if tree is None else tree.iter():
        if local(one) == "EncryptionMethod" and str(one.get("Algorithm")) not in FONTS_ONLY:
            raise Unreadable("locked by its seller (DRM): ask for a copy without, or leave it out")


def _root(package: Package) -> str:
    container = package.tree("META-INF/container.xml")
    files = [] if container is None else [one for one in container.iter() if local(one) == "rootfile"]
    named = [str(one.get("full-path")) for one in files]
    found = next((one for one in named if one in package.names), None)
    found = found or next((one for one in package.names if one.endswith(".opf")), None)
    if found is None:
        raise Unreadable("damaged: it names no list of its contents; convert it anew, or leave it out")
    return found


def _metadata(tree: etree._Element) -> dict[str, Any]:
    """Return what the book says of itself: title, creators, dates by what they are of, language."""
    told: dict[str, Any] = {"title": "", "creators": [], "dates": {}, "language": ""}
    metadata = next((one for one in tree.iter() if local(one) == "metadata"), tree)
    for one in metadata.iter():
        words = " ".join((one.text or "").split())[:FIELD_LIMIT]
        name = local(one)
        if not words or (name == "meta" and one.get("property") != "dcterms:modified"):
            continue
        if name == "creator" and len(told["creators"]) < 20:  # noqa: PLR2004
            told["creators"].append(words)
        elif name == "date":
            told["dates"].setdefault(str(one.get(f"{OPF}event") or "publication"), words)
        elif name == "meta":
            told["dates"].setdefault("modification", words)
        elif name in {"title", "language"}:
            told[name] = told[name] or words
    return told


def _spine(tree: etree._Element, folder: str) -> Iterator[tuple[str, Omission | None]]:
    """Yield the name of each document in the order of reading, and why it is no article."""
    manifest = {str(one.get("id")): one for one in tree.iter() if local(one) == "item"}
    for one in (found for found in tree.iter() if local(found) == "itemref"):
        item = manifest.get(str(one.get("idref")))
        if item is None:
            continue
        navigation = Omission.LISTING if "nav" in str(item.get("properties") or "").split() else None
        page = str(item.get("media-type")) in PAGES
        yield _target(folder, item.get("href")), navigation if page else Omission.NO_PAGE


def _by_name(name: str) -> Omission | None:
    """Return what a document is by the name of its file, which programs give to pages that are no chapter."""
    match = NAMED.search(posixpath.splitext(posixpath.basename(name))[0])
    return None if match is None else Omission.FRONT_PAGE if match["front"] else Omission.LISTING


def _labels(package: Package, tree: etree._Element, folder: str) -> dict[str, str]:
    """Return what the book's navigation calls each document."""
    labels: dict[str, str] = {}
    for one in (found for found in tree.iter() if local(found) == "item"):
        nav = "nav" in str(one.get("properties") or "").split()
        if not nav and str(one.get("media-type")) != "application/x-dtbncx+xml":
            continue
        name = _target(folder, one.get("href"))
        try:
            data = package.read(name)
            listed = None if data is None else parsed(data, name)
        except Unreadable:
            continue
        inside = posixpath.dirname(name)
        for point in [] if listed is None else listed.iter():
            if local(point) == "a" and point.get("href"):
                target, words = point.get("href"), _said(point)
            elif local(point) == "navPoint":
                parts = {local(each): each for each in point}
                target = parts["content"].get("src") if "content" in parts else None
                words = _said(parts["navLabel"]) if "navLabel" in parts else ""
            else:
                continue
            labels.setdefault(_target(inside, target), words[:FIELD_LIMIT])
    return labels


def _said(element: etree._Element) -> str:
    return " ".join("".join(str(words) for words in element.itertext()).split())


def _target(folder: str, address: str | None) -> str:
    path = unquote(str(address or "").partition("#")[0])
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


EPUB = Reader("EPUB", (".epub",), _documents, re.compile(rb"PK\x03\x04"))
