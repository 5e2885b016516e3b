"""What SQLite goes by: nothing that is asked for one article looks through all that are live."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

import corpus.store
from corpus.store import schema

LIVE = "idx_articles_retired_in"
OF_ALL = {
    "browsing.TITLES",
    "catalogue.MONTHS",
    "copies.GROUPS",
    "copies.KNOWN",
    "copies.POINTING",
    "holdings.COUNTS",
    "little_text.PAGES",
    "recaptured.VERSION",
    "summary.BY_ARCHIVE",
}
"""What is asked of all live articles, or of an archive's, once."""


def queries() -> Iterator[tuple[str, str]]:
    """Yield the queries that stand as constants in the store's modules, whole ones and parts of some."""
    for module in pkgutil.walk_packages(corpus.store.__path__, "corpus.store."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, str) and re.match(r"\s*(SELECT|UPDATE|DELETE)\b", value) and "retired_in" in value:
                yield f"{module.name.removeprefix('corpus.store.')}.{name}", value


def plan(connection: sqlite3.Connection, query: str) -> list[str]:
    """Return the steps by which SQLite goes, without a value for any parameter."""
    bare = re.sub(r"\?\d*|(?<![:\w]):[a-z_]+", "NULLIF(1, 2)", query)
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {bare}")]


def test_only_what_is_asked_of_all_articles_goes_by_what_is_live() -> None:
    going_by, seen = set(), 0
    with closing(sqlite3.connect(":memory:")) as connection:
        schema.create(connection)
        for name, query in queries():
            try:
                steps = plan(connection, query)
            except sqlite3.OperationalError:  # a part of a query, which stands whole elsewhere
                continue
            seen += 1
            if any(LIVE in step for step in steps):
                going_by.add(name)
    assert seen > 20
    assert {name for name in going_by if not _taken_from_elsewhere(name, going_by)} <= OF_ALL


def _taken_from_elsewhere(name: str, found: set[str]) -> bool:
    """Tell whether a module only imports a query of ``OF_ALL``, as ``outcomes`` does ``little_text.PAGES``."""
    constant = name.rpartition(".")[2]
    return any(one.rpartition(".")[2] == constant and one in OF_ALL for one in found)


@pytest.mark.parametrize(
    "name", ["whole.LEADING", "whole.UNSHOWN", "identities.OF_CAPTURE", "takedowns.OTHER_CAPTURES"]
)
def test_what_is_asked_for_each_article_goes_by_its_own_index(name: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        schema.create(connection)
        steps = plan(connection, dict(queries())[name])
    searched = [step for step in steps if step.startswith(("SEARCH", "SCAN")) and "json_each" not in step]
    assert searched
    assert not [step for step in searched if LIVE in step or step.startswith("SCAN")]
