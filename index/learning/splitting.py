"""Splits questions so that no article is asked about in two parts: what is judged was not learned from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from index.evaluating.labelled import Labelled
from index.learning.asked import Asked

PRECISION = 1 << 32


def groups(labelled: Sequence[Labelled], asked: Sequence[Asked]) -> list[str]:
    """Return for each question what its group is called; questions that share an article are in one.

    A question that no article answers is in a group with what is worded alike.
    """
    leader: dict[str, str] = {}

    def lead(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    keys = [_keys(one, found) for one, found in zip(labelled, asked, strict=True)]
    for some in keys:
        first = min(map(lead, some))
        for key in some:
            leader[lead(key)] = first
    return [lead(some[0]) for some in keys]


def _keys(labelled: Labelled, asked: Asked) -> list[str]:
    named = [f"id {one}" for one in labelled.article_ids | asked.articles]
    named += [f"url {one}" for one in labelled.urls] + [f"title {one}" for one in labelled.titles]
    return sorted(named) or [f"question {' '.join(labelled.question.casefold().split())}"]


def share(group: str, salt: str = "part") -> float:
    """Return a number from 0 up to 1 that a group has by chance, and always."""
    digest = hashlib.sha256(f"{salt} {group}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4], "big") / PRECISION
