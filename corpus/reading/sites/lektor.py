"""Reads what Lektor's project file and models say of a site's addresses, and builds that of a page."""

from __future__ import annotations

import configparser
import re
from collections.abc import Callable
from datetime import date
from posixpath import basename
from typing import Any

from corpus.reading.sites.slugs import joined
from corpus.reading.sites.source import SourcePage

Content = Callable[[str], bytes | None]
PROJECT = ".lektorproject"
MODEL = re.compile(r"(?:.*/)?models/[^/]+\.ini")
NAMED = re.compile(r"^[ \t]*slug_format[ \t]*[=:]", re.MULTILINE)
LIMIT = 1 << 20


def is_model(path: str) -> bool:
    """Tell whether a file may say how pages of one kind are called."""
    return MODEL.fullmatch(path) is not None


def of_lektor(root: str, known: frozenset[str], content_of: Content) -> dict[str, Any]:
    """Return the address of a site, and whether pages are called by a rule that only a program can carry out.

    Args:
        root: the site's folder, with a slash at its end or empty.
        known: paths of the files that tell of sites.
        content_of: what a file holds.
    """
    found: dict[str, Any] = {}
    for path in sorted(known):
        below = path[len(root) :]
        if not path.startswith(root) or "/" in below.removeprefix("models/"):
            continue
        if below.endswith(PROJECT):
            parser = configparser.RawConfigParser(strict=False)
            try:
                parser.read_string(_words(path, content_of))
            except configparser.Error:
                continue
            found |= {"url": url} if (url := parser.get("project", "url", fallback="").strip()) else {}
        elif below.startswith("models/") and NAMED.search(_words(path, content_of)):
            found["slug_format"] = True
    return found


def _words(path: str, content_of: Content) -> str:
    return (content_of(path) or b"")[:LIMIT].decode("utf-8-sig", "replace")


def address_in_lektor(page: SourcePage, base: str, _day: date | None) -> str | None:
    """Return the address of a page: its folder's, whose last part its field _slug may call otherwise."""
    if page.site.settings.get("slug_format") or basename(page.path) != "contents.lr":
        return None
    folders = page.inside.split("/")[:-1]
    slug = page.text("_slug")
    if slug:
        return f"{base}{slug}" if slug.startswith("/") else _joined(base, [*folders[:-1], slug])
    return _joined(base, folders)


def _joined(base: str, parts: list[str]) -> str | None:
    """Return an address with a slash at its end, but for a page that is called as a file is."""
    return f"{base}/{'/'.join(parts)}" if parts and "." in parts[-1] else joined(base, *parts)
