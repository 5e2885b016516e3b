"""What of an index is on disk: generations of plain arrays."""
