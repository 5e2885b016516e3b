"""The store: archive.db, an SQLite file that keeps every article, claim, passage and mention."""
