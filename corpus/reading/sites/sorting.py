"""Tells by its path what of an archive is no article: templates, assets, settings, code, what archive.toml excludes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from posixpath import basename

from corpus.dating.corrections import path_pattern
from corpus.omissions import Omission
from corpus.reading.directions import Directions
from corpus.reading.sites.exports import omission_in_export
from corpus.reading.sites.recognising import DATA, GENERATORS, VENDORED, ending
from corpus.reading.sites.site import EXPORTS, Site, listed, site_of
from corpus.reading.sites.x_notes import NOTES

ASSETS = frozenset(DATA["everywhere"]["assets"])
CODE_DATA = {name: frozenset(values) for name, values in DATA["code"].items()}
PAGES = frozenset({"md", "markdown", "html", "mdx"})
HELD = CODE_DATA["holds"] | frozenset(DATA["everywhere"]["pages"])
KINDS = {
    "template": Omission.TEMPLATE, "asset": Omission.ASSET, "configuration": Omission.CONFIGURATION,
    "code": Omission.CODE, "built": Omission.BUILT,
}  # fmt: skip
"""What the folders of a generator hold, by their group in generators.toml."""
MAIL_NOTES, PROOF = (re.compile("|".join(DATA["everywhere"][group])) for group in ("mail", "proof"))
ATTACHED = re.compile(rf"(?:.*/)?(?:{'|'.join(DATA['everywhere']['attached'])})")
ENDINGS = {"code": Omission.CODE, "configuration": Omission.CONFIGURATION, "template": Omission.TEMPLATE}
NEEDED = re.compile(r"[\w.-]{0,40}requirements[\w.-]{0,40}\.(?:txt|in)|Pipfile(?:\.lock)?")
"""Files in which programs in Python name what they need."""
POSTS = re.compile(rf"tweets?(?:-part\d{{1,6}})?\.js|{NOTES.pattern}")
"""Names of the scripts of an X archive that hold posts, the only scripts that are opened: the others are private."""
UNSORTED = ("jekyll", "eleventy", "middleman")
"""Generators whose folder of sources holds templates too."""
OF_THEME = re.compile(r"(?:^|/)themes?/(?:[^/]+/)?templates/")
"""Templates may lie in a theme amid a site's content."""
NOTEBOOKS = frozenset(DATA["everywhere"]["notebooks"])
JEKYLL_OWN = ("posts", "drafts", "notebooks", "word")
"""Of Jekyll's folders with an underscore; the last two are those of fastpages, which makes posts of what lies there."""
HEXO_OWN = ("_posts", "_drafts", "_discarded")
DATA_ENDINGS = frozenset({"json", "xml", "csv", "tsv", "rss", "atom"})
"""Of files which are articles elsewhere, and data, feeds and templates beside a site's content."""

Sorting = Callable[[str, str], Omission | None]
"""Returns what a file is if it is no article, by its path below the archive's root, and below its container's."""


def sorting(directions: Directions) -> Sorting:
    """Return what tells the files of an archive that are no articles."""
    include, exclude = _any(directions.include), _any(directions.exclude)

    @lru_cache(maxsize=64)  # the records of a file are sorted each
    def sort(path: str, inside: str) -> Omission | None:
        exported = omission_in_export(directions.sites, path)
        if exported is Omission.PRIVATE:  # whatever is to be read
            return exported
        if exclude is not None and (exclude.fullmatch(path) or exclude.fullmatch(inside)):
            return Omission.EXCLUDED
        if include is not None:
            return None if include.fullmatch(path) or include.fullmatch(inside) else Omission.EXCLUDED
        return exported or _by_place(path, directions.sites)

    return sort


def may_hold_posts(path: str) -> bool:
    """Tell by its name whether a script may hold the posts of an X archive; what is in it tells whether it does."""
    return path.endswith(".js") and POSTS.fullmatch(basename(path)) is not None


def _any(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{path_pattern(one).pattern})" for one in patterns), re.DOTALL) if patterns else None


