"""Reads the parameters of a call against the published tables, and refuses what they do not allow.

Stricter than Telegram on purpose: an unknown field, a null or a wrong type is refused, not passed over.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from tests.botapi.published import TABLES
from tests.botapi.refusals import RefusedError, bad_request

JsonObject = dict[str, Any]

_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "message_id": "message identifier is not specified",
    "action": "wrong parameter action in request",
}
_ARRAY: Final = "Array of "
_INTEGER: Final = re.compile(r"-?[0-9]{1,19}")
_BOOLEANS: Final = {"true": True, "false": False, "1": True, "0": False}


def read_fields(kind: str, given: Mapping[str, Any], where: str | None = None) -> JsonObject:
    """Reads the fields of a call or of an object in it.

    Args:
        kind: The method or object that the fields belong to.
        given: The fields as they came: JSON values, or text from a form.
        where: The place of an object in its call, for the refusal.

    Returns:
        The fields as JSON values, objects and arrays decoded.

    Raises:
        RefusedError: A field is unknown, missing or of a wrong type.
    """
    table, owner = TABLES[kind], where or kind
    for name in given:
        if name not in table:
            raise bad_request(f'{owner} has no field "{name}"')
    values: JsonObject = {}
    for name, type_ in table.items():
        if name in given:
            values[name] = _read(type_.removesuffix("?"), given[name], f"{owner}.{name}")
        elif not type_.endswith("?"):
            raise bad_request(_MISSING.get(name, f'{owner} needs the field "{name}"'))
    return values


def _read(kind: str, value: Any, where: str) -> Any:
    """Reads one value as the type that Telegram names."""
    if kind.startswith(_ARRAY):
        items = _decoded(value, list, where)
        return [_read(kind.removeprefix(_ARRAY), item, f"{where}[{n}]") for n, item in enumerate(items)]
    if kind in TABLES:
        return read_fields(kind, _decoded(value, dict, where), where)
    if isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise bad_request("strings must be encoded in UTF-8")
        if "Integer" in kind and _INTEGER.fullmatch(value):
            return int(value)
        if kind == "Boolean":
            value = _BOOLEANS.get(value.lower(), value)
    allowed = {"Integer": int, "Boolean": bool, "String": str, "Integer or String": int | str}[kind]
    if not isinstance(value, allowed) or (isinstance(value, bool) and kind != "Boolean"):
        raise _wrong_type(where, kind)
    return value


def _decoded(value: Any, kind: type[Any], where: str) -> Any:
    """Decodes a value that forms carry as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {where} JSON object") from None
    if not isinstance(value, kind):
        raise _wrong_type(where, "Array" if kind is list else "Object")
    return value


def _wrong_type(where: str, kind: str) -> RefusedError:
    return bad_request(f'field "{where}" must be of type {kind}')
