"""Reads the dates of JSON-LD: every graph, list and nested node, but not those of comments and other articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from corpus.reading.page.fields import FOREIGN_KEYS, PROPERTIES, TYPE_WEIGHTS, Field

NODE_LIMIT = 5000
"""Nodes looked at in one page; catalogues of shops have more, articles a few dozen."""
RAW_CONTROL = re.compile(r"[\x00-\x1f]+")
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$|;\s*$")
BROKEN_PAIR = re.compile(r'"(date(?:Published|Created|Modified)|uploadDate)"\s{0,4}:\s{0,4}"([^"\\]{4,60})"')
"""A date in JSON-LD that cannot be parsed as a whole, as one page in fifty has it."""


Property = tuple[Field, str, str]
"""A date in JSON-LD: the field, its value, and where it stands ("NewsArticle datePublished")."""


def ld_properties(text: str) -> Iterator[Property]:
    """Return the dates of one JSON-LD script in order, whatever state it is in."""
    data = _parsed(text)
    if data is None:
        return _from_broken(text)
    return (found for node in _nodes(data) for found in _dates(node))


def article_body(text: str) -> str:
    """Return the words of the article that a JSON-LD script carries, or nothing."""
    bodies = (node.get("articleBody") for node in _nodes(_parsed(text)))
    return next((body for body in bodies if isinstance(body, str) and body.strip()), "")


def headlines(text: str) -> Iterator[str]:
    """Yield the headlines of the articles that a JSON-LD script tells of, where it tells of one only."""
    found = {
        one: None for node in _nodes(_parsed(text)) if isinstance(one := node.get("headline"), str) and one.strip()
    }
    return iter(found if len(found) == 1 else ())


def types(text: str) -> Iterator[str]:
    """Yield the types of the things that a JSON-LD script tells of, in lower case."""
    return (_type(node.get("@type"))[0].lower() for node in _nodes(_parsed(text)))


@lru_cache(maxsize=8)
def _parsed(text: str) -> Any:
    """Return the data of a script, None for one that cannot be read; each is asked for several times in a row."""
    try:
        return json.loads(RAW_CONTROL.sub(" ", WRAPPING.sub("", text)))
    except (ValueError, RecursionError):
        return None


def _from_broken(text: str) -> Iterator[Property]:
    for name, value in BROKEN_PAIR.findall(text):
        field = PROPERTIES[name.lower()]
        yield Field(field.role, field.weight * TYPE_WEIGHTS[""]), value, f"(broken) {name}"


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the nodes of JSON-LD, outermost first; without recursion, for nesting may be deep."""
    waiting = [data]
    for _ in range(NODE_LIMIT):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node[:NODE_LIMIT]))
        elif isinstance(node, dict):
            yield node
            waiting.extend(value for key, value in node.items() if _leads_on(key, value))


def _leads_on(key: str, value: Any) -> bool:
    return isinstance(value, list | dict) and key.lower() not in FOREIGN_KEYS


def _dates(node: dict[str, Any]) -> Iterator[Property]:
    name, weight = _type(node.get("@type"))
    if not weight:
        return
    for key, value in node.items():
        field = PROPERTIES.get(key.lower())
        if field is None:
            continue
        words = value.get("@value") if isinstance(value, dict) else value
        if isinstance(words, list) and words:
            words = words[0]
        if isinstance(words, str | int) and not isinstance(words, bool):
            yield Field(field.role, field.weight * weight), str(words)[:100], f"{name} {key}".strip()


def _type(given: Any) -> tuple[str, float]:
    """Return a node's type and how far to trust its dates."""
    names = [str(one)[:60] for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]
    weights = [TYPE_WEIGHTS.get(re.split(r"[/:#]", name)[-1].lower(), TYPE_WEIGHTS[""]) for name in names]
    return max(zip(names, weights, strict=True), key=lambda one: one[1], default=("", TYPE_WEIGHTS[""]))
