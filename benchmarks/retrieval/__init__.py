"""Measures finding passages: Dateline beside tantivy, bm25s, SQLite FTS5 and scikit-learn (docs/evaluation.md)."""
