"""Made-up words by the rank of their frequency, and how often each is drawn: as the words of a large archive are.

The law is that of 60,000 passages of US Senate press releases (73 words each). Zipf and Mandelbrot's holds for the two
thousand most frequent words, from where on frequencies fall with another power of the rank; so the vocabulary grows
with the power .48 of the words that are written (Heaps' law): 16,000 terms in 10,000 passages, 100,000 in 463,000.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from numpy.random import Generator

Ranks = npt.NDArray[np.int64]

VOCABULARY = 4_000_000
"""Ranks there are at all; ten million passages hold a tenth of them."""
SHIFT, BEND, BEYOND = 2.7, 1_500, 2.2
"""A word of rank r, from 1, is drawn in proportion to 1 / (r + SHIFT) and, far beyond rank BEND, to r ** -BEYOND."""
FUNCTION_WORDS = (
    "the of to and in a for that is on with as by this be will are it from have has at an was not which or their his"
    " been these were more than but they all we can who its other into about if so he them there when also what no out"
    " up our would such over some only her after any had"
).split()
"""The most frequent words are those of English, since engines leave out what carries no subject."""
NUMBERS, NAMES = 10, 3
"""Of the words from rank LEAST on every tenth is a number; every third is a name, which has a capital."""
LEAST = 400
ONSETS = "b c d f g h k l m n p r s t v w z bl br cl cr dr fl fr gl gr pl pr st tr".split()
VOWELS = "a e i o u ai ea ee oo ou".split()
CODAS = "k p b g z x nk rk mp lk sk ft rd".split()
"""A word ends in one of these, so that no stemmer cuts it."""
SHORT, MIDDLING = 600, 20_000
"""Ranks from which words have two syllables, and three."""
SCATTER = 2_654_435_761
"""A prime, by which neighbouring ranks get words that are not alike: most that could be made are not words."""


def draw(random: Generator, count: int) -> Ranks:
    """Return the ranks, from 0, of so many words."""
    return np.searchsorted(_cumulated(), random.random(count), side="right")


def draw_telling(random: Generator, shape: tuple[int, int], least: int) -> Ranks:
    """Return ranks of words that are not among the most frequent, as often as these are drawn among each other."""
    sums = _cumulated()
    return np.searchsorted(sums, random.uniform(sums[least - 1], 1, shape), side="right")


def expected(count: int) -> float:
    """Return how many distinct words are to be expected among so many."""
    shares = np.diff(_cumulated(), prepend=0)
    return float(-np.expm1(-count * shares).sum())


@cache
def _cumulated() -> npt.NDArray[np.float64]:
    ranks = np.arange(1, VOCABULARY + 1)
    sums = np.cumsum(1 / (ranks + SHIFT) * (1 + (ranks / BEND) ** 3) ** ((1 - BEYOND) / 3))
    sums /= sums[-1]
    return sums


@cache
def word(rank: int) -> str:
    """Return the word of a rank: shorter for frequent ones, no two alike, names with their capital."""
    if rank < len(FUNCTION_WORDS):
        return FUNCTION_WORDS[rank]
    if is_number(rank):
        return str(rank)
    syllables = 1 + (rank >= SHORT) + (rank >= MIDDLING)
    each = len(ONSETS) * len(VOWELS)
    code, coda = divmod(rank * SCATTER % (int(each**syllables) * len(CODAS)), len(CODAS))
    letters = CODAS[coda]
    for _ in range(syllables):
        code, syllable = divmod(code, each)
        letters = ONSETS[syllable // len(VOWELS)] + VOWELS[syllable % len(VOWELS)] + letters
    return letters.capitalize() if rank >= LEAST and rank % NAMES == 0 else letters


def is_number(rank: int) -> bool:
    """Tell whether the word of a rank is written in digits."""
    return rank >= LEAST and rank % NUMBERS == 0
