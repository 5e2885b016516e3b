"""How a generation stands in a cluster: the names of its indices, their mappings, and their settings.

    PREFIX-slices-000012      a document a slice, some passages of an article that follow one another: what words weigh
    PREFIX-articles-000012    a document an article: its words, what filters ask of it, its texts, and its claims
    PREFIX-arrays-000012      arrays that every worker maps: the lexicon, and what is known of passages
    PREFIX-current            the alias of the articles of the generation to answer from

What a term weighs in a slice is the most that it can bring one of its passages: its highest weight in one of them,
and a share of what it weighs in the article. It is kept as a feature of ours, so that the order of passages does not
hang on the engine's own scores; a feature keeps nine bits of its number, cut off, which a search makes up for. The
engine skips what cannot be among the best, which it cannot do where passages are nested in articles.
"""

from __future__ import annotations

import re
from typing import Any

KEPT_GENERATIONS = 2
"""The current one, and the one before to go back to."""
MARKS = re.compile(r"([./])")
ARTICLES, SLICES, ARRAYS, CURRENT = "articles", "slices", "arrays", "current"
KINDS = (ARTICLES, SLICES, ARRAYS)
NO_SOURCE = {"enabled": False, "recovery_source_enabled": False}
"""Nor is what was sent kept for a while, which copies that are made while it is loaded would need: there are none."""
LAYOUT = 2
"""Raised whenever a generation that was loaded before cannot be answered from any more."""
SHARD_PASSAGES = 5_000_000
"""Of a shard, where nothing else is set. Each shard of a question costs a node some time of its own."""
SLICE = 8
"""Passages of a slice at most. The best hundred passages of a Senate question are surely in the first 150 slices of 4
in the middle and 602 at most, of 8 in 191 and 846, of whole articles in 230 and 1,313; but each slice repeats the terms
of its article, 40 million features in all with 4 and 23 with 8, and these are most of what loading costs the nodes: it
takes them .7 of the time with 8, and a search as long as with 4."""
BITS = 9
"""Of a feature's number that are kept, the first one always 1."""
SHORT_OF = 2.0 ** -(BITS - 1)
"""By no larger share of it a score falls short of what a document weighs."""


def shards_for(passages: int, wanted: int = 0) -> int:
    """Return over how many shards a generation is spread, by its size unless a number is wanted."""
    return wanted or 1 + passages // SHARD_PASSAGES


def index_name(prefix: str, kind: str, number: int) -> str:
    """Return the name of a generation's index."""
    return f"{prefix}-{kind}-{number:06d}"


def number_of(prefix: str, name: str) -> int | None:
    """Return the number of the generation whose articles an index has; None for any other index."""
    match = re.fullmatch(rf"{re.escape(prefix)}-{ARTICLES}-(\d{{6,9}})", name)
    return int(match[1]) if match else None


def articles_body(manifest: dict[str, Any], shards: int) -> dict[str, Any]:
    """Return the settings and the mapping of an index of articles.

    Args:
        manifest: what the generation says of itself, kept with the mapping.
        shards: in which the articles are spread.
    """
    whole_words = {"type": "text", "analyzer": "whitespace", "norms": False}
    return {
        "settings": _settings(shards),
        "mappings": {
            "dynamic": "strict",
            "_meta": manifest,
            "_source": NO_SOURCE,
            "properties": {
                "n": {"type": "integer"},
                "id": {"type": "keyword", "ignore_above": 8000},
                "words": {"type": "binary", "store": True},
                "shown": {"type": "binary", "store": True},
                "whole": {"type": "binary", "store": True},
                "language": {"type": "keyword"},
                "author": whole_words,
                "host": whole_words,
                "place": whole_words,
            },
        },
    }


def slices_body(shards: int) -> dict[str, Any]:
    """Return the settings and the mapping of an index of slices.

    Args:
        shards: over which they are spread.
    """
    return {
        "settings": _settings(shards),
        "mappings": {
            "dynamic": "strict",
            "_source": NO_SOURCE,
            "properties": {
                "n": {"type": "integer"},
                "first": {"type": "boolean"},
                "f": {"type": "rank_features"},
            },
        },
    }


def arrays_body(shards: int = 1) -> dict[str, Any]:
    """Return the settings and the mapping of an index of arrays."""
    return {
        "settings": _settings(shards),
        "mappings": {
            "dynamic": "strict",
            "_source": NO_SOURCE,
            "properties": {
                "name": {"type": "keyword"},
                "part": {"type": "integer"},
                "bytes": {"type": "binary", "store": True},
            },
        },
    }


def _settings(shards: int) -> dict[str, Any]:
    """Return settings for loading: copies are made afterwards, which takes a quarter of the time."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": 1_000_000,
        "unassigned.node_left.delayed_timeout": "5s",
    }


def place_words(path: str) -> str:
    """Return a path or a host as words, its parts and the marks between them, so that a phrase finds whole parts."""
    return " ".join(MARKS.sub(r" \1 ", path).split())
