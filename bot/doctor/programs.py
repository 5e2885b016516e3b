"""Looks at what Dateline runs on: Python, SQLite, and the libraries that it was tested with."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib import metadata

from bot.doctor.finding import Finding, ok, warn

LEAST_PYTHON = (3, 11)
REQUIRED = re.compile(r"([A-Za-z0-9_.-]+)(?:\[[^]]*\])?\s*>=\s*([0-9.]+)")


def look() -> Iterator[Finding]:
    """Look at Python, SQLite and the libraries."""
    here = sys.version_info[:2]
    said = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    yield ok("versions", said) if here >= LEAST_PYTHON else warn("versions", said, "use Python 3.11 or newer")
    try:
        required = metadata.requires("dateline") or []
        installed = metadata.version("dateline")
    except metadata.PackageNotFoundError:
        yield warn(
            "versions", "those of libraries could not be looked at", "install Dateline instead of running its sources"
        )
        return
    old = list(_too_old(required))
    yield from old
    if not old:
        yield ok("versions", f"Dateline {installed}, its libraries are as new as they have to be")


def _too_old(required: list[str]) -> Iterator[Finding]:
    for line in required:
        match = REQUIRED.match(line)
        if match is None or "extra" in line:
            continue
        try:
            found = metadata.version(match[1])
        except metadata.PackageNotFoundError:
            yield warn("versions", f"{match[1]} is not installed", "pip install it, or make run")
            continue
        if _numbers(found) < _numbers(match[2]):
            yield warn("versions", f"{match[1]} is {found}, older than {match[2]}", f"pip install -U {match[1]}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(
        int(one) for one in re.findall(r"\d+", version.split("+", maxsplit=1)[0].split("rc", maxsplit=1)[0])[:3]
    )
