"""Reads the settings of a site generator as data only: YAML, TOML and JSON, and plain assignments of Python."""

from __future__ import annotations

import ast
import json
import re
import tomllib
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from corpus.reading.formats.front_matter import read_yaml
from corpus.reading.sites import script_settings
from corpus.reading.sites.lektor import of_lektor
from corpus.reading.sites.site import listed

Content = Callable[[str], bytes | None]
LIMIT = 1 << 20
"""Bytes of a configuration that are read."""
HUGO = ("hugo", "config")
HUGO_FOLDER = "config/_default/"
FORMS = (".toml", ".yaml", ".yml", ".json")
FILES = frozenset(
    [f"{name}{form}" for name in (*HUGO, "permalinks", "languages", "zola", "_config", "_quarto") for form in FORMS]
    + ["conf.py", "pelicanconf.py", "publishconf.py", "mkdocs.yml", "mkdocs.yaml", "CNAME", "versions.json"]
    + [*script_settings.SITE_DATA, *script_settings.COMPUTED]
)
SOURCE = re.compile(r"^source\s*:\s*[\"']?([\w./-]{1,80})", re.MULTILINE)


def settings_of(generator: str, root: str, known: frozenset[str], content_of: Content) -> dict[str, Any]:
    """Return the settings of a site; nothing of what cannot be read.

    Args:
        generator: its name in generators.toml.
        root: the site's folder, with a slash at its end or empty.
        known: paths of the configurations that there are.
        content_of: what a file holds.
    """
    found: dict[str, Any] = {}
    for file in _files(generator):
        path = f"{root}{file}"
        if path in known and (held := content_of(path)) is not None:
            words = held[:LIMIT].decode("utf-8-sig", "replace")
            name = file.rpartition("/")[2].partition(".")[0]
            told = _read(file, words)
            found |= {name: told} if name in {"permalinks", "languages"} else told
    if generator == "quarto":
        found |= _of_quarto(found)
    if generator == "lektor":
        found |= of_lektor(root, known, content_of)
    if generator == "eleventy":
        found |= script_settings.of_eleventy(root, known, content_of, _files(generator))
    for path in (f"{root}CNAME", f"{root}static/CNAME", f"{root}content/extra/CNAME"):
        if path in known and (held := content_of(path)) is not None:
            host = held[:300].decode("utf-8", "replace").strip()
            if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host):
                found["cname"] = host
    folders = _content_folders(generator, found)
    return {name: value for name, value in found.items() if name in KEPT} | ({"content": folders} if folders else {})


KEPT = frozenset(
    (
        "article_url article_paths base_url baseurl blog_at collections cname default_category default_lang "
        "default_language defaultcontentlanguage defaultcontentlanguageinsubdir defaults disablepathtolower "
        "docs_at exclude filename_metadata folders frontmatter include languages new_post_name page_url pages path "
        "permalink permalinks posts pretty_urls site_url siteurl slug_format slugify slugify_source source "
        "strip_indexes timezone trailing_slash translations uglyurls url use_directory_urls "
        "use_folder_as_category versions "
    ).split()
)
"""Settings that say where articles lie or at which address they are, in lower case."""


def _files(generator: str) -> list[str]:
    """Return the configurations of a generator, those that win last."""
    if generator == "hugo":
        top = [f"{name}{form}" for name in HUGO for form in FORMS]
        inner = [f"{HUGO_FOLDER}{name}{form}" for name in (*HUGO, "permalinks", "languages") for form in FORMS]
        return [*top, *inner]
    return {
        "zola": ["config.toml", "zola.toml"],
        "jekyll": ["_config.toml", "_config.yaml", "_config.yml"],
        "hexo": ["_config.yml"],
        "nikola": ["conf.py"],
        "pelican": ["pelicanconf.py", "publishconf.py"],
        "quarto": ["_quarto.yaml", "_quarto.yml"],
        "mkdocs": ["mkdocs.yaml", "mkdocs.yml"],
        "docusaurus": ["versions.json", *(f"docusaurus.config.{ending}" for ending in ("js", "mjs", "ts"))],
        "eleventy": [".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts"))],
    }.get(generator, [])


def _read(file: str, words: str) -> dict[str, Any]:
    try:
        if file.endswith(".py"):
            return _assignments(words)
        if file.endswith(".toml"):
            read: Any = tomllib.loads(words)
        elif file.endswith(".json"):
            read = json.loads(words)
        elif file.endswith((".js", ".mjs", ".cjs", ".ts")):
            return script_settings.of_docusaurus(words) if file.startswith("docusaurus") else {}
        else:
            read = read_yaml(words)
    except Exception:  # noqa: BLE001 - each parser raises its own, and no setting is worth an archive
        return {}
    if file == "versions.json":
        return {"versions": [str(one) for one in read]} if isinstance(read, list) else {}
    return {str(name).lower(): value for name, value in read.items()} if isinstance(read, dict) else {}


def _of_quarto(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the address of a site, or of a book, and the folder that it is built in, as Quarto tells them."""
    found: dict[str, Any] = {}
    for one in (settings.get("website"), settings.get("book")):
        if isinstance(one, Mapping) and "site-url" in one:
            found["site_url"] = one["site-url"]
    project = settings.get("project")
    built = project.get("output-dir") if isinstance(project, Mapping) else None
    if isinstance(built, str) and built.strip("./"):
        found["exclude"] = [built.strip("/")]
    return found


def _assignments(words: str) -> dict[str, Any]:
    """Return the names of a Python module to which plain values are assigned; nothing of it is run."""
    found: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of what it reads, which is not ours to mend
        tree = ast.parse(words)
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id.lower()] = ast.literal_eval(node.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                found.pop(node.targets[0].id.lower(), None)  # what is worked out is not known
    return found


def _content_folders(generator: str, settings: dict[str, Any]) -> list[str]:
    """Return the folders of articles that the settings name."""
    if generator == "nikola":
        rules = [one for group in ("posts", "pages") for one in listed(settings.get(group))]
        named = [str(one[0]).partition("*")[0] for one in rules if isinstance(one, list | tuple) and one]
    elif generator == "pelican":
        named = [str(settings.get("path") or "content")]
    elif generator == "hugo":
        named = [str(settings.get("contentdir") or "content")]
    elif generator == "hexo":
        named = [str(settings.get("source_dir") or "source")]
    elif generator in {"eleventy", "jekyll"}:
        source = str(settings.get("source") or "")
        named = [source] if source and source != script_settings.UNKNOWN else []
    else:
        named = []
    return list(dict.fromkeys(one for name in named if (one := name.removeprefix("./").strip("/")) and one != "."))
