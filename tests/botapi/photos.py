"""Reads the size of an uploaded picture, and refuses what Telegram could not show."""

import hashlib
import struct
from collections.abc import Mapping
from typing import Final

from telegram.constants import FileSizeLimit

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SIDES: Final = 10_000
"""Width and height of a photo together, in pixels; the longer side is at most 20 times the shorter one."""
_RATIO: Final = 20


def photo_sizes(photo: str, files: Mapping[str, bytes]) -> list[JsonObject]:
    """Finds the PNG that a call uploads and gives it as Telegram's array of PhotoSize.

    Args:
        photo: "attach://" and the name of a file part.
        files: The file parts of the call.

    Raises:
        RefusedError: There is no such photo, or Telegram could not show it.
    """
    if photo.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not photo.startswith("attach://"):
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    content = files.get(photo.removeprefix("attach://"))
    if content is None:
        raise bad_request("there is no photo in the request")
    width, height = _dimensions(content)
    digest = hashlib.sha256(content).hexdigest()[:24]
    size = {"width": width, "height": height, "file_size": len(content)}
    return [{"file_id": f"AgAC{digest}", "file_unique_id": digest[:16], **size}]


def _dimensions(content: bytes) -> tuple[int, int]:
    """Gives width and height in pixels."""
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > FileSizeLimit.PHOTOSIZE_UPLOAD:
        raise bad_request(f"file of size {len(content)} bytes is too big for a photo")
    if not content.startswith(_PNG) or len(content) < 24:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack_from(">II", content, 16)
    if not 0 < width + height <= _SIDES or max(width, height) > _RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
