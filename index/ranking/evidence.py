"""What speaks for a candidate, measured in one walk through its words: plain Python over arrays, compiled on demand.

Each word of a question is a slot. A slot is met by any of its terms, and weakly by synonyms and by terms that are
spelled like it; how much these count is learned.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from index.generations.arrays import ByteArray, FloatArray, IntArray, LongArray, NoteArray, SignedArray

EVIDENCE = (
    "passage", "article", "coverage", "title", "sentence", "pairs", "window", "lead", "length", "time",
    "either", "before", "behind", "context", "expected", "expected_anywhere", "position", "variant", "variant_title",
    "phrases", "missing", "meant", "meant_title", "meant_sentence", "meant_expected", "meant_either",
    "nearby", "focused", "particular", "count",
)  # fmt: skip
"""Names of the columns of evidence. All but the first two, which come from the search, are between 0 and 1:

coverage: weight of the slots that the passage meets; title: that its article's title meets; sentence: that its best
sentence meets; pairs: of neighbours in the question that stand in order close by; window: most within twelve words;
lead: whether it opens its article; length: words, up to 150; time: fit to the scope; either: met by passage or title;
before, behind: met only by the passage before or behind; context: met by any of these; expected: weight met by a
sentence that also holds what is asked for (a number, a name, a date); expected_anywhere: whether the passage holds it;
position: in the article, 0 first and 1 last; variant: weight of slots met only by a similar spelling; variant_title:
likewise in the title; phrases: weight of pairs of words, stop words too, that stand side by side as in the question;
missing: weight of the heaviest slot that neither passage nor title meets; meant: of slots met only by a synonym;
meant_title: likewise in the title; meant_sentence, meant_expected, meant_either: as without "meant", with synonyms;
nearby: weight met around the word of the expected kind that most is met around, less the farther off; focused:
likewise, around one that stands beside the word for what is asked, "dams" of "how many dams"; particular: weight of the
slots that the passage meets, less for those that much of its article meets; count: share of the slots, not weighed.
"""
(
    PASSAGE, ARTICLE, COVERAGE, TITLE, SENTENCE, PAIRS, WINDOW, LEAD, LENGTH, TIME,
    EITHER, BEFORE, BEHIND, CONTEXT, EXPECTED, EXPECTED_ANYWHERE, POSITION, VARIANT, VARIANT_TITLE, PHRASES, MISSING,
    MEANT, MEANT_TITLE, MEANT_SENTENCE, MEANT_EXPECTED, MEANT_EITHER, NEARBY, FOCUSED, PARTICULAR, COUNT,
) = range(len(EVIDENCE))  # fmt: skip
SYNONYM = 64
"""Added to the number of a slot for the terms that mean nearly what its word does."""
NEAR = 6
"""Words of a pair count as close together up to this many words apart."""
LONG = 150
"""Words from which a passage counts as long."""
BESIDE = 4
"""Words that may lie between a number or a name and the word that says what it is."""
REACH, HALF = 30, 6
"""Words up to which something is near, and at which it counts half."""
CARRIED = 0.5
"""What the sentence before counts for a sentence with what is asked for: subjects are named once."""


class Asked(NamedTuple):
    """A question's words by number.

    Attributes:
        notes: (n_terms + 1,) int16, where the next three arrays tell what a term is to the question; 0 for most.
        slots: (n_notes,) int8, the slot that it meets, from 1; SYNONYM more if it only means nearly the same, negative
            if it is only spelled like it. ``likeness``: how much, 0 to 1. ``pairs``: the pair that it begins, from 1.
        seconds: (n_pairs,) int32, the term that ends each pair; ``pair_weights``: float32, of each.
        weights: (n_slots,) float32, share of each slot in the question, known or not; they sum to 1 at most.
        kinds: (n_terms + 1,) uint8, what kind of word each term is.
        expected: kinds of words that an answer holds, 0 if anything may answer.
        focus: the slot of what is asked for, "dams" of "how many dams"; 0 without.
    """

    notes: NoteArray
    slots: SignedArray
    likeness: FloatArray
    pairs: SignedArray
    seconds: IntArray
    pair_weights: FloatArray
    weights: FloatArray
    kinds: ByteArray
    expected: int
    focus: int


def gather(asked: Asked, words: IntArray, bounds: LongArray, evidence: FloatArray) -> LongArray:
    """Fill what speaks for each of n candidates by its words: the columns from coverage on, but not its facts.

    Args:
        asked: the question.
        words: (n_words,) int32 term numbers, 0 for a sentence end.
        bounds: (4 n + 1,) int64; row r of the words is ``words[bounds[r] : bounds[r + 1]]``, in the order in which
            ``index.engine.engine.Engine.words`` gives them.
        evidence: (n, len(EVIDENCE)) float32, to be filled.

    Returns:
        (n, 2) int64, the slots that each passage meets, and each title, as bits.
    """
    size = evidence.shape[0]
    all_met = np.zeros((size, 2), np.int64)
    for row in range(size):
        text, before, behind, title = [words[bounds[place] : bounds[place + 1]] for place in range(row, 4 * size, size)]
        met, meant = measure_passage(asked, text, evidence[row])
        titled, titled_meant = measure_title(asked, title, evidence[row])
        fill_neighbourhood(asked.weights, met, titled, met_by(asked, before), met_by(asked, behind), evidence[row])
        evidence[row, MEANT_EITHER] = weight_of(met | titled | meant | titled_meant, asked.weights)
        all_met[row, 0], all_met[row, 1] = met, titled
    return all_met


def fill_neighbourhood(
    weights: FloatArray, met: np.int64, titled: np.int64, before: np.int64, behind: np.int64, row: FloatArray
) -> None:
    """Fill coverage, title and what the neighbourhood adds, from the slots that each of them meets, as bits."""
    row[COVERAGE] = weight_of(met, weights)
    row[TITLE] = weight_of(titled, weights)
    row[EITHER] = weight_of(met | titled, weights)
    row[BEFORE] = weight_of(before & ~met, weights)
    row[BEHIND] = weight_of(behind & ~met, weights)
    row[CONTEXT] = weight_of(met | titled | before | behind, weights)
    for slot in range(weights.size):
        if not ((met | titled) >> slot) & 1:
            row[MISSING] = max(row[MISSING], weights[slot])


def weight_of(met: np.int64, weights: FloatArray) -> np.float32:
    """Return the weight of some slots, given as bits."""
    total = np.float32(0)
    for slot in range(weights.size):
        if (met >> slot) & 1:
            total += weights[slot]
    return total


def met_by(asked: Asked, text: IntArray) -> np.int64:
    """Return the slots that some words meet, as bits."""
    met = np.int64(0)
    for place in range(text.size):
        slot = asked.slots[asked.notes[text[place]]]
        if 0 < slot < SYNONYM:
            met |= np.int64(1) << np.int64(slot - 1)
    return met


def meant_by(asked: Asked, text: IntArray) -> np.int64:
    """Return the slots whose meaning some words nearly have, as bits."""
    met = np.int64(0)
    for place in range(text.size):
        slot = asked.slots[asked.notes[text[place]]]
        if slot > SYNONYM:
            met |= np.int64(1) << np.int64(slot - SYNONYM - 1)
    return met


def measure_title(asked: Asked, title: IntArray, row: FloatArray) -> tuple[np.int64, np.int64]:
    """Fill what a title meets by similar spelling; return the slots that it meets, as bits."""
    met = met_by(asked, title)
    likest = np.zeros(asked.weights.size, np.float32)
    for place in range(title.size):
        slot = asked.slots[asked.notes[title[place]]]
        if slot < 0:
            likest[-slot - 1] = max(likest[-slot - 1], asked.likeness[asked.notes[title[place]]])
    row[VARIANT_TITLE] = unmet_weight(met, likest, asked.weights)
    meant = meant_by(asked, title)
    row[MEANT_TITLE] = weight_of(meant & ~met, asked.weights)
    return met, meant


def unmet_weight(met: np.int64, likest: FloatArray, weights: FloatArray) -> np.float32:
    """Return the weight of slots that are met only by similar spelling, each times its likeness."""
    total = np.float32(0)
    for slot in range(weights.size):
        if not (met >> slot) & 1:
            total += weights[slot] * likest[slot]
    return total


def measure_passage(asked: Asked, text: IntArray, row: FloatArray) -> tuple[np.int64, np.int64]:
    """Fill the evidence of a passage's own words; return the slots that it meets, as bits."""
    places = np.empty(text.size, np.int64)
    sentences = np.empty(text.size, np.int64)
    found = 0
    sentence = 0
    phrases = np.float32(0)
    seen = np.int64(0)
    for place in range(text.size):
        term = text[place]
        if term == 0:
            sentence += 1
            continue
        note = asked.notes[term]
        if asked.slots[note] != 0 or (asked.expected and asked.kinds[term] & asked.expected):
            places[found], sentences[found] = place, sentence
            found += 1
        pair = asked.pairs[note]
        if pair > 0 and place + 1 < text.size and text[place + 1] == asked.seconds[pair - 1]:
            if not (seen >> pair) & 1:
                phrases += asked.pair_weights[pair - 1]
            seen |= np.int64(1) << np.int64(pair)
    row[PHRASES] = phrases
    return measure_notable(asked, text, places[:found], sentences[:found], row)


