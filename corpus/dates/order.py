"""Tells whether 03/04/2019 may have its month first, by the territory that a language tag names: CLDR knows."""

from __future__ import annotations

from functools import cache


@cache
def month_may_lead(lang: str) -> bool:
    """Tell whether numbers of a language may have the month first; if so, that is likelier, and never sure.

    Args:
        lang: its tag, with a territory or without ("es-PR", "en_GB", "fil"), in any case; "" if it is not known.
    """
    language, _, rest = lang.replace("_", "-").lower().partition("-")
    if not language:
        return True
    subtags = rest.split("-") if rest else []
    territory = next((one.upper() for one in subtags if len(one) == 2 or one.isdigit()), None)  # noqa: PLR2004
    for length in ("short", "medium"):
        year, month, day = (_pattern(length, language, territory).lower().find(sign) for sign in "ymd")
        if year > min(month, day):
            return month < day
    return False  # 2019-04-03 is usual there, and tells nothing of 03/04/2019


def _pattern(length: str, language: str, territory: str | None) -> str:
    """Return CLDR's pattern of a date, of the language alone where its territory is not known to CLDR."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only where the order of a date is open

    for where in dict.fromkeys((territory, None)):
        try:
            return str(Locale(language, territory=where).date_formats[length].pattern)
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return "dMy"
