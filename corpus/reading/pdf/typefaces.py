"""Tells what the codes of a typeface say, and how wide they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

BOLD = ("bold", "black", "heavy", "cmbx")
UNTOLD = "\ufffd"


@dataclass(slots=True)
class Typeface:
    """A typeface as a file embeds or names it.

    Attributes:
        bold: whether its name says that it is.
        known: what each code was found to say, and its width in thousandths of the size.
    """

    font: Font
    bold: bool
    known: dict[Any, tuple[str, float]] = field(default_factory=dict)

    def read(self, shown: bytes) -> list[tuple[str, float]]:
        """Return what each code of a text says, and its width in thousandths of the size."""
        encoding = self.font.encoding
        codes: bytes | str = shown
        if isinstance(encoding, str):
            try:
                codes = shown.decode(encoding, "surrogatepass")
            except (UnicodeDecodeError, LookupError):
                codes = shown.decode("latin-1")
        known = self.known
        return [known[code] if code in known else self._look_up(code) for code in codes]

    def _look_up(self, code: int | str) -> tuple[str, float]:
        font = self.font
        drawn = chr(code) if isinstance(code, int) else code
        named = font.encoding.get(code, drawn) if isinstance(code, int) and isinstance(font.encoding, dict) else drawn
        text = font.character_map.get(named, named)
        width = font.character_widths.get(drawn, font.character_widths.get("default", 500))
        found = (
            text if isinstance(text, str) else UNTOLD,
            float(width) if isinstance(width, int | float) else 500.0,
        )
        self.known[code] = found
        return found


def typeface(resource: Any) -> Typeface | None:
    """Return a typeface, None for one that cannot be read or does not tell which letters it draws."""
    if not isinstance(resource, DictionaryObject):
        return None
    try:
        numbered = str(resource.get("/Encoding")).startswith("/Identity") and "/ToUnicode" not in resource
        if resource.get("/Subtype") == "/Type0" and numbered:
            return None  # the codes are places in the font, which pypdf would take for letters
        font = Font.from_font_resource(resource)
    except Exception:  # noqa: BLE001 - damaged ones make it fail in many ways; the others are still good
        return None
    return Typeface(font, any(word in font.name.casefold() for word in BOLD)) if font.interpretable else None
