"""The rules of Eleventy, Hexo and Docusaurus for the address of a page, as their documentation tells them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from posixpath import splitext

from corpus.reading.sites import slugs
from corpus.reading.sites.script_settings import UNKNOWN
from corpus.reading.sites.slugs import DAY_BEFORE
from corpus.reading.sites.source import CLOCK, SourcePage

EXPRESSION = re.compile(r"\{\{-?\s*(.+?)\s*-?\}\}")
DATED = re.compile(r"page\.date\s*\|\s*date:\s*([\"'])((?:%[Ymdy]|[/_-])+)\1")
SLUGGED = re.compile(r"([\w.]+)\s*\|\s*slug(?:ify)?")
PLAIN_TITLE = re.compile(r"[A-Za-z0-9 -]+")
"""What every way to make a slug makes the same words of."""
HEXO_FIELD = re.compile(r":([a-z_]+)")
HEXO_NAMES = {
    "year": r"\d{4}",
    "month": r"\d\d",
    "i_month": r"\d\d?",
    "day": r"\d\d",
    "i_day": r"\d\d?",
    "title": ".+?",
}
DATED_PATH = re.compile(r"(.*?)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*)")
NUMBER_BEFORE = re.compile(r"^\d+\s*[-_.]+\s*(?!\d+\s*[-_.])")
"""By which Docusaurus puts documents in order, and which it takes off; a day is none."""
TRANSLATED = re.compile(r"i18n/([\w-]+)/docusaurus-plugin-content-(blog|docs)/(?:(current|version-[^/]+)/)?")


def of_eleventy(page: SourcePage, base: str, day: date | None) -> str | None:
    """Return the address of a page: its permalink, or that of its folder, else its path."""
    folder = page.path.rpartition("/")[0]
    told = page.meta.get("permalink")
    if told is None:
        told = _of_folder(page.site.settings, folder)
    if told:
        return _filled(page, base, told, day) if isinstance(told, str) else None
    if page.site.settings.get("source") == UNKNOWN or DAY_BEFORE.match(page.stem):
        return None
    path = splitext(page.inside)[0]
    parent, _, name = path.rpartition("/")
    return slugs.joined(base, parent if name in {"index", parent.rpartition("/")[2]} else path)


def _of_folder(settings: Mapping[str, object], folder: str) -> object:
    """Return the permalink that the innermost folder above a page gives its pages."""
    told = settings.get("folders")
    while isinstance(told, Mapping):
        if folder in told:
            return told[folder]
        if not folder:
            break
        folder = folder.rpartition("/")[0]
    return settings.get("permalink")


def _filled(page: SourcePage, base: str, rule: str, day: date | None) -> str | None:
    unknown = False

    def value(match: re.Match[str]) -> str:
        nonlocal unknown
        found = _value(page, match[1], day)
        unknown = unknown or not found
        return found or ""

    path = EXPRESSION.sub(value, rule)
    if unknown or rule == UNKNOWN or "{" in path:
        return None
    return f"{base}/{re.sub('/{2,}', '/', path).lstrip('/').removesuffix('index.html')}"


def _value(page: SourcePage, expression: str, day: date | None) -> str | None:
    if expression == "page.fileSlug":
        name = page.path.rpartition("/")[0].rpartition("/")[2] if page.stem == "index" else page.stem
        return DAY_BEFORE.sub("", name)
    if dated := DATED.fullmatch(expression):
        return day.strftime(dated[2]) if day else None
    if slugged := SLUGGED.fullmatch(expression):
        words = page.text(slugged[1].lower())
        return slugs.of_ascii(words) if PLAIN_TITLE.fullmatch(words) else None
    return page.text(expression.lower()) if expression.isidentifier() else None


def of_hexo(page: SourcePage, base: str, day: date | None) -> str | None:
    """Return the address of a post by the site's permalink, of a page by its path."""
    settings = page.site.settings
    if not page.inside.startswith("_posts/"):
        own = page.text("permalink")
        path = own or f"{splitext(page.inside)[0]}.html"
        return f"{base}/{_pretty(path.lstrip('/'), settings)}" if "/_" not in f"/{page.inside}" else None
    rule = page.text("permalink") or str(settings.get("permalink") or ":year/:month/:day/:title/")
    path = splitext(page.inside.removeprefix("_posts/"))[0]
    name = page.text("slug") or _told_by_name(path, settings) or path
    values = {"title": name, "name": name.rpartition("/")[2], "post_title": slugs.of_ascii(page.text("title"))}
    if not PLAIN_TITLE.fullmatch(page.text("title")):
        values["post_title"] = None
    if day is not None:
        values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        values |= {"i_month": str(day.month), "i_day": str(day.day)}
    clock = CLOCK.search(str(page.meta.get("date") or ""))
    if clock is not None and not clock[4]:
        values |= {"hour": clock[1].zfill(2), "minute": clock[2], "second": clock[3] or "00"}
    if re.search(r"[?#]", name):  # what follows is no part of a path, and Hexo cuts it off
        return None
    if any(values.get(one) is None for one in HEXO_FIELD.findall(rule)):
        return None
    return f"{base}/{_pretty(HEXO_FIELD.sub(lambda match: values[match[1]] or '', rule).lstrip('/'), settings)}"


