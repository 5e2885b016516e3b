"""Weights that were learned: those that ship with Dateline, and those that ``dateline tune`` has put into a home.

A home's own stand in HOME/weights.toml, in the form of weights.toml here with a stamp before it. What cannot be used
(damaged, of another version, or no numbers) is told once in the log, and the shipped ones count.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from corpus.data import table
from corpus.errors import WeightsInvalid
from index.ranking.confidence import NEVER, SIGNS, Confidence
from index.ranking.evidence import EVIDENCE
from index.ranking.order import Weights

log = logging.getLogger(__name__)

WEIGHTS = "weights.toml"
"""Name of the file under a home."""
VERSION = 1
"""Goes up when what is measured changes its meaning; pieces of evidence and signs are compared by name besides."""
CURE = "learn them again: dateline tune QUESTIONS, or go back to the shipped ones: dateline tune --forget"
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Learned:
    """What ranking and telling go by.

    Attributes:
        order: puts candidates in order.
        confidence: tells how likely they hold the answer, with the thresholds of the verdicts.
        stamp: what is said of weights that were learned for a home; empty for the shipped ones.
    """

    order: Weights
    confidence: Confidence
    stamp: Mapping[str, Any] = field(default_factory=dict)


@cache
def shipped() -> Learned:
    """Return the weights that ship with Dateline."""
    return _learned(table("index.ranking", "weights"), {})


def as_toml(found: Learned) -> str:
    """Return weights as the tables of a weights.toml, the stamp first if there is one."""
    order, model = found.order, found.confidence
    tables: tuple[tuple[str, Sequence[str], Any], ...] = (
        ("article", EVIDENCE, order.article),
        ("passage", EVIDENCE, order.passage),
        ("order", ("second",), (order.second,)),
        ("confidence", (*SIGNS, "intercept"), (*model.weights, model.intercept)),
        ("matter", (*SIGNS, "intercept"), (*model.matter, model.matter_intercept)),
        ("verdict", ("answer", "maybe"), (model.answer, model.maybe)),
    )
    lines = [f"{name} = {_value(value)}" for name, value in found.stamp.items()]
    lines = ["[stamp]", *lines, ""] if lines else []
    for name, names, values in tables:
        lines += [f"[{name}]", *(f"{one} = {value:.4f}" for one, value in zip(names, values, strict=True)), ""]
    return "\n".join(lines)


def parsed(text: str) -> Learned:
    """Return the weights that a weights.toml with a stamp tells.

    Raises:
        ValueError: it is not in the form, of another version, or not all of it is numbers; says what.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(f"it is no TOML: {error}") from error
    stamp = data.get("stamp")
    if not isinstance(stamp, dict):
        raise ValueError("it has no stamp")  # noqa: TRY004 - of what stands in a file
    if stamp.get("version") != VERSION:
        raise ValueError(f"it is of version {stamp.get('version')!r}, this Dateline reads {VERSION}")
    for name, wanted in (("article", EVIDENCE), ("passage", EVIDENCE), ("confidence", (*SIGNS, "intercept"))):
        _check(data, name, wanted)
    if "matter" in data:  # files that were written before there was one doubt nothing
        _check(data, "matter", (*SIGNS, "intercept"))
    _check(data, "order", ("second",))
    _check(data, "verdict", ("answer", "maybe"))
    if not 0 <= data["verdict"]["maybe"] <= data["verdict"]["answer"] <= 1:
        raise ValueError("[verdict] must have 0 <= maybe <= answer <= 1")
    return _learned(data, stamp)


def read_weights(file: Path) -> Learned:
    """Return the weights of a file.

    Raises:
        WeightsInvalid: it cannot be read or used.
    """
    try:
        return parsed(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsInvalid(f"{file}: these weights cannot be used ({error}); {CURE}") from error


class Following:
    """The weights of a home, read again whenever its file changes; safe to ask from several threads.

    Args:
        home: whose weights; the shipped ones count where it has none.
    """

    def __init__(self, home: Path) -> None:
        self.file = home / WEIGHTS
        self._name = os.fspath(self.file)
        self._lock = threading.Lock()
        self._seen: tuple[Mark | None, Learned] = (None, shipped())

    def __call__(self) -> Learned:
        """Return the weights that count now."""
        mark = _mark(self._name)
        seen, found = self._seen
        if mark == seen:
            return found
        with self._lock:
            if mark != self._seen[0]:
                self._seen = mark, self._read() if mark is not None else shipped()
            return self._seen[1]

    def _read(self) -> Learned:
        try:
            return read_weights(self.file)
        except WeightsInvalid as error:
            log.warning("%s; the shipped ones are used", error)
            return shipped()


def _learned(data: Mapping[str, Any], stamp: Mapping[str, Any]) -> Learned:
    article, passage = (
        np.array([data[name].get(one, 0.0) for one in EVIDENCE], np.float32) for name in ("article", "passage")
    )
    told, verdict = data["confidence"], data["verdict"]
    matter = data.get("matter", {"intercept": NEVER})
    signs, of_matter = (np.array([some.get(name, 0.0) for name in SIGNS]) for some in (told, matter))
    return Learned(
        Weights(article, passage, data["order"]["second"]),
        Confidence(signs, told["intercept"], verdict["answer"], verdict["maybe"], of_matter, matter["intercept"]),
        stamp,
    )


def _check(data: Mapping[str, Any], name: str, wanted: Sequence[str]) -> None:
    found = data.get(name)
    if not isinstance(found, dict) or found.keys() != set(wanted):
        raise ValueError(f"[{name}] does not name what this Dateline weighs")
    for one, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
            raise ValueError(f"[{name}] {one} is no number that can be used")


LARGEST = 1e6
"""Of a weight; more would leave no room for differences in 32 bits. NaN is none either."""


def _value(value: object) -> str:
    """Return a text or a number of the stamp as TOML; our own texts hold no quotation marks."""
    if isinstance(value, float) and not math.isfinite(value):
        return '"none"'
    return f'"{value}"' if isinstance(value, str) else f"{value}"


def _mark(name: str) -> Mark | None:
    """Return what changes whenever the file is replaced or written, None if there is none."""
    try:
        found = os.stat(name)  # noqa: PTH116 - asked for with every question; a Path is slower
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
