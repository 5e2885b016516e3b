"""The languages that Dateline speaks: whose words for dates, for replies and of like meaning it knows."""

from __future__ import annotations

OUR_LANGUAGES = ("en", "de", "es", "fr", "ar", "fa")
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
