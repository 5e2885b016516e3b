"""When a push is acknowledged: alone after a while, with others only when it has been dealt with."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.telegram import webhook
from bot.telegram.intake import Intake
from bot.telegram.keeping.keeping import Keeping
from bot.telegram.webhook import HEADER, Webhook
from tests.bot.keeping.conftest import Session
from tests.bot.running import webhook_settings

PHOTO = {"message_id": 3, "chat": {"id": 5}, "media_group_id": "7"}


def test_a_push_is_acknowledged_early_only_where_nobody_else_could_go_on_with_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "ACKNOWLEDGE_SECONDS", 0.3)
    dealt_with: list[int] = []

    async def work(keeping: Keeping) -> None:
        ready = asyncio.Event()

        async def handle(update: dict[str, Any]) -> None:
            await ready.wait()
            dealt_with.append(update["update_id"])

        host, _, port = webhook_settings()["DATELINE_WEBHOOK_LISTEN"].rpartition(":")
        intake = Intake(handle, keeping.turns, keeping.albums)
        server = Webhook(intake, "/dateline", "secret")
        await server.start(host, int(port))

        async def push(number: int, message: dict[str, Any]) -> tuple[int, str | None]:
            address, headers = f"http://{host}:{port}/dateline", {HEADER: "secret"}
            async with (
                aiohttp.ClientSession() as client,
                client.post(address, json={"update_id": number, "message": message}, headers=headers) as answer,
            ):
                return answer.status, answer.headers.get("Retry-After")

        late = (503, "1") if keeping.turns.are_shared else (200, None)
        assert await push(1, {"chat": {"id": 4}}) == late
        assert await push(1, {"chat": {"id": 4}}) == late
        assert await push(2, PHOTO) == (200, None)  # what waits for others of its album, which come only then
        ready.set()
        assert await push(1, {"chat": {"id": 4}}) == (200, None)
        assert await push(1, {"chat": {"id": 4}}) == (200, None)
        assert await intake.finish(5)
        await server.stop()

    session(work)
    assert sorted(dealt_with) == [1, 2]


def test_what_is_dropped_is_not_acknowledged(session: Session) -> None:
    async def work(keeping: Keeping) -> None:
        async def handle(_update: dict[str, Any]) -> None:
            await asyncio.sleep(30)

        intake = Intake(handle, keeping.turns, keeping.albums)
        server = Webhook(intake, "/", "secret")
        update = {"update_id": 1, "message": {"chat": {"id": 4}}}
        settling = asyncio.create_task(server._settles(update))
        await asyncio.wait({settling}, timeout=0.3)
        intake.drop(1)
        intake.drop(2)
        assert not await settling
        assert await keeping.turns.take(1, 4, None, lambda: None)

    session(work)
