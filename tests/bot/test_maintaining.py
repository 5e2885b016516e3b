"""Maintainers' commands: obeyed in their private chats, unknown to all others."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.alerts.keys import Keys
from bot.alerts.readers import Readers
from bot.rendering.counts_picture import draw_counts
from tests.bot.alerts.conftest import KEY, Archive
from tests.bot.running import LIMIT, Message, Reader, buttons, group, running_bot, somebody, text_of
from tests.botapi import BotApi, User
from tests.botapi.chats import private_chat

MAINTAINER = User(92_000, "Somebody")
COMMANDS = ("/status", "/stats", "/quarantine", "/reindex", "/broadcast hello")


class Stage:
    """A bot on an archive that grows, and its maintainer."""

    def __init__(self, api: BotApi, archive: Archive) -> None:
        self.api, self.archive = api, archive
        self.maintainer = Reader(api, MAINTAINER, private_chat(MAINTAINER))

    def until(self, reply: Message, words: str) -> str:
        """Return what a message says as soon as it has some words."""
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            shown = text_of(self.maintainer.shown(reply))
            if words in shown:
                return shown
            time.sleep(0.1)
        raise AssertionError(shown)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    archive = Archive(tmp_path_factory.mktemp("maintaining"))
    archive.write(
        "2019-05-01-arun", "Bridge over the Arun opens", "The old bridge over the Arun was opened by the mayor."
    )
    (archive.files / "bad.txt").write_bytes(b"\0\1")
    archive.index()
    settings = {"DATELINE_ALERTS_KEY": KEY, "DATELINE_MAINTAINERS": "92000"}
    with BotApi() as api, running_bot(api, archive.home, archive.home.parent / "log", **settings):
        stage = Stage(api, archive)
        stage.maintainer.ask("/about")  # who has not written to a bot cannot be written to
        yield stage


def test_others_are_told_nothing_of_these_commands(stage: Stage) -> None:
    reader, room = somebody(stage.api), somebody(stage.api, group())
    unknown = text_of(reader.ask("/nosuchthing"))
    assert {text_of(reader.ask(command)) for command in COMMANDS} == {unknown}
    asked = [stage.api.send_text(command, chat=room.chat, user=MAINTAINER) for command in COMMANDS]
    room.ask(f"/about@{stage.api.bot.username}")
    assert not any(stage.api.replies_to(one, count=0, chat=room.chat) for one in asked)
    answer = reader.ask("bridge over the Arun")
    assert "no longer works" in reader.press(answer, "1;cast.0.0", forged=True)["text"]
    assert not {"status", "stats", "reindex", "broadcast"} & set(stage.api.commands())


def test_status_quarantine_and_stats_tell_how_it_is(stage: Stage) -> None:
    somebody(stage.api).ask("bridge over the Arun")
    status = text_of(stage.maintainer.ask("/status"))
    assert re.search(r"[12] articles, [12] passages, 1 in quarantine", status)
    assert "index generation" in status
    assert "chats have alerts" in status
    told = text_of(stage.maintainer.ask("/quarantine"))
    assert told.startswith("1 in quarantine\n")
    assert "bad.txt" in told
    stats = stage.maintainer.ask("/stats")
    assert stats["photo"]
    assert re.search(
        r"^\d+ questions in 30 days, \d+% answered, .*\nhalf of the replies within [\d,]+ ms\n", text_of(stats)
    )


def test_indexing_anew_is_told_in_place_while_it_goes_on(stage: Stage) -> None:
    stage.archive.write("2020-01-01-ferry", "Ferry sold", "The ferry over the Arun was sold to a museum by its owner.")
    reply = stage.maintainer.ask("/reindex")
    done = stage.until(reply, "Done in")
    assert "2 articles, 1 new or changed" in done
    assert "; generation 2" in done
    assert text_of(somebody(stage.api).ask("Who was the ferry sold to?")).startswith("1. Ferry sold")
    again = stage.maintainer.ask("/reindex")
    assert "unchanged" in stage.until(again, "Done in")


def test_a_word_to_all_is_shown_first_and_goes_to_who_has_alerts(stage: Stage) -> None:
    readers, gone = [somebody(stage.api) for _ in range(3)], somebody(stage.api)
    for one in (*readers, gone):
        one.ask("/alerts ferry")
    other = somebody(stage.api)
    other.ask("/about")
    assert "characters at most" in text_of(stage.maintainer.ask("/broadcast"))
    draft = stage.maintainer.ask("/broadcast The archive <moves> on Monday.")
    assert text_of(draft) == (
        "To all 4 chats that have alerts; the bot knows no others:\n\nThe archive <moves> on Monday."
    )
    assert buttons(draft) == ["Send it", "Don’t send"]
    stage.api.block(gone.place, told=False)
    stage.maintainer.press(draft, "Send it")
    assert stage.until(draft, "Sent to 3 chats; 1 have blocked")
    for one in readers:
        assert stage.api.messages(one.place.id)[-1]["text"] == "The archive <moves> on Monday."
    assert stage.api.messages(other.place.id)[-1]["text"] != "The archive <moves> on Monday."
    keys = Keys(base64.urlsafe_b64decode(KEY))
    with closing(Readers(stage.archive.home, keys)) as stored:
        assert {one.chat for one in stored.all()} == {one.place.id for one in readers}
    dropped = stage.maintainer.ask("/broadcast Never mind.")
    stage.maintainer.press(dropped, "Don’t send")
    assert text_of(stage.maintainer.shown(dropped)) == "Nothing was sent."


def test_an_error_is_told_by_its_number_and_kind(stage: Stage) -> None:
    since = len(stage.api.calls)
    stage.api.fail_next("sendMessage", 400, times=1)
    stage.api.send_text("bridge over the Arun", user=somebody(stage.api).user or MAINTAINER)
    deadline = time.monotonic() + LIMIT
    told: list[str] = []
    while not told and time.monotonic() < deadline:
        told = [
            call.result["text"]
            for call in stage.api.calls[since:]
            if call.method == "sendMessage" and call.error is None and call.result["chat"]["id"] == MAINTAINER.id
        ]
        time.sleep(0.1)
    number = re.fullmatch(r"An update could not be handled: error ([0-9a-f]{8}), BadRequest\.", told[0])
    assert number is not None
    assert number[1] in (stage.archive.home.parent / "log").read_text("utf-8")


def test_counts_are_drawn_also_where_there_are_none() -> None:
    days = [date(2024, 5, 1) + timedelta(days=number) for number in range(30)]
    for counts in ({}, {days[3]: {"asked": 9, "answer": 4, "helped": 2, "helped not": 1}}):
        assert Image.open(BytesIO(draw_counts(days, counts))).size == (960, 780)
