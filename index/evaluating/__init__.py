"""Measuring quality on labelled questions (docs/evaluation.md)."""
