"""Jekyll's rules for the address of a post or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from posixpath import splitext
from typing import Any

from corpus.reading.sites import slugs
from corpus.reading.sites.slugs import DAY_BEFORE, joined
from corpus.reading.sites.source import SourcePage

STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
"""What the names of Jekyll's own styles of addresses stand for."""
FIELD = re.compile(r":([a-z_]+)")


def of_jekyll(page: SourcePage, base: str, day: date | None) -> str | None:
    """Return the address of a page, None where it is not sure."""
    own = page.text("permalink") or _default(page, "permalink")
    if "/_posts/" not in f"/{page.path}":
        return _of_page(page, base, own)
    settings = page.site.settings
    collections = settings.get("collections")
    posts = collections.get("posts") if isinstance(collections, Mapping) else None
    rule = own or (str(posts.get("permalink") or "") if isinstance(posts, Mapping) else "")
    rule = rule or str(settings.get("permalink") or "date")
    rule = STYLES.get(rule, rule)
    categories = list(_categories(page))
    values = _values(page, day) | {"categories": "/".join(dict.fromkeys(categories))}
    if ":categories" in rule and not values["categories"].isascii():
        return None
    if any(values.get(name) is None for name in FIELD.findall(rule)):
        return None
    return _at(base, FIELD.sub(lambda match: values[match[1]] or "", rule))


def _at(base: str, path: str) -> str:
    """Return the address of a path, whose slash at the end tells a folder from a file."""
    return f"{base}/{re.sub('/{2,}', '/', path).lstrip('/')}"


def _of_page(page: SourcePage, base: str, own: str) -> str | None:
    if own:
        return _at(base, own) if ":" not in own and own.startswith("/") else None
    stem = splitext(page.path)[0]
    if not page.told or any(part.startswith("_") for part in page.path.split("/")):
        return None
    if stem.rpartition("/")[2] == "index":
        return joined(base, stem.rpartition("/")[0])
    return f"{base}/{stem}/" if page.site.settings.get("permalink") == "pretty" else f"{base}/{stem}.html"


def _values(page: SourcePage, day: date | None) -> dict[str, Any]:
    name = page.text("slug") or DAY_BEFORE.sub("", page.stem)
    values: dict[str, Any] = {
        "title": slugs.of_jekyll(name, cased=True),
        "slug": slugs.of_jekyll(name),
        "output_ext": ".html",
    }
    if day is None:
        return values
    _, week, weekday = day.isocalendar()
    return values | {
        "year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "i_month": str(day.month), "i_day": str(day.day),
        "short_year": f"{day:%y}", "y_day": f"{day:%j}", "week": f"{week:02d}", "w_day": str(weekday),
    }  # fmt: skip


def _categories(page: SourcePage) -> Iterator[str]:
    """Yield the categories of a post: folders around _posts, then what its fields name."""
    yield from (one for one in page.inside.split("_posts/")[0].strip("/").split("/") if one)
    for name in ("category", "categories"):
        value = page.meta.get(name)
        if value is None:
            value = _default(page, name)
        listed = value if isinstance(value, list) else [value] if name == "category" else str(value or "").split()
        yield from (re.sub(r"\s+", "%20", str(one).strip().lower()) for one in listed if one)


def _default(page: SourcePage, name: str) -> Any:
    """Return what the site's settings say of a field where a page does not; of several the last that fits."""
    found: Any = ""
    rules = page.site.settings.get("defaults")
    for rule in rules if isinstance(rules, list) else []:
        scope, values = (rule.get("scope"), rule.get("values")) if isinstance(rule, Mapping) else (None, None)
        if not isinstance(scope, Mapping) or not isinstance(values, Mapping) or name not in values:
            continue
        kind = "posts" if "/_posts/" in f"/{page.path}" else "pages"
        path = str(scope.get("path") or "").strip("/")
        inside = page.path.startswith(f"{path}/") or not path or page.path == path or fnmatchcase(page.path, path)
        if inside and scope.get("type", kind) == kind:
            found = values[name]
    return found
