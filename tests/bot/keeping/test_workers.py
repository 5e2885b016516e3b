"""Several workers and one Redis: what is dealt with once, in which order, and what happens when one of them dies."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from redis import Redis

from bot.conversation.requests import Replied
from bot.secrets import Secret
from bot.settings import Settings
from bot.telegram.keeping import opening
from bot.telegram.keeping.in_redis import kept as in_kept
from bot.telegram.keeping.in_redis.connecting import Connection
from bot.telegram.keeping.in_redis.names import Names, Seal
from bot.telegram.keeping.in_redis.turns import Turns
from bot.telegram.keeping.in_redis.writing import read_kept, written
from bot.telegram.keeping.keeping import Keeping, Kept, Member, Place, Verdict
from bot.telegram.keeping.opening import open_keeping, webhook_secret
from corpus.errors import SettingsInvalid
from tests.bot.keeping.conftest import LEASE, TOKEN, Lost, worker
from tests.bot.keeping.test_contract import CHAT, SHOWN, take, waits
from tests.bot.redis_server import RedisServer, running_redis

Two = Callable[[Keeping, Keeping], Awaitable[None]]


def with_two(server: RedisServer, counter: str, work: Two, lost: Lost | None = None) -> None:
    """Run something with two workers; what the first loses is noted."""

    async def run() -> None:
        async with worker(server, counter, lost) as first, worker(server, counter) as second:
            await work(first, second)

    asyncio.run(asyncio.wait_for(run(), 120))


async def _away(keeping: Keeping) -> None:
    """Wait until a worker has noticed that Redis is away."""
    while keeping.turns.can_be_told:  # noqa: ASYNC110 - nothing tells it
        await asyncio.sleep(0.05)


async def die(keeping: Keeping) -> None:
    """Let a worker renew nothing any more, as one that is killed or stands still."""
    assert isinstance(keeping.turns, Turns)
    await keeping.turns.close()


def test_closing_ends_though_the_library_loses_that_a_call_was_broken_off(
    server: RedisServer, counter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = 0

    async def deaf(_turns: Turns) -> bool:
        nonlocal lost
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            lost += 1
            if lost > 1:
                raise
        return False

    async def run() -> None:
        async with worker(server, counter):
            monkeypatch.setattr(Turns, "_renew_all", deaf)
            await asyncio.sleep(LEASE)

    asyncio.run(asyncio.wait_for(run(), 50))
    assert lost == 2


def test_what_one_worker_has_taken_no_other_takes_while_it_lives(server: RedisServer, counter: str) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        again = asyncio.create_task(take(second, 1))
        await asyncio.sleep(3 * LEASE)
        assert not again.done()
        await first.turns.done(1)
        assert not await again

    with_two(server, counter, work)


def test_what_a_dead_worker_had_taken_is_dealt_with_by_whom_it_comes_to_again(
    server: RedisServer, counter: str
) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        await die(first)
        began = time.monotonic()
        assert await take(second, 1)
        assert LEASE / 2 < time.monotonic() - began < 4 * LEASE
        await second.turns.done(1)

    with_two(server, counter, work)


def test_updates_of_a_chat_are_in_order_over_workers(server: RedisServer, counter: str) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        third = asyncio.create_task(take(second, 3))
        assert await waits(third)
        sooner = asyncio.create_task(take(first, 2))
        assert await waits(sooner)
        await first.turns.done(1)
        assert await sooner
        assert await waits(third)
        await first.turns.done(2)
        assert await third

    with_two(server, counter, work)


def test_one_that_comes_late_does_not_go_before_one_that_is_being_dealt_with(server: RedisServer, counter: str) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 2)
        late = asyncio.create_task(take(second, 1))
        await asyncio.sleep(2 * LEASE)  # claims have been renewed meanwhile
        assert not late.done()
        await first.turns.done(2)
        assert await late

    with_two(server, counter, work)


def test_the_next_of_a_chat_waits_for_one_whose_worker_has_died_to_come_again_but_not_for_ever(
    server: RedisServer, counter: str
) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        await die(first)
        following = asyncio.create_task(take(second, 2))
        await asyncio.sleep(1.3 * LEASE)
        assert not following.done()
        assert await take(second, 1)
        assert not following.done()
        await second.turns.done(1)
        assert await following
        await second.turns.done(2)

    async def never_again(first: Keeping, second: Keeping) -> None:
        assert await take(first, 3)
        await die(first)
        assert await asyncio.wait_for(take(second, 4), 5 * LEASE)

    with_two(server, counter, work)
    with_two(server, f"{counter} 2", never_again)


def test_what_a_worker_lets_go_of_is_taken_at_once(server: RedisServer, counter: str) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        again = asyncio.create_task(take(second, 1))
        assert await waits(again)
        await first.turns.leave(1)
        assert await asyncio.wait_for(again, LEASE)

    with_two(server, counter, work)


def test_a_worker_that_stood_still_drops_what_is_anothers_before_it_sends_anything(
    server: RedisServer, counter: str
) -> None:
    lost: Lost = []

    async def work(first: Keeping, second: Keeping) -> None:
        assert await take(first, 1)
        assert await take(first, 9, CHAT + 1)
        await die(first)
        assert await take(second, 1)
        assert not lost
        await first.turns.surely_ours()
        assert lost == [1]
        await first.turns.leave(1)
        again = asyncio.create_task(take(first, 1))
        assert await waits(again)
        await second.turns.done(1)
        assert not await again

    with_two(server, counter, work, lost)


def test_a_redis_that_lost_its_memory_is_told_what_is_being_dealt_with_and_what_has_been(counter: str) -> None:
    with running_redis() as server:

        async def work(first: Keeping, second: Keeping) -> None:
            for number in (1, 2):
                assert await take(first, number)
                await first.turns.done(number)
            assert await take(first, 3)
            waiting = asyncio.create_task(take(first, 4))
            assert await waits(waiting)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
            again = [asyncio.create_task(take(second, number)) for number in (2, 3, 4)]
            assert not await again[0]
            await asyncio.sleep(2 * LEASE)
            assert not any(one.done() for one in (again[1], again[2], waiting))
            await first.turns.done(3)
            assert not await again[1]
            assert await waiting
            await first.turns.done(4)
            assert not await again[2]

        with_two(server, counter, work)


def test_while_redis_is_away_everything_waits_and_goes_on_when_it_is_back(counter: str) -> None:
    with running_redis() as server:

        async def work(first: Keeping, second: Keeping) -> None:
            assert await take(first, 1)
            await asyncio.to_thread(server.kill)
            ending = asyncio.create_task(first.turns.done(1))
            asking = asyncio.create_task(second.allowances.take("question", 1, 6, "a"))
            await _away(first)
            await _away(second)
            sure = asyncio.create_task(first.turns.surely_ours())
            await asyncio.sleep(LEASE)
            assert not any(one.done() for one in (ending, asking, sure))
            await first.turns.leave(2)
            await asyncio.to_thread(server.start)
            await ending
            assert await asking is Verdict.ANSWER
            await sure
            assert first.turns.can_be_told
            assert not await take(second, 1)

        with_two(server, counter, work)


def test_what_ran_out_while_redis_stood_still_is_not_taken_from_who_lives(counter: str) -> None:
    with running_redis() as server:

        async def work(first: Keeping, second: Keeping) -> None:
            assert await take(first, 1)
            await asyncio.to_thread(server.freeze)
            again = asyncio.create_task(take(second, 1))
            await _away(first)
            await _away(second)
            await asyncio.sleep(2 * LEASE)
            ending = asyncio.create_task(first.turns.done(1))
            await asyncio.to_thread(server.thaw)
            assert not await again
            await ending

        with_two(server, counter, work)


def test_a_redis_that_stands_still_is_away_and_what_it_does_later_is_done_once(counter: str) -> None:
    with running_redis() as server:

        async def work(first: Keeping, second: Keeping) -> None:
            assert await first.allowances.take("question", 1, 2, "a") is Verdict.ANSWER
            await asyncio.to_thread(server.freeze)
            asking = asyncio.create_task(first.allowances.take("question", 1, 2, "b"))
            await _away(first)
            await asyncio.to_thread(server.thaw)
            assert await asking is Verdict.ANSWER
            assert await second.allowances.take("question", 1, 2, "c") is Verdict.NOTICE

        with_two(server, counter, work)


def test_what_readers_may_ask_what_was_told_and_what_was_shown_is_known_to_all(
    server: RedisServer, counter: str
) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        kept, place = Kept(SHOWN, 10, 9), Place(CHAT, None, 1)
        both = (first, second) * 2
        told = [await one.allowances.take("question", 1, 2, str(number)) for number, one in enumerate(both)]
        assert told == [Verdict.ANSWER, Verdict.ANSWER, Verdict.NOTICE, Verdict.SILENCE]
        assert await first.notices.bears(CHAT, "foreign", 1)
        assert not await second.notices.bears(CHAT, "foreign", 2)
        await first.replies.keep(CHAT, 1, 2)
        assert await second.replies.of(CHAT, 1) == 2
        await first.recent.keep(place, kept)
        assert await second.recent.last(place) == kept
        mute, speaking = (Member((CHAT, "a"), number, speaks=number == 2) for number in (1, 2))
        await first.albums.arrived(mute, edited=False)
        await second.albums.arrived(speaking, edited=False)
        assert await first.albums.seconds_left(mute.album) == 0
        assert not await first.albums.is_answered(mute)
        assert await second.albums.is_answered(speaking)
        await first.languages.choose(CHAT, "it")
        assert await second.languages.of(CHAT) == "it"
        assert await first.taps.first(CHAT, 10, "a")
        assert not await second.taps.first(CHAT, 10, "b")

    with_two(server, counter, work)


def test_what_may_stand_in_one_home_is_held_by_its_workers_and_by_others_when_these_are_gone(
    server: RedisServer, counter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_kept, "HELD_SECONDS", 1)

    async def work(first: Keeping, second: Keeping) -> None:
        assert await first.leases.hold("alerts", "home")
        assert await second.leases.hold("alerts", "home")
        assert not await second.leases.hold("alerts", "another")
        for _ in range(3):
            await asyncio.sleep(0.5)
            assert await first.leases.hold("alerts", "home")
        assert not await second.leases.hold("alerts", "another")
        assert await second.leases.hold("what else", "another")
        await asyncio.sleep(1.2)
        assert await second.leases.hold("alerts", "another")
        assert not await first.leases.hold("alerts", "home")

    with_two(server, counter, work)


def test_a_language_that_is_none_of_ours_is_none(server: RedisServer, counter: str) -> None:
    async def work(first: Keeping, second: Keeping) -> None:
        await first.languages.choose(CHAT, "xx")
        assert await second.languages.of(CHAT) == ""

    with_two(server, counter, work)


def test_redis_learns_of_no_reader_and_no_word_and_keeps_nothing_for_ever(counter: str) -> None:
    reader, word = 7_345_123_456, "xanthoquokka"
    line = replace(SHOWN.line, text=word, replied=Replied(word, ours=False))
    shown = Kept(replace(SHOWN, line=line, replied=Replied(word, ours=True)), 10, 9)
    with running_redis() as server:

        async def work(first: Keeping, second: Keeping) -> None:
            assert await take(first, 1, reader)
            await first.turns.done(1)
            assert await take(first, 2, reader)
            waiting = asyncio.create_task(take(second, 3, reader))
            assert await waits(waiting)
            await first.allowances.take("question", reader, 6, f"{reader} 1")
            await first.notices.bears(reader, word, 1)
            await first.replies.keep(reader, 1, 2)
            await first.recent.keep(Place(reader, None, reader), shown)
            member = Member((reader, word), 4, speaks=True)
            await first.albums.arrived(member, edited=False)
            await first.albums.is_answered(member)
            await first.languages.choose(reader, "fa")
            await first.taps.first(reader, reader, word)
            await first.leases.hold("alerts", word)
            found = await asyncio.to_thread(_everything, server)
            assert len(found) == 14
            for key, (content, milliseconds) in found.items():
                assert 0 < milliseconds <= (366 if b":language:" in key else 7) * 24 * 3600 * 1000, key
                for secret in (str(reader), word, TOKEN):
                    assert secret.encode() not in key + content, key
            waiting.cancel()

        with_two(server, counter, work)


def _everything(server: RedisServer) -> dict[bytes, tuple[bytes, int]]:
    """Return what stands at each key, and for how many milliseconds."""
    found = {}
    with Redis(port=server.port) as redis:
        for key in redis.scan_iter():
            kind = redis.type(key)
            if kind == b"string":
                content = redis.get(key)
            elif kind == b"hash":
                content = repr(redis.hgetall(key)).encode()
            else:
                content = repr(redis.zrange(key, 0, -1, withscores=True)).encode()
            assert isinstance(content, bytes)
            found[key] = content, redis.pttl(key)
    return found


def test_what_is_sealed_is_opened_with_the_same_token_at_the_same_key_only() -> None:
    sealed = Seal(TOKEN).closed("words", "here")
    assert Seal(TOKEN).opened(sealed, "here") == "words"
    for token, value, key in ((TOKEN, sealed, "there"), ("2:x", sealed, "here"), (TOKEN, b"x" + sealed, "here")):
        assert Seal(token).opened(value, key) is None
    assert Seal(TOKEN).opened(b"", "here") is None
    assert Names(TOKEN, "a").of("line", 1) != Names("2:x", "a").of("line", 1)
    assert Names(TOKEN, "a").prefix != Names(TOKEN, "b").prefix


def test_what_another_version_wrote_is_not_read() -> None:
    kept = Kept(SHOWN, 10, 9)
    assert read_kept(written(kept)) == kept
    assert read_kept(json.dumps([2, "x"])) is None


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_redis_that_refuses_the_password_ends_the_start_and_none_is_told(password: str) -> None:
    with running_redis("right") as server:
        url = f"redis://:{password}@127.0.0.1:{server.port}/0"

        async def run() -> None:
            connection = Connection(url)
            try:
                await connection.begin()
            finally:
                await connection.close()

        with pytest.raises(SettingsInvalid, match="REDIS_URL: Redis refuses the user or the password") as refused:
            asyncio.run(asyncio.wait_for(run(), 20))
        assert "wrong" not in str(refused.value)


@pytest.mark.parametrize("url", ["redis://h:port/0", "redis://:secret@h:70000/0"])
def test_an_address_that_cannot_be_read_is_told_without_its_password(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="REDIS_URL: ") as refused:
        Connection(url)
    assert "secret" not in str(refused.value)


def test_without_the_library_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _name: None)
    with pytest.raises(SettingsInvalid, match=r"REDIS_URL: .* pip install 'dateline\[cluster\]'"):
        open_keeping(Settings(redis_url=Secret("redis://127.0.0.1")), 1, 1.0)


def test_workers_that_share_a_redis_expect_the_same_secret_from_telegram() -> None:
    shared = Settings(bot_token=Secret(TOKEN), redis_url=Secret("redis://127.0.0.1"))
    assert webhook_secret(shared) == webhook_secret(shared)
    assert TOKEN not in webhook_secret(shared)
    alone = Settings(bot_token=Secret(TOKEN))
    assert webhook_secret(alone) != webhook_secret(alone)
    assert webhook_secret(Settings(webhook_secret=Secret("told"), redis_url=shared.redis_url)) == "told"
