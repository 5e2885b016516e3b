"""A light stemmer for Persian: endings and verb prefixes off, as long as enough is left.

Snowball's Persian stemmer finds fewer right passages (docs/evaluation.md). The half space has parted marked endings
from their words before; what comes here was written as one. Of each group the longest ending that fits is taken:

- plural with what may follow it: ها, های (ezafe), هایی (indefinite), هایم ... هایشان (whose); ان and ات
- comparative and superlative: تر, ترین
- whose: مان, تان, شان, ام, ات, اش
- verb endings: یم, ید, ند; indefinite or abstract ی, also ای
- the verb prefixes می and نمی
"""

from __future__ import annotations

PREFIXES = ("نمی", "می")
ENDINGS = (
    "هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "های", "ها", "ترین", "تر",
    "یم", "ید", "ند", "مان", "تان", "شان", "ان", "ات", "ای", "ام", "اش", "ی",
)  # fmt: skip
LEAST = 3
"""Letters that must be left."""


def stem(word: str) -> str:
    """Return the stem of a folded Persian word."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= LEAST:
            word = word.removeprefix(prefix)
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            return word.removesuffix(ending)
    return word
