"""Reads the fields of an entry of a WordPress export, whatever version its names are of, and however broken it is."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from corpus.errors import Unreadable
from corpus.reading.page.tree import HEAD, page_text

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML may not hold, and exports do."""
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
OF_XML = frozenset({"lt;", "gt;", "amp;", "quot;", "apos;"})
PREFIXES = {
    "/excerpt/": "excerpt",
    "//wordpress.org/export/": "wp",
    "/rss/1.0/modules/content": "content",
    "/dc/elements/": "dc",
}
"""Of names, by what their namespaces hold; the first that fits."""


def wxr_fields(data: bytes) -> dict[str, str]:
    """Return an entry's texts by their names; its channel's are as "channel:language", its author's as "author:login".

    Raises:
        Unreadable: there is no entry.
    """
    channel = _channel(ENTITY.sub(_in_figures, CONTROL.sub("", HEAD.sub("", page_text(data)))))
    entry = next((one for one in channel if _local(one) == "item"), None)
    if entry is None:
        raise Unreadable("there is no entry in it that can be read")
    found = {f"channel:{_local(one)}": _text(one) for one in channel if one is not entry}
    author = next((one for one in channel if _local(one) == "author"), None)
    for one in () if author is None else author:
        found[f"author:{_local(one).removeprefix('author_')}"] = _text(one)
    for one in entry:
        found.setdefault(_prefixed(str(one.tag)), _text(one))
    return found


def _channel(text: str) -> etree._Element:
    """Return the channel of a document; what breaks the rules of XML is mended where it can be."""
    for recover in (False, True):
        parser = etree.XMLParser(
            encoding="utf-8", recover=recover, resolve_entities=False, no_network=True, remove_comments=True
        )
        try:
            root = etree.fromstring(text.encode(), parser)
        except (etree.LxmlError, ValueError):
            continue
        if root is not None and len(root):
            return root[0]
    raise Unreadable("its markup cannot be read")


def _in_figures(entity: re.Match[str]) -> str:
    """Write a character that HTML has a name for, and XML has none, by its number."""
    known = html5.get(entity[1]) if entity[1] not in OF_XML else None
    return entity[0] if known is None else "".join(f"&#{ord(sign)};" for sign in known)


def _text(element: etree._Element) -> str:
    return "" if len(element) else (element.text or "").strip()


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _prefixed(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    prefix = next((prefix for part, prefix in PREFIXES.items() if part in space), "other") if space else ""
    return f"{prefix}:{name}" if prefix else name
