"""Knows the words that lead to a time in a question, join times, or make one lean on another (scope.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.data import table

WINDOW = 24
"""Characters before a time in which the word that leads to it is looked for."""

UNITS = ("day", "week", "weekend", "month", "year")
"""What may stand before or after a time and be meant itself: "the weekend before 12 March 2020"."""

LEADING = ("before", "until", "since", "from", "after", "between", "deadline", "pointing", "within", "by")
"""The sorts of words that lead to what stands right behind them."""

JOINED_ON = re.compile(r"-\w+")
"""What is joined to the last word of an expression: French "cette nuit-là"."""


@dataclass(frozen=True, slots=True)
class Leads:
    """The words of one language, as patterns by the names of scope.toml."""

    lang: str
    patterns: dict[str, re.Pattern[str]]

    def place(self, text: str, start: int, *names: str) -> int | None:
        """Return where a word of one of some sorts begins that leads to what begins at ``start``, None without one."""
        window = max(0, start - WINDOW)
        found = (self.patterns[name].search(text[window:start]) for name in names if name in self.patterns)
        return next((window + match.start() for match in found if match is not None), None)

    def restricts(self, text: str, start: int) -> bool:
        """Tell whether a preposition of time stands right before ``start``, as it does not in "in the 2019 vote"."""
        return self.patterns["restricting"].search(text[max(0, start - WINDOW) : start]) is not None

    def word_before(self, text: str, start: int) -> str:
        """Return the word right before ``start``, or joined to it: "l'élection de 2019"; "" without one."""
        match = self.patterns["of_year"].search(text[:start])
        return "" if match is None else match[1]

    def onwards(self, text: str, end: int) -> int | None:
        """Return where "onwards" ends behind a time, None if it does not stand there."""
        match = self.patterns["onwards"].match(text, end) if "onwards" in self.patterns else None
        return None if match is None else match.end()

    def ranges(self, before: str, between: str) -> bool:
        """Tell whether two times are the ends of one, by what stands before the first and between them."""
        if self.patterns["to"].fullmatch(between):
            return True
        led = self.place(before, len(before), "between") is not None
        return led and self.patterns["joined"].fullmatch(between) is not None

    def lists(self, between: str) -> bool:
        """Tell whether two times stand in a list, by what stands between them."""
        return self.patterns["listed"].fullmatch(between) is not None

    def pieces(self, words: str) -> list[tuple[int, str]]:
        """Return what stands between the words "and" and "or", each with the place where it begins."""
        found = list(self.patterns["listing"].finditer(words))
        begins, ends = [0, *(match.end() for match in found)], [*(match.start() for match in found), len(words)]
        return [(begin, words[begin:end]) for begin, end in zip(begins, ends, strict=True)]

    def leans(self, text: str, start: int, end: int) -> bool:
        """Tell whether an expression counts from something that was told before: "that night", "the year before"."""
        words = JOINED_ON.match(text, end)
        whole = text[start : words.end() if words else end]
        return self.patterns["leaning"].search(whole) is not None or self.place(text, start, "pointing") is not None

    def meets(self, text: str, start: int) -> int | None:
        """Return where "before" begins in "before the end of 1975", whose time begins at ``start``; None without."""
        return self.place(text, start, "deadline") if self.patterns["end"].match(text, start) else None

    def bare_day(self, before: str) -> int | None:
        """Return where the number of a day begins that is listed before a whole one: "12 or" of "12 or 14 March"."""
        match = self.patterns["bare_day"].search(before[-WINDOW:])
        return None if match is None else match.start(1) + max(0, len(before) - WINDOW)


@cache
def leads_of(lang: str) -> Leads:
    """Return the words of a language, those of English for one that we have none of."""
    data = table("index.answering", "scope")
    words = data.get(lang, data["en"])
    article = rf"(?:(?:{_any(words['article'])})\s*)?"

    def led_by(found: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?i)(?:(?<!\w)(?:{_any(found)})\s+){article}$")

    patterns = {name: led_by(words[name]) for name in LEADING if name in words}
    patterns |= {
        f"{unit}_{side}": led_by([one.format(unit=words["units"][unit]) for one in words[f"unit_{side}"]])
        for unit in UNITS
        for side in ("before", "after")
    }
    listing = rf"(?<!\w)(?:{_any(words['listed'])})(?![^\W\d])"  # Arabic writes "and" as one with a number
    led = rf"(?:(?:{_any(words['within'])})\s+)?"
    patterns |= {
        "restricting": re.compile(rf"(?i)(?<!\w)(?:{_any(words['restricting'])})\s+$"),
        "of_year": re.compile(rf"(?i)([^\W\d_]+)\s(?:(?:{_any(words['of_year'])})\s)?$"),
        "bare_day": re.compile(rf"(?i)(?<![\w.,-])(\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?)\s*{listing}\s*{led}{article}$"),
        "joined": re.compile(rf"(?i)\s*(?:{_any(words['joined'])}|[–—-])\s*{article}\s*"),
        "to": re.compile(rf"(?i)\s*(?:{_any(words['to'])}|[–—-])\s*{article}\s*"),
        "listed": re.compile(rf"(?i)\s*(?:[,،&]|[,،]?\s*{listing})\s*{led}{article}\s*"),
        "listing": re.compile(rf"(?i)\s*{listing}\s*"),
        "end": re.compile(rf"(?i){article}(?:{_any(words['end'])})(?!\w)"),
        "leaning": re.compile(rf"(?i)(?<!\w)(?:{_any(words['leaning'])})(?!\w)"),
    }
    if "onwards" in words:
        patterns["onwards"] = re.compile(rf"(?i)\s*(?:{_any(words['onwards'])})(?!\w)")
    return Leads(lang, patterns)


def _any(alternatives: list[str]) -> str:
    return "|".join(alternatives)
