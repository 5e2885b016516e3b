"""Makes the words of an address as site generators make them; None where it is not sure what comes out."""

from __future__ import annotations

import re
import unicodedata

DAY_BEFORE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]+")


def of_jekyll(words: str, *, cased: bool = False) -> str | None:
    """As Jekyll's "pretty" mode: what is no letter, digit or ._~!$&'()+,;=@ becomes a hyphen."""
    if "%" in words:  # an escaped sign stays as it is, or does not, by Jekyll's version
        return None
    plain = unicodedata.normalize("NFC", words)
    slug = re.sub(r"[^\w._~!$&'()+,;=@]+|_(?!\w)", "-", plain).strip("-")
    return (slug if cased else slug.lower()) or None


def of_jekyll_default(words: str) -> str | None:
    """As Jekyll's "default" mode, which leaves letters and digits only."""
    return re.sub(r"[^\w]+|_", "-", words).strip("-").lower() or None


def of_hugo(words: str) -> str | None:
    """As Hugo's paths: blanks become hyphens, other signs than letters, digits and ._- go; lower case."""
    slug = re.sub(r"\s+", "-", words.strip())
    slug = "".join(sign for sign in slug if sign.isalnum() or sign in "._-+~@" or unicodedata.category(sign)[0] == "M")
    slug = re.sub(r"-{2,}", "-", slug) if "--" not in words else slug
    return slug.lower().strip("-") or None


def of_ascii(words: str) -> str | None:
    """As Zola and Pelican: of ASCII only, for they write other letters anew by tables of their own."""
    if not words.isascii():
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return slug or None


def of_pelican(words: str) -> str | None:
    """As Pelican: signs go, blanks and hyphens become one hyphen."""
    if not words.isascii():
        return None
    slug = re.sub(r"[^\w\s-]", "", words).strip().lower()
    return re.sub(r"[-\s]+", "-", slug) or None


def joined(base: str, *parts: str | None) -> str | None:
    """Return an address of parts with a slash at its end, None if one of them is not known."""
    if any(part is None for part in parts):
        return None
    path = "/".join(part.strip("/") for part in parts if part and part.strip("/"))
    return f"{base}/{path}/" if path else f"{base}/"
