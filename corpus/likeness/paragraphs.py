"""Knows short paragraphs again wherever they recur in an archive, and cuts them out of passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b

Span = tuple[int, int]

LONGEST = 300
"""Characters of a paragraph that may be boilerplate; a longer one is text, however often it stands somewhere."""
FIRST, LAST = 4, 5
"""Paragraphs at the beginning and the end of an article, where pages have theirs."""
LEAST_INSIDE = 60
"""Characters of a sentence that stands elsewhere: "No.", "Not applicable.", a meeting in a list and a row of a table
are the article's own, also where others have the same."""
MOST_LINES = 12
KEY_BYTES = 8
MARKS = " \t\r\n\xa0#*•>-"
WORD = re.compile(r"\w")
LEADS_ON = (":", "：", "،", ",", ";")
"""Ends of what says something of the paragraph below it: "Not supported:"."""
GAP = re.compile(r"\n[ \t\r]*\n")
SENTENCE = re.compile(r"""[.!?…。！？؟।۔]["'”’»)\]]*\s*\Z""")
STATES = re.compile(rf"\d|://|@|(?s:.{{30,}}{SENTENCE.pattern})")


def key_of(words: str) -> int:
    """Return a hash of a paragraph, 64 bits, whatever its case and white space; numbers in it count."""
    plain = " ".join(words.strip(MARKS).casefold().split())
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest(), "little")


def keys_of(text: str, blocks: Sequence[Span], days: Sequence[int]) -> bytes:
    """Return the keys of the paragraphs of an article that are boilerplate if they recur, each once, 8 bytes a key.

    They are short, name no day and lead on to nothing; a sentence of some length may stand anywhere, all else where an
    article begins or ends.

    Args:
        text: of the article.
        blocks: where its paragraphs are.
        days: where in the text the words of each day begin, ascending.
    """
    found: set[int] = set()
    for number, (start, end) in enumerate(blocks):
        if end - start > LONGEST or bisect_left(days, start) < bisect_left(days, end):
            continue
        words = text[start:end].strip(MARKS)
        at_an_end = number < FIRST or number >= len(blocks) - LAST
        states = at_an_end or (len(words) >= LEAST_INSIDE and SENTENCE.search(words))
        if states and WORD.search(words) and not words.endswith(LEADS_ON):
            found.add(key_of(words))
    return b"".join(key.to_bytes(KEY_BYTES, "little") for key in sorted(found))


def paragraphs_of(text: str, blocks: Sequence[Span]) -> list[Span]:
    """Return where the paragraphs of passages are, which empty lines part."""
    found: list[Span] = []
    for start, end in blocks:
        ends = [*GAP.finditer(text, start, end)]
        starts = [start, *(gap.end() for gap in ends)]
        found += zip(starts, [*(gap.start() for gap in ends), end], strict=True)
    return found


def states_something(words: str) -> bool:
    """Tell whether a paragraph may answer a question, which a button or a name under a letter does not."""
    return STATES.search(words) is not None


def recurring(text: str, keys: AbstractSet[int]) -> list[Span]:
    """Return where paragraphs with one of some keys stand in a passage."""
    lines = [one.span() for one in re.finditer(r"[^\n]*\S[^\n]*", text)]
    found: list[Span] = []
    place = 0
    while place < len(lines):
        start = lines[place][0]
        ends = (end for _, end in lines[place : place + MOST_LINES] if end - start <= LONGEST + len(MARKS))
        count = next((count for count, end in enumerate(ends, start=1) if key_of(text[start:end]) in keys), 0)
        if count:
            found.append((start, lines[place + count - 1][1]))
        place += count or 1
    return found


def rest_of(text: str, cut: Collection[Span]) -> Iterator[Span]:
    """Yield where the words of a passage are that are left between what is cut out."""
    starts, ends = [0, *(end for _, end in cut)], [*(start for start, _ in cut), len(text)]
    for start, end in zip(starts, ends, strict=True):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip(MARKS if start else None))
        right = start + len(words.rstrip())
        if WORD.search(words):
            yield left, right
