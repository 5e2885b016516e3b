"""Cleaning: what of a page is text and what is furniture, and where its passages begin and end."""
