"""An environment of its own that has what a wheel needs and nothing else, of packages that are installed here."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed(requirements: list[str], extras: frozenset[str] = frozenset()) -> set[str]:
    """Return the names of the packages that some requirements bring along, their own requirements included."""
    found: dict[str, frozenset[str]] = {}
    waiting = [(Requirement(one), extras) for one in requirements]
    while waiting:
        one, of = waiting.pop()
        if one.marker is not None and not any(one.marker.evaluate({"extra": extra}) for extra in (of or {""})):
            continue
        name = canonicalize_name(one.name)
        wanted = found.get(name, frozenset()) | frozenset(one.extras) | {""}
        if found.get(name) != wanted:
            found[name] = wanted
            waiting += [(Requirement(inner), wanted) for inner in metadata.requires(name) or []]
    return set(found)


def environment(folder: Path, wheel: Path) -> Path:
    """Return the Python of a new environment with a wheel installed, its needs linked from this one's packages."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    (told,) = packages.glob("dateline-*.dist-info/METADATA")
    requirements = re.findall(r"^Requires-Dist: (.*)$", told.read_text("utf-8"), re.MULTILINE)
    for name in needed([one for one in requirements if "extra ==" not in one]):
        _link(metadata.distribution(name), packages)
    return python


def _link(distribution: metadata.Distribution, packages: Path) -> None:
    tops = {file.parts[0] for file in distribution.files or [] if file.parts[0] not in {"..", "__pycache__"}}
    for top in tops:
        if not (packages / top).exists():
            (packages / top).symlink_to(Path(str(distribution.locate_file(top))))