def measure_notable(
    asked: Asked, text: IntArray, places: LongArray, sentences: LongArray, row: FloatArray
) -> tuple[np.int64, np.int64]:
    """Fill the evidence of the words that meet a slot, or nearly, or are of a kind that is expected.

    Args:
        asked: the question.
        text: the words of the passage.
        places: of those words, ascending.
        sentences: the number of the sentence that each stands in.
        row: of the evidence.

    Returns:
        The slots that are met, and those that a synonym meets, as bits.
    """
    weights = asked.weights
    likest = np.zeros(weights.size, np.float32)
    last_place = np.full(weights.size, -1, np.int64)
    paired = np.zeros(weights.size, np.float32)
    met, here = np.int64(0), np.int64(0)  # by the passage and by the sentence so far
    meant, meant_here = np.int64(0), np.int64(0)
    carried = np.float32(0)
    expected = False
    for one in range(places.size):
        if one > 0 and sentences[one] != sentences[one - 1]:
            covered = end_sentence(here, meant_here, weights, carried, expected, row)
            carried = covered if sentences[one] == sentences[one - 1] + 1 else np.float32(0)
            here, meant_here, expected = np.int64(0), np.int64(0), False
        place = places[one]
        slot = np.int64(asked.slots[asked.notes[text[place]]])
        if slot <= 0 or slot > SYNONYM:
            expected |= (asked.kinds[text[place]] & asked.expected) != 0
        if slot < 0:
            likest[-slot - 1] = max(likest[-slot - 1], asked.likeness[asked.notes[text[place]]])
        elif slot > SYNONYM:
            meant_here |= np.int64(1) << (slot - SYNONYM - 1)
            meant |= meant_here
        elif slot > 0:
            here |= np.int64(1) << (slot - 1)
            met |= here
            last_place[slot - 1] = place
            measure_nearness(weights, int(slot) - 1, place, last_place, paired, row)
    end_sentence(here, meant_here, weights, carried, expected, row)
    if row[EXPECTED_ANYWHERE]:
        measure_nearby(asked, text, places, row)
    row[PAIRS] = weight_of(np.int64(-1), paired)  # one after the other: numpy's own sum rounds otherwise
    row[VARIANT] = unmet_weight(met, likest, weights)
    row[MEANT] = weight_of(meant & ~met, weights)
    return met, meant


