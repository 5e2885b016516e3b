"""Tells the sources of site generators, and code, by the names of the files in an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from posixpath import basename, splitext
from typing import Any

from corpus.data import table
from corpus.reading.sites.configuration import FILES, settings_of
from corpus.reading.sites.exports import TABLE, TABLE_LIMIT, exports_among
from corpus.reading.sites.lektor import is_model
from corpus.reading.sites.script_settings import is_folder_data
from corpus.reading.sites.site import Site
from corpus.reading.sites.x_notes import NOTES

DATA = table("corpus.reading.sites", "generators")
GENERATORS: dict[str, dict[str, Any]] = {
    name: laid for name, laid in DATA.items() if name not in {"everywhere", "code"}
}
VENDORED = frozenset(DATA["everywhere"]["vendored"])
MANIFESTS = frozenset(DATA["code"]["manifests"])
SLIGHT = frozenset(DATA["code"]["slight"])
CODE = frozenset(DATA["code"]["code"])
SKIPPED = VENDORED | frozenset(DATA["code"]["vendored"]) | frozenset(DATA["code"]["tests"])
"""Folders whose sites are examples, or somebody else's."""
MARKS = frozenset(
    basename(mark) for laid in GENERATORS.values() for mark in (*laid.get("marks", ()), *laid.get("perhaps", ()))
)
TOLD_BY = MARKS | MANIFESTS | FILES | {TABLE}
"""Names of the files by which sites and code are told, or that hold the settings of a site."""
TOLD_BY_ENDINGS = tuple(mark[1:] for mark in MARKS if mark.startswith("*"))
HIDDEN_MARKS = tuple(
    mark for laid in GENERATORS.values() for mark in laid.get("marks", ()) if mark.startswith(".") or "/." in mark
)
"""Files that tell a generator and are hidden; each of them has a package.json beside it."""
SETTINGS_LIMIT = 1 << 20
"""Bytes of a configuration that are looked at."""
MOST = 200
"""Sites in one archive; what has more is no archive of articles but a collection of tests."""

Content = Callable[[str], bytes | None]
"""Returns what a file holds, by its path; None if it cannot be read."""


def sites_among(paths: Iterable[str], content_of: Content) -> tuple[Site, ...]:
    """Return the sites and the folders of code in an archive, outermost first.

    Args:
        paths: of all files, below the archive's root.
        content_of: reads one of them; asked for configurations only.
    """
    paths = list(paths)
    exports = exports_among(paths, content_of)
    telling = [path for path in paths if tells(path) and not _skipped(path)]
    if not telling:
        return exports
    known = frozenset(telling).union(filter(is_data, paths))
    folders = _folders(paths)
    found: list[Site] = []
    roots = sorted({root for path in telling for root in _roots(path)}, key=lambda root: (root.count("/"), root))
    for root in roots:
        if len(found) >= MOST or any(site.generator and _amid(site, root) for site in found if site.holds(root)):
            continue
        site = next(filter(None, (_site(root, name, known, folders, content_of) for name in GENERATORS)), None)
        if site is not None:
            found.append(site)
        elif not any(one.holds(root) for one in found if not one.is_slight):
            found += _code(root, known, paths)
    return (*exports, *found)


def _code(root: str, known: frozenset[str], paths: list[str]) -> list[Site]:
    """Return the code that a folder is told to be by what lies in it; none if it is hardly told and has no programs."""
    if any(f"{root}{name}" in known for name in MANIFESTS - SLIGHT):
        return [Site(root)]
    if not any(f"{root}{name}" in known for name in SLIGHT):
        return []
    programs = [path[len(root) :] for path in paths if path.startswith(root) and ending(path) in CODE]
    folders = {"", *(folder for one in programs for folder in _folders([one]))}
    return [Site(root, settings={"programs": sorted(folders)[:MOST]})] if programs else []


def tells(path: str) -> bool:
    """Tell whether a file may tell of a site or of code, by its name."""
    return basename(path) in TOLD_BY or path.endswith(TOLD_BY_ENDINGS) or NOTES.fullmatch(basename(path)) is not None


def limit_of(path: str) -> int:
    """Return how many bytes of such a file are looked at."""
    name = basename(path)
    return TABLE_LIMIT if name == TABLE or NOTES.fullmatch(name) else SETTINGS_LIMIT


def is_data(path: str) -> bool:
    """Tell whether a file may hold what a generator knows of all pages in a folder, or of one kind."""
    return is_folder_data(path) or is_model(path)


def _amid(site: Site, root: str) -> bool:
    """Tell whether a folder is part of a site rather than a site of its own: one of its themes, its articles."""
    return root != site.root and bool(site.content)


def _skipped(path: str) -> bool:
    return not SKIPPED.isdisjoint(path.split("/")[:-1])


def _folders(paths: list[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def _roots(path: str) -> list[str]:
    """Return the folders that may be a site's because of a file: its own, and those around one in config/_default."""
    folder = path.rpartition("/")[0]
    around = [
        folder,
        *(
            folder.removesuffix(one)
            for one in ("config/_default", "docs/.vuepress", ".vuepress")
            if folder.endswith(one)
        ),
    ]
    return [f"{one.rstrip('/')}/" if one.rstrip("/") else "" for one in around]


def _site(root: str, name: str, known: frozenset[str], folders: frozenset[str], content_of: Content) -> Site | None:
    laid = GENERATORS[name]
    told = any(_is_there(root, mark, known) for mark in laid.get("marks", ()))
    if not told:
        for mark in laid.get("perhaps", ()):
            if f"{root}{mark}" in known and _says(laid, content_of(f"{root}{mark}"), root, folders):
                told = True
    if not told:
        return None
    settings = settings_of(name, root, known, content_of)
    inside = settings.pop("content", None) or laid.get("content", ())
    content = tuple(f"{one.strip('/')}/" for one in inside)
    if not laid.get("content") and not any(f"{root}{one}".rstrip("/") in folders for one in content):
        # what is published is put together elsewhere, and no address follows from where a page lies here
        kept = {} if content else settings
        return Site(
            root, name, (), {key: settings[key] for key in ("collections", "exclude") if key in settings} | kept
        )
    if content and not any(f"{root}{one}".rstrip("/") in folders for one in content):
        return None if not laid.get("marks") else Site(root, name, (), settings)
    return Site(root, name, content, settings)


def _is_there(root: str, mark: str, known: frozenset[str]) -> bool:
    if not mark.startswith("*"):
        return f"{root}{mark}" in known
    return any(path.endswith(mark[1:]) and path.rpartition("/")[0] == root.rstrip("/") for path in known)


def _says(laid: dict[str, Any], held: bytes | None, root: str, folders: frozenset[str]) -> bool:
    """Tell whether a configuration that may be a generator's is: by a word in it, or by a folder beside it."""
    words = (held or b"")[:SETTINGS_LIMIT].decode("utf-8", "replace").lower()
    if any(word in words for word in laid["says"]):
        return True
    names = set(laid.get("beside", ()))
    return any(basename(folder) in names for folder in folders if f"{folder}/".startswith(root))


def ending(path: str) -> str:
    """Return the ending of a file's name in lower case without its dot."""
    return splitext(path)[1][1:].lower()
