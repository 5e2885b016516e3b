"""Albums are remembered for a while, in bounded memory, and told from all else that arrives."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.telegram.albums import member_of, waits_for_others
from bot.telegram.keeping.in_memory.albums import MOST_ALBUMS, Albums
from bot.telegram.keeping.keeping import Member

PHOTO: dict[str, Any] = {"message_id": 3, "chat": {"id": 5}, "media_group_id": "7"}


@pytest.mark.parametrize(
    ("update", "member"),
    [
        ({"message": PHOTO}, Member((5, "7"), 3, speaks=False)),
        ({"message": PHOTO | {"caption": "x"}}, Member((5, "7"), 3, speaks=True)),
        ({"edited_message": PHOTO | {"caption": ""}}, Member((5, "7"), 3, speaks=False)),
        ({"message": {"message_id": 3, "chat": {"id": 5}, "text": "x"}}, None),
        ({"message": PHOTO | {"media_group_id": 7}}, None),
        ({"message": PHOTO | {"chat": None}}, None),
        ({"message": PHOTO | {"chat": {"id": "5"}}}, None),
        ({"message": PHOTO | {"message_id": None}}, None),
        ({"message": [PHOTO]}, None),
        ({"callback_query": {"message": PHOTO}}, None),
        ({}, None),
    ],
)
def test_what_belongs_to_an_album_is_told_before_it_is_read(update: dict[str, Any], member: Member | None) -> None:
    assert member_of(update) == member
    assert waits_for_others(update) is (member is not None and not member.speaks)


def test_only_the_latest_albums_are_remembered() -> None:
    albums = Albums(1.0)

    async def arrive() -> None:
        for number in range(MOST_ALBUMS + 50):
            await albums.arrived(Member((5, str(number)), 3, speaks=False), edited=False)
            await albums.arrived(Member((5, "0"), 3, speaks=False), edited=False)

    asyncio.run(arrive())
    assert len(albums._albums) == MOST_ALBUMS
    assert (5, "0") in albums._albums
    assert (5, "1") not in albums._albums
