"""Follows the documents in an empty Debian, and builds the container's image there."""
