"""What is kept between messages means the same in the memory of a process and in Redis."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.conversation.replies import Choice
from bot.conversation.requests import Line, Replied
from bot.conversation.shown import Shown
from bot.conversation.views import View
from bot.telegram.keeping.keeping import Keeping, Kept, Member, Place, Verdict
from tests.bot.keeping.conftest import Session

CHAT, OTHER = 5, 6
REPLIED = Replied("🔎 bridge", ours=True, bold=("1. Bridge opens", "It opened."), quote="It")
LINE = Line("when?\ud800", date(2024, 5, 3), "de", REPLIED, None, Replied("x", ours=False))
CHOICES = (Choice("Next ▶", "next", View("answer", 12, 3, 0, newest=True, year=2019, first=date(2019, 1, 1))),)
SHOWN = Shown(LINE, REPLIED, "de", CHOICES)


def quietly() -> None:
    """Take the news that an update waits."""


async def take(keeping: Keeping, number: int, chat: int = CHAT) -> bool:
    """Wait for the turn of an update."""
    return await keeping.turns.take(number, chat, None, quietly)


async def waits(task: asyncio.Task[bool]) -> bool:
    """Tell whether something still waits after a moment."""
    await asyncio.wait({task}, timeout=0.3)
    return not task.done()


def test_an_update_is_dealt_with_once_and_one_that_was_left_by_the_next(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert await take(keeping, 7)
        await keeping.turns.leave(7)
        assert await take(keeping, 7)
        await keeping.turns.surely_ours()
        await keeping.turns.done(7)
        await keeping.turns.leave(7)
        assert not await take(keeping, 7)
        assert await take(keeping, 8)

    session(work)


def test_updates_of_one_chat_are_dealt_with_one_after_the_other_and_others_do_not_wait(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert await take(keeping, 1)
        second, third = asyncio.create_task(take(keeping, 2)), None
        assert await waits(second)
        third = asyncio.create_task(take(keeping, 3))
        assert await waits(third)
        assert await take(keeping, 4, OTHER)
        await keeping.turns.done(1)
        assert await second
        assert await waits(third)
        await keeping.turns.done(2)
        assert await third

    session(work)


def test_who_stops_waiting_holds_nobody_up(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert await take(keeping, 1)
        second, third = asyncio.create_task(take(keeping, 2)), None
        assert await waits(second)
        third = asyncio.create_task(take(keeping, 3))
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        await keeping.turns.leave(2)
        await keeping.turns.done(1)
        assert await third

    session(work)


def test_it_is_told_when_an_update_is_known_to_wait(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert await take(keeping, 1)
        noted = asyncio.Event()
        waiting = asyncio.create_task(keeping.turns.take(2, CHAT, None, noted.set))
        await asyncio.wait_for(noted.wait(), 60)
        assert not waiting.done()
        await keeping.turns.done(1)
        await waiting
        assert keeping.turns.can_be_told

    session(work)


def test_a_reader_may_ask_so_often_and_is_told_once(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        async def ask(occasion: int, reader: int = 1, kind: str = "question") -> Verdict:
            return await keeping.allowances.take(kind, reader, 6, str(occasion))

        told = [await ask(number) for number in range(9)]
        assert told == [Verdict.ANSWER] * 6 + [Verdict.NOTICE, Verdict.SILENCE, Verdict.SILENCE]
        assert await ask(0, reader=2) is Verdict.ANSWER
        assert await ask(0, kind="press") is Verdict.ANSWER

    session(work)


def test_the_same_occasion_gets_the_same_verdict_and_costs_nothing(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        told = [await keeping.allowances.take("question", 3, 1, occasion) for occasion in ("a", "a", "b", "b", "c")]
        assert told == [Verdict.ANSWER] * 2 + [Verdict.NOTICE] * 2 + [Verdict.SILENCE]

    session(work)


def test_a_bucket_fills_up_again(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        told = [await keeping.allowances.take("question", 4, 120, str(number)) for number in range(121)]
        assert told[-1] in {Verdict.NOTICE, Verdict.ANSWER}  # some may have flowed in
        await asyncio.sleep(1)
        assert await keeping.allowances.take("question", 4, 120, "later") is Verdict.ANSWER

    session(work)


def test_a_chosen_language_is_kept_until_it_is_taken_back_and_goes_along_with_its_chat(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        languages = keeping.languages
        assert await languages.of(CHAT) == ""
        await languages.choose(CHAT, "fa")
        await languages.choose(CHAT, "de")
        assert (await languages.of(CHAT), await languages.of(OTHER)) == ("de", "")
        await languages.move(CHAT, OTHER)
        assert (await languages.of(CHAT), await languages.of(OTHER)) == ("", "de")
        await languages.move(CHAT, OTHER)
        await languages.choose(CHAT, "")
        assert await languages.of(OTHER) == "de"
        await languages.choose(OTHER, "")
        assert await languages.of(OTHER) == ""

    session(work)


def test_what_is_pressed_below_a_message_counts_once(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        taps = keeping.taps
        assert [await taps.first(CHAT, 1, press) for press in ("a", "b", "a")] == [True, False, True]
        assert await taps.first(CHAT, 2, "c")
        assert await taps.first(OTHER, 1, "d")
        assert (await taps.any(CHAT, 1), await taps.any(CHAT, 3)) == (True, False)
        await taps.forget(CHAT, 1)
        assert await taps.first(CHAT, 1, "b")

    session(work)


def test_who_holds_a_lease_keeps_it(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert [await keeping.leases.hold("alerts", "home") for _ in range(3)] == [True] * 3

    session(work)


def test_a_reply_is_remembered_until_it_is_forgotten(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        assert await keeping.replies.of(CHAT, 1) is None
        await keeping.replies.keep(CHAT, 1, 2)
        await keeping.replies.keep(OTHER, 1, 3)
        assert (await keeping.replies.of(CHAT, 1), await keeping.replies.of(OTHER, 1)) == (2, 3)
        await keeping.replies.keep(CHAT, 1, None)
        assert await keeping.replies.of(CHAT, 1) is None

    session(work)


def test_a_notice_is_borne_by_one_reply_also_when_that_is_made_again(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        told = [await keeping.notices.bears(CHAT, "foreign de", message) for message in (1, 1, 2, 1)]
        assert told == [True, True, False, True]
        assert await keeping.notices.bears(CHAT, "foreign fr", 2)
        assert await keeping.notices.bears(OTHER, "foreign de", 2)

    session(work)


def test_what_was_shown_last_is_told_to_whom_it_was_shown(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        here, there = Place(CHAT, None, 1), Place(CHAT, 3, 1)
        assert await keeping.recent.last(here) is None
        await keeping.recent.keep(here, Kept(SHOWN, 10, 9))
        await keeping.recent.keep(there, Kept(SHOWN, 12, 11))
        assert await keeping.recent.last(here) == Kept(SHOWN, 10, 9)
        await keeping.recent.keep(here, Kept(SHOWN, 14, 13))
        assert await keeping.recent.last(here) == Kept(SHOWN, 14, 13)
        assert await keeping.recent.of(CHAT, 10) == Kept(SHOWN, 10, 9)
        assert await keeping.recent.of(OTHER, 10) is None
        assert await keeping.recent.last(Place(CHAT, None, 2)) is None

    session(work)


def test_of_an_album_the_caption_is_answered_or_else_the_first_that_asks(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        first, second, third = (Member((CHAT, "a"), number, speaks=number == 2) for number in (1, 2, 3))
        await keeping.albums.arrived(first, edited=False)
        assert 0 < await keeping.albums.seconds_left(first.album) <= 0.3
        await keeping.albums.arrived(second, edited=False)
        assert await keeping.albums.seconds_left(first.album) == 0
        answered = [await keeping.albums.is_answered(one) for one in (first, second, third, second)]
        assert answered == [False, True, False, True]
        mute, deaf = (Member((CHAT, "b"), number, speaks=False) for number in (1, 2))
        await keeping.albums.arrived(mute, edited=False)
        await asyncio.sleep(0.4)
        assert await keeping.albums.seconds_left(mute.album) == 0
        assert [await keeping.albums.is_answered(one) for one in (deaf, mute, deaf)] == [True, False, True]

    session(work)


def test_a_caption_that_has_moved_is_answered_where_it_is_now(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        first, second = (Member((CHAT, "c"), number, speaks=True) for number in (1, 2))
        await keeping.albums.arrived(first, edited=False)
        assert await keeping.albums.is_answered(first)
        assert not await keeping.albums.is_answered(second)
        await keeping.albums.arrived(first._replace(speaks=False), edited=True)
        await keeping.albums.arrived(second, edited=True)
        assert await keeping.albums.is_answered(second)

    session(work)
