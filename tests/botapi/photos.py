"""Reads the size of an uploaded photo, and refuses what Telegram could not show."""

import hashlib
import struct
from collections.abc import Mapping
from typing import Final

from tests.botapi import limits
from tests.botapi.cloud import Cloud
from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def photo_sizes(cloud: Cloud, photo: str, files: Mapping[str, bytes]) -> list[JsonObject]:
    """Finds the photo that a call names and gives it as Telegram's array of PhotoSize.

    Args:
        cloud: Which remembers uploaded photos.
        photo: "attach://" and the name of a file part, or the file_id of an earlier photo.
        files: The file parts of the call.

    Raises:
        RefusedError: There is no such photo, or Telegram could not show it.
    """
    if photo in cloud.photos:
        return [cloud.photos[photo]]
    if photo.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not photo.startswith("attach://"):
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    content = files.get(photo.removeprefix("attach://"))
    if content is None:
        raise bad_request("there is no photo in the request")
    width, height = _dimensions(content)
    digest = hashlib.sha256(content).hexdigest()[:24]
    size = {
        "file_id": f"AgAC{digest}",
        "file_unique_id": digest[:16],
        "width": width,
        "height": height,
        "file_size": len(content),
    }
    cloud.photos[f"AgAC{digest}"] = size
    return [size]


def _dimensions(content: bytes) -> tuple[int, int]:
    """Gives width and height in pixels."""
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > limits.PHOTO_BYTES:
        raise bad_request(f"file of size {len(content)} bytes is too big for a photo")
    try:
        width, height = _png(content) if content.startswith(_PNG) else _jpeg(content)
    except (struct.error, ValueError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if not 0 < width + height <= limits.PHOTO_SIDES or max(width, height) > limits.PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    """Walks over the segments of a JPEG up to the one that starts its frame."""
    if not content.startswith(_JPEG):
        raise ValueError("neither PNG nor JPEG")
    position = len(_JPEG)
    while True:
        marker, size = struct.unpack_from(">HH", content, position)
        if marker & 0xFF in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        position += 2 + size
