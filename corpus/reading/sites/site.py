"""What is known of a site generator's sources: where they lie, how they are laid out, and what their settings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EXPORTS = frozenset({"substack", "medium", "x"})
"""What publishing services export, which is no generator's sources but laid out by rules as these are."""


@dataclass(frozen=True, slots=True)
class Site:
    """The sources of one site, or code.

    Attributes:
        root: its folder below the archive's root, with a slash at the end; "" for the archive itself.
        generator: its name in generators.toml; "" for code that makes no site.
        content: folders below ``root`` in which its articles and pages lie, each with a slash; all of it if empty.
        settings: of its configuration, read as data, names as they are written there.
    """

    root: str
    generator: str = ""
    content: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_slight(self) -> bool:
        """Whether it is code that hardly anything tells: then ``settings`` name the folders that have programs."""
        return not self.generator and "programs" in self.settings

    def holds(self, path: str) -> bool:
        """Tell whether a path lies in its folder."""
        return path.startswith(self.root)

    def below(self, path: str) -> str:
        """Return a path in its folder as it stands below that."""
        return path[len(self.root) :]


def listed(value: object) -> list[Any]:
    """Return what a setting lists, whatever stands there: of a table its names, of one thing that."""
    if isinstance(value, list | tuple | Mapping):
        return list(value)
    return [value] if isinstance(value, str) else []


def site_of(sites: tuple[Site, ...], path: str) -> Site | None:
    """Return the site among whose sources a path lies, of several the innermost; None if there is none."""
    holding = [site for site in sites if site.generator and site.generator not in EXPORTS and site.holds(path)]
    return max(holding, key=lambda site: len(site.root), default=None)
