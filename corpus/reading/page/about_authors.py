"""Tells the lines below an article that say who its authors are."""

from __future__ import annotations

import re

BELOW = 3
"""Paragraphs at the end of an article among which they stand."""
LONGEST = 700
"""Characters of such a paragraph."""
SHORTEST = 6
"""Characters of a name that is looked for."""
SAYS = re.compile(
    r"(?i)\W*(?:(?:\([^()]{1,60}\)|,[^,.]{1,80},|and|und|et|y|e) ?(?:[\w.-]{2,20} ){0,3})?"
    r"(?:is|was|are|has|writes?|works?|worked|covers?|covered|reports?|joined|lives|holds|studied|teaches"
    r"|ist|sind|war|arbeitet|schreibt|leitet|lebt|lehrt|studiert|studierte|berichtet|verantwortet|beschäftigt"
    r"|est|écrit|travaille|couvre|enseigne|es|escribe|trabaja|cubre|é|escreve|trabalha|è|scrive|lavora|insegna"
    r"|jest|pisze|pracuje|werkt|schrijft|ist)\b"
)
"""What follows the name in a line that says who somebody is."""


def told_of_authors(paragraphs: list[tuple[int, str]], title: str, authors: tuple[str, ...]) -> frozenset[int]:
    """Return the numbers of the paragraphs below an article that say who wrote it.

    An article about its author, as an interview with one is, tells of them elsewhere too, and is left alone.

    Args:
        paragraphs: (heading level or 0, words) of each.
        title: of the article.
        authors: as its page names them.
    """
    known = [name for name in authors if len(name) >= SHORTEST and " " in name]
    texts = [number for number, (level, _) in enumerate(paragraphs) if not level]
    last = texts[-BELOW:] if len(texts) > BELOW else []
    found = {number: name for number in last for name in known if _says_of(paragraphs[number][1], name)}
    told = [words for number, (_, words) in enumerate(paragraphs) if number not in found] + [title]
    return frozenset(number for number, name in found.items() if sum(name in words for words in told) <= 1)


def _says_of(words: str, name: str) -> bool:
    """Tell whether a paragraph begins by saying who somebody is."""
    begun = words.lstrip(' "“„»(*–—-')
    return len(words) <= LONGEST and begun.startswith(name) and SAYS.match(begun, len(name)) is not None
