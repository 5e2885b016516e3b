"""What a look at one thing has found."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one thing has found.

    Attributes:
        about: the thing.
        state: ``OK``; ``WARN`` for what may be meant or could not be looked at; ``FAIL`` for what does not work.
        said: what it is like; never a secret.
        cure: what to do, "" if nothing is.
    """

    about: str
    state: str
    said: str
    cure: str = ""


def ok(about: str, said: str) -> Finding:
    """Return that a thing is as it should be."""
    return Finding(about, OK, said)


def warn(about: str, said: str, cure: str) -> Finding:
    """Return that a thing may be meant so, or could not be looked at."""
    return Finding(about, WARN, said, cure)


def fail(about: str, said: str, cure: str) -> Finding:
    """Return that something does not work."""
    return Finding(about, FAIL, said, cure)
