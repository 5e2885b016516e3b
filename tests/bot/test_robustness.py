"""Too much, too often, twice, at the wrong time: what the bot does then, and that nothing is lost."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.keeping.in_memory.allowances import Allowances
from bot.telegram.keeping.in_memory.seen import FILE_NAME, MOST, PRUNE_EVERY, SeenUpdates
from bot.telegram.keeping.keeping import Verdict
from corpus.errors import StoreUnusable
from tests.bot.running import LIMIT, Reader, running_bot, stop, text_of, webhook_settings
from tests.botapi import BASIC_GROUP, CHANNEL, FORUM, GROUP, OTHER_READER, READER, BotApi, User
from tests.botapi.chats import NAMED_CHANNEL, NAMELESS_ADMIN, private_chat


def test_a_burst_gets_one_notice_and_others_are_answered(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", DATELINE_ALLOWANCE="5"):
        questions = [api.send_text("Kipchoge marathon") for _ in range(15)]
        assert Reader(api, OTHER_READER).ask("Kipchoge marathon")["text"].startswith("1. Kipchoge")
        api.wait_until_confirmed(LIMIT)
        replies = [reply["text"] for question in questions for reply in api.replies_to(question, count=0)]
        assert sum("a lot at once" in reply for reply in replies) == 1
        assert 5 <= sum(reply.startswith("1. ") for reply in replies) <= 7


def test_when_many_ask_at_once_some_are_asked_to_come_back_and_none_is_left_silent(
    sample_home: Path, tmp_path: Path
) -> None:
    with BotApi() as api:
        readers = [Reader(api, User(2000 + number, "Somebody")) for number in range(60)]
        questions = [api.send_text("Mars rover landing", user=reader.user) for reader in readers]
        with running_bot(api, sample_home, tmp_path / "log", DATELINE_BUSY_AT="2"):
            replies = [reader.reply_to(question)["text"] for reader, question in zip(readers, questions, strict=True)]
    busy = sum("Many are asking at once" in reply for reply in replies)
    assert 0 < busy < 60
    assert all(reply.startswith(("1. ", "Many are asking")) for reply in replies)


def test_nothing_is_lost_or_repeated_over_a_kill(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api:
        questions = []
        for _ in range(3):
            with running_bot(api, sample_home, tmp_path / "log") as process:
                first = api.send_text("Kipchoge marathon")
                api.replies_to(first, timeout=LIMIT)
                questions += [first, *(api.send_text("Deep Blue") for _ in range(10))]
                process.send_signal(signal.SIGKILL)
                process.wait()
        with running_bot(api, sample_home, tmp_path / "log"):
            for question in questions:
                assert api.replies_to(question, timeout=LIMIT)
            api.wait_until_confirmed(LIMIT)
        repeated = sum(len(api.replies_to(question)) > 1 for question in questions)
        assert repeated <= 3 * 2  # sent, and killed before that was noted: one a searching thread


def test_a_stop_finishes_what_was_begun(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api:
        api.delay("sendMessage", 0.5)
        with running_bot(api, sample_home, tmp_path / "log") as process:
            readers = [User(3000 + number, "Somebody") for number in range(5)]
            questions = [api.send_text("Kipchoge marathon", user=reader) for reader in readers]
            api.wait_for("sendChatAction", 5, timeout=LIMIT)
            stop(process)
        assert all(len(api.replies_to(question, timeout=0.1)) == 1 for question in questions)
        assert api.pending_updates == 0


def test_a_reply_that_telegram_puts_off_holds_nobody_else_up(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log"):
        reader = Reader(api)
        reader.ask("Deep Blue")
        api.fail_next("sendMessage", 429, retry_after=6)
        waiting = api.send_text("Kipchoge marathon", user=OTHER_READER)
        time.sleep(0.5)
        began = time.monotonic()
        assert reader.ask("Mars rover")["text"].startswith("1. ")
        assert time.monotonic() - began < 4
        assert api.replies_to(waiting, timeout=LIMIT)


def test_an_answer_follows_a_group_that_moved_and_a_blocked_chat_is_let_be(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api:
        api.send_command("ask Kipchoge marathon", chat=BASIC_GROUP)
        api.migrate(BASIC_GROUP, GROUP)
        api.send_text("Kipchoge marathon", user=OTHER_READER)
        api.block(private_chat(OTHER_READER), user=OTHER_READER)
        with running_bot(api, sample_home, tmp_path / "log"):
            assert Reader(api).ask("Deep Blue")["text"].startswith("1. ")
            api.wait_until_confirmed(LIMIT)
        moved = [message["text"] for message in api.messages(GROUP) if "text" in message]
        assert [text.partition("\n")[0][:12] for text in moved] == ["1. Kipchoge "]
        assert not [one for one in api.messages(OTHER_READER.id) if one["from"]["id"] == api.bot.id]


def test_a_private_archive_answers_only_its_readers(sample_home: Path, tmp_path: Path) -> None:
    allowed = f"{READER.id}, {GROUP.id}, {CHANNEL.id}, {NAMELESS_ADMIN.id}, {NAMED_CHANNEL.id}"
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", DATELINE_READERS=allowed):
        assert Reader(api).ask("Kipchoge marathon")["text"].startswith("1. Kipchoge")
        stranger = Reader(api, OTHER_READER)
        refused = text_of(stranger.ask("Kipchoge marathon"))
        assert "privates Archiv" in refused
        assert str(OTHER_READER.id) in refused
        assert Reader(api, OTHER_READER, GROUP).ask("/ask Kipchoge")["text"].startswith("1. Kipchoge")
        for name in (GROUP, CHANNEL, FORUM):
            question = api.send_text("/ask Kipchoge", chat=GROUP, in_name_of=name)
            assert text_of(api.replies_to(question, timeout=LIMIT)[0]).startswith("1. Kipchoge")
        api.send_text("/ask Kipchoge", chat=FORUM, in_name_of=FORUM)  # a nameless admin of another group
        api.send_text("/ask Kipchoge", chat=FORUM, in_name_of=GROUP)
        admitted = api.send_text("/ask Kipchoge", chat=FORUM, in_name_of=CHANNEL)
        assert text_of(api.replies_to(admitted, timeout=LIMIT)[0]).startswith("1. Kipchoge")
        assert api.answer_to(api.inline("Kipchoge", user=OTHER_READER), timeout=LIMIT)["results"] == []
        assert api.answer_to(api.inline("Kipchoge"), timeout=LIMIT)["results"]


def test_another_instance_is_waited_for_and_an_outage_is_outlasted(sample_home: Path, tmp_path: Path) -> None:
    with BotApi(offline="refused") as api, running_bot(api, sample_home, tmp_path / "log") as process:
        time.sleep(1)
        assert process.poll() is None
        api.go_online()
        api.fail_next("getUpdates", 409)
        api.fail_next("getUpdates", 502, times=2)
        assert Reader(api).ask("Kipchoge")["text"].startswith("1. ")


def test_the_bot_can_be_stopped_while_telegram_is_unreachable(sample_home: Path, tmp_path: Path) -> None:
    with BotApi(offline="bad_gateway") as api, running_bot(api, sample_home, tmp_path / "log") as process:
        while "cannot be reached" not in (tmp_path / "log").read_text("utf-8"):
            time.sleep(0.1)
        stop(process)
        assert process.returncode == 0


@pytest.mark.long
def test_processes_that_search_answer_like_threads_and_end_with_the_bot(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", DATELINE_WORKERS="2") as process:
        reader = Reader(api)
        answer = reader.ask("Mars rover landing")
        assert answer["text"].startswith("1. ")
        assert "4. " in reader.look(answer, "Next ›")["text"]
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if children.exists():
            searching = [child for child in children.read_text().split() if _searches(child)]
            assert len(searching) == 2
            os.kill(int(searching[0]), signal.SIGKILL)
            assert reader.ask("Kipchoge marathon")["text"].startswith("1. Kipchoge")
        stop(process)


def _searches(process: str) -> bool:
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


class Pusher:
    """Pushes to the bot's webhook as anybody on the net could."""

    def __init__(self, settings: dict[str, str]) -> None:
        host, _, port = settings["DATELINE_WEBHOOK_LISTEN"].partition(":")
        self.address = host, int(port)
        self.secret = settings["DATELINE_WEBHOOK_SECRET"]

    def send(self, body: bytes, verb: str = "POST", path: str = "/dateline", **headers: str) -> int:
        """Send a request, and return the status of the answer."""
        connection = http.client.HTTPConnection(*self.address, timeout=LIMIT)
        try:
            named = {"X-Telegram-Bot-Api-Secret-Token": self.secret} | {
                name.replace("_", "-"): value for name, value in headers.items()
            }
            connection.request(verb, path, body, named)
            return connection.getresponse().status
        finally:
            connection.close()


