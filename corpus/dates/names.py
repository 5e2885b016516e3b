"""Tells months and weekdays from the names of people, papers and marches that hold one: June Carter, the Sunday Times.

What is a name by its own words ("Super Tuesday") stands among the ordinary phrases of a language's file.
"""

from __future__ import annotations

import re

from corpus.dates import kinds
from corpus.dates.lexicon import Lexicon
from corpus.language.cutting import fold
from corpus.language.detecting import stop_words

BEHIND = re.compile(r"[ \u00a0]([^\W\d_]+)")
BODY = re.compile(r"(?:[ \u00a0][A-ZÀ-Þ][\w’'-]*+){1,3}?[ \u00a0]([A-ZÀ-Þ][^\W\d_]++)(?![ \u00a0][A-ZÀ-Þ])")
"""Words with capitals behind a weekday, up to the last: "Sunday Closing Association"."""
ON = re.compile(r"\bon $", re.IGNORECASE)
BEFORE = re.compile(r"([^\W\d_]+)(['’]s)?[ \u00a0]$")
FORE = 24
"""Characters before a word in which the one before it is looked for."""
OPENS = re.compile(r"(?:^|[.!?:;\n\"“«(|–-])\s*[¿¡]?$")
"""What stands before the first word of a sentence."""
THE_13TH = re.compile(r" the (?:13th|Thirteenth)\b")
TITLED = re.compile(r"[\"“‘'«]$")
ON_NAMED = re.compile(r"\b(?:[Oo]n|[Oo]f) (?:the )?[^\W\d_a-z][^\W\d_A-Z]+ $")
"""Nobody writes "on Senate Tuesday": a capital between "on" and a weekday is of its name ("on Bloody Sunday")."""


def is_name(text: str, start: int, end: int, kind: str, words: Lexicon) -> bool:
    """Tell whether a word of some kind is part of a name; only words with a capital are."""
    if not text[start].isupper():
        return False
    if kind == kinds.LAST_NEXT:
        return _titled(text, start, end, words)
    if kind == kinds.WEEKDAY:
        return _weekday(text, start, end, words)
    if kind == kinds.NAMED_DAY:
        return _before_a_name(text, end, words)
    word = fold(text[start:end])
    if word in words.names.given_names and _given(text, start, end, words):
        return True
    return word in words.names.surnames and _surname(text, start, end, words)


def _titled(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Tell whether a word like "This" opens a title that names a period: ABC's This Week."""
    behind = BEHIND.match(text, end)
    if behind is None or not behind[1][0].isupper():
        return False
    if words.words.get(fold(behind[1]), (kinds.ORDINARY, 0))[0] not in kinds.UNIT + kinds.PART_OF_DAY:
        return False
    head = text[max(0, start - FORE) : start]
    before = BEFORE.search(head)
    return TITLED.search(head) is not None or (before is not None and (bool(before[2]) or before[1].islower()))


def _given(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Tell whether a month that is also a given name has a surname behind it: "April Ryan", not "in April Ryan"."""
    behind = BEHIND.match(text, end)
    if behind is None or not _capital(behind[1]) or not _ordinary(behind[1], words):
        return False
    before = BEFORE.search(text[max(0, start - FORE) : start])
    return before is None or fold(before[1]) not in words.names.before_months


def _surname(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Tell whether a month that is also a surname or a march is one: "Theresa May", "the March on Washington"."""
    if re.match(r"[.,]?\s?(?:the\s)?['’]?\d", text[end : end + 8]):
        return False
    before = BEFORE.search(text[max(0, start - FORE) : start])
    if before is not None and fold(before[1]) in words.names.before_months:
        return False
    behind = BEHIND.match(text, end)
    if behind is not None and fold(behind[1]) in words.names.march_leads:
        return fold(text[start:end]) in words.names.marches
    if before is None:
        return False
    if before[2]:
        return fold(text[start:end]) in words.names.marches
    return _capital(before[1]) and _ordinary(before[1], words)


def _weekday(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Tell whether a weekday is a part of a name: of a paper, a feast without a rule, a broadcast."""
    head = text[max(0, start - FORE) : start]
    if words.lang == "en" and (ON_NAMED.search(head) or THE_13TH.match(text, end)):
        return True
    if not words.capital_months:  # in French and Spanish a weekday has a capital in a name only
        counted = re.match(r",?\s\d", text[end : end + 3])
        return counted is None and (not OPENS.search(head) or _before_a_name(text, end, words))
    behind = BEHIND.match(text, end)
    if behind is not None and behind[1][0].isupper() and fold(behind[1]) in words.names.papers:
        return True
    body = BODY.match(text, end)
    return body is not None and ON.search(head) is None and fold(body[1]) in words.names.bodies


def _before_a_name(text: str, end: int, words: Lexicon) -> bool:
    """Tell whether a word with a capital goes on behind a feast or a weekday: "Easter Island", "Domingo Sarmiento"."""
    behind = BEHIND.match(text, end)
    return behind is not None and _capital(behind[1]) and _ordinary(behind[1], words)


def _capital(word: str) -> bool:
    return word[0].isupper()


def _ordinary(word: str, words: Lexicon) -> bool:
    folded = fold(word)
    return folded not in words.words and folded not in stop_words(words.lang)
