"""A home in one file, and back: the store, the index, and what is kept for readers; never a key or a token."""
