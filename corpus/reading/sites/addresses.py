"""Builds the address at which a site shows a page, by its generator's rules; none where it is not sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from posixpath import splitext
from typing import Any
from urllib.parse import quote, urlsplit

from corpus.model import Draft
from corpus.reading.drafting import web_address
from corpus.reading.sites import slugs
from corpus.reading.sites.javascript import of_docusaurus, of_eleventy, of_hexo
from corpus.reading.sites.jekyll import of_jekyll
from corpus.reading.sites.lektor import address_in_lektor
from corpus.reading.sites.site import Site, listed
from corpus.reading.sites.slugs import DAY_BEFORE, joined
from corpus.reading.sites.source import SourcePage, day_of

BASES = ("site_url", "siteurl", "base_url", "url", "baseurl")
GIVEN = ("canonical", "canonical_url", "link", "permalink", "url")
"""Fields that may hold the whole address; a link counts only where it leads to the site itself."""
LOCAL = re.compile(r"localhost|127\.|0\.0\.0\.0|example\.(?:org|com|net)|\.local\b|\.test\b")
HUGO_FIELD = re.compile(r":([a-z]+)")
PELICAN_NAME = re.compile(r"\^?(\(\?P<date>\\d\{4\}-\\d\{2\}-\\d\{2\}\)[-_])?\(\?P<slug>\.[*+]\)\$?")
"""The patterns of file names with a slug in them that are understood; patterns of others are never run."""
NIKOLA_INDEX = re.compile(r"/?index(?:\.[a-z]{2})?$")


def base_of(site: Site, told: str = "") -> str:
    """Return the address of a site without a slash at its end: as its maintainer tells it, or its settings; else ""."""
    if told:
        return told
    settings = site.settings
    names = ("baseurl", *BASES) if site.generator == "hugo" else BASES  # Hugo leaves any other to its theme
    url = next((one for name in names if isinstance(one := settings.get(name), str) and web_address(one)), "")
    path = settings.get("baseurl") if site.generator == "jekyll" else ""
    base = (url.rstrip("/") + (f"/{path.strip('/')}" if isinstance(path, str) and path.strip("/") else "")).rstrip("/")
    if (not base or LOCAL.search(urlsplit(base).netloc)) and settings.get("cname"):
        base = f"https://{settings['cname']}"
    return "" if not base or LOCAL.search(urlsplit(base).netloc) else base


def address_of(page: SourcePage, draft: Draft, told: str = "") -> str | None:
    """Return the address of a page among a site's sources, None where none is sure.

    Args:
        page: as it lies there.
        draft: what was read of it.
        told: the base address that the maintainer tells.
    """
    base = base_of(page.site, told)
    for name in GIVEN:
        given = web_address(page.meta.get(name))
        if given and (name.startswith("canonical") or (base and urlsplit(given).netloc == urlsplit(base).netloc)):
            return given
    rule = RULES.get(page.site.generator)
    if not base or rule is None:
        return None
    zone = page.site.settings.get("timezone")
    built = rule(page, base, day_of(draft.claims, zone if isinstance(zone, str) else None))
    return web_address(quote(built, safe="/:%@!$&'()*+,;=~._-")) if built else None


def _zola(page: SourcePage, base: str, _day: date | None) -> str | None:
    path = page.text("path")
    if path:
        return joined(base, path)
    if page.site.settings.get("slugify") or page.stem.startswith("_index"):
        return None
    folders = page.inside.split("/")[:-1]
    stem, dot, language = page.stem.partition(".")
    if dot and re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]+)?", language):
        return None
    if stem == "index":
        stem = folders.pop() if folders else ""
    stem = re.sub(r"^\d{4}-\d\d-\d\d(?:[-_]|T\S*?Z[-_])", "", stem)
    return joined(base, *map(slugs.of_ascii, folders), page.text("slug") or slugs.of_ascii(page.stem if dot else stem))


def _hugo(page: SourcePage, base: str, day: date | None) -> str | None:
    settings = page.site.settings
    stem, language = _hugo_language(page.stem, settings)
    if language is None or settings.get("frontmatter"):
        return None
    base = f"{base}/{language}".rstrip("/")
    url = page.text("url")
    if url:
        return f"{base}{url}" if url.startswith("/") and not language else None
    folders = page.inside.split("/")[:-1]
    if stem == "index":
        stem = folders.pop() if folders else ""
    if stem == "_index" or "." in stem or settings.get("uglyurls"):
        return None
    name = page.text("slug") or stem
    rules = settings.get("permalinks")
    rules = rules.get("page", rules) if isinstance(rules, Mapping) else {}
    section = folders[0] if folders else ""
    rule = rules.get(section) if isinstance(rules, Mapping) else None
    if isinstance(rule, str):
        return _filled_hugo(page, base, rule, day, stem, folders)
    return joined(base, *map(slugs.of_hugo, folders), slugs.of_hugo(name))


def _hugo_language(stem: str, settings: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return a file's name without its language, and the folder of that: "" for the first one's, None if not sure."""
    languages = settings.get("languages")
    if not isinstance(languages, Mapping) or len(languages) < 2:  # noqa: PLR2004 - one is that of all pages
        return stem, ""
    off = [name for name, one in languages.items() if isinstance(one, Mapping) and one.get("disabled") is True]
    if stem.rpartition(".")[2].lower() in {str(name).lower() for name in off}:
        return stem, None
    languages = {name: one for name, one in languages.items() if name not in off}
    names = {str(name).lower() for name in languages}
    each = [{str(key).lower() for key in one} if isinstance(one, Mapping) else set() for one in languages.values()]
    first = str(settings.get("defaultcontentlanguage") or "en").lower()
    if first not in names or any({"contentdir", "baseurl", "disabled"} & keys for keys in each):
        return stem, None
    before, _, last = stem.rpartition(".")
    stem, language = (before, last.lower()) if before and last.lower() in names else (stem, first)
    at_top = language == first and not settings.get("defaultcontentlanguageinsubdir")
    return stem, "" if at_top else language