def test_a_webhook_takes_only_what_telegram_pushes(sample_home: Path, tmp_path: Path) -> None:
    settings = webhook_settings()
    pusher = Pusher(settings)
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", **settings) as process:
        assert Reader(api).ask("Kipchoge marathon")["text"].startswith("1. Kipchoge")
        update: dict[str, Any] = {"update_id": 77, "message": api.messages()[0]}
        body = json.dumps(update).encode()
        assert pusher.send(body, X_Telegram_Bot_Api_Secret_Token="wrong") == 403
        assert pusher.send(body, X_Telegram_Bot_Api_Secret_Token="") == 403
        assert pusher.send(b"", "GET") == 405
        assert pusher.send(body, path="/other") == 404
        for broken in (
            b"{",
            b"",
            b"[]",
            b"7",
            b'{"update_id": "x"}',
            b'{"update_id": true}',
            b"\xff\xfe",
            b"[" * 100_000,
        ):
            assert pusher.send(broken) == 400, broken[:20]
        assert pusher.send(b" " * (2 << 20)) == 413
        assert pusher.send(b'{"update_id": 78}') == 200
        stop(process)
    assert "privates" not in (tmp_path / "log").read_text("utf-8")


def test_a_body_that_never_comes_holds_nothing_up(sample_home: Path, tmp_path: Path) -> None:
    settings = webhook_settings()
    host, _, port = settings["DATELINE_WEBHOOK_LISTEN"].partition(":")
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", **settings):
        reader = Reader(api)
        reader.ask("Kipchoge marathon")
        slow = http.client.HTTPConnection(host, int(port), timeout=LIMIT)
        slow.putrequest("POST", "/dateline")
        slow.putheader("X-Telegram-Bot-Api-Secret-Token", settings["DATELINE_WEBHOOK_SECRET"])
        slow.putheader("Content-Length", "1000")
        slow.endheaders(b"{")
        assert reader.ask("Deep Blue")["text"].startswith("1. ")
        slow.close()


