"""``dateline index --dry-run``: what a run would read, leave out and why, put in quarantine, and date by what."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from bot.cli.counts import many
from bot.cli.little_text import LITTLE_CURE
from bot.cli.progress import Bars
from bot.rendering.as_json import one_line
from corpus.dating.horizon import horizon_on
from corpus.reading.sites.site import EXPORTS
from corpus.rehearsing import Rehearsal, Some, rehearse

LITTLE = f"pages that show much more than was read; {LITTLE_CURE}"


def show(roots: list[Path], *, future: bool, as_json: bool) -> None:
    """Read archives and print what would come of them; nothing is written."""
    horizon = horizon_on(date.today(), beyond=future)  # noqa: DTZ011 - the maintainer's own day
    try:
        with Bars() as bars:
            found = rehearse(roots, report=bars.reading, horizon=horizon)
    except KeyboardInterrupt:
        click.echo("Interrupted; nothing has been written.", err=True)
        sys.exit(130)
    click.echo(one_line(_as_object(found)) if as_json else "\n".join(_lines(found)))


def _lines(found: Rehearsal) -> Iterator[str]:
    left_out, quarantined = (sum(one.count for one in kinds.values()) for kinds in (found.left_out, found.quarantined))
    yield (
        f"{many(found.seen, 'item')} seen: {found.seen - left_out - quarantined:,} would be read as "
        f"{many(found.articles, 'article')}, {left_out:,} left out, {quarantined:,} in quarantine; nothing was written"
    )
    for site in found.sites:
        what = "Export" if site.generator in EXPORTS else "Sources of a site"
        yield f"{what}: {site.generator} in {site.root or 'the archive itself'}"
    yield from _table("Read", found.read)
    yield from _table("Left out", found.left_out)
    yield from _table("Quarantine", found.quarantined)
    if found.articles:
        told = ", ".join(f"{count:,} by {kind}" for kind, count in found.dated.most_common())
        yield f"Dated: {sum(found.dated.values()):,} of {found.articles:,}" + (f" ({told})" if told else "")
        cure = "" if found.linked else "; archive.toml can tell the site's (docs/formats.md)"
        yield f"With an address for readers: {found.linked:,} of {found.articles:,}{cure}"
    if found.little.count:
        yield from _table("Little text found", {LITTLE: found.little})
    if found.undated.count:
        yield from _table("Undated", {"no evidence of a date": found.undated})


def _table(name: str, kinds: Mapping[str, Some]) -> Iterator[str]:
    if kinds:
        yield f"{name}:"
    for kind, some in sorted(kinds.items(), key=lambda one: -one[1].count):
        yield f"  {some.count:>9,}  {kind}"
        yield f"             {', '.join(some.examples)}{', ...' if some.count > len(some.examples) else ''}"


def _as_object(found: Rehearsal) -> dict[str, object]:
    return {
        "seen": found.seen,
        "articles": found.articles,
        "read": _kinds(found.read),
        "left_out": _kinds(found.left_out),
        "quarantined": _kinds(found.quarantined),
        "dated": dict(found.dated.most_common()),
        "undated": {"count": found.undated.count, "examples": found.undated.examples},
        "little_text": {"count": found.little.count, "examples": found.little.examples},
        "with_address": found.linked,
        "sites": [{"generator": site.generator, "folder": site.root} for site in found.sites],
    }


def _kinds(kinds: Mapping[str, Some]) -> dict[str, object]:
    return {kind: {"count": some.count, "examples": some.examples} for kind, some in sorted(kinds.items())}
