"""Reads what stands above a text: front matter in YAML, TOML or JSON, or lines such as "Name: value"."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import yaml  # type: ignore[import-untyped]

from corpus.errors import Unreadable
from corpus.reading.decoding import printable
from corpus.reading.formats.fields import holds_date

DEPTH = 100
"""Lists in lists that YAML may have; at some ten thousand libyaml's loader ends the process."""
HARMLESS = 1000
"""Characters in which nothing can be nested too deeply."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Leaves numbers and days as they are written: YAML 1.1 raises on 2019-02-30, and makes 10:20 into 620."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] in {"bool", "null", "merge"}]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str) -> Any:
    """Read YAML without aliases, ten lines of which stand for a thousand million words, and without abysses.

    Raises:
        Unreadable: it has what is refused; what is no YAML at all, its library says.
    """
    depth = 0
    plain: dict[str, bool] = {}
    for event in yaml.parse(text, Loader=Loader) if "*" in text or len(text) > HARMLESS else ():
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise Unreadable("YAML nested too deeply")
        if not isinstance(event, yaml.AliasEvent) and getattr(event, "anchor", None):
            plain[event.anchor] = isinstance(event, yaml.ScalarEvent)
        if isinstance(event, yaml.AliasEvent) and not plain.get(event.anchor):  # for a word or number it is harmless
            raise Unreadable("YAML aliases (*name) are not read; write out what they stand for")
    return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe one


FORMS: dict[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "-": (re.compile(r"^---+[ \t\r]*$", re.MULTILINE), read_yaml),
    "+": (re.compile(r"^\+\+\++[ \t\r]*$", re.MULTILINE), tomllib.loads),
    "{": (re.compile(r"^[{}]$", re.MULTILINE), lambda text: json.loads(f"{{{text}}}")),
}
"""The line above and below, and what reads the text between them, by the first character."""


LANGUAGE = re.compile(r"---[ ]?(yaml|yml|toml|json|js|javascript)[ \t\r]*(?=\n)")
"""Names what the front matter is in, as Eleventy takes it."""
FIELD = re.compile(r"^([\"']?)([\w:.-]{1,60})\1(\s*[:=]\s*)(?![\"'\[|>\s])(.+?)[ \t]*(?:\s#.*)?$", re.MULTILINE)
"""A field at the beginning of a line, whose value is not in quotation marks."""
COLON = re.compile(r":(?:\s|$)")
OF_YAML = frozenset("!&*{[|>%@`")
"""First characters of a value that is more to YAML than its words."""
HEADER_FIELD = re.compile(r"[ ]{0,3}([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?")
HEADER_END = re.compile(r"\n(?:---[ \t]*)?(?:\n|\Z)")
"""A blank line below "Name: value" lines, or one of ---, whose like above them was left away."""
COMMENT_FIELD = re.compile(r"\.\.[ \t]+([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?")
"""A line of Nikola's, ``.. title: Both piers``."""
COMMENT_BLOCK = re.compile(
    r"(?:<!--[ \t]*\n)?((?:[ \t]*\.\.[ \t]+[A-Za-z][\w-]{0,40}:.*\n?|[ \t]+\S.*\n?){1,60})[ \t]*(-->)?"
)
LEFT_OVER = 3
"""Blocks of front matter above each other that are looked at: imports put theirs above what was there."""
HEADER_NAMES = frozenset({"title", "slug", "author", "authors", "status", "category", "tags", "summary"})
"""Names beside those of dates by which a block of "Name: value" lines is told from a paragraph."""


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the front matter, none if there is none, and the text below it.

    Where another block of front matter follows at once, its fields count too, after those of the first.

    Raises:
        Unreadable: it cannot be read.
    """
    fields, body = _split(text.strip())
    for _ in range(LEFT_OVER - 1 if fields else 0):
        try:
            more, below = _split(body) if body[:3] in {"---", "+++"} else ({}, body)
        except Unreadable:  # a rule above a paragraph, and one below it
            break
        if not any(holds_date(name) or name.lower() in HEADER_NAMES for name in more):
            break
        fields, body = {**more, **fields}, below
    return fields, body


def _split(text: str) -> tuple[dict[str, Any], str]:
    language = LANGUAGE.match(text)
    if language:
        return _split_named(text, language)
    if text[:1] not in FORMS or not FORMS[text[0]][0].match(text):
        return _split_comments(text) if text.startswith(("..", "<!--")) else _split_header(text)
    fence, load = FORMS[text[0]]
    try:
        _, fields, body = fence.split(text.replace("\r\n", "\n"), 2)
    except ValueError:
        if text.startswith("+"):
            raise Unreadable("its front matter cannot be read: it is not closed by a line of +++") from None
        return {}, text
    return _storable_fields(_load(load, fields)), body.strip()


def _split_named(text: str, language: re.Match[str]) -> tuple[dict[str, Any], str]:
    """Split a text whose front matter says what it is in: ``---json``."""
    fields, closed, body = text[language.end() :].replace("\r\n", "\n").partition("\n---")
    if not closed:
        raise Unreadable("its front matter cannot be read: it is not closed by a line of ---")
    if language[1] in {"js", "javascript"}:
        try:
            return _storable_fields(json.loads(fields)), body.strip()
        except (ValueError, RecursionError):
            raise Unreadable(
                "its front matter cannot be read: it is JavaScript, which is never run; write it in YAML or JSON"
            ) from None
    load = {"toml": tomllib.loads, "json": json.loads}.get(language[1], read_yaml)
    return _storable_fields(_load(load, fields)), body.strip()


def _split_comments(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of lines such as ``.. title: Both piers``, in a comment or not, and the text below them."""
    text = text.replace("\r\n", "\n")
    block = COMMENT_BLOCK.match(text)
    if block is None or text.startswith("<!--") is not bool(block[2]):
        return {}, text
    fields = {match[1].lower(): (match[2] or "").strip() for match in map(_comment, block[1].split("\n")) if match}
    told = any(holds_date(name) or name in HEADER_NAMES for name in fields)
    return (fields, text[block.end() :].strip()) if told else ({}, text)


