"""Reads what stands above a Markdown text: front matter in YAML, TOML or JSON."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import frontmatter
import yaml  # type: ignore[import-untyped]
from frontmatter.default_handlers import BaseHandler, JSONHandler, SafeLoader, YAMLHandler

from corpus.errors import Unreadable
from corpus.reading.decoding import printable

DEPTH = 100
"""Lists in lists that YAML may have; at some ten thousand libyaml's loader ends the process."""
HARMLESS = 1000
"""Characters in which nothing can be nested too deeply."""


class _Yaml(YAMLHandler):
    """YAML without aliases, ten lines of which stand for a thousand million words, and without abysses."""

    def load(self, fm: str, **kwargs: object) -> Any:
        if "*" in fm or len(fm) > HARMLESS:
            _check(yaml.parse(fm, Loader=SafeLoader))
        return super().load(fm, **kwargs)


def _check(events: Iterator[yaml.Event]) -> None:
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise Unreadable("YAML nested too deeply")
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable("YAML aliases (*name) are not read; write out what they stand for")


class _Toml(BaseHandler):
    """TOML as Hugo keeps it; python-frontmatter's own handler wants a package that the standard library replaces."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def split(self, text: str) -> tuple[str, str]:
        if len(self.FM_BOUNDARY.findall(text)) < 2:  # noqa: PLR2004 - above and below
            raise Unreadable("it is not closed by a line of +++")
        return super().split(text)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


HANDLERS: tuple[BaseHandler, ...] = (_Yaml(), JSONHandler(), _Toml())


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the front matter, none if there is none, and the text below it.

    Raises:
        Unreadable: it cannot be read.
    """
    text = text.strip()
    handler = next((one for one in HANDLERS if one.detect(text)), None)
    if handler is None:
        return {}, text
    try:
        fields, body = frontmatter.parse(text, handler=handler)
    except Exception as error:  # YAML, TOML and JSON parsers each raise their own
        raise Unreadable(f"its front matter cannot be read: {' '.join(str(error).split())[:200]}") from error
    return {name: _storable(value) for name, value in fields.items()}, body


def _storable(value: object) -> object:
    """Replace what no text may hold, such as half a character that JSON has escaped."""
    if isinstance(value, list):
        return [printable(one) if isinstance(one, str) else one for one in value]
    return printable(value) if isinstance(value, str) else value
