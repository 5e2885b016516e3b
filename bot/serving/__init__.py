"""What answers many readers at once needs, wherever it stands: searching off the event loop."""
