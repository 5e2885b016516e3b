"""Tells which pages among a site's sources are no articles: those that list, redirect or tell an error."""

from __future__ import annotations

import re
from typing import Any

from corpus.data import table
from corpus.omissions import Omission
from corpus.reading.sites.source import SourcePage

LAID = table("corpus.reading.sites", "generators")
LOOP = re.compile(
    r"\{%-?\s*for\s+\w+(?:\s*,\s*\w+)?\s+in\s+(?:site|paginator|pagination|collections?|posts?|pages?|sections?|tags?|categor(?:y|ies)|archives?|years?"
    r"|\w*_?posts)\b.*?\{%-?\s*endfor\s*-?%\}|\{\{-?\s*range\s.*?\{\{-?\s*end\s*-?\}\}",
    re.DOTALL,
)
"""A loop over a site's pages, as Liquid, Nunjucks and Hugo have it."""
TAG = re.compile(r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|<!--.*?-->|<(script|style)\b.*?</\1>|<[^<>]{1,2000}>", re.DOTALL)
LINK = re.compile(r"!?\[([^\]]{0,300})\]\([^)]{0,500}\)|!?\[([^\]]{0,300})\]\[[^\]]{0,100}\]")
PROSE = 400
"""Letters beside what is listed from which on a page has something of its own to say: of 30 lists in the sources of
seven sites none has more in front of it, of their posts two in a thousand fewer."""
SHORT = 200
ERROR = re.compile(
    r"(?i)^(?:error\s+)?(?:40[0134]|410|500)\b|page (?:was )?not found|^(?:forbidden|access denied|not found|offline)\b"
)
LISTING = re.compile(
    r"(?i)(?:^|[-_ /])(?:archives?|tags?|categor(?:y|ies)|authors?|search|taxonom(?:y|ies)|list|index"
    r"|home|blog|posts|redirect|sitemap|feed|page-list)$"
)
"""Names of layouts, and of pages, that list others."""
LISTING_FOLDER = re.compile(r"(?:^|/)(?:tags?|categor(?:y|ies)|authors?|archives?)/[^/]+$")
LISTING_TERM = re.compile(r"(?:^|/)(?:tags?|categor(?:y|ies)|authors?)/.+/_index\.")
"""Pages of one author or one tag; what they say of that is no article."""
REDIRECTS = ("redirect_to", "redirect", "redirect_url", "redirecturl")


def omission_of(page: SourcePage) -> Omission | None:
    """Return what a page is if it is no article, None if it may be one."""
    if page.path.rpartition(".")[2].lower() not in _endings(page):
        return Omission.ASSET
    name = page.path.rpartition("/")[2]
    title = page.text("title")
    if len(prose(page.body)) < PROSE and (page.stem in {"404", "403", "500"} or ERROR.search(title)):
        return Omission.ERROR_PAGE
    loops = LOOP.search(page.body) is not None
    words = prose(LOOP.sub(" ", page.body))
    if len(words) < PROSE and any(page.meta.get(one) for one in REDIRECTS):
        return Omission.NO_PAGE
    lists = loops or (page.site.generator == "quarto" and page.meta.get("listing"))
    if (lists and len(words) < PROSE) or (len(words) < SHORT and LISTING_FOLDER.search(page.path)):
        return Omission.LISTING
    if name.startswith("_index."):
        return Omission.LISTING if len(words) < PROSE or LISTING_TERM.search(page.path) else None
    layout = next((one for field in ("layout", "template", "type") if (one := page.text(field))), "")
    in_folder = page.site.content or page.site.generator == "quarto"
    bundle = page.stem == "index" and in_folder and "/" in page.inside  # a page that has a folder of its own
    named = LISTING.search(layout.rpartition(".")[0] or layout) or (not bundle and LISTING.search(page.stem))
    if len(words) < SHORT and not _is_post(page) and page.told and (named or not words):
        return Omission.LISTING if named else Omission.NO_PAGE
    if not page.told and not words and page.body.strip():
        return Omission.TEMPLATE
    return None


def is_template(text: str) -> bool:
    """Tell whether a page is but a template: tags of one, and hardly a word beside them."""
    return ("{%" in text or "{{" in text) and len(prose(text)) < SHORT


def prose(text: str) -> str:
    """Return the words of a page's body without tags, templates, and links that stand for themselves."""
    return " ".join(TAG.sub(" ", LINK.sub(" ", text)).split())


def _is_post(page: SourcePage) -> bool:
    """Tell whether a page has a day of its own, as articles have, however little it says."""
    return "_posts/" in page.path or any(page.meta.get(name) for name in ("date", "published", "publishdate"))


def _endings(page: SourcePage) -> Any:
    """Return the endings of the files that a site's generator makes pages of."""
    laid = LAID[page.site.generator]
    return laid.get("pages") or LAID["everywhere"]["pages"]
