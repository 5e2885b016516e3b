"""Gives the figures of kinds.toml: how far to trust a claim by its kind."""

from __future__ import annotations

from functools import cache
from typing import Any

from corpus.data import table
from corpus.model import Kind


def confidences() -> dict[Kind, float]:
    """Return how often a claim of each kind is right, 0 to 1."""
    return {Kind(name): value for name, value in _data()["confidence"].items()}


@cache
def agreement() -> dict[str, float]:
    """Return what further voices add to the strongest one, as shares of their log-odds."""
    return dict(_data()["agreement"])


@cache
def thresholds() -> dict[str, float]:
    """Return the confidences from which on something is said."""
    return dict(_data()["thresholds"])


def _data() -> dict[str, Any]:
    return table("corpus.dating", "trust")