def _comment(line: str) -> re.Match[str] | None:
    return COMMENT_FIELD.fullmatch(line.strip())


def _load(load: Callable[[str], Any], fields: str) -> Any:
    """Read fields; where that fails, once more with the dates as mere text, then with titles and the like.

    No date is worth an article, and no colon either ("title: Piers: a visit"), which generators that read line by line
    allow.

    Raises:
        Unreadable: they cannot be read in any way.
    """
    try:
        return load(fields)
    except Exception as error:
        for quote in (_quoted, _quoted_at_colons):
            with suppress(Exception):
                return load(FIELD.sub(quote, fields))
        # the first reason is of the file as it is
        raise Unreadable(f"its front matter cannot be read: {' '.join(str(error).split())[:200]}") from error


def _quoted_at_colons(field: re.Match[str]) -> str:
    quote, name, sign, value = field.groups()
    mere = holds_date(name) or (COLON.search(value) and value[0] not in OF_YAML)
    return f"{quote}{name}{quote}{sign}{json.dumps(value)}" if mere else field[0]


def _quoted(field: re.Match[str]) -> str:
    quote, name, sign, value = field.groups()
    return f"{quote}{name}{quote}{sign}{json.dumps(value)}" if holds_date(name) else field[0]


def _split_header(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of a block of "Name: value" lines without fences, as Pelican has it, and the text below it."""
    text = text.replace("\r\n", "\n")
    end = HEADER_END.search(text)
    block, body = (text[: end.start()], text[end.end() :]) if end else (text, "")
    fields: dict[str, Any] = {}
    for line in block.split("\n"):
        if match := HEADER_FIELD.fullmatch(line):
            fields[match[1]] = (match[2] or "").strip()
        elif fields and line[:1].isspace():  # goes on from the line above
            name = next(reversed(fields))
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        else:
            return {}, text
    told = any(holds_date(name) or name.lower() in HEADER_NAMES for name in fields)
    underlined = end is not None and end[0].strip() and len(fields) == 1  # a heading above its line
    if not (end and told) or underlined:
        return {}, text
    return {name if holds_date(name) else name.lower(): value for name, value in fields.items()}, body.strip()


def _storable_fields(read: object) -> dict[str, Any]:
    """Return what was read if it is fields, else none."""
    return {str(name): _storable(value) for name, value in read.items()} if isinstance(read, dict) else {}


def _storable(value: object) -> object:
    """Replace what no text may hold, such as half a character that JSON has escaped."""
    if isinstance(value, list):
        return [printable(one) if isinstance(one, str) else one for one in value]
    return printable(value) if isinstance(value, str) else value