def end_sentence(
    met: np.int64, meant: np.int64, weights: FloatArray, carried: np.float32, expected: bool, row: FloatArray
) -> np.float32:
    """Take a sentence into account: what it meets, and whether it holds what is expected; return the weight met."""
    covered, nearly = weight_of(met, weights), weight_of(met | meant, weights)
    row[SENTENCE] = max(row[SENTENCE], covered)
    row[MEANT_SENTENCE] = max(row[MEANT_SENTENCE], nearly)
    if expected:
        row[EXPECTED] = max(row[EXPECTED], covered + np.float32(CARRIED) * carried)
        row[MEANT_EXPECTED] = max(row[MEANT_EXPECTED], nearly)
        row[EXPECTED_ANYWHERE] = 1
    return covered


def measure_nearness(
    weights: FloatArray, slot: int, place: int, last_place: LongArray, paired: FloatArray, row: FloatArray
) -> None:
    """Take a word that meets a slot into account for the best window and for the pair with the slot before."""
    window = np.float32(0)
    for other in range(weights.size):
        if last_place[other] >= 0 and place - last_place[other] <= 2 * NEAR:
            window += weights[other]
    row[WINDOW] = max(row[WINDOW], window)
    if slot > 0 and last_place[slot - 1] >= 0 and place - last_place[slot - 1] <= NEAR:
        closeness = (weights[slot] + weights[slot - 1]) / (2 * (place - last_place[slot - 1]))
        paired[slot] = max(paired[slot], closeness)


def measure_nearby(asked: Asked, text: IntArray, places: LongArray, row: FloatArray) -> None:
    """Take what is met around each word of an expected kind into account, each slot by its nearest word."""
    near = np.zeros(asked.weights.size, np.float32)
    for one in range(places.size):
        slot = np.int64(asked.slots[asked.notes[text[places[one]]]])
        if 0 < slot <= SYNONYM or not asked.kinds[text[places[one]]] & asked.expected:
            continue
        near[:] = 0
        beside = False
        for step in (-1, 1):
            other = one + step
            while 0 <= other < places.size and abs(places[other] - places[one]) <= REACH:
                away = abs(places[other] - places[one])
                met = np.int64(asked.slots[asked.notes[text[places[other]]]])
                met -= SYNONYM if met > SYNONYM else 0
                if met > 0:
                    near[met - 1] = max(near[met - 1], np.float32(HALF / (HALF + away)))
                    beside |= met == asked.focus and away <= BESIDE
                other += step
        around = unmet_weight(np.int64(0), near, asked.weights)
        row[NEARBY] = max(row[NEARBY], around)
        if beside:
            row[FOCUSED] = max(row[FOCUSED], around)
