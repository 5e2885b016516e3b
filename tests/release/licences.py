"""Tells the licence of every package of the locks: python -m tests.release.licences > docs/licences.md."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from tests.release.locked import locked

LOCKS = ("requirements.lock", "requirements-rerank.lock", "requirements-mcp.lock", "requirements-dev.lock")
"""Each with what stands in none before it: what make run installs, further extras, checks."""
TABLES = (
    "What `make run` installs",
    "Besides, for re-ranking",
    "Besides, for assistants",
    "Besides, for clusters and checks",
)
SAID = tomllib.loads((Path(__file__).parent / "licences.toml").read_text("utf-8"))
"""What packages say in other words than SPDX's, and which licences may be among ours."""
PERMISSIVE, WEAK = frozenset(SAID["permissive"]), frozenset(SAID["weak"])
JOIN = re.compile(r" (?:AND|OR) ")
HEAD = """# Licences

Dateline itself is under the MIT licence (LICENSE). These are the licences of the packages that it uses, by their SPDX
names, made from the locks (`make docs`). All are permissive but those marked *weak copyleft*: they may be used as they
are by a program under any licence, and whoever gives them away changed gives these changes away too. A package under
any other licence fails the tests (`tests/release/licences.toml` lists what is allowed).
"""


def licence(package: str) -> str:
    """Return what a package is given under, as an SPDX expression; "?" and its own words if that is not known."""
    if package in SAID["packages"]:
        return str(SAID["packages"][package])
    try:
        said = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return "? (not installed here)"
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if one.startswith("License")]
    told = [one for one in classifiers if one != "OSI Approved"] or (said["License"] or "").splitlines()[:1]
    return " AND ".join(str(SAID["words"].get(one, f"? ({one:.60})")) for one in told) or "? (says nothing)"


def unknown(expression: str) -> frozenset[str]:
    """Return the licences of an expression that are not allowed; of alternatives one is enough."""
    ways = [frozenset(JOIN.split(way)) for way in _alternatives(expression)]
    return min((way - PERMISSIVE - WEAK for way in ways), key=len)


def weak(expression: str) -> bool:
    """Tell whether an expression is allowed, but in no way that is only permissive."""
    ways = [frozenset(JOIN.split(way)) for way in _alternatives(expression)]
    return any(way & WEAK for way in ways) and not any(way <= PERMISSIVE for way in ways)


def _alternatives(expression: str) -> list[str]:
    """Return the ways to take an expression; one, of all its licences, if brackets make it another."""
    return [re.sub(r"[()]", "", expression)] if "(" in expression else expression.split(" OR ")


def page() -> str:
    """Return docs/licences.md."""
    parts, before = [HEAD], frozenset[str]()
    for title, lock in zip(TABLES, LOCKS, strict=True):
        names = locked(lock).keys() - before
        before |= names
        rows = [
            f"| {name} | {(found := licence(name))}{', *weak copyleft*' if weak(found) else ''} |"
            for name in sorted(names)
        ]
        parts.append("\n".join([f"## {title}\n", "| package | licence |", "| --- | --- |", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - goes into the file
