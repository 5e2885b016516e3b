"""Finds the passages that share most with a question."""
