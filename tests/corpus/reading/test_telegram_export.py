"""Exports of Telegram's chats: cut into messages in bounded memory, each with its text, its day and its link."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process_all
from corpus.model import Article, Outcome, Role
from corpus.omissions import Omission
from corpus.reading.containers import json_values
from corpus.reading.containers.registry import DAMAGED
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, items_below, only

CHANNEL = {"name": "Pier news", "type": "public_channel", "id": 4001}


def message(number: int = 7, **fields: Any) -> dict[str, Any]:
    """Return a message as an export has it."""
    return {
        "id": number, "type": "message", "date": "2019-05-07T01:30:00", "date_unixtime": "1557181800",
        "from": "Pier news", "from_id": "channel4001", "text": "The pier is repaired.",
    } | fields  # fmt: skip


def outcomes(archive: Path, *messages: dict[str, Any], **chat: Any) -> list[Outcome]:
    """Return what comes of the messages of a channel."""
    export = CHANNEL | chat | {"messages": list(messages)}
    fill(archive, {"result.json": json.dumps(export, ensure_ascii=False, indent=1)})
    return process_all(items_below(archive))


def read(archive: Path, **fields: Any) -> Article:
    """Return the article of a message with some fields."""
    (found,) = outcomes(archive, message(**fields))
    return only(found)


def test_a_message_of_a_channel_is_an_article_with_its_local_day_and_its_change(archive: Path) -> None:
    article = read(archive, edited="2019-05-08T10:00:00", edited_unixtime="1557298800")
    assert (article.article_id, article.title, article.authors, article.format) == (
        "4001/7", "The pier is repaired.", ("Pier news",), "Telegram",
    )  # fmt: skip
    assert [(one.role, one.span.first, one.utc_offset) for one in article.dates.claims] == [
        (Role.PUBLISHED, date(2019, 5, 7), 180), (Role.MODIFIED, date(2019, 5, 8), 180),
    ]  # fmt: skip


def test_pieces_of_a_text_are_joined_as_they_stood_and_a_line_in_bold_above_is_the_title(archive: Path) -> None:
    text = [
        {"type": "bold", "text": "At last"},
        "\n\nThe ",
        {"type": "link", "text": "pier"},
        " is open.\nCome!\n\nSoon.",
    ]
    article = read(archive, text=text)
    assert article.title == "At last"
    assert [passage.text for passage in article.passages] == ["The pier is open.\nCome!\n\nSoon."]


def test_captions_and_polls_are_text(archive: Path) -> None:
    poll = {"question": "Which pier?", "answers": [{"text": "The old one", "voters": 3}, {"text": "The new one"}]}
    caption, vote = outcomes(archive, message(photo="a.jpg", text="The old pier."), message(8, text="", poll=poll))
    assert only(caption).passages[0].text == "The old pier."
    assert only(vote).passages[0].text == "Which pier?\n\nThe old one\nThe new one"


def test_what_has_no_words_and_what_telegram_tells_itself_is_left_out_by_reason(archive: Path) -> None:
    pictures = message(8, text="", photo="a.jpg"), message(9, text="", media_type="sticker")
    found = outcomes(archive, message(1, type="service", action="pin_message", text=""), *pictures)
    assert [one.left_out for one in found] == [Omission.SERVICE, Omission.ATTACHMENT, Omission.ATTACHMENT]


def test_answers_and_sources_are_kept_beside_the_text(archive: Path) -> None:
    article = read(archive, reply_to_message_id=3, forwarded_from="Harbour", author="Ann Example")
    assert [(piece.role, piece.text) for piece in article.furniture] == [
        ("in reply to", "4001/3"), ("forwarded from", "Harbour"),
    ]  # fmt: skip
    assert article.authors == ("Ann Example",)


@pytest.mark.parametrize(
    ("username", "url"),
    [
        ("pier_news", "https://t.me/pier_news/7"),
        ("@pier_news", "https://t.me/pier_news/7"),
        ("a b", None),
        (None, None),
    ],
)
def test_a_link_is_given_where_the_public_name_is_known(archive: Path, username: str | None, url: str | None) -> None:
    assert only(outcomes(archive, message(), username=username)[0]).url == url


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date_unixtime": None}, date(2019, 5, 7)),
        ({"date": None}, date(2019, 5, 6)),
        ({"date": "1970-01-01T01:00:00", "date_unixtime": "0"}, None),
        ({"date": "soon", "date_unixtime": "9" * 30}, None),
    ],
)
def test_a_day_is_read_from_either_field_and_none_is_made_up(
    archive: Path, fields: dict[str, Any], day: date | None
) -> None:
    published = read(archive, **fields).dates.published
    assert (published and published.first) == day


def test_of_an_account_only_channels_and_groups_are_read(archive: Path) -> None:
    chats = [
        {"name": "Bo", "type": "personal_chat", "id": 1, "messages": [message(1)]},
        CHANNEL | {"messages": [message(2), message(3)]},
        {"type": "saved_messages", "id": 2, "messages": [message(4)]},
    ]
    export = {"about": "Here is the data you requested.", "personal_information": {}, "chats": {"list": chats}}
    fill(archive, {"result.json": json.dumps(export)})
    found = process_all(items_below(archive))
    assert [one.left_out for one in found] == [Omission.PRIVATE, None, None, Omission.PRIVATE]
    assert [one.article_id for outcome in found for one in outcome.articles] == ["4001/2", "4001/3"]


def test_what_stands_before_a_damage_is_read_and_a_text_without_end_is_refused(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.dumps(CHANNEL | {"messages": [message(number, text="Words. " * 20) for number in range(900)]})
    fill(archive, {"a.json": whole[:-1000], "b.json": whole.replace("Words", "Words " * 1_000_000, 1)})
    monkeypatch.setattr(json_values, "ITEM_LIMIT", 1_000_000)
    cut, endless = sources(archive)
    assert len(list(cut.items())) > 800
    assert (cut.broken or "").startswith("damaged")
    assert list(endless.items()) == []
    assert "in one piece" in (endless.broken or "")


@pytest.mark.parametrize("piece", ["[", '{"messages":'])
def test_lists_in_lists_are_refused(archive: Path, piece: str) -> None:
    fill(archive, {"a.json": '{"name": "a", "type": "public_channel", "x": ' + piece * 50_000})
    (source,) = sources(archive)
    assert list(source.items()) == []
    assert "nested too deeply" in (source.broken or "")


def test_other_json_is_no_export(archive: Path) -> None:
    fill(archive, {"a.json": '{"name": "package", "version": 1}'})
    assert [one.left_out for one in process_all(items_below(archive))] == [Omission.NO_PROSE]


@hostile
@given(st.binary(max_size=40), st.integers(100, 600))
def test_damaged_exports_are_read_left_out_or_refused(noise: bytes, place: int) -> None:
    import io  # noqa: PLC0415

    from corpus.reading.containers.part import Budget, Part  # noqa: PLC0415
    from corpus.reading.containers.registry import items_in  # noqa: PLC0415

    data = json.dumps(
        CHANNEL | {"messages": [message(), message(8, poll={"question": ["a"], "answers": [None]})]}
    ).encode()
    stream = io.BufferedReader(io.BytesIO(data[:place] + noise + data[place:]))
    try:
        items = list(items_in(Part(stream, "result.json", "result.json", "result.json", Budget(1 << 20))))  # type: ignore[arg-type]
    except DAMAGED:
        return
    for found in process_all(items):
        assert bool(found.articles) + bool(found.reason) + bool(found.left_out) == 1
