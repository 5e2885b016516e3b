"""Alerts from end to end: the real process is told of a topic, the archive grows, and the new passages come, once."""

from __future__ import annotations

import base64
import signal
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.alerts.keys import Keys
from bot.alerts.readers import Readers
from bot.secrets import Secret
from bot.settings import Settings
from bot.telegram.alerting import AT_ONCE
from bot.telegram.subscribing import Subscribing, open_readers
from index.building.updating import update
from tests.bot.alerts.conftest import KEY, OTHER_KEY, Archive
from tests.bot.running import LIMIT, Message, Reader, buttons, group, running_bot, somebody, stop, text_of
from tests.botapi import BotApi, Chat, User
from tests.botapi.chats import private_chat
from tests.conftest import quiet

NEW = "A second bridge over the Arun, made of steel, was opened to cyclists by the minister on Monday."


def told_after(api: BotApi, since: int, count: int = 1) -> list[Message]:
    """Return the messages that the bot sent since a call."""
    return [call.result for call in api.wait_for("sendMessage", count, since=since, timeout=LIMIT)]


def nothing_since(api: BotApi, since: int) -> None:
    """See that nothing is sent: a bot looks every two seconds for what is new."""
    with pytest.raises(AssertionError):
        api.wait_for("sendMessage", since=since, timeout=7)


def grow(archive: Archive, name: str = "2020-03-02-steel", text: str = NEW, title: str = "Steel bridge opens") -> None:
    archive.write(name, title, text)
    archive.index()


def index_full(archive: Archive) -> None:
    update(archive.home, [archive.files], full=True, reading=quiet, building=quiet)


def at_once(reader: Reader, topic: str) -> Message:
    """Set an alert that comes at once; return the message that says so."""
    reply = reader.ask(f"/alerts {topic}")
    return reader.look(reply, "At once")


def test_new_passages_come_once_at_once_and_one_tap_stops_them(archive: Archive, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY):
        reader = Reader(api)
        answer = reader.ask("bridge over the Arun")
        assert "🔔 Notify me" in buttons(answer)
        since = len(api.calls)
        reader.press(answer, "🔔 Notify me")
        (reply,) = told_after(api, since)
        assert "“bridge over the Arun”: once a day at 8:00 (UTC)" in reply["text"]
        shown = reader.look(reply, "At once")
        assert "as soon as there are any" in shown["text"]
        since = len(api.calls)
        grow(archive)
        (alert,) = told_after(api, since)
        assert alert["text"].startswith("New on “bridge over the Arun”\n\n1. Steel bridge opens\nPublished 2 Mar 2020")
        assert "made of steel" in alert["text"]
        assert "stone bridge" not in alert["text"]
        assert "reply_to_message" not in alert
        since = len(api.calls)
        archive.write("2020-04-01-bakery", "Bakery burns", "The bakery of the lower town burned down in the night.")
        archive.index()
        archive.write("2020-03-03-again", "The same again", NEW)
        archive.index()
        nothing_since(api, since)
        assert "Switched off" in reader.press(alert, "🔕 Off")["text"]
        assert buttons(reader.shown(alert)) == []
        assert "There are none yet" in text_of(reader.ask("/alerts"))


def test_a_kill_loses_nothing_and_repeats_nothing_and_the_hour_is_kept(archive: Archive, tmp_path: Path) -> None:
    home, log = archive.home, tmp_path / "log"
    with BotApi() as api:
        readers = [somebody(api) for _ in range(6)]
        daily = somebody(api)
        with running_bot(api, home, log, DATELINE_ALERTS_KEY=KEY) as process:
            for reader in readers:
                at_once(reader, "bridge over the Arun")
                at_once(reader, "what did the minister open")
            reply = daily.ask("/alerts bridge over the Arun")
            hour = (datetime.now(UTC).hour + 2) % 24
            daily.look(reply, "Hour")
            daily.look(reply, f"{hour}:00")
            since = len(api.calls)
            grow(archive)
            api.wait_for("sendMessage", 3, since=since, timeout=LIMIT)
            process.send_signal(signal.SIGKILL)
            process.wait()
        for times in range(2):
            with running_bot(api, home, log, DATELINE_ALERTS_KEY=KEY) as process:
                if times == 0:
                    api.wait_for("sendMessage", len(readers), since=since, timeout=LIMIT)
                    index_full(archive)
                nothing_since(api, len(api.calls))
                process.send_signal(signal.SIGKILL)
                process.wait()
        got = Counter(call.result["chat"]["id"] for call in api.calls[since:] if call.method == "sendMessage")
    # Of two alerts on the same passage one is told; what was on its way at the kill may have come twice.
    assert set(got) == {reader.place.id for reader in readers}
    assert sum(got.values()) <= len(readers) + AT_ONCE


