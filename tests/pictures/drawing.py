"""Draws a message as a phone shows it: bubble, bold, quotations that fold, links, buttons; in light and in dark."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, PAD, SIZE, LEADING = 720, 24, 22, 25, 35
FOLDED_LINES = 4
FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
SIGNS = str.maketrans({"🔎": "⚲", "🗓": "▦"} | dict.fromkeys("\u2068\u2069\u200e\u200f", ""))
"""Signs that the font lacks, and marks that show nothing."""
Message = dict[str, Any]


@dataclass(frozen=True)
class Theme:
    """Colours of an app."""

    ground: str
    theirs: str
    ours: str
    ink: str
    soft: str
    link: str
    button: str


LIGHT = Theme("#d5dfe6", "#ffffff", "#e3f7d5", "#10161b", "#6a7a86", "#2a7ab8", "#bccbd6")
DARK = Theme("#0e1621", "#182533", "#2b5278", "#f3f6f8", "#8ba0b2", "#6ab3f3", "#22303d")


@dataclass(frozen=True)
class Word:
    """A word with its style."""

    text: str
    bold: bool
    link: bool
    quote: int
    """Number of the quotation that it stands in, 0 for none."""
    folds: bool
    underlined: bool = False


def draw_chat(messages: list[tuple[Message, bytes | None]], theme: Theme, reader: int) -> Image.Image:
    """Return messages one below the other.

    Args:
        messages: as the stand-in shows them, each with its photo if it has one.
        theme: colours.
        reader: whose messages stand on the right.
    """
    drawn = [_bubble(message, photo, theme, mine=message["from"]["id"] == reader) for message, photo in messages]
    image = Image.new("RGB", (WIDTH, sum(one.height + MARGIN for one in drawn) + MARGIN), theme.ground)
    top = MARGIN
    for (message, _), one in zip(messages, drawn, strict=True):
        image.paste(one, (WIDTH - MARGIN - one.width if message["from"]["id"] == reader else MARGIN, top))
        top += one.height + MARGIN
    return image


def _bubble(message: Message, photo: bytes | None, theme: Theme, *, mine: bool) -> Image.Image:
    lines = list(_lines(message, WIDTH - 5 * MARGIN - 2 * PAD))
    widest = max((_length(line) for line in lines), default=0)
    width = WIDTH - 4 * MARGIN if not mine else int(widest) + 2 * PAD
    picture = _fitted(photo, width) if photo else None
    above = picture.height if picture is not None else 0
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    height = above + 2 * PAD + LEADING * len(lines)
    image = Image.new("RGB", (width, height + 62 * len(rows)), theme.ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, width - 1, height - 1), 18, fill=theme.ours if mine else theme.theirs)
    if picture is not None:
        image.paste(picture, (0, 0))
    for number, line in enumerate(lines):
        _draw_line(pen, line, above + PAD + LEADING * number, width, theme)
    for number, row in enumerate(rows):
        _buttons(pen, [button["text"] for button in row], height + 6 + 62 * number, width, theme)
    return image


def _fitted(photo: bytes, width: int) -> Image.Image:
    picture = Image.open(io.BytesIO(photo))
    return picture.resize((width, picture.height * width // picture.width))


def _buttons(pen: ImageDraw.ImageDraw, labels: list[str], top: int, width: int, theme: Theme) -> None:
    each = (width - 6 * (len(labels) - 1)) // len(labels)
    for place, label in enumerate(labels):
        left = place * (each + 6)
        pen.rounded_rectangle((left, top, left + each, top + 54), 12, fill=theme.button)
        size = SIZE - 3
        while _font(bold=False, size=size).getlength(label) > each - 12:
            size -= 1
        pen.text((left + each / 2, top + 27), label, theme.ink, _font(bold=False, size=size), anchor="mm")


def _draw_line(pen: ImageDraw.ImageDraw, line: list[Word], top: int, width: int, theme: Theme) -> None:
    backwards = _reads_backwards(line)
    if line and line[0].quote:
        side = width - PAD - 4 if backwards else PAD
        pen.rectangle((side, top - 2, side + 4, top + LEADING - 2), fill=theme.link)
    indent = PAD + (18 if line and line[0].quote else 0)
    place: float = width - indent if backwards else indent
    for word in line:
        font = _font(bold=word.bold)
        length = font.getlength(word.text)
        left = place - length if backwards else place
        direction = "rtl" if backwards else "ltr"
        pen.text((left, top), word.text, theme.link if word.link else theme.ink, font, direction=direction)
        if word.underlined:
            pen.line((left, top + SIZE + 4, left + length, top + SIZE + 4), theme.ink, 2)
        step = length + font.getlength(" ")
        place = place - step if backwards else place + step


def _lines(message: Message, room: int) -> Iterator[list[Word]]:
    """Yield the lines of a message, broken at words; a quotation that folds is cut as the app does."""
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    quoted = 0
    shown_of_quote = 0
    for paragraph in _paragraphs(text, entities):
        line: list[Word] = []
        for word in [*paragraph, None]:
            if word is not None and _length([*line, word]) <= room - 18 * bool(word.quote):
                line.append(word)
                continue
            number = line[0].quote if line else 0
            shown_of_quote = shown_of_quote + 1 if number and number == quoted else 1
            quoted = number
            if not (number and line[0].folds) or shown_of_quote <= FOLDED_LINES:
                folded = number and line[0].folds and shown_of_quote == FOLDED_LINES and word is not None
                yield [*line[:-1], Word("… ⌄", bold=False, link=True, quote=number, folds=True)] if folded else line
            line = [word] if word is not None else []


def _paragraphs(text: str, entities: list[dict[str, Any]]) -> Iterator[list[Word]]:
    """Yield each line of a text as words with the style that the entities give them."""
    offset = 0
    for paragraph in text.split("\n"):
        words = []
        for part in paragraph.split(" "):
            units = len(part.encode("utf-16-le")) // 2
            over = [
                one for one in entities if one["offset"] < offset + units and offset < one["offset"] + one["length"]
            ]
            kinds = {one["type"] for one in over}
            quote = next((one["offset"] + 1 for one in over if "blockquote" in one["type"]), 0)
            shown = part.translate(SIGNS)
            if shown:
                folds = "expandable_blockquote" in kinds
                link, underlined = bool(kinds & {"text_link", "bot_command"}), "underline" in kinds
                words.append(Word(shown, "bold" in kinds, link, quote, folds, underlined))
            offset += units + 1
        yield words


def _reads_backwards(line: list[Word]) -> bool:
    letters = (unicodedata.bidirectional(letter) for word in line for letter in word.text)
    return next((kind in {"R", "AL"} for kind in letters if kind in {"L", "R", "AL"}), False)


def _length(line: list[Word]) -> float:
    return sum(_font(bold=word.bold).getlength(f"{word.text} ") for word in line)


def _font(*, bold: bool, size: int = SIZE) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)
