#!/usr/bin/env bash
# datasketch's index with threshold=0.8 finds four in ten of the texts that are 0.8 alike, and misses a third at 0.85.
#
# Versions:  datasketch 2.0.0 (with numpy 2.4.6, scipy 1.17.1)
# Behaviour: MinHashLSH(threshold=0.8) is to find the near-duplicates of a text, and one would expect it to find those
#            that are at least so alike, but for a few, and some others beside them to be sorted out afterwards. The
#            threshold is the place where the chance to be found rises; the 128 hashes are divided (9 bands of 13 here)
#            so that what is found wrongly and what is missed are the least in sum over all likenesses. At the
#            threshold itself the chance is then about .4, and with threshold=0.9 below a third. Whoever compares what
#            was found afterwards never sees what was missed. With weights=(0.1, 0.9), which let missing weigh more, 174
#            of 200 are found at 0.8, and 88 at 0.7 that were not asked for.
# Output seen:
#   threshold 0.8, 9 bands of 13: of 200 pairs found 19 at 0.70, 73 at 0.80, 137 at 0.85, 186 at 0.90
#   the same, weights .1 and .9, 14 bands of 9: of 200 pairs found 88 at 0.70, 174 at 0.80, 196 at 0.85, 200 at 0.90
#   threshold 0.9, 5 bands of 25: of 200 pairs found 0 at 0.70, 5 at 0.80, 18 at 0.85, 57 at 0.90
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check datasketch==2.0.0 numpy==2.4.6 scipy==1.17.1

"$dir/venv/bin/python" - <<'PYTHON'
import sys

from datasketch import MinHash, MinHashLSH

PAIRS, HASHES = 200, 128
# Of 100 words in one text or the other, how many are in both: their Jaccard similarity in hundredths.
ALIKE = (70, 80, 85, 90)


def signature(words):
    made = MinHash(num_perm=HASHES)
    made.update_batch([word.encode() for word in words])
    return made


def pair(number, common):
    words = [f"{number}-{place}" for place in range(100)]
    both, rest = words[:common], words[common:]
    return signature(both + rest[::2]), signature(both + rest[1::2])


pairs = {common: [pair(number, common) for number in range(PAIRS)] for common in ALIKE}


def look(name, **settings):
    """Return how many of the pairs alike to each degree are found, one of each in the index."""
    index = MinHashLSH(num_perm=HASHES, **settings)
    for common in ALIKE:
        for number, (one, _) in enumerate(pairs[common]):
            index.insert((common, number), one)
    counts = {
        common: sum((common, number) in index.query(other) for number, (_, other) in enumerate(pairs[common]))
        for common in ALIKE
    }
    told = ", ".join(f"{hits} at 0.{common}" for common, hits in counts.items())
    print(f"{name}, {index.b} bands of {index.r}: of {PAIRS} pairs found {told}")
    return counts


usual = look("threshold 0.8", threshold=0.8)
recall = look("the same, weights .1 and .9", threshold=0.8, weights=(0.1, 0.9))
strict = look("threshold 0.9", threshold=0.9)
if not (60 < usual[80] < 100 and 110 < usual[85] < 160 and 40 < strict[90] < 85 and recall[80] > 160):
    sys.exit("Changed: pairs at the threshold are no longer missed as described.")
print("As described.")
PYTHON
