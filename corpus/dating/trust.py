"""How far to trust a claim by its kind, and what else is known of each kind: the records of trust.toml, read once."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.data import table
from corpus.model import Kind


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of a kind of claim; the facts are explained in trust.toml.

    Attributes:
        confidence: how often a claim of the kind is right, 0 to 1.
    """

    confidence: float
    outside: bool = False
    visible: bool = False
    own_field: bool = False
    announces: bool = False
    guessable: bool = False
    misreads_mastheads: bool = False


TRUST = {Kind(name): Trust(**facts) for name, facts in table("corpus.dating", "trust")["kinds"].items()}
STRENGTH = {kind: place for place, kind in enumerate(TRUST)}
"""Places of the kinds, the strongest first."""
AGREEMENT: dict[str, float] = table("corpus.dating", "trust")["agreement"]
"""What further voices add to the strongest one, as shares of their log-odds."""
THRESHOLDS: dict[str, float] = table("corpus.dating", "trust")["thresholds"]
"""The confidences from which on something is said."""
