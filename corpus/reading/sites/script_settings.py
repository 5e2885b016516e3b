"""Reads of settings that are programs what stands there plainly, as words in quotation marks; nothing is run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from posixpath import basename
from typing import Any

Content = Callable[[str], bytes | None]
UNKNOWN = "?"
"""A setting that is there, and that no plain words tell."""
LIMIT = 1 << 20
DATA_ENDINGS = (".json", ".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")
QUOTED = r"\s*:\s*([\"'`])([^\"'`$\n]{0,200})\1"
PREFIX = re.compile(r"\bpathPrefix\b(?!\s*:\s*([\"'])/?\1)")
"""The path below which a site is put, which its address in the data may hold or not."""
PERMALINK = re.compile(rf"\bpermalink[\"']?{QUOTED}")
INPUT = re.compile(rf"\binput{QUOTED}")
INPUT_TOLD = re.compile(r"\binput\s*:|setInputDirectory\((?:\s*[\"']([\w./-]+)[\"'])?")
INPUT_ASKED = re.compile(r"\beleventy\b.{0,80}?--input[= ]([\w./-]+)")
GLOBAL_PERMALINK = re.compile(r"addGlobalData\(\s*[\"']permalink")
SITE_DATA = ("metadata.json", "site.json", "meta.json")
COMPUTED = ("eleventyComputed.js", "eleventyComputed.cjs", "eleventyComputed.json")
DOCUSAURUS = {"url": re.compile(rf"^\s*url{QUOTED}", re.MULTILINE), "base": re.compile(rf"\bbaseUrl{QUOTED}")}
TRAILING = re.compile(r"\btrailingSlash\s*:\s*true\b")
BLOCK = {kind: re.compile(rf"\b{kind}\s*:\s*\{{") for kind in ("blog", "docs")}
ROUTE = re.compile(rf"\brouteBasePath{QUOTED}")
LANGUAGE = re.compile(rf"\bdefaultLocale{QUOTED}")
VERSIONED = re.compile(r"\b(?:lastVersion|versions)\s*:")


def is_folder_data(path: str) -> bool:
    """Tell whether a file may hold what Eleventy knows of all pages in its folder: posts/posts.json."""
    folder, _, name = path.rpartition("/")
    stem, dot, _ = name.partition(".")
    return bool(dot) and stem == basename(folder) and name[len(stem) :] in DATA_ENDINGS


def of_eleventy(root: str, known: frozenset[str], content_of: Content, files: list[str]) -> dict[str, Any]:
    """Return where Eleventy looks for pages, the permalinks of folders, and the address that the site's data tell."""
    found: dict[str, Any] = {}
    words = "\n".join(_words(f"{root}{file}", known, content_of) for file in files)
    package = _words(f"{root}package.json", known, content_of)
    plain, told = INPUT.search(words), INPUT_TOLD.search(words) or INPUT_ASKED.search(package)
    if plain or told:
        found["source"] = plain[2] if plain else (told is not None and told[1]) or UNKNOWN
    if GLOBAL_PERMALINK.search(words):
        found["permalink"] = UNKNOWN
    source = str(found.get("source") or "").removeprefix("./").strip("/")
    inner = f"{root}{source}/" if source and source != "." else root
    for name in COMPUTED:
        if "permalink" in _words(f"{inner}_data/{name}", known, content_of):
            found["permalink"] = UNKNOWN
    for name in SITE_DATA if PREFIX.search(words) is None else ():
        read = _json(_words(f"{inner}_data/{name}", known, content_of))
        found = {"url": read["url"], **found} if isinstance(read.get("url"), str) else found
    folders = {
        path[len(root) :].rpartition("/")[0]: _permalink(path, content_of)
        for path in sorted(known)
        if path.startswith(inner) and is_folder_data(path)
    }
    return found | {"folders": {name: one for name, one in folders.items() if one is not None}}


def _permalink(path: str, content_of: Content) -> str | None:
    """Return the permalink that a file gives the pages of its folder; None if it speaks of none."""
    held = content_of(path)
    if held is None:
        return UNKNOWN
    words = held[:LIMIT].decode("utf-8-sig", "replace")
    if "permalink" not in words:
        return None
    plain = PERMALINK.search(words)
    return plain[2] if plain else UNKNOWN


def of_docusaurus(words: str) -> dict[str, Any]:
    """Return the address of a site, and below what its blog and its documents are."""
    found: dict[str, Any] = {}
    url, base = DOCUSAURUS["url"].search(words), DOCUSAURUS["base"].search(words)
    if url and base:
        found["url"] = f"{url[2].rstrip('/')}/{base[2].strip('/')}"
    for kind, opens in BLOCK.items():
        block = _block(words, opens)
        route = ROUTE.search(block)
        if (route or "routeBasePath" not in block) and not (kind == "docs" and VERSIONED.search(block)):
            found[f"{kind}_at"] = route[2].strip("/") if route else kind
    if language := LANGUAGE.search(words):
        found["default_lang"] = language[2]
    return found | ({"trailing_slash": True} if TRAILING.search(words) else {})


def _block(words: str, opens: re.Pattern[str]) -> str:
    """Return what stands between the first braces that are opened so; nothing if there are none."""
    match = opens.search(words)
    depth, start = 1, match.end() if match else len(words)
    for place in range(start, len(words)):
        depth += {"{": 1, "}": -1}.get(words[place], 0)
        if not depth:
            return words[start:place]
    return words[start:]


def _words(path: str, known: frozenset[str], content_of: Content) -> str:
    held = content_of(path) if path in known else None
    return (held or b"")[:LIMIT].decode("utf-8-sig", "replace")


def _json(words: str) -> dict[str, Any]:
    try:
        read = json.loads(words) if words else {}
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