def test_all_that_is_stored_is_shown_and_deleted_at_once(archive: Archive, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY):
        reader, persian = somebody(api), User(88_001, "Somebody", language_code="fa")
        assert "you have set no alerts" in text_of(reader.ask("/mydata"))
        assert "new passages on “steel bridges -football”" in text_of(
            reader.ask("Tell me of new passages on steel bridges -football")
        )
        answer = reader.ask("bridge over the Arun")
        assert "“bridge over the Arun”" in text_of(reader.ask("/alerts", reply_to=answer["message_id"]))
        reader.ask("/alerts bridge over the Arun")  # once more
        shown = text_of(reader.ask("/mydata"))
        for fact in (str(reader.place.id), "UTC", "“steel bridges -football”, once a day", "“bridge over", "English"):
            assert fact in shown
        listed = reader.ask("/alerts")
        assert buttons(listed) == ["1. steel bridges -football", "🔕 Off", "2. bridge over the Arun", "🔕 Off"]
        reader.press(listed, listed["reply_markup"]["inline_keyboard"][0][1]["callback_data"])
        assert "football" not in text_of(reader.shown(listed))
        reader.look(listed, "1. bridge over the Arun")
        weekly = reader.look(listed, "Weekly")
        assert "every " in weekly["text"]
        reader.look(listed, "Hour")
        reader.look(listed, "My clock")
        clock = next(label for label in buttons(reader.shown(listed)) if label.endswith("(+3:30)"))
        assert "UTC+3:30" in reader.look(listed, clock)["text"]
        assert "at 7:00 (UTC+3:30)" in reader.look(listed, "7:00")["text"]
        told = text_of(Reader(api, persian, private_chat(persian)).ask("خبرم کن از بخش‌های تازه دربارهٔ پل آرون"))
        assert "ساعت ۸:۰۰" in told
        assert text_of(reader.ask("/forgetme")).startswith("All that was stored of you is deleted")
        assert "you have set no alerts" in text_of(reader.ask("/mydata"))
        assert "switched off already" in reader.press(listed, "1;day.1.0", forged=True)["text"]
        for forged in ("1;hour.1.63", "1;clock.1.0", "1;zz.1.1", "1;stop.fffffff.0", "1;hour.1.18;"):
            assert reader.press(listed, forged, forged=True)["text"]


def stored(archive: Archive, wanted: set[int]) -> set[int]:
    """Return whose alerts are stored, as soon as they are those of some chats."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        with closing(Readers(archive.home, Keys(base64.urlsafe_b64decode(KEY)))) as readers:
            found = {one.chat for one in readers.all()}
        if found == wanted:
            break
        time.sleep(0.2)
    return found


def test_who_blocks_the_bot_is_forgotten_and_a_group_that_moves_is_followed(archive: Archive, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY):
        telling, silent, kept = (somebody(api) for _ in range(3))
        rooms = [Chat(-number, "group", title="Some room") for number in (801, 802)]
        moved = [group(), group()]
        for one in (telling, silent, kept):
            at_once(one, "bridge over the Arun")
        for room in rooms:
            reader = somebody(api, room)
            reader.look(reader.ask(f"/alerts@{api.bot.username} bridge over the Arun"), "At once")
        api.block(telling.place)
        api.migrate(rooms[0], moved[0])
        left = {silent.place.id, kept.place.id, moved[0].id, rooms[1].id}
        assert stored(archive, left) == left  # as soon as Telegram says so
        api.block(silent.place, told=False)
        api.migrate(rooms[1], moved[1], told=False)
        since = len(api.calls)
        grow(archive)
        told = told_after(api, since, 3)
        left = {kept.place.id, *(one.id for one in moved)}
        assert {one["chat"]["id"] for one in told} == left
        assert stored(archive, left) == left  # as soon as a message is refused


def test_who_is_not_admitted_any_more_can_see_and_delete_what_is_stored(archive: Archive, tmp_path: Path) -> None:
    with BotApi() as api:
        reader = somebody(api)
        with running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY):
            at_once(reader, "bridge over the Arun")
        with running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY, DATELINE_READERS="1"):
            grow(archive)
            assert "private archive" in text_of(reader.ask("/alerts"))
            nothing_since(api, len(api.calls))
            assert "bridge over the Arun" in text_of(reader.ask("/mydata"))
            assert "is deleted" in text_of(reader.ask("/forgetme"))
            assert stored(archive, set()) == set()


def test_without_a_key_alerts_are_off_and_readers_and_maintainers_are_told(archive: Archive, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with BotApi() as api, running_bot(api, archive.home, log, DATELINE_LOG_LEVEL="WARNING") as process:
        reader = somebody(api)
        assert "sends no alerts" in text_of(reader.ask("/alerts floods"))
        assert "set no alerts and chosen no language" in text_of(reader.ask("/mydata"))
        assert "🔔 Notify me" not in buttons(reader.ask("bridge over the Arun"))
        stop(process)
    assert "dateline alerts --new-key FILE makes a key" in log.read_text()
    assert not list(archive.home.glob("alerts.db*"))


def test_with_another_key_alerts_are_off_and_the_file_is_left_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = open_readers(Settings(home=tmp_path, alerts_key=Secret(KEY)))
    assert first is not None
    assert open_readers(Settings(home=tmp_path, alerts_key=Secret(OTHER_KEY))) is None
    assert "was written with another key" in caplog.text
    assert KEY not in caplog.text + repr(Settings(alerts_key=Secret(KEY)))
    assert first.count() == 0
    first.close()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("/alerts", ("alerts", "")),
        ("/ALERTS@some_bot\nfloods in May", ("alerts", "floods in May")),
        ("/forgetme please", ("forgetme", "please")),
        ("/", None),
        ("/alertsx", None),
        ("Notify me about floods -football.", ("alerts", "floods -football")),
        ("tell me of new ones", ("alerts", "")),
        ("melde mir Neues zu Hochwasser", ("alerts", "Hochwasser")),
        ("avísame sobre: inundaciones", ("alerts", "inundaciones")),
        ("نبّهني إلى الجديد عن الفيضانات", ("alerts", "الفيضانات")),
        ("خبرم کن دربارهٔ سیل", ("alerts", "سیل")),
        ("notify men of war", None),
        ("Who was told of new passages on ships?", None),
    ],
)
def test_what_is_meant_for_alerts_is_told_from_questions_in_every_language(
    said: str, meant: tuple[str, str] | None
) -> None:
    assert Subscribing.asked(said, "fr") == meant
