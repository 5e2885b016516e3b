"""Settings as a backup holds them: what is secret, and who may ask, is named and left out."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from bot.secrets import Secret
from bot.settings import Settings, variables

PERSONS = frozenset({"readers", "maintainers"})
"""Settings that are numbers of people: a copy that is lost must not tell who asks."""
FILL_IN = "fill-in-again"
"""Stands for the readers who alone may ask: no number, so that nothing starts and answers everybody by mistake."""
HEAD = """\
# The settings at the time of the backup. What is secret and who may ask is not in it. Copy what you need to .env.
"""


def without_secrets(settings: Settings) -> tuple[str, tuple[str, ...]]:
    """Return the settings that are not the defaults, as lines of .env, and the names of those that are left out.

    Args:
        settings: of this process.
    """
    lines, left_out = [HEAD], []
    names = variables()
    for one in fields(Settings):
        value = getattr(settings, one.name)
        if one.name == "home" or value == one.default or (isinstance(value, Secret) and not value):
            continue
        if isinstance(value, Secret) or one.name in PERSONS or _tells_a_secret(value):
            left_out.append(names[one.name])
            lines.append(f"{names[one.name]}={FILL_IN}\n" if one.name == "readers" else f"# {names[one.name]}=\n")
        else:
            lines.append(f"{names[one.name]}={_written(value)}\n")
    return "".join(lines), tuple(left_out)


def _tells_a_secret(value: object) -> bool:
    """Tell whether an address holds a user or a password, or anything that may be one."""
    if isinstance(value, tuple):
        return any(map(_tells_a_secret, value))
    if not isinstance(value, str) or "://" not in value:
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return True
    return bool("@" in value or parts.query or parts.fragment)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    text = str(value.absolute() if isinstance(value, Path) else value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if set(text) & set(" #\"'\\$") else text
