"""Deciding dates: expressions in text, claims about articles, and the line a reader sees."""
