"""Fetches the articles of a live site, politely, and keeps them as WARC files that are read as any archive."""