def _by_place(path: str, sites: tuple[Site, ...]) -> Omission | None:
    parts = path.split("/")
    if not VENDORED.isdisjoint(parts[:-1]):
        return Omission.VENDORED
    if ending(path) in ASSETS and not may_hold_posts(path):
        return Omission.ASSET
    if MAIL_NOTES.fullmatch(parts[-1]):
        return Omission.MAIL_NOTES
    if ATTACHED.fullmatch(path):
        return Omission.ATTACHMENT
    if PROOF.fullmatch(parts[-1]):
        return Omission.NO_PAGE
    if may_hold_posts(path):
        return None
    holding = [site for site in sites if site.generator not in EXPORTS and site.holds(path)]
    if not holding:
        return Omission.NO_PAGE if parts[-1] in {"robots.txt", "humans.txt"} else _around_sites(path, sites)
    site = site_of(sites, path)
    around = min(holding, key=lambda one: (one.is_slight, len(one.root)))
    if around.is_slight and site is None:
        return _beside_a_program(path, around)
    return _beside_code(path, around, site) or (None if site is None else _in_site(site.below(path), site))


def _around_sites(path: str, sites: tuple[Site, ...]) -> Omission | None:
    """Tell what is about a site but lies in the folder around it: what the README of a repository says of its code."""
    folder, _, name = path.rpartition("/")
    if NEEDED.fullmatch(name):
        return Omission.CONFIGURATION
    if not any(site.generator and site.root.rstrip("/").rpartition("/")[0] == folder for site in sites if site.root):
        return None
    if name in CODE_DATA["files"]:
        return Omission.CONFIGURATION
    return Omission.ABOUT_CODE if name.partition(".")[0].lower() in CODE_DATA["about"] else None


def _beside_code(path: str, around: Site, site: Site | None) -> Omission | None:
    """Tell what is no article beside code: of a site's own content only what no article is anywhere."""
    below = around.below(path)
    folders = below.split("/")[:-1]
    inside = site is not None and site.content and site.below(path).startswith(site.content)
    stem = basename(path).partition(".")[0].lower()
    if not CODE_DATA["models"].isdisjoint(folders) or (site is not None and OF_THEME.search(below)):
        return Omission.TEMPLATE
    if not inside:
        if not CODE_DATA["vendored"].isdisjoint(folders):
            return Omission.VENDORED
        of_program = CODE_DATA["templates_of_programs"] if site is None else frozenset[str]()
        if not (CODE_DATA["templates"] | of_program).isdisjoint(folders):
            return Omission.TEMPLATE
        if not (CODE_DATA["tests"] | CODE_DATA["programs"]).isdisjoint(folders):
            return Omission.CODE
    if not inside and not CODE_DATA["notes"].isdisjoint(folders):
        return Omission.ABOUT_CODE
    if (
        stem == "readme"
        or stem.startswith(("license-", "licence-", "contributors-"))
        or (stem in CODE_DATA["about"] and not inside and not _is_page(path, site))
    ):
        return Omission.ABOUT_CODE
    if basename(path) in CODE_DATA["files"] or NEEDED.fullmatch(basename(path)):
        return Omission.CONFIGURATION
    if ending(path) == "ipynb" and (site is None or not _shows_notebooks(site, site.below(path))):
        return Omission.CODE
    return _by_ending_beside_code(path)


def _by_ending_beside_code(path: str) -> Omission | None:
    """Tell what a file beside code is by its ending: of code, unless articles or what holds some end so."""
    kind = next((kind for group, kind in ENDINGS.items() if ending(path) in CODE_DATA[group]), None)
    return Omission.CODE if kind is None and ending(path) not in HELD else kind


def _beside_a_program(path: str, around: Site) -> Omission | None:
    """Tell what is no article where only a list of what programs need tells of them: articles may be the rest."""
    below = around.below(path)
    folders = below.split("/")[:-1]
    name = basename(path)
    stem = name.partition(".")[0]
    if not CODE_DATA["templates_of_programs"].isdisjoint(folders) or not CODE_DATA["templates"].isdisjoint(folders):
        return Omission.TEMPLATE
    for group, why in {"vendored": Omission.VENDORED, "tests": Omission.CODE, "programs": Omission.CODE}.items():
        held = ("/".join(folders[: place + 1]) for place, one in enumerate(folders) if one in CODE_DATA[group])
        if any(folder in around.settings["programs"] for folder in held):
            return why
    if stem.lower() in CODE_DATA["about"] and (not folders or stem.isupper()):
        return Omission.ABOUT_CODE
    if name in CODE_DATA["files"] or NEEDED.fullmatch(name):
        return Omission.CONFIGURATION
    if ending(path) == "ipynb":
        return Omission.CODE
    return _by_ending_beside_code(path)


