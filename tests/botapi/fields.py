"""Reads the parameters of a call against the published tables, and refuses what they do not allow.

Stricter than Telegram on purpose: an unknown field, a null or a wrong type is refused, not passed over.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.botapi.objects import CHOICES, OBJECTS, Table
from tests.botapi.refusals import RefusedError, bad_request

JsonObject = dict[str, Any]

_MISSING: Final = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "action": "wrong parameter action in request",
}
_ARRAY: Final = "Array of "
_INTEGER: Final = re.compile(r"-?[0-9]{1,19}")
_BOOLEANS: Final = {"true": True, "false": False, "1": True, "0": False}


def read_fields(owner: str, table: Table, given: Mapping[str, Any]) -> JsonObject:
    """Reads the fields of a call or of an object in it.

    Args:
        owner: The method or object that the fields belong to, for the refusal.
        table: Its published fields.
        given: The fields as they came: JSON values, or text from a form.

    Returns:
        The fields as JSON values, objects and arrays decoded.

    Raises:
        RefusedError: A field is unknown, missing or of a wrong type.
    """
    for name in given:
        if name not in table:
            raise bad_request(f'{owner} has no field "{name}"')
    values: JsonObject = {}
    for name, kind in table.items():
        if name in given:
            values[name] = _read(kind.removesuffix("?"), given[name], f"{owner}.{name}")
        elif not kind.endswith("?"):
            raise bad_request(_MISSING.get(name, f'{owner} needs the field "{name}"'))
    return values


def _read(kind: str, value: Any, where: str) -> Any:
    """Reads one value as the type that Telegram names."""
    if kind.startswith(_ARRAY):
        items = _decoded(value, list, where)
        return [_read(kind.removeprefix(_ARRAY), item, f"{where}[{n}]") for n, item in enumerate(items)]
    if kind in CHOICES:
        chosen = _decoded(value, dict, where)
        return _read(_choose(kind, chosen, where), chosen, where)
    if kind in OBJECTS:
        return read_fields(where, OBJECTS[kind], _decoded(value, dict, where))
    return _SCALARS[kind](value, where)


def _integer(value: Any, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise _wrong_type(where, "Integer")


def _integer_or_string(value: Any, where: str) -> int | str:
    if isinstance(value, int) or (isinstance(value, str) and _INTEGER.fullmatch(value)):
        return _integer(value, where)
    return _string(value, where)


def _boolean(value: Any, where: str) -> bool:
    read = _BOOLEANS.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(read, bool):
        raise _wrong_type(where, "Boolean")
    return read


def _true(value: Any, where: str) -> bool:
    if not _boolean(value, where):
        raise _wrong_type(where, "True")
    return True


def _string(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong_type(where, "String")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise bad_request("strings must be encoded in UTF-8")
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


def _choose(kind: str, value: JsonObject, where: str) -> str:
    """Tells which of several objects a value is."""
    discriminator, objects = CHOICES[kind]
    keys = list(value) if discriminator is None else [value.get(discriminator)]
    for key in keys:
        if isinstance(key, str) and key in objects:
            return objects[key]
    raise bad_request(f"{where} is no {kind} that the stand-in knows; it knows {', '.join(objects)}")


def _wrong_type(where: str, kind: str) -> RefusedError:
    return bad_request(f'field "{where}" must be of type {kind}')


_SCALARS: Final[dict[str, Callable[[Any, str], Any]]] = {
    "Integer": _integer,
    "Integer or String": _integer_or_string,
    "Boolean": _boolean,
    "True": _true,
    "String": _string,
    "InputFile": _string,
    "InputFile or String": _string,
}
