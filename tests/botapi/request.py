"""Reads the fields and files of an HTTP request in each of the forms that the Bot API accepts."""

import json
from collections.abc import Collection

from aiohttp import BodyPartReader, MultipartReader, web

from tests.botapi.fields import JsonObject
from tests.botapi.refusals import bad_request


async def read_request(
    request: web.Request, method: str, fields: Collection[str]
) -> tuple[JsonObject, dict[str, bytes]]:
    """Reads a call: its query string, and its body as JSON, form or multipart form.

    Args:
        request: The call.
        method: Its published name.
        fields: The published fields of the method; a file part named like one stands for its value.

    Returns:
        The fields as sent, and the uploaded files by the name of their part.

    Raises:
        RefusedError: The body is broken, or a file belongs to no field.
    """
    values: JsonObject = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        values |= _json_object(await request.read())
    elif request.content_type == "multipart/form-data":
        files = await _read_parts(request, values)
    elif request.can_read_body:
        form = await request.post()
        values |= {name: value for name, value in form.items() if isinstance(value, str)}
    for name in files:
        if name in fields:
            values.setdefault(name, f"attach://{name}")
        if not any(f"attach://{name}" in str(value) for value in values.values()):
            raise bad_request(f'no field of {method} uses the file "{name}"')
    return values, files


def _json_object(body: bytes) -> JsonObject:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object: Object expected")
    return values


async def _read_parts(request: web.Request, values: JsonObject) -> dict[str, bytes]:
    """Reads the parts of a multipart form: text into `values`, files into the result."""
    files: dict[str, bytes] = {}
    parts = await request.multipart()
    while (part := await parts.next()) is not None:
        if isinstance(part, MultipartReader) or not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("a part of the form has no name")
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            try:
                values[part.name] = content.decode()
            except UnicodeDecodeError:
                raise bad_request("strings must be encoded in UTF-8") from None
        else:
            files[part.name] = content
    return files
