"""Finds what a misspelt word was meant to be: a word of the archive that one typing error turns into it.

Every way to undo one error is tried, and what comes out is stemmed as words are; Norvig, "How to Write a Spelling
Corrector", 2007. The lists of words that are spelled alike (index/generations/spelling.py) cannot do this: two letters
that changed places leave few common pieces, and they hold stems only.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from index.analysis import every_alternative
from index.generations.lexicon import Lexicon

SHORTEST, LONGER, LONG = 5, 6, 7
"""Letters of a word from which two may have changed places or one of a double is missing, one may be too many or
missing, and one may be wrong: the shorter a word, the more of its neighbours are other words. Choices."""
LONGEST = 20
FEWEST = 0.8
"""A term that is rarer than this share of the rarest idf is as likely a slip itself. A choice."""
ARABIC = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی"
"""The letters of Arabic and Persian, folded."""


def respelled(word: str, lexicon: Lexicon, languages: tuple[str, ...], *, named: bool) -> int:
    """Return the most common term of an archive that one typing error makes into a word, 0 for none.

    Args:
        word: folded, that the archive does not know.
        lexicon: of the archive.
        languages: that it may be a word of.
        named: it is written as a name, and only letters that changed places are put right: there are many names.
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return 0
    for variants in (_transposed(word), *(() if named else (_changed(word),))):
        known = lexicon.vocabulary.numbers(every_alternative(set(variants), languages)).values()
        common = [number for number in known if lexicon.idf[number] <= FEWEST * lexicon.unseen_idf]
        if common:
            return min(common, key=lambda number: (float(lexicon.idf[number]), number))
    return 0


def _transposed(word: str) -> Iterator[str]:
    """Yield a word with two letters changed back, and with one of its letters doubled."""
    for place in range(len(word)):
        yield word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
        yield word[:place] + word[place] + word[place:]


def _changed(word: str) -> Iterator[str]:
    """Yield a word without each of its letters, with one more, and with another in its place; the first one is kept."""
    letters = ascii_lowercase if word.isascii() else ARABIC if word[0] in ARABIC else "".join(sorted(set(word)))
    for place in range(1, len(word) + 1) if len(word) >= LONGER else ():
        yield word[:place] + word[place + 1 :]
        for letter in letters:
            yield word[:place] + letter + word[place:]
            if len(word) >= LONG:
                yield word[:place] + letter + word[place + 1 :]
