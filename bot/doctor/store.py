"""Looks at the databases: whether every page is whole, of which form they are, and what the archives are like."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.alerts.keys import keys_of
from bot.backup.contents import ALERTS, DATABASES
from bot.doctor.finding import Finding, fail, ok, warn
from bot.settings import Settings
from corpus.errors import SettingsInvalid
from corpus.store import snapshot
from corpus.store.last_run import KEY
from corpus.store.schema import FILE_NAME, STEPS, VERSION
from index.generations.runs import last_run

UPDATES = "updates.db"
BACK = "put it back from a backup: dateline restore FILE --replace; or move it away"
OLD = timedelta(days=31)
"""After which a run of dateline index seems forgotten. A choice."""
EARLIER = timedelta(minutes=5)


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the store, and at what is kept for readers.

    Args:
        settings: where they are, and the key of the alerts.
        now: by this machine's clock.
    """
    file = settings.home / FILE_NAME
    if not file.exists():
        yield fail("store", f"{file} is not there", "read an archive: dateline index PATH")
    elif damage := snapshot.damage(file):
        yield fail("store", f"{file} cannot be read or is damaged ({damage})", f"{BACK} and index again")
    else:
        yield from _store(file, now)
    for name in (*DATABASES, UPDATES):
        other = settings.home / name
        if name != FILE_NAME and other.exists():
            damage = snapshot.damage(other)
            yield fail(name, f"is damaged ({damage})", BACK) if damage else ok(name, "whole")
    yield from _ended(settings.home)
    yield from _alerts(settings)


def _store(file: Path, now: datetime) -> Iterator[Finding]:
    version = snapshot.schema_of(file)
    if version == str(VERSION):
        articles, passages = snapshot.numbers(file)
        yield ok("store", f"whole, of schema {version}: {articles:,} articles, {passages:,} passages")
    elif version in STEPS:
        cure = "the next command brings it up to date, and keeps a copy"
        yield warn("store", f"whole, of schema {version}, which is older than {VERSION}", cure)
    else:
        cure = "use the Dateline that wrote it, or move it away and index again"
        yield fail("store", f"of schema {version[:20]}, this Dateline reads {VERSION}", cure)
        return
    with closing(snapshot.read_only(file)) as store:
        for name, root, indexed_at in store.execute("SELECT name, root, indexed_at FROM archives ORDER BY id"):
            if indexed_at is None:
                yield warn("archives", f"{name} was not read to its end yet", "run dateline index again")
            if not Path(root).exists():
                cure = "bring it back, or leave it so: its articles stay as they were read"
                yield warn("archives", f"{name}: {root} is not there", cure)
        row = store.execute("SELECT value FROM meta WHERE key = ?", (KEY,)).fetchone()
    yield from _last_run(row, now)


def _last_run(row: tuple[str] | None, now: datetime) -> Iterator[Finding]:
    try:
        at = datetime.fromisoformat(json.loads(row[0])["at"]) if row else None
    except (ValueError, KeyError, TypeError):
        at = None
    if at is None:
        yield warn("last run", "is not noted in the store", "run dateline index")
    elif at > now + EARLIER:
        cure = "set the clock; if it was wrong then and is right now: dateline index PATH --full"
        yield fail("clock", f"it is {now:%Y-%m-%d %H:%M} UTC here, but the last run was at {at:%Y-%m-%d %H:%M}", cure)
    elif now - at > OLD:
        yield warn("last run", f"{(now - at).days} days ago", "if the archive has grown since: see that the timer runs")
    else:
        yield ok("last run", f"{at:%Y-%m-%d %H:%M} UTC")


def _ended(home: Path) -> Iterator[Finding]:
    run = last_run(home)
    if run is not None and not run.well:
        at = datetime.fromtimestamp(run.ended, UTC)
        yield warn("last run", f"of {at:%Y-%m-%d %H:%M} UTC failed", "run dateline index, which says why")


def _alerts(settings: Settings) -> Iterator[Finding]:
    file = settings.home / ALERTS
    try:
        keys = keys_of(settings)
    except SettingsInvalid as error:
        yield fail("alerts", str(error), "correct the setting, or put the key's file back")
        return
    if not file.exists():
        yield ok("alerts", "none yet" if keys else "off, as no key is set")
        return
    try:
        with closing(snapshot.read_only(file)) as database:
            (count,) = database.execute("SELECT COUNT(*) FROM readers").fetchone()
            mark = database.execute("SELECT value FROM meta WHERE key = 'key'").fetchone()
    except sqlite3.Error:  # which was told already
        return
    if keys is None:
        if count:
            yield warn("alerts", f"{count:,} chats have some, but no key is set", "set DATELINE_ALERTS_KEY_FILE")
    elif mark is not None and mark[0] != keys.mark:
        yield fail("alerts", "were written with another key than the one that is set", "set that key")
    else:
        yield ok("alerts", f"{count:,} chats have some, and the key fits")
