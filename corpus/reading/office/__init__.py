"""Documents of word processors: what is in their packages, and the paragraphs they make."""
