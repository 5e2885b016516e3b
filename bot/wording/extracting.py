"""Takes the words out of en.toml for the catalogs: what Babel calls an extraction method (make catalogs).

The context of a message is its key, so that words which are alike in English can differ elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import IO

ONE = "_one"
KEY = re.compile(r"([a-z_]+) = ")
Message = tuple[int, str, tuple[str, ...], list[str]]
"""Line, the name of the function of gettext that would be called with the words, these, and comments on them."""


def extract(
    file: IO[bytes],
    _keywords: Collection[str] = (),
    _tags: Collection[str] = (),
    options: Mapping[str, str] | None = None,  # noqa: ARG001 - Babel passes it by this name
) -> Iterator[Message]:
    """Yield each key with its English words, and those of one thing before those of several.

    Args:
        file: a table of words in TOML; comment lines directly above a key are for who translates it.
        options: none are known.
    """
    text = file.read().decode("utf-8")
    words = tomllib.loads(text)
    comments: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            comments.append(line.lstrip("# "))
            continue
        found = KEY.match(line)
        if found and (key := found[1]) in words and not key.endswith(ONE):
            one = words.get(key + ONE)
            said = (words[key],) if one is None else (one, words[key])
            yield number, "pgettext" if one is None else "npgettext", (key, *said), comments
        if not (found and found[1].endswith(ONE)):  # what is said of a thing is said of several, on the next line
            comments = []