def test_a_port_that_is_taken_fails_with_the_cure(sample_home: Path, tmp_path: Path) -> None:
    settings = webhook_settings()
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "one", **settings):
        Reader(api).ask("Kipchoge")
        with BotApi() as other, running_bot(other, sample_home, tmp_path / "two", **settings) as second:
            assert second.wait(LIMIT) == 1
    assert "DATELINE_WEBHOOK_LISTEN: cannot listen at 127.0.0.1:" in (tmp_path / "two").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEBHOOK_URL", "http://example.org/x"), ("WEBHOOK_URL", "https://example.org"), ("WEBHOOK_LISTEN", "nowhere"),
     ("WEBHOOK_SECRET", "a b"), ("READERS", "ada"), ("ALLOWANCE", "0"), ("WORKERS", "-1")],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named_and_not_shown(
    sample_home: Path, tmp_path: Path, name: str, value: str
) -> None:
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log", **{f"DATELINE_{name}": value}) as process:
        assert process.wait(LIMIT) == 1
    told = (tmp_path / "log").read_text("utf-8")
    assert f"DATELINE_{name}" in told
    assert len(value) < 3 or value not in told


def test_a_file_of_numbers_that_is_none_of_ours_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database " * 500)
    with pytest.raises(StoreUnusable, match=r"updates.db: cannot be written .* move it away"):
        SeenUpdates(tmp_path, "one")


def test_a_bucket_fills_up_again_and_tells_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    allowances, occasions = Allowances(), itertools.count()

    def take(reader: int = 1) -> Verdict:
        return asyncio.run(allowances.take("question", reader, 6, str(next(occasions))))

    assert [take() for _ in range(8)] == [Verdict.ANSWER] * 6 + [Verdict.NOTICE, Verdict.SILENCE]
    assert take(2) is Verdict.ANSWER
    now[0] += 10
    assert [take() for _ in range(2)] == [Verdict.ANSWER, Verdict.SILENCE]
    now[0] += 60
    assert [take() for _ in range(7)] == [Verdict.ANSWER] * 6 + [Verdict.NOTICE]


def test_seen_numbers_outlast_a_restart_are_bounded_and_start_anew(tmp_path: Path) -> None:
    seen = SeenUpdates(tmp_path, "one")
    seen.add(7)
    seen.close()
    seen = SeenUpdates(tmp_path, "one")
    assert seen.has(7, None)
    assert seen.has(7, int(time.time()) - 5)
    assert not seen.has(8, None)
    assert not SeenUpdates(tmp_path, "two").has(7, None)
    assert not seen.has(7, int(time.time()) + 9)  # numbered anew
    assert not seen.has(7, None)
    seen._database.executemany("INSERT INTO updates VALUES ('one', ?)", [(number,) for number in range(MOST + 500)])
    for number in range(PRUNE_EVERY + 1):
        seen.add(100_000 + number)
    (kept,) = seen._database.execute("SELECT COUNT(*) FROM updates").fetchone()
    assert kept <= MOST + PRUNE_EVERY
    seen.close()
