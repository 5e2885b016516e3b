"""The languages that Dateline speaks: whose words for dates, for replies and of like meaning it knows.

A further one brings bot/wording/xx.toml, corpus/dates/languages/xx.toml and index/analysis/synonyms/xx.txt.
"""

from __future__ import annotations

OUR_LANGUAGES = ("en", "de", "es", "fr", "ar", "fa")
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