def _shows_notebooks(site: Site, below: str) -> bool:
    """Tell whether a site makes a page of a notebook in it."""
    return site.generator in NOTEBOOKS and (site.generator != "jekyll" or below.startswith(("_notebooks/", "_posts/")))


def _is_page(path: str, site: Site | None) -> bool:
    """Tell whether a file among the pages of a site is one by its name: guide/security.md, but not one in capitals."""
    name = basename(path)
    if site is None or site.content or "/" not in site.below(path) or name != name.lower():
        return False
    return ending(path) in PAGES and not name.startswith(("licen", "copying"))


def _in_site(below: str, site: Site) -> Omission | None:
    """Tell what a file of a site is, by its path below the site's folder; None for what may be an article."""
    inside = bool(site.content) and below.startswith(site.content)
    whole = not site.content or (inside and site.generator in UNSORTED)
    named = below.split("/")[len(site.content[0].split("/")) - 1 :] if inside else []
    if site.generator == "docusaurus" and any(one.startswith("_") for one in named):
        return Omission.TEMPLATE  # what other pages put into themselves
    if site.generator == "hexo" and any(one.startswith("_") and one not in HEXO_OWN for one in named):
        return Omission.UNPUBLISHED
    if inside and not whole:
        return Omission.CONFIGURATION if ending(below) == "json" else None
    below = below[len(site.content[0]) :] if inside else below
    for group, kind in KINDS.items():
        if _lies_in(below, tuple(GENERATORS[site.generator].get(group, ()))):
            return kind
    if not whole:
        return Omission.CONFIGURATION if ending(below) in DATA_ENDINGS else Omission.UNPUBLISHED
    if not CODE_DATA["assets"].isdisjoint(below.split("/")[:1]):
        return Omission.ASSET
    if ending(below) in DATA_ENDINGS:
        return Omission.CONFIGURATION
    return {"jekyll": _in_jekyll, "quarto": _in_quarto}.get(site.generator, _anywhere)(below, site)


def _anywhere(_below: str, _site: Site) -> Omission | None:
    return None


def _in_quarto(below: str, site: Site) -> Omission | None:
    if below.startswith("_") or "/_" in below:
        return Omission.TEMPLATE  # what other pages put into themselves
    return Omission.BUILT if _lies_in(below, tuple(map(str, listed(site.settings.get("exclude"))))) else None


def _in_jekyll(below: str, site: Site) -> Omission | None:
    """Tell what Jekyll does not publish: what its settings exclude, and what has an underscore before its name.

    Collections are published, and what the settings include.
    """
    collections = {*JEKYLL_OWN, *map(str, listed(site.settings.get("collections")))}
    included = {str(one).strip("/") for one in listed(site.settings.get("include"))}
    *folders, name = below.split("/")
    hidden = (part for part in folders if part.startswith("_") and part not in included)
    if any(part[1:] not in collections for part in hidden):
        return Omission.UNPUBLISHED
    if name.startswith(("_", "#", "~")) and included.isdisjoint((name, below)):
        return Omission.TEMPLATE  # what other pages put into themselves, and what editors keep
    excluded = tuple(str(one).strip("/") for one in listed(site.settings.get("exclude")))
    return Omission.UNPUBLISHED if any(below == one or below.startswith(f"{one}/") for one in excluded) else None


def _lies_in(below: str, folders: tuple[str, ...]) -> bool:
    return any(pattern.match(below) for pattern in map(_folder, folders))


@lru_cache(maxsize=256)
def _folder(name: str) -> re.Pattern[str]:
    return re.compile(("(?:.*/)?" if name.startswith("*/") else "") + re.escape(name.removeprefix("*/")) + "/")
