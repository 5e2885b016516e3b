"""Tells what an entry of a Blogger export is: a post, a page, or what is no article of the blog.

Exports are Atom. Those of the blog's own settings name each entry's kind in a category, and mark what is not
published by Atom's publishing protocol. Those of Google Takeout name kind and state in elements of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.omissions import Omission

KIND = "http://schemas.google.com/blogger/2008/kind#"
"""How the term of the category begins that names the kind."""
ARTICLES = frozenset({"post", "page"})
OTHERS = {
    "comment": Omission.COMMENT,
    "template": Omission.TEMPLATE,
    "settings": Omission.CONFIGURATION,
}
NOT_SHOWN = {"scheduled": Omission.DUE}
"""By the state that Takeout tells; other states than "live", such as "draft" and "soft_trashed", are drafts."""


def omission_of_entry(given: Mapping[str, Any]) -> Omission | None:
    """Return why an entry is no published article, None if it is one or of another program.

    Args:
        given: as feedparser reads it.
    """
    if _said(given, "app_draft") == "yes":  # Atom's own word, whatever program has written it
        return Omission.DRAFT
    kind = _kind(given)
    if kind not in ARTICLES:
        return OTHERS.get(kind)
    state = _said(given, "blogger_status")
    return None if state in {"", "live"} else NOT_SHOWN.get(state, Omission.DRAFT)


def _kind(given: Mapping[str, Any]) -> str:
    terms = (tag.get("term") for tag in given.get("tags") or () if isinstance(tag, Mapping))
    named = next((term for term in terms if isinstance(term, str) and term.startswith(KIND)), "")
    return named.removeprefix(KIND).casefold() or _said(given, "blogger_type")


def _said(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value.strip().casefold() if isinstance(value, str) else ""
