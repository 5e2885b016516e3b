"""The languages that Dateline speaks: whose words for dates, for replies and of like meaning it knows."""

from __future__ import annotations

OUR_LANGUAGES = ("en", "de", "es", "fr", "ar", "fa")
RIGHT_TO_LEFT = frozenset({"ar", "fa"})


def base_code(code: str | None) -> str:
    """Return the language of a code such as "de-AT" or "fr_FR.UTF-8", in small letters; "" for none."""
    return (code or "").replace("_", "-").partition("-")[0].partition(".")[0].lower()
