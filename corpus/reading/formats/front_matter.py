"""Reads what stands above a Markdown text: front matter in YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import yaml  # type: ignore[import-untyped]

from corpus.errors import Unreadable
from corpus.reading.decoding import printable

DEPTH = 100
"""Lists in lists that YAML may have; at some ten thousand libyaml's loader ends the process."""
HARMLESS = 1000
"""Characters in which nothing can be nested too deeply."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _yaml(text: str) -> Any:
    """Read YAML without aliases, ten lines of which stand for a thousand million words, and without abysses."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER) if "*" in text or len(text) > HARMLESS else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise Unreadable("YAML nested too deeply")
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable("YAML aliases (*name) are not read; write out what they stand for")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe one


FORMS: dict[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "-": (re.compile(r"^---+[ \t\r]*$", re.MULTILINE), _yaml),
    "+": (re.compile(r"^\+\+\++[ \t\r]*$", re.MULTILINE), tomllib.loads),
    "{": (re.compile(r"^[{}]$", re.MULTILINE), lambda text: json.loads(f"{{{text}}}")),
}
"""The line above and below, and what reads the text between them, by the first character."""


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the front matter, none if there is none, and the text below it.

    Raises:
        Unreadable: it cannot be read.
    """
    text = text.strip()
    if text[:1] not in FORMS or not FORMS[text[0]][0].match(text):
        return {}, text
    fence, load = FORMS[text[0]]
    try:
        _, fields, body = fence.split(text.replace("\r\n", "\n"), 2)
    except ValueError:
        if text.startswith("+"):
            raise Unreadable("its front matter cannot be read: it is not closed by a line of +++") from None
        return {}, text
    try:
        read = load(fields)
    except Exception as error:  # YAML, TOML and JSON parsers each raise their own
        raise Unreadable(f"its front matter cannot be read: {' '.join(str(error).split())[:200]}") from error
    return {name: _storable(value) for name, value in read.items()} if isinstance(read, dict) else {}, body.strip()


def _storable(value: object) -> object:
    """Replace what no text may hold, such as half a character that JSON has escaped."""
    if isinstance(value, list):
        return [printable(one) if isinstance(one, str) else one for one in value]
    return printable(value) if isinstance(value, str) else value
