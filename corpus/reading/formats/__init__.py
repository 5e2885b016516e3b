"""Formats: each turns an item into drafts."""
