"""Tells which names of a question none of the passages found says: "the earthquake in Italy", of passages on Izmir.

Names alone: what answers a question says its other words in words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.language.cutting import fold
from index.analysis import archive_term, tokens
from index.answering.answers import Match
from index.generations.lexicon import Lexicon
from index.questions import Question
from index.ranking.slots import Reading

RAREST = 0.3
"""Rarity of a name from which it tells, beside that of a word that no passage holds."""
LEAST = 0.05
"""Share of what the question weighs that a name has at least. With both, 14 of 920 sure answers that are right
lack a name, 13 of 33 to questions that another archive answers, and 43 of 152 that may be answers to those."""
FIRST = 3
"""Passages that are looked at, the best: about what a phone shows. With 15 the line comes
half as often where it should."""
LIKE = 0.5
"""Likeness from which another spelling stands for a name."""
BEGINNING = 4
"""Letters at least that a name and a word begin with which are taken for forms of one: "Spain", "Spaniards"."""


def unsaid(question: Question, lexicon: Lexicon, matches: Sequence[Match]) -> tuple[str, ...]:
    """Return the terms of the names in a question that none of the first passages says, nor their headlines."""
    said, words = _said(matches[:FIRST]), dict(zip(question.terms, question.words, strict=True))
    left = words.keys() - said
    if not lexicon.names(left) and question.capitals.isdisjoint(words[term] for term in left):
        return ()  # as with most: what follows takes longer
    reading = Reading(question, lexicon)
    if reading.foreign:
        return ()
    written = {fold(word) for word, _ in _words(matches[:FIRST])}
    missing = []
    for slot, name in zip(reading.slots, reading.named(), strict=True):
        weighs = slot.trust == 1 and slot.idf >= RAREST * lexicon.unseen_idf and slot.weight >= LEAST * reading.rarity
        if name and weighs and not reading.everyday(slot) and slot.name not in question.light:
            word = words.get(slot.name, slot.name)
            if said.isdisjoint(reading.forms(slot, LIKE)) and not _begun(word, written):
                missing.append(slot.name)
    return tuple(missing)


def _said(matches: Iterable[Match]) -> set[str]:
    """Return the terms of some passages and their headlines."""
    return {archive_term(word, code) for word, code in _words(matches)}


def _words(matches: Iterable[Match]) -> Iterator[tuple[str, str]]:
    """Yield the words of some passages and their headlines, each with its language."""
    for match in matches:
        article = match.passage.article
        for word in tokens(f"{article.title}\n{match.passage.text}", article.language):
            yield word, article.language


def _begun(name: str, written: set[str]) -> bool:
    """Tell whether a word begins as a name does, or is its beginning or its end."""
    if len(name) < BEGINNING:
        return False
    begins = name[: max(BEGINNING, len(name) - 3)]
    return any(
        word.startswith(begins) or (len(word) >= BEGINNING and (name.startswith(word) or name.endswith(word)))
        for word in written
    )
