"""Measures what growth costs on synthetic archives of 10,000 to 10 million passages (docs/evaluation.md)."""
