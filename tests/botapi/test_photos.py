"""Photos: upload, captions, and what Telegram could not show."""

import struct
import zlib

import pytest

from tests.botapi import PRIVATE, BotApi
from tests.botapi.client import Client


def png(width: int = 3, height: int = 2) -> bytes:
    """Makes a black PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * min(height, 10))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xd9"


@pytest.mark.parametrize("content", [png(), _JPEG])
def test_an_uploaded_photo_is_kept_and_shown(api: BotApi, client: Client, content: bytes) -> None:
    chat_id = str(PRIVATE.id)
    caption = {"caption": "<i>Timeline</i>", "parse_mode": "HTML"}
    result = client.upload("sendPhoto", {"photo": content}, chat_id=chat_id, **caption)["result"]
    assert api.calls[-1].files == {"photo": content}
    assert (result["photo"][0]["width"], result["photo"][0]["height"]) == (3, 2)
    assert result["caption_entities"] == [{"type": "italic", "offset": 0, "length": 8}]
    attached = client.upload("sendPhoto", {"f1": content}, chat_id=chat_id, photo="attach://f1")["result"]
    by_id = client.call("sendPhoto", chat_id=chat_id, photo=result["photo"][0]["file_id"])["result"]
    assert attached["photo"] == by_id["photo"] == result["photo"]


@pytest.mark.parametrize(
    ("photo", "description"),
    [
        (b"", "Bad Request: file must be non-empty"),
        (b"GIF89a", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8", "Bad Request: IMAGE_PROCESS_FAILED"),
        (png(9000, 2000), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(0, 0), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_photos_that_telegram_cannot_show(client: Client, photo: bytes, description: str) -> None:
    envelope = client.upload("sendPhoto", {"photo": photo}, chat_id=str(PRIVATE.id))
    assert envelope["description"] == description


@pytest.mark.parametrize(
    ("photo", "description"),
    [
        (None, "Bad Request: there is no photo in the request"),
        ("attach://nothing", "Bad Request: there is no photo in the request"),
        ("https://example.org/a.png", "Bad Request: failed to get HTTP URL content"),
        ("AgAC-unknown", "Bad Request: wrong remote file identifier specified: Wrong string length"),
    ],
)
def test_a_photo_that_is_not_there_is_refused(client: Client, photo: str | None, description: str) -> None:
    fields = {} if photo is None else {"photo": photo}
    assert client.call("sendPhoto", chat_id=PRIVATE.id, **fields)["description"] == description


def test_captions_have_their_own_limit(client: Client) -> None:
    chat_id = str(PRIVATE.id)
    long = client.upload("sendPhoto", {"photo": png()}, chat_id=chat_id, caption="😀" * 513)
    assert long["description"] == "Bad Request: message caption is too long"
    assert client.upload("sendPhoto", {"photo": png()}, chat_id=chat_id, caption="x" * 1024)["ok"]


def test_a_file_that_no_field_uses_is_refused(client: Client) -> None:
    fields = {"chat_id": str(PRIVATE.id), "text": "x"}
    envelope = client.upload("sendMessage", {"photo": png()}, **fields)
    assert envelope["description"] == 'Bad Request: no field of sendMessage uses the file "photo"'


def test_captions_and_photos_are_edited(api: BotApi, client: Client) -> None:
    chat_id = str(PRIVATE.id)
    sent = client.upload("sendPhoto", {"photo": png()}, chat_id=chat_id, caption="old")["result"]
    target = {"chat_id": chat_id, "message_id": str(sent["message_id"])}
    assert client.call("editMessageCaption", **target, caption="new")["result"]["caption"] == "new"
    assert "is not modified" in client.call("editMessageCaption", **target, caption="new")["description"]
    text = client.call("editMessageText", **target, text="x")
    assert text["description"] == "Bad Request: there is no text in the message to edit"
    media = '{"type": "photo", "media": "attach://next"}'
    edited = client.upload("editMessageMedia", {"next": png(5, 5)}, **target, media=media)["result"]
    assert edited["photo"][0]["width"] == 5
    assert "caption" not in api.message(sent["message_id"])
