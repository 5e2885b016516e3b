"""What archive this is: the facts that /about tells, in Telegram and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings
from corpus.dates.lines import format_day
from corpus.store.reading import StoreReader

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class About:
    """The archive in a few lines, and questions that it can answer."""

    lines: tuple[str, ...]
    examples: tuple[str, ...]


def about(settings: Settings, store: StoreReader) -> About:
    """Return what archive this is, how many articles, from when to when, and when it was last indexed."""
    counts = store.counts()
    names = ", ".join(name for name, _ in counts.archives)
    lines = [
        f"Archive: {settings.archive_name or names}",
        f"{counts.articles:,} articles, {counts.passages:,} passages",
    ]
    if counts.first and counts.last:
        lines.append(f"Published {format_day(counts.first)} to {format_day(counts.last)}")
    indexed = max((at for _, at in counts.archives if at), default=None)
    if indexed:
        moment = datetime.fromisoformat(indexed)
        lines.append(f"Last indexed {format_day(moment.date())}, {moment:%H:%M} UTC")
    lines.append("Dateline quotes what the archive says and tells when it was said; it adds nothing of its own.")
    return About(tuple(lines), examples(store))


def examples(store: StoreReader) -> tuple[str, ...]:
    """Return headlines of the archive that can be asked as they stand, from its beginning, middle and end."""
    titles = [article.title for article, passages in store.articles() if passages and len(article.title) < 80]  # noqa: PLR2004
    places = (0, len(titles) // 2, len(titles) - 1)
    return tuple(dict.fromkeys(titles[place] for place in places)) if titles else ()
