"""A question to show readers as an example: about a name that the archive has several passages on, and answers.

Names are found in a few passages from all times of the archive: titles that their text repeats, words with capitals
beside each other, or, where capitals tell nothing, what a passage says over and over. The question asserts nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from math import expm1, log
from typing import NamedTuple

import numpy as np

from bot.wording import words
from corpus.language.cutting import fold
from corpus.store.reading import StoredPassage
from index.analysis import stop_words
from index.answering.searcher import Searcher

SAMPLE = 60
"""Passages that are looked at, from all times of the archive."""
TRIED = 4
"""Names that are asked about until one is answered."""
WEIGHED = 12
"""Names whose passages are counted."""
SPECIFIC = 8
"""Passages on a name that shows best what can be asked: one of very many is no example of a question."""
COMMON = 0.1
"""Share of the passages from which on a name tells nothing: a newsletter's own stands on every page. A choice."""
FEW = 30
"""Passages of an archive so small that a name may stand in half of them, and in one alone."""
ALONE, ARABIC = ("{name}?", "{name}؟"), {"ar", "fa"}
"""A name by itself asks for what is about it, where the words around it are of no language of the archive."""
OFTEN = 3
"""Times that a passage says a word which it is about."""
SHORTEST, LONGEST, MOST_WORDS = 4, 40, 3
GOES_ON = re.compile(r" \w{1,3} [^\W\d_a-z]| [^\W\d_a-z]")
ENDS = " .:;,!?…؟،؛-–—"
"""What a title may end with that is no part of a name: "What is there about Gambling.?" reads badly."""
WORD = re.compile(r"[^\W\d_](?:[\w\u200c]|[’'-](?=\w))+")


def example_question(searcher: Searcher, lang: str) -> str:
    """Return a question in a language that the archive answers; what is new where no name can be found."""
    word, today = words(lang), datetime.now(UTC).date()
    names = _names(searcher, lang, today)[:TRIED]
    for form in (word["example_about"], ALONE[lang in ARABIC]):
        for name in names:
            text = form.format(name=name)
            if searcher.find(searcher.read(text, today, usual=lang), 1).answered:
                return text
    return word["example_new"]


def _names(searcher: Searcher, lang: str, today: date) -> list[str]:
    """Return names from all times of the archive, those that are specific first."""
    engine = searcher.engine
    count = engine.generation.passages
    if not count:
        return []
    numbers = np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(np.int32))
    stored = searcher.store.passages(engine.facts(numbers).rows.tolist())
    found = Counter(name for one in stored if one is not None for name in dict.fromkeys(_names_of(one)))
    least, most = (1, max(1, count // 2)) if count <= FEW else (2, max(2, COMMON * count))
    known = {}
    for name, _ in found.most_common(WEIGHED):
        question = searcher.read(name.words, today, usual=lang)
        if question.terms and question.scope is question.leaning is None:
            rarest = max(engine.lexicon.weights(question.terms).values())
            known[name] = (count + 0.5) / expm1(rarest) - 0.5 if rarest else 0.0  # what its idf was made of
    fitting = [name for name, held in known.items() if least <= round(held) <= most]
    return [
        name.words
        for name in sorted(fitting, key=lambda name: (not name.titled, abs(log(known[name] / SPECIFIC)), name.words))
    ]


class _Name(NamedTuple):
    words: str
    titled: bool = False


def _names_of(passage: StoredPassage) -> Iterator[_Name]:
    """Yield what a passage names: its title if its text repeats it, and words beside each other that are a name."""
    title, text, code = passage.article.title.rstrip(ENDS), passage.text, passage.article.language
    if len(title.split()) <= MOST_WORDS and SHORTEST <= len(title) <= LONGEST and WORD.match(title) and title in text:
        yield _Name(title, titled=True)
    if text != text.upper():
        capitals = (
            run
            for run in _runs(text, stop_words(code))
            if all(word[0].isupper() and not word.isupper() for word in run.split())
        )
        yield from (_Name(run) for run in capitals if SHORTEST <= len(run) <= LONGEST)
    else:  # Arabic letters, of which none is a capital, or capitals alone
        said = Counter(word for word in WORD.findall(text) if fold(word) not in stop_words(code))
        yield from (_Name(word) for word, times in said.items() if times >= OFTEN and len(word) >= SHORTEST)


def _runs(text: str, stops: frozenset[str]) -> Iterator[str]:
    """Yield each two or three words beside each other that begin neither a sentence nor behind another capital.

    None is a stop word; what goes on behind one with a capital, as "Secretary of State" does, is left out.
    """
    found = list(WORD.finditer(text))
    place = 1
    while place < len(found):
        last = place
        while last + 1 < len(found) and last - place < MOST_WORDS - 1 and _beside(text, found, last, stops):
            last += 1
        begins = text[found[place - 1].end() : found[place].start()] != " "
        before = found[place - 1][0][0].isupper() and not begins
        if last > place and not begins and not before and not GOES_ON.match(text, found[last].end()):
            yield text[found[place].start() : found[last].end()]
        place = last + 1


def _beside(text: str, found: list[re.Match[str]], place: int, stops: frozenset[str]) -> bool:
    """Tell whether a word and the one behind it may be parts of one name."""
    one, other = found[place], found[place + 1]
    alike = one[0][0].isupper() == other[0][0].isupper()
    return alike and text[one.end() : other.start()] == " " and stops.isdisjoint((fold(one[0]), fold(other[0])))
