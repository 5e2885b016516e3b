"""Reads the fields and files of an HTTP request in each of the forms that the Bot API accepts."""

import json
from collections.abc import Collection

from aiohttp import web

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
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = value.file.read()
            else:
                values[name] = value
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
