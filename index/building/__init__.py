"""From the store to a generation."""
