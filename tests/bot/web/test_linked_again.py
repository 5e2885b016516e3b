"""Many who follow one link are shown what was made for the first of them; what was sent is kept by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.conversation.desk import Desk
from bot.monitoring.happenings import Journey, heard_by
from bot.pool import Pool
from bot.rendering.web.addresses import Asked
from bot.settings import Settings
from bot.web import pages
from bot.web.pages import Wanted
from bot.web.serving import serving
from corpus.store.takedowns import take_down
from index.building.updating import upkeep
from tests.index.making import FACTS, filler, indexed, write_records

QUESTION = {"q": "Where was the oldest pan of salt found?"}
OTHER = FACTS[3] | {"text": "The museum of salt shows pans of lead. Its oldest pan was found under a barn in Talau."}


class Heard:
    """Counts the questions that are told of."""

    def __init__(self) -> None:
        self.questions = 0

    def take(self, name: str, kinds: tuple[str, ...], amount: float) -> None:
        """Take what is told."""
        self.questions += name == "questions" and "page" in kinds and amount == 1

    def travelled(self, journey: Journey) -> None:
        """Take a journey."""


@asynccontextmanager
async def asking(home: Path) -> AsyncIterator[tuple[aiohttp.ClientSession, Pool]]:
    chosen = Settings(home=home, web_listen="127.0.0.1:0", allowance=1000)
    pool = Pool(chosen)
    try:
        async with serving(chosen, pool) as address, aiohttp.ClientSession(address) as session:
            yield session, pool
    finally:
        pool.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions for which a page has been made."""
    found: list[str] = []
    make = pages.reply_page

    def noted(desk: Desk, wanted: Wanted, asked: Asked, command: str = "") -> str:
        found.append(asked.text)
        return make(desk, wanted, asked, command)

    monkeypatch.setattr(pages, "reply_page", noted)
    return found


def test_a_link_is_worked_out_once_and_counted_each_time(sample_home: Path, made: list[str]) -> None:
    async def follow() -> None:
        heard = Heard()
        with heard_by(heard):
            async with asking(sample_home) as (session, _):
                for lang in ("en", "en", "fr", "fr", "en"):
                    async with session.get("/ask", params=QUESTION, headers={"Accept-Language": lang}) as got:
                        assert f'lang="{lang}"' in await got.text() or lang == "fr"
                async with session.get("/fa/ask", params=QUESTION) as got:
                    assert got.status == 200
        assert heard.questions == 6

    asyncio.run(follow())
    assert len(made) == 3


def test_a_question_that_is_sent_is_not_kept(sample_home: Path, made: list[str]) -> None:
    async def send() -> None:
        async with asking(sample_home) as (session, pool):
            for _ in range(3):
                async with session.post("/ask", data=QUESTION) as got:
                    assert got.status == 200
            assert len(pool._kept) == 0

    asyncio.run(send())
    assert len(made) == 3


def test_a_new_generation_is_asked_at_once(tmp_path: Path, made: list[str]) -> None:
    home, wire = tmp_path / "home", tmp_path / "wire.jsonl"
    indexed(home, write_records(wire, [*FACTS, *filler(30)]))

    async def follow() -> None:
        async with asking(home) as (session, _):

            async def shown() -> str:
                async with session.get("/ask", params=QUESTION) as got:
                    return await got.text()

            assert "stable" in await shown()
            assert "stable" in await shown()
            await asyncio.to_thread(indexed, home, write_records(wire, [*FACTS[:3], OTHER, FACTS[4], *filler(30)]))
            assert "barn" in await shown()

    asyncio.run(follow())
    assert len(made) == 2


def test_what_is_taken_down_is_gone_although_its_generation_still_answers(tmp_path: Path, made: list[str]) -> None:
    home, wire = tmp_path / "home", tmp_path / "wire.jsonl"
    indexed(home, write_records(wire, [*FACTS, *filler(30)]))
    address = {"id": str(FACTS[3]["id"])}

    async def follow() -> None:
        async with asking(home) as (session, _):

            async def status() -> int:
                async with session.get("/article", params=address) as got:
                    return got.status

            assert [await status(), await status()] == [200, 200]
            with upkeep(home) as writer:  # as dateline takedown does, before it builds the next generation
                assert take_down(writer.connection, address["id"], None)
            assert await status() == 404

    asyncio.run(follow())
    assert not made
