"""What a message says: its header, its text, and what of that is its own."""
