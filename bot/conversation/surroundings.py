"""A passage where it stands: whole, with what is around it and what else was found in its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.entries import Quote, entry_of, folded, quote_of
from bot.conversation.notes import BETWEEN
from bot.conversation.replies import Reply
from corpus.store.library import Browsing
from index.answering.answers import Match
from index.answering.extracts import Extract, whole

UNITS = 3500
"""UTF-16 units of an article's whole passages; Telegram takes 4,096 with the lines above and below."""


def surroundings(
    matches: Sequence[Match], item: int, best: Extract, number: int, lang: str, browser: Browsing
) -> Reply:
    """Return the passages of an article that were found, whole, one of them with what stands directly around it.

    Args:
        matches: all of the answer.
        item: place of that one among them.
        best: that one whole.
        number: of the entry that shows it.
        lang: the reader's.
        browser: of the archive.
    """
    match = matches[item]
    around = browser.around(match.passage)
    ordinal = match.passage.ordinal
    texts = {ordinal - 1: Quote(folded(around.before).strip(), "", ""), ordinal: quote_of(best, lang)}
    texts[ordinal + 1] = Quote(folded(around.after).strip(), "", "")
    for other in matches:
        if other.passage.article.row == match.passage.article.row and other is not match:
            texts[other.passage.ordinal] = quote_of(whole(other), lang, strong=False)
    entry = entry_of(number, [best], lang)
    quotes = _adjoining({place: texts[place] for place in sorted(texts) if texts[place].text})
    farthest = sorted(texts, key=lambda place: -abs(place - ordinal))
    while (shown := replace(entry, quotes=quotes)).units > UNITS and len(texts) > 1:
        del texts[farthest.pop(0)]
        quotes = _adjoining({place: texts[place] for place in sorted(texts) if texts[place].text})
    return Reply(lang, entries=(shown,))


def _adjoining(texts: Mapping[int, Quote]) -> tuple[Quote, ...]:
    """Return passages by their places in an article as quotes; those that stand side by side are one."""
    quotes: list[Quote] = []
    last = -1
    for place, quote in texts.items():
        if quotes and place == last + 1:
            quotes[-1] = _joined(quotes[-1], quote)
        else:
            quotes.append(quote)
        last = place
    return tuple(quotes)


def _joined(first: Quote, second: Quote) -> Quote:
    """Return two quotes as one; the best sentence of one of them stands out, at most."""
    if first.strong and first.excerpt:
        return replace(first, after=f"{first.after}\n\n{second.text}")
    note = BETWEEN.join(filter(None, (first.mention_line, second.mention_line)))
    behind = len(note) - len(second.mention_line)
    days = (*first.days, *(day.behind(behind) for day in second.days))
    return replace(second, before=f"{first.text}\n\n{second.before}", mention_line=note, days=days)
