"""Measures date expressions on labelled news: ours beside dateparser and recognizers-text, in one run.

    python benchmarks/dates.py EVAL/dates/timex.jsonl [--peers] [--misses]

Counted so: gold DATE and TIME whose value is a span of days count; durations, sets and PRESENT_REF and
its kin neither help nor hurt. Found: the spans overlap; strict: they are the same; right: first and last day equal.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.dates.mentions import mentions_in
from corpus.dates.periods import century_span, decade_span, period, season_span
from corpus.dates.spans import day_span, month_span, months_span, year_span
from corpus.model import DateSpan, Precision

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}

Found = list[tuple[int, int, DateSpan | None]]


@dataclass(slots=True)
class Score:
    """Counts for one system."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    seconds: float = 0.0
    paragraphs: int = 0

    def f1(self, hits: int) -> float:
        """Return the F1 of some number of hits."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    def __str__(self) -> str:
        return (
            f"relaxed {self.f1(self.relaxed):.3f}  strict {self.f1(self.strict):.3f}  value {self.f1(self.value):.3f}"
            f"  ({self.gold} gold, {self.found} found)  {self.paragraphs / self.seconds:,.0f} paragraphs/s"
        )


def timex_span(value: str) -> DateSpan | None:
    """Return the span of days of a TIMEX3 value, None if it is none."""
    value = value.split("T", maxsplit=1)[0] if re.match(r"\d{4}-\d\d-\d\dT", value) else value
    value = re.sub(r"^(\d{4}-\d\d-\d\d)T.*|^(\d{4}-\d\d-\d\d)(?:NI|EV|MO|AF)$", r"\1\2", value)
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        return day_span(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?", value):
        return month_span(*map(int, match.groups()))
    if match := re.fullmatch(r"(\d{4})(?:-XX(?:-XX)?)?", value):
        return year_span(int(match[1]))
    if match := re.fullmatch(r"(\d{3})X?", value):
        return decade_span(int(match[1]) * 10)
    if match := re.fullmatch(r"(\d\d)(?:XX)?", value):
        return century_span(int(match[1]) + 1)
    if match := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", value):
        week = period("week", date.fromisocalendar(int(match[1]), int(match[2]), 1))
        return period("weekend", week.first) if match[3] else week
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        return months_span(int(match[1]), int(match[2]) * 3 - 2, 3, Precision.RANGE)
    if match := re.fullmatch(r"(\d{4})-H([12])", value):
        return months_span(int(match[1]), int(match[2]) * 6 - 5, 6, Precision.HALF)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value):
        return season_span(int(match[1]), SEASONS[match[2]])
    return None


def score(texts: Iterable[dict[str, object]], system: Callable[[str, date], Found], *, misses: bool = False) -> Score:
    """Run a system over labelled texts."""
    total = Score()
    for record in texts:
        text, published = str(record["text"]), date.fromisoformat(str(record["dct"])[:10])
        started = time.perf_counter()
        found = system(text, published)
        total.seconds += time.perf_counter() - started
        total.paragraphs += sum(1 for part in re.split(r"\n\s*\n", text) if part.strip())
        _count(total, record, text, found, misses=misses)
    return total


def _count(total: Score, record: dict[str, object], text: str, found: Found, *, misses: bool) -> None:
    gold = [(int(t["start"]), int(t["end"]), str(t["type"]), timex_span(str(t["value"]))) for t in record["timexes"]]  # type: ignore[attr-defined]
    counted = [(s, e, span) for s, e, kind, span in gold if kind in {"DATE", "TIME"} and span is not None]
    neutral = [(s, e) for s, e, kind, span in gold if kind not in {"DATE", "TIME"} or span is None]
    taken: set[int] = set()
    total.gold += len(counted)
    for start, end, span in found:
        hit = next((n for n, (s, e, _) in enumerate(counted) if s < end and start < e and n not in taken), None)
        if hit is None:
            if not any(s < end and start < e for s, e in neutral):
                total.found += 1
                if misses:
                    print("EXTRA", repr(text[max(0, start - 40) : end + 25]), "->", repr(text[start:end]))
            continue
        taken.add(hit)
        total.found += 1
        total.relaxed += 1
        s, e, wanted = counted[hit]
        total.strict += (s, e) == (start, end)
        right = span is not None and (span.first, span.last) == (wanted.first, wanted.last)
        total.value += right
        if misses and not right:
            print(
                "VALUE",
                record["dct"],
                repr(text[max(0, start - 50) : end + 30]),
                "->",
                repr(text[start:end]),
                _iso(span),
                "wanted",
                _iso(wanted),
            )
    if misses:
        for n, (s, e, wanted) in enumerate(counted):
            if n not in taken:
                print("MISSED", record["dct"], repr(text[max(0, s - 40) : e + 25]), "->", repr(text[s:e]), _iso(wanted))


def _iso(span: DateSpan | None) -> str:
    return "-" if span is None else f"{span.first}..{span.last}"


def ours(text: str, published: date) -> Found:
    """Dateline's mentions."""
    return [(m.start, m.end, m.span) for m in mentions_in(text, published, "en") if m.span is not None]


def with_dateparser(text: str, published: date) -> Found:
    """What dateparser's search finds, each as one day, month or year by its words."""
    from dateparser.search import search_dates  # noqa: PLC0415 - a peer, not a dependency

    settings = {"RELATIVE_BASE": _midnight(published), "PREFER_DATES_FROM": "past"}
    found: Found = []
    position = 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, position)
        if start >= 0:
            position = start + len(words)
            found.append((start, position, day_span(moment.year, moment.month, moment.day)))
    return found


def with_recognizers(text: str, published: date) -> Found:
    """What recognizers-text finds; the last of its values is the past one."""
    from recognizers_date_time import recognize_datetime  # noqa: PLC0415 - a peer, not a dependency

    found: Found = []
    for result in recognize_datetime(text, "en-us", reference=_midnight(published)):
        values = [one for one in (result.resolution or {}).get("values", []) if one.get("timex")]
        span = timex_span(str(values[0]["timex"])) if values else None
        if span is None and values:
            span = timex_span(str(values[0].get("value", values[0].get("start", "")))[:10])
        if result.type_name.split(".")[-1] not in {"duration", "time", "set"}:
            found.append((result.start, result.end + 1, span))
    return found


def _midnight(day: date) -> object:
    from datetime import datetime  # noqa: PLC0415 - the peers want a naive moment

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def main() -> None:
    """Print one line a system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--peers", action="store_true", help="dateparser and recognizers-text too, where installed")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--half", choices=("tuning", "unseen"), help="only every second text, or the others")
    arguments = parser.parse_args()
    texts = [json.loads(line) for line in arguments.file.read_text("utf-8").splitlines()]
    if arguments.half:
        texts = [one for place, one in enumerate(texts) if (place % 2 == 0) == (arguments.half == "tuning")]
    ours("Warm up on Friday.", date(2019, 1, 1))
    print(f"{'dateline':<18}", score(texts, ours, misses=arguments.misses))
    if arguments.peers:
        for name, system in (("dateparser", with_dateparser), ("recognizers-text", with_recognizers)):
            print(f"{name:<18}", score(texts, system))


if __name__ == "__main__":
    main()
