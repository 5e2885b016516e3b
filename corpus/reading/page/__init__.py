"""A page of HTML: its tree, its text, and what it claims of its date."""
