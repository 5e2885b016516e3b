"""When an article was published: what is claimed of it, and what is decided."""
