"""Several real workers behind one webhook, with a real Redis: to readers they are one bot, whatever happens to them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.workers import trial
from bot.conversation.steps import Step
from bot.telegram.feedback import HELPS
from bot.telegram.keeping.in_redis.turns import LEASE_SECONDS
from tests.bot.fleet import Workers
from tests.bot.redis_server import RedisServer, is_installed, running_redis
from tests.bot.running import LIMIT, Message, Reader, sent_since, somebody, text_of, written
from tests.bot.test_feedback import counted
from tests.bot.test_robustness import Pusher
from tests.botapi import BotApi

pytestmark = pytest.mark.skipif(not is_installed(), reason="there is no redis-server (apt-get install redis-server)")

AWAY = "Redis cannot be reached"
MARATHON = "Kipchoge marathon"


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with running_redis() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workers")


@pytest.fixture(scope="module")
def fleet(sample_home: Path, folder: Path, redis: RedisServer) -> Iterator[tuple[BotApi, Workers]]:
    """Two workers, which get pushes in turn."""
    with BotApi() as api:
        workers = Workers(api, sample_home, folder, 2, redis, DATELINE_ALLOWANCE="5")
        try:
            somebody(api).ask("/about")
            yield api, workers
        finally:
            workers.end()


@pytest.fixture
def reader(fleet: tuple[BotApi, Workers]) -> Reader:
    return somebody(fleet[0])


def replies(reader: Reader, question: int) -> list[Message]:
    """Return the replies to a message, once all before has been dealt with."""
    reader.api.wait_until_confirmed(LIMIT)
    return reader.api.replies_to(question, count=0, chat=reader.place)


def test_what_a_reader_may_ask_counts_over_all_workers_and_one_notice_is_given(reader: Reader) -> None:
    questions = [reader.api.send_text(MARATHON, user=reader.user) for _ in range(16)]
    told = [text_of(reply) for question in questions for reply in replies(reader, question)]
    assert sum("a lot at once" in one for one in told) == 1
    assert 5 <= sum(one.startswith("1. ") for one in told) <= 8


def test_an_edited_question_edits_its_reply_whichever_worker_gave_it(reader: Reader) -> None:
    question = reader.api.send_text(MARATHON, user=reader.user)
    reply = reader.reply_to(question)
    for text, found in (("Mars rover landing", "Mars"), ("Deep Blue", "Deep Blue"), (MARATHON, "Kipchoge")):
        since = len(reader.api.calls)
        reader.api.edit_text(question, text)
        reader.api.wait_for("editMessageText", since=since, timeout=LIMIT)
        assert found in text_of(reader.shown(reply))
    assert len(written(reader.api, reader.place)) == 1


def test_who_goes_on_is_understood_whichever_worker_answered_before(reader: Reader) -> None:
    question = reader.ask("Mars rover landing")["reply_to_message"]["message_id"]
    for typed, found in (("next", "4. "), ("back", "1. ")):
        since = len(reader.api.calls)
        reader.api.send_text(typed, user=reader.user)
        sent = sent_since(reader.api, since)
        assert found in text_of(sent)
        assert sent["reply_to_message"]["message_id"] == question


def test_an_album_is_answered_once_though_its_pictures_come_to_several_workers(reader: Reader) -> None:
    album = reader.api.send_album([None, None, MARATHON, None], user=reader.user)
    assert text_of(reader.reply_to(album[2])).startswith("1. Kipchoge")
    assert len(written(reader.api, reader.place)) == 1
    silent = somebody(reader.api)
    silent.api.send_album([None, None, None], user=silent.user)
    assert [text_of(one) for one in written(silent.api, silent.place)] == ["I read text: write your question in words."]


def test_a_push_to_each_worker_is_answered_once(fleet: tuple[BotApi, Workers], reader: Reader) -> None:
    api, workers = fleet
    question = api.send_text(MARATHON, user=reader.user)
    reader.reply_to(question)
    update = {"update_id": question.update_id, "message": reader.shown({"message_id": question})}
    for settings in workers.settings:
        assert Pusher(settings | {"DATELINE_WEBHOOK_SECRET": "wrong"}).send(json.dumps(update).encode()) == 403
        assert Pusher(settings | {"DATELINE_WEBHOOK_SECRET": workers.secret}).send(json.dumps(update).encode()) == 200
    assert len(replies(reader, question)) == 1


def test_while_redis_is_away_updates_stay_with_telegram_and_are_answered_when_it_is_back(
    fleet: tuple[BotApi, Workers], folder: Path, redis: RedisServer, reader: Reader
) -> None:
    api, workers = fleet
    redis.kill()
    question = api.send_text(MARATHON, user=reader.user)
    deadline = time.monotonic() + LIMIT
    logs = [folder / str(number) / "log" for number in range(2)]
    while not all(AWAY in log.read_text("utf-8") for log in logs):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for settings in workers.settings:
        assert Pusher(settings | {"DATELINE_WEBHOOK_SECRET": workers.secret}).send(b'{"update_id": 1}') == 503
    assert api.pending_updates == 1
    assert not api.replies_to(question, count=0, chat=reader.place)
    redis.start()
    assert text_of(reader.reply_to(question)).startswith("1. Kipchoge")
    assert len(replies(reader, question)) == 1
    assert all("Redis can be reached again" in log.read_text("utf-8") for log in logs)


@pytest.mark.long
def test_nothing_is_silent_and_nothing_told_twice_when_workers_are_killed_and_redis_forgets(sample_home: Path) -> None:
    kills = 2
    found = trial(sample_home, 200, workers=4, faults={"kills": kills, "restarts": 1})
    assert (found.silent, found.disordered, found.notices) == (0, 0, 0)
    # Only where a worker gets no processor until its claim has run out, which is that much longer than it is used.
    assert all(apart > 0.2 * LEASE_SECONDS for apart in found.unexplained)
    assert found.around_faults <= 2 * kills  # sent, and killed before that was noted: one a searching thread


def test_a_chosen_language_holds_whichever_worker_answers(reader: Reader) -> None:
    reader.ask("/language de")
    assert all("Veröffentlicht" in text_of(reader.ask(MARATHON)) for _ in range(2))


def test_two_taps_below_an_answer_count_once_though_two_workers_get_them(sample_home: Path, reader: Reader) -> None:
    before = counted(sample_home).get("helped", 0)
    shown = reader.ask(MARATHON)
    for _ in range(2):
        reader.press(shown, Step(HELPS).data(), forged=True)
    assert counted(sample_home)["helped"] == before + 1


def test_a_worker_that_redis_refuses_ends_with_the_cure(sample_home: Path, tmp_path: Path) -> None:
    with running_redis("right") as redis, BotApi() as api:
        wrong = RedisServer("wrong")
        wrong.port = redis.port
        workers = Workers(api, sample_home, tmp_path, 1, wrong)
        try:
            assert workers.running[0].wait(LIMIT) == 1
        finally:
            workers.end()
    told = (tmp_path / "0" / "log").read_text("utf-8")
    assert "REDIS_URL: Redis refuses the user or the password" in told
    assert "wrong" not in told