def _told_by_name(path: str, settings: Mapping[str, object]) -> str | None:
    """Return the title in a post's name, by the pattern of its site; None where the name is not of that."""
    pattern = splitext(str(settings.get("new_post_name") or ":title.md"))[0]
    for part in (one for one in HEXO_FIELD.findall(pattern) if one not in HEXO_NAMES):
        return None if part else path
    shaped = HEXO_FIELD.sub(lambda match: f"(?P<{match[1]}>{HEXO_NAMES[match[1]]})", re.escape(pattern))
    try:
        match = re.fullmatch(shaped, path)
    except re.error:  # a name twice
        return None
    return match.groupdict().get("title") if match else None


def _pretty(path: str, settings: Mapping[str, object]) -> str:
    """Return a path as the site shows it: a folder for its index, and no ending where the settings say so."""
    path = re.sub(r"(?:^|(?<=/))index\.html$", "", path)
    pretty = settings.get("pretty_urls")
    return path.removesuffix(".html") if isinstance(pretty, Mapping) and pretty.get("trailing_html") is False else path


def of_docusaurus(page: SourcePage, base: str, _day: date | None) -> str | None:
    """Return the address of a post or a document, in the language and of the version that its folder is of."""
    settings = page.site.settings
    language, kind, version, inside = "", *_placed(page.path)
    if translated := TRANSLATED.match(page.path):
        language = "" if translated[1] == settings.get("default_lang") else f"/{translated[1]}"
        kind, version = translated[2], translated[3] or ""
        inside = page.path[translated.end() :]
    below = settings.get(f"{kind}_at")
    if not kind or not isinstance(below, str):
        return None
    path = re.sub(r"(?:^|/)(?:index|README)$", "", splitext(inside)[0])
    if kind == "blog":
        slug = page.text("slug") or _of_post(path)
    else:
        versions = settings.get("versions")
        if isinstance(versions, list | tuple) and versions:
            numbered = version.removeprefix("version-")
            below += "" if numbered == versions[0] else f"/{numbered}" if numbered else "/next"
        elif version.startswith("version-"):
            return None
        slug = _of_document(path, page)
    address = f"{base}{language}/{f'{below}/{slug}'.strip('/')}".rstrip("/")
    return re.sub(r"(?<!:)/{2,}", "/", address) + ("/" if settings.get("trailing_slash") else "")


def _placed(path: str) -> tuple[str, str, str]:
    """Return what a file is of (blog or docs), of which version, and its path below that folder."""
    folder, _, inside = path.partition("/")
    if folder == "versioned_docs":
        version, _, inside = inside.partition("/")
        return "docs", version, inside
    return (folder if folder in {"blog", "docs"} else ""), "", inside


def _of_post(path: str) -> str:
    match = DATED_PATH.fullmatch(path)
    return f"{match[2].replace('-', '/')}/{match[1]}{match[3]}" if match else path


def _of_document(path: str, page: SourcePage) -> str:
    folders = [NUMBER_BEFORE.sub("", one) for one in path.split("/")[:-1]]
    name = page.text("id") or NUMBER_BEFORE.sub("", path.rpartition("/")[2])
    slug = page.text("slug")
    if slug.startswith("/"):
        return slug
    named_as_folder = not slug and bool(folders) and name == folders[-1] and not page.text("id")
    return "/".join([*folders, *([] if named_as_folder else [slug or name])])
