"""The languages that Dateline speaks: whose words for dates, for replies and of like meaning it knows.

A further one brings a catalog of words and a file of date words; docs/languages.md tells the steps.
"""

from __future__ import annotations

NAMES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "ar": "Arabic", "fa": "Persian", "it": "Italian",
}  # fmt: skip
"""English names by code; a further language goes to the end, as buttons name them by their places."""
OUR_LANGUAGES = tuple(NAMES)
OWN_NAMES = {
    "en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "ar": "العربية", "fa": "فارسی",
    "it": "Italiano",
}  # fmt: skip
"""What each calls itself, as it stands on a button."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
