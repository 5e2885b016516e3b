#!/usr/bin/env bash
# With hashed words and sublinear counts scikit-learn ranks a text that has the word asked for below all that have not.
#
# Versions:  scikit-learn 1.9.1 (with numpy 2.4.6, scipy 1.17.1)
# Behaviour: HashingVectorizer counts words without keeping a vocabulary, TfidfTransformer weighs the counts, and its
#            sublinear_tf takes 1 + log(count) for the count: the usual parts of a search for a large archive. The first
#            also divides each text by its length (norm "l2", as it comes), so that the second gets no counts but
#            fractions. The logarithm of a small one is below -1, and what it weighs is negative: in a text of eight
#            different words or more each that stands there once counts against it. A question for one scores it below
#            0, and texts that lack the word, with 0, come before it. Nothing warns; very short texts, as in a test, are
#            ranked well. Signs of hashed words must be off for that (alternate_sign=False): with them there are
#            logarithms of numbers below 0, and the error says "Input contains NaN". With norm=None all is right.
# Output seen:
#   norm l2:   long text with the word -0.229, text without it 0.000, short text with it 0.939
#   norm None: long text with the word 0.213, text without it 0.000, short text with it 0.786
#   signs on:  ValueError, Input contains NaN.
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1

"$dir/venv/bin/python" -W ignore - <<'PYTHON'
import sys

from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.pipeline import make_pipeline

LONG = "the bridge over the river is open to traffic and the old ferry rests"
TEXTS = [LONG, "the mayor spoke of schools and hospitals in the town hall", "a bridge bridge bridge of stones"]


def scores(**counting):
    weighing = make_pipeline(HashingVectorizer(**counting), TfidfTransformer(sublinear_tf=True)).fit(TEXTS)
    return (weighing.transform(["bridge"]) @ weighing.transform(TEXTS).T).toarray()[0]


seen = {norm: scores(alternate_sign=False, norm=norm) for norm in ("l2", None)}
for norm, (long, without, short) in seen.items():
    print(
        f"{f'norm {norm}:':<10} long text with the word {long:.3f}, text without it {without:.3f}, "
        f"short text with it {short:.3f}"
    )
error = None
try:
    scores()
except ValueError as raised:
    error = str(raised).partition("\n")[0]
print(f"signs on:  ValueError, {error}")
(long, without, short), plain = seen["l2"], seen[None]
if not long < without == 0 < short or not plain[0] > 0 == plain[1] or error != "Input contains NaN.":
    sys.exit("Changed: fractions of counts are no longer weighed as described.")
print("As described.")
PYTHON
