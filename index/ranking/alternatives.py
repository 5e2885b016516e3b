"""The terms that each word of a question may have in an archive, and the words of which one is enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.analysis import alternatives, fold, terms, tokens
from index.questions import Question

HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){1,3}(?![\w-])")


def alternative_terms(question: Question, languages: Iterable[str]) -> list[tuple[str, ...]]:
    """Return for each word of a question the terms that it may have in articles of some languages.

    The first is in ``question.terms``; a passage matches a word by any. A word written with a hyphen has the word
    written as one among the terms of its parts.
    """
    others = [code for code in dict.fromkeys(languages) if code != question.language]
    found: list[tuple[str, ...]] = [(name,) for name in question.terms]
    if others:
        found = [
            tuple(dict.fromkeys((name, *alternatives(word, others))))
            for name, word in zip(question.terms, question.words, strict=True)
        ]
    folded = fold(question.wording)
    for joined in HYPHENATED.finditer(folded) if "-" in folded else ():
        whole = alternatives(joined[0].replace("-", ""), (question.language, *others))
        parts = set(joined[0].split("-"))
        found = [
            (*slot, *(one for one in whole if one not in slot)) if word in parts else slot
            for word, slot in zip(question.words, found, strict=True)
        ]
    return found


def merged(question: Question) -> dict[int, tuple[int, ...]]:
    """Return the places of words of which one is enough, those of the others by that of the first: "flood OR storm"."""
    found = {}
    for group in question.operators.either:
        cut = [terms(tokens(words.text, question.language), question.language) for words in group]
        single = dict.fromkeys(one[0] for one in cut if len(one) == 1 and one[0] in question.terms)
        first, *others = [question.terms.index(name) for name in single] or [0]
        if others:
            found[first] = tuple(others)
    return found
