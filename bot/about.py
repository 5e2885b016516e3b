"""What archive this is: the facts that /about tells, in Telegram and in the terminal."""

from __future__ import annotations

from datetime import datetime

from bot.settings import Settings
from bot.wording import counted, in_digits, words
from bot.wording.dates import format_day
from bot.wording.directions import isolated
from corpus.store.library import Library


def about_lines(settings: Settings, store: Library, lang: str) -> list[str]:
    """Return what archive this is, how many articles, from when to when, and when it was last indexed."""
    word, counts = words(lang), store.counts()
    names = word["comma"].join(name for name, _ in counts.archives)
    lines = [
        word["about_archive"].format(name=isolated(settings.archive_name or names, lang)),
        word["about_size"].format(
            articles=counted(lang, "articles", counts.articles), passages=counted(lang, "passages", counts.passages)
        ),
    ]
    if counts.first and counts.last:
        days = {"first": format_day(counts.first, lang), "last": format_day(counts.last, lang)}
        lines.append(word["about_published"].format(**days))
    indexed = max((at for _, at in counts.archives if at), default=None)
    if indexed:
        moment = datetime.fromisoformat(indexed)
        lines.append(
            word["about_indexed"].format(
                moment=f"{format_day(moment.date(), lang)}, {in_digits(f'{moment:%H:%M}', lang)} UTC"
            )
        )
    return [*lines, word["about_principle"]]
