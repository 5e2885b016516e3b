"""The last line of a reply: the subject and the time that it was found for, beyond what the question itself says.

It is shown to the reader, and read again when the reader replies to it, so that nothing has to be remembered. Figures
only, so that it reads the same in every language: 🔎 Kipchoge marathon 🗓 2019-05 – 2020
"""

from __future__ import annotations

import re
from datetime import date, timedelta

SUBJECT, TIME = "🔎", "🗓"
FOOTER = re.compile(rf"(?:{SUBJECT} (?P<subject>[^\n{SUBJECT}{TIME}]+?))? ?(?:{TIME} (?P<time>[\d –-]+))?")
DAY = r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?"
PERIOD = re.compile(rf"(?:{DAY})? ?(–)? ?(?:{DAY})?")


def footer(subject: str, first: date | None, last: date | None) -> str:
    """Write subject and time as the last line of a reply, in figures that read the same in every language."""
    time = f"{TIME} {_period(first, last)}" if first or last else ""
    return " ".join(part for part in (f"{SUBJECT} {subject}" if subject else "", time) if part)


def footer_of(text: str) -> tuple[str, date | None, date | None]:
    """Read subject and time from the last line of a reply; nothing if it has no such line."""
    match = FOOTER.fullmatch(text.rstrip().rpartition("\n")[2])
    if match is None:
        return "", None, None
    period = PERIOD.fullmatch((match["time"] or "").strip())
    if period is None:
        return match["subject"] or "", None, None
    first, last = _begin(*period.groups()[:3]), _end(*period.groups()[4:])
    if period[4] is None and first is not None:
        last = _end(*period.groups()[:3])
    return match["subject"] or "", first, last


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return f"{first or ''} – {last or ''}".strip()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y} – {last:%Y}"
    if first == last:
        return str(first)
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + timedelta(days=1)).day == 1:
        return f"{first:%Y-%m}"
    return f"{first} – {last}"


def _begin(year: str | None, month: str | None, day: str | None) -> date | None:
    try:
        return date(int(year), int(month or 1), int(day or 1)) if year else None
    except ValueError:
        return None


def _end(year: str | None, month: str | None, day: str | None) -> date | None:
    first = _begin(year, month, day)
    if first is None or day:
        return first
    if month is None:
        return first.replace(month=12, day=31)
    following = first.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
