"""The file of the alerts: found and opened with the key only, nothing left of what is deleted."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.alerts.keys import Keys
from bot.alerts.readers import FILE_NAME, Readers
from bot.alerts.subscriber import EVERY, MOST_SENT, Alert, Subscriber, Topic, dump, is_due, load
from bot.alerts.turn import Turn
from corpus.errors import AlertsUnusable
from tests.conftest import SAMPLE, Run

DAY = date(2024, 5, 3)
KEYS, OTHERS = Keys(bytes(32)), Keys(bytes(range(32)))
days = st.dates(date(1900, 1, 1))
topics = st.builds(Topic, st.text(max_size=40), st.sampled_from(("en", "fa")), st.none() | days, st.none() | days)
alerts = st.builds(
    Alert, st.integers(0, 9999), topics, st.integers(0, 1 << 40), days, st.sampled_from(EVERY), st.integers(0, 23),
    st.integers(0, 6), st.none() | st.integers(1, 1 << 40),
)  # fmt: skip
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - as the strategy asks for
numbers = st.integers(-(1 << 63), (1 << 63) - 1)
subscribers = st.builds(
    Subscriber, numbers, days, st.integers(-720, 840), st.lists(alerts, max_size=3).map(tuple),
    st.lists(numbers, max_size=9).map(tuple), st.integers(0, 9999),
)  # fmt: skip


def somebody(chat: int, *texts: str) -> Subscriber:
    found = Subscriber(chat, DAY)
    for text in texts:
        found = found.adding(Alert(0, Topic(text, "en"), 0, DAY))
    return found


def setting(new: Subscriber, _before: Subscriber | None) -> Subscriber:
    return new


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    with closing(Readers(tmp_path, KEYS)) as found:
        yield found


def raw(home: Path) -> bytes:
    """Return every byte of the files."""
    return b"".join(file.read_bytes() for file in sorted(home.glob("alerts.*")))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly
@given(subscribers)
def test_what_is_stored_of_a_reader_reads_back(one: Subscriber) -> None:
    assert load(dump(one)) == one


def test_a_reader_is_found_changed_and_forgotten(readers: Readers) -> None:
    assert readers.get(5) is None
    readers.change(5, lambda _: somebody(5, "floods"))
    readers.change(-7, lambda _: somebody(-7, "storms", "fires"))
    found = readers.get(5)
    assert found is not None
    assert [one.topic.text for one in found.alerts] == ["floods"]
    assert {one.chat for one in readers.all()} == {5, -7}
    assert readers.forget(5)
    assert not readers.forget(5)
    assert [one.chat for one in readers.all()] == [-7]
    readers.change(-7, lambda now: now and now.without(1).without(2))
    assert readers.count() == 0  # a chat without alerts is not kept


def test_the_file_alone_says_nothing_of_whom_and_what(readers: Readers, tmp_path: Path) -> None:
    chat = 7_345_000_001
    readers.change(chat, lambda _: somebody(chat, "xanthoquokka"))
    readers.change(9, lambda _: somebody(9, "x"))
    content = raw(tmp_path)
    for secret in (b"xanthoquokka", str(chat).encode(), chat.to_bytes(8, "big"), chat.to_bytes(8, "little")):
        assert secret not in content
    database = sqlite3.connect(tmp_path / FILE_NAME)
    assert len({len(sealed) for (sealed,) in database.execute("SELECT sealed FROM readers")}) == 1
    assert KEYS.row_of(chat) != OTHERS.row_of(chat)
    database.close()


def test_nothing_is_left_in_any_file_of_what_was_deleted_or_stood_there_before(
    readers: Readers, tmp_path: Path
) -> None:
    for number in range(40):
        readers.change(number + 1, partial(setting, somebody(number + 1, "topic " * 40)))
    sealed = set()
    for changed in range(3):  # each change writes a row anew
        readers.change(20, partial(setting, somebody(20, "topic " * 40, f"another {changed}")))
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
            query = database.execute("SELECT finder, sealed FROM readers WHERE finder = ?", (KEYS.row_of(20),))
            finder, content = query.fetchone()
            sealed |= {content[place : place + 16] for place in range(0, len(content), 64)}
    assert finder in raw(tmp_path)
    assert sum(piece in raw(tmp_path) for piece in sealed) > 10
    readers.forget(20)
    content = raw(tmp_path)
    assert finder not in content
    assert not [piece for piece in sealed if piece in content]
    assert readers.count() == 39


def test_a_row_that_was_changed_or_exchanged_is_refused(readers: Readers, tmp_path: Path) -> None:
    readers.change(1, lambda _: somebody(1, "one"))
    readers.change(2, lambda _: somebody(2, "two"))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database, database:
        ((mine,), (theirs,)) = database.execute("SELECT sealed FROM readers ORDER BY number").fetchall()
        database.execute("UPDATE readers SET sealed = ? WHERE number = 1", (theirs,))
        database.execute("UPDATE readers SET sealed = ? WHERE number = 2", (mine[:-1] + bytes([mine[-1] ^ 1]),))
    for chat in (1, 2):
        with pytest.raises(AlertsUnusable, match="cannot be opened"):
            readers.get(chat)
    assert list(readers.all()) == []
    assert readers.forget(1)  # also what cannot be opened
    assert readers.count() == 1


def test_another_key_is_told_and_changes_nothing(readers: Readers, tmp_path: Path) -> None:
    readers.change(1, lambda _: somebody(1, "one"))
    with pytest.raises(AlertsUnusable, match="another key"):
        Readers(tmp_path, OTHERS)
    assert readers.get(1) is not None


def test_a_rotation_seals_all_anew_and_leaves_nothing_of_before(readers: Readers, tmp_path: Path) -> None:
    for chat in range(1, 30):
        readers.change(chat, partial(setting, somebody(chat, f"topic {chat}")))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        before = [row for pair in database.execute("SELECT finder, sealed FROM readers") for row in pair]
    with closing(Readers(tmp_path, KEYS)) as beside:
        assert beside.rotate(OTHERS) == 29
        found = beside.get(7)
    assert found is not None
    assert found.alerts[0].topic.text == "topic 7"
    with pytest.raises(AlertsUnusable, match="another key"):
        readers.get(7)
    content = raw(tmp_path)
    assert not [one for one in before if one[:32] in content]


def test_a_group_that_moves_takes_its_alerts_along(readers: Readers) -> None:
    readers.change(-5, lambda _: somebody(-5, "floods", "storms"))
    readers.move(-5, -1005)
    assert readers.get(-5) is None
    moved = readers.get(-1005)
    assert moved is not None
    assert [(one.number, one.topic.text) for one in moved.alerts] == [(1, "floods"), (2, "storms")]
    readers.change(-5, lambda _: somebody(-5, "storms", "fires"))
    readers.move(-5, -1005)
    joined = readers.get(-1005)
    assert joined is not None
    assert [(one.number, one.topic.text) for one in joined.alerts] == [(1, "floods"), (2, "storms"), (3, "fires")]


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"something else" * 400)
    with pytest.raises(AlertsUnusable, match="file is not a database"):
        Readers(tmp_path, KEYS)


def test_one_process_has_the_turn_until_it_dies(tmp_path: Path) -> None:
    held = f"held = t.Turn(pathlib.Path({str(tmp_path)!r}))"
    code = f"import pathlib, bot.alerts.turn as t; {held}; print(held.take(), flush=True); input()"
    own = Turn(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=SAMPLE.parents[1],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not own.take()
        other.kill()
        other.wait()
        assert own.take()
        assert own.take()
    own.close()


def test_of_what_was_sent_the_last_is_remembered() -> None:
    one = somebody(1, "x").told(1, 4, tuple(range(150))).told(1, 5, tuple(range(150, 300)))
    assert one.sent == tuple(range(100, 300))
    assert len(one.sent) == MOST_SENT
    assert one.alerts[0].since == 5


def test_a_reader_is_silent_after_a_year() -> None:
    one = somebody(1, "x")
    assert not one.is_silent(DAY + timedelta(days=365))
    assert one.is_silent(DAY + timedelta(days=366))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # likewise
@given(st.sampled_from(EVERY), st.integers(0, 23), st.integers(0, 6), st.integers(-720, 840),
       moments, st.integers(0, 14 * 24 * 60))  # fmt: skip
def test_an_alert_is_due_from_the_first_chosen_hour_on_after_something_came(
    every: str, hour: int, weekday: int, offset: int, came: datetime, later: int
) -> None:
    alert = replace(somebody(1, "x").alerts[0], every=every, hour=hour, weekday=weekday)
    came = came.replace(tzinfo=UTC)
    now = came + timedelta(minutes=later)
    clock = timedelta(minutes=offset)
    midnight = (came + clock).replace(hour=0, minute=0, second=0, microsecond=0)
    hours = (midnight + timedelta(days=day, hours=hour) for day in range(17))
    chosen = (one - clock for one in hours if every != "week" or one.weekday() == weekday)
    assert is_due(alert, offset, came, now) == (every == "now" or any(came <= one <= now for one in chosen))


def test_the_command_makes_keys_counts_and_rotates(dateline: Run, tmp_path: Path) -> None:
    home, first, second = tmp_path / "home", tmp_path / "first.key", tmp_path / "second.key"
    home.mkdir()
    off = dateline("--home", home, "alerts")
    assert (off.returncode, off.stdout) == (1, "")
    assert "dateline alerts --new-key FILE" in off.stderr
    assert dateline("alerts", "--new-key", first).returncode == 0
    assert first.stat().st_mode & 0o077 == 0
    assert "is there already" in dateline("alerts", "--new-key", first).stderr
    setting = {"DATELINE_ALERTS_KEY_FILE": str(first)}
    assert dateline("--home", home, "alerts", **setting).stdout == "0 alerts of 0 chats\n"
    for _ in range(2):  # also when its last words were not heard
        done = dateline("--home", home, "alerts", "--rotate", second, **setting)
        assert done.stdout.startswith("the alerts of 0 chats are encrypted with the key in")
    assert "another key" in dateline("--home", home, "alerts", **setting).stderr
    setting = {"DATELINE_ALERTS_KEY": second.read_text().strip()}
    assert dateline("--home", home, "alerts", **setting).stdout == "0 alerts of 0 chats\n"
    both = dateline("--home", home, "alerts", DATELINE_ALERTS_KEY_FILE=str(first), **setting)
    assert "both set" in both.stderr
    bad = dateline("--home", home, "alerts", DATELINE_ALERTS_KEY="short")
    assert "holds no key" in bad.stderr
    assert "short" not in bad.stderr
