"""The conversation as a small web page, and as JSON and feeds for programs."""
