"""Reads what stands beside the code: words, statements, and tables in TOML, each of these once in a process."""

from __future__ import annotations

import tomllib
from functools import cache
from pkgutil import get_data
from typing import Any


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """Return what the file ``name``.toml of a package holds; callers must not change it."""
    return tomllib.loads(text_of(package, f"{name}.toml"))


def text_if_any(package: str, path: str) -> str | None:
    """Return the text of a file by its path in a package, None where there is no such file."""
    try:
        return text_of(package, path)
    except FileNotFoundError:
        return None


def text_of(package: str, path: str) -> str:
    """Return the text of a file by its path in a package."""
    found = get_data(package, path)
    assert found is not None
    return found.decode("utf-8")