def _filled_hugo(page: SourcePage, base: str, rule: str, day: date | None, stem: str, folders: list[str]) -> str | None:
    slug, title = page.text("slug"), page.text("title")
    values: dict[str, str | None] = {
        "section": slugs.of_hugo(folders[0]) if folders else "",
        "sections": "/".join(filter(None, map(slugs.of_hugo, folders))),
        "filename": slugs.of_hugo(stem), "contentbasename": slugs.of_hugo(stem), "title": slugs.of_hugo(title),
        "slug": slugs.of_hugo(slug or title), "slugorfilename": slugs.of_hugo(slug or stem),
        "slugorcontentbasename": slugs.of_hugo(slug or stem),
    }  # fmt: skip
    if day is not None:
        values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "yearday": str(int(f"{day:%j}"))}
    if any(values.get(name) is None for name in HUGO_FIELD.findall(rule)):
        return None
    return joined(base, HUGO_FIELD.sub(lambda match: values[match[1]] or "", rule))


def _pelican(page: SourcePage, base: str, day: date | None) -> str | None:
    settings = page.site.settings
    slug = page.text("slug") or _told_by_name(page)
    if not slug and settings.get("slugify_source") in {None, "title"}:
        slug = slugs.of_pelican(page.text("title") or _heading(page.body)) or ""
    if not slug and settings.get("slugify_source") == "basename":
        slug = slugs.of_pelican(page.stem) or ""
    is_page = page.inside.startswith("pages/")
    default = "pages/{slug}.html" if is_page else "{slug}.html"
    rule = str(settings.get("page_url" if is_page else "article_url") or default)
    if not slug or page.text("url") or page.text("save_as") or page.text("lang"):
        return None
    if "{date:" in rule:
        if day is None:
            return None
        rule = re.sub(r"\{date:((?:%[YmdbB]|[^{}%])+)\}", lambda match: day.strftime(match[1]), rule)
    rule = rule.replace("{slug}", slug)
    return None if "{" in rule else f"{base}/{rule.lstrip('/')}"


def _told_by_name(page: SourcePage) -> str:
    """Return the slug that Pelican takes from a file's name, where the setting for that is of a form that is known."""
    form = PELICAN_NAME.fullmatch(str(page.site.settings.get("filename_metadata") or ""))
    if form is None or (form[1] and not DAY_BEFORE.match(page.stem)):
        return ""
    return DAY_BEFORE.sub("", page.stem) if form[1] else page.stem


def _heading(body: str) -> str:
    """Return the heading at the top of a text of reStructuredText, which is its title."""
    match = re.match(r"\s*(?:([#=*~^\"'-])\1{2,}\n)?[ ]*(\S.*)\n([#=*~^\"'-])\3{2,}\n", body)
    return match[2].strip() if match else ""


def _nikola(page: SourcePage, base: str, _day: date | None) -> str | None:
    settings = page.site.settings
    rules = [one for group in ("posts", "pages") for one in listed(settings.get(group))]
    for rule in rules:
        if not isinstance(rule, list | tuple) or len(rule) < 2 or not all(isinstance(one, str) for one in rule[:2]):  # noqa: PLR2004
            return None
        folder, _, pattern = rule[0].partition("*")
        if not page.path.startswith(folder) or not page.path.endswith(splitext(pattern)[1] or pattern.lstrip("*")):
            continue
        inner = page.path[len(folder) :].rpartition("/")[0]
        slug = page.text("slug") or page.stem
        if "." in page.stem and not page.text("slug"):
            return None
        parts = "/".join(one for one in (rule[1].strip("/"), inner, slug) if one)
        pretty = settings.get("pretty_urls", True) and NIKOLA_INDEX.search(slug) is None
        return f"{base}/{parts}/" if pretty else f"{base}/{parts}.html"
    return None


def _mkdocs(page: SourcePage, base: str, _day: date | None) -> str | None:
    stem = splitext(page.inside)[0]
    if settings_say_no(page.site.settings.get("use_directory_urls")):
        return f"{base}/{stem}.html"
    return joined(base, re.sub(r"(?:^|/)(?:index|README)$", "", stem))


def _quarto(page: SourcePage, base: str, _day: date | None) -> str | None:
    """Return where Quarto puts a page: beside its source, unless that says otherwise."""
    folder, slash, _ = page.path.rpartition("/")
    name = page.text("output-file") or ("" if page.stem == "index" else f"{page.stem}.html")
    return f"{base}/{folder}{slash}{name}"


def settings_say_no(value: Any) -> bool:
    """Tell whether a setting is switched off, in any of the ways that YAML has."""
    return value is False or (isinstance(value, str) and value.lower() in {"false", "no", "off"})


RULES: dict[str, Callable[[SourcePage, str, date | None], str | None]] = {
    "zola": _zola, "hugo": _hugo, "jekyll": of_jekyll, "pelican": _pelican, "nikola": _nikola, "mkdocs": _mkdocs,
    "lektor": address_in_lektor, "eleventy": of_eleventy, "hexo": of_hexo, "docusaurus": of_docusaurus,
    "quarto": _quarto,
}  # fmt: skip
