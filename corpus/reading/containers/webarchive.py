"""Reads pages that Safari saved with all their parts in one file: a .webarchive, which is a property list."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import Unreadable
from corpus.reading.containers.captures import as_utf8, ending_for
from corpus.reading.containers.part import Part
from corpus.reading.drafting import web_address
from corpus.reading.items import ITEM_LIMIT, Item, Origin, too_large
from corpus.reading.readers import Reader

LIMIT = 128 << 20
"""Bytes of a file, most of which are pictures."""


def _page(part: Part) -> Iterator[Item]:
    data = part.stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield part.refused(too_large(len(data), LIMIT))
        return
    page = _main(data)
    body, media = page.get("WebResourceData"), str(page.get("WebResourceMIMEType") or "text/html")
    ending = ending_for(media)
    if not isinstance(body, bytes) or ending is None:
        raise Unreadable("there is no page in it: save it anew, as HTML")
    if len(body) > ITEM_LIMIT:
        yield part.refused(too_large(len(body)))
        return
    body = as_utf8(body, f"charset={page.get('WebResourceTextEncodingName') or ''}")
    origin = Origin(web_address(page.get("WebResourceURL")))
    yield Item(f"{part.path}/page{ending}", part.article_path, None, body, origin=origin)


def _main(data: bytes) -> dict[str, Any]:
    """Return the page itself among what was saved.

    Raises:
        Unreadable: it is no property list, or a damaged one.
    """
    try:
        found = plistlib.loads(data)
        return dict(found["WebMainResource"])
    except Exception as error:  # damage makes plistlib fail in many ways
        raise Unreadable("damaged, or no page that Safari saved") from error


WEBARCHIVE = Reader("Safari web archive", (".webarchive",), _page, re.compile(rb"bplist00"))
