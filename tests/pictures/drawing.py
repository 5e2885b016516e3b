"""Draws messages as a phone shows them: bubbles, bold, quotations, links, buttons, windows; in light and in dark."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from PIL import Image, ImageColor, ImageDraw, ImageFont

from tests.pictures.lines import SIGNS, Line, Measure, Word, lines_of

MARGIN, PAD, SIZE, LEADING = 14, 14, 18, 25
COLUMNS = 38
"""Characters in a line of a phone, at most times."""
ROOM = int(COLUMNS * SIZE * 0.51)
"""Pixels of so many Latin letters: as wide as half of their size, about."""
WIDTH = ROOM + 2 * PAD + 3 * MARGIN
BUTTON, GAP, BESIDE_QUOTE, QUOTES_APART = 38, 4, 12, 6
FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
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


LIGHT = Theme("#d5dfe6", "#ffffff", "#e3f7d5", "#10161b", "#5a6a76", "#2a7ab8", "#bccbd6")
DARK = Theme("#0e1621", "#182533", "#2b5278", "#f3f6f8", "#8ba0b2", "#6ab3f3", "#22303d")


WINDOW = "#2a3540"
SHADES = 4
"""Of the edges of letters, from what they are drawn on to their own colour."""


@dataclass(frozen=True)
class Shown:
    """One thing in a chat.

    Attributes:
        message: as the stand-in shows it; None for a window of the app.
        mine: the reader has written it.
        photo: of the message.
        window: what the app says in answer to a press.
    """

    message: Message | None = None
    mine: bool = False
    photo: bytes | None = None
    window: str = ""


def draw_chat(chat: list[Shown], theme: Theme) -> Image.Image:
    """Return messages one below the other, at a phone's width."""
    drawn = [_bubble(one, theme) if one.message else _window(one.window, theme) for one in chat]
    image = Image.new("RGB", (WIDTH, sum(one.height + MARGIN for one in drawn) + MARGIN), theme.ground)
    top = MARGIN
    for shown, one in zip(chat, drawn, strict=True):
        image.paste(one, (WIDTH - MARGIN - one.width if shown.mine else MARGIN, top))
        top += one.height + MARGIN
    return image


def _bubble(shown: Shown, theme: Theme) -> Image.Image:
    assert shown.message is not None
    text = shown.message.get("text") or shown.message.get("caption") or ""
    entities = shown.message.get("entities") or shown.message.get("caption_entities") or []
    lines = list(lines_of(text, entities, Measure(ROOM, BESIDE_QUOTE, _length)))
    rows = shown.message.get("reply_markup", {}).get("inline_keyboard", [])
    width = WIDTH - 2 * MARGIN
    if shown.mine:
        width = int(max((_width(line) for line in lines), default=0)) + 2 * PAD
    picture = _fitted(shown.photo, width) if shown.photo else None
    above = picture.height if picture is not None else 0
    tops = _tops(lines, above + PAD)
    height = tops[-1] + PAD
    image = Image.new("RGB", (width, height + (BUTTON + GAP) * len(rows)), theme.ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, width - 1, height - 1), 14, fill=theme.ours if shown.mine else theme.theirs)
    if picture is not None:
        image.paste(picture, (0, 0))
    for line, top in zip(lines, tops, strict=False):
        _draw_line(pen, line, top, width, theme)
    for number, row in enumerate(rows):
        labels = [button["text"].translate(SIGNS) for button in row]
        _buttons(pen, labels, height + GAP + (BUTTON + GAP) * number, width, theme)
    return image


def _tops(lines: list[Line], top: int) -> list[int]:
    """Return where each line begins, and where the last ends; two quotations stand a little apart."""
    tops, quote = [], 0
    for line in lines:
        top += QUOTES_APART if line.quote and quote and line.quote != quote else 0
        tops.append(top)
        top, quote = top + LEADING, line.quote
    return [*tops, top]


def _window(text: str, theme: Theme) -> Image.Image:
    """Return what the app lays over the chat for a moment."""
    lines = list(lines_of(text, [], Measure(ROOM, BESIDE_QUOTE, _length)))
    width = WIDTH - 2 * MARGIN
    image = Image.new("RGB", (width, LEADING * len(lines) + 2 * PAD), theme.ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, width - 1, image.height - 1), 14, fill=WINDOW, outline=theme.soft)
    for number, line in enumerate(lines):
        _draw_line(pen, line, PAD + LEADING * number, width, DARK)
    return image


def _fitted(photo: bytes, width: int) -> Image.Image:
    picture = Image.open(io.BytesIO(photo))
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def _buttons(pen: ImageDraw.ImageDraw, labels: list[str], top: int, width: int, theme: Theme) -> None:
    """Draw a row of buttons, all as wide; a label that is too long is cut, as the app does."""
    each = (width - GAP * (len(labels) - 1)) / len(labels)
    for place, label in enumerate(labels):
        left = place * (each + GAP)
        pen.rounded_rectangle((left, top, left + each, top + BUTTON), 9, fill=theme.button)
        font, shown = _font(bold=False, size=SIZE - 2), label
        while font.getlength(shown) > each - 8:
            shown = f"{shown.rstrip('…')[:-1]}…"
        pen.text((left + each / 2, top + BUTTON / 2), shown, theme.ink, font, anchor="mm")


def _draw_line(pen: ImageDraw.ImageDraw, line: Line, top: int, width: int, theme: Theme) -> None:
    if line.quote:
        side = width - PAD - 3 if line.backwards else PAD
        pen.rectangle((side, top - 1, side + 3, top + LEADING - 2), fill=theme.link)
    indent = PAD + (BESIDE_QUOTE if line.quote else 0)
    left: float = width - indent - _width(line) if line.backwards else indent
    direction = "rtl" if line.backwards else "ltr"
    if len({(word.bold, word.link, word.underlined) for word in line.words}) == 1 and not line.words[0].underlined:
        word = line.words[0]  # of one style: the library orders marks between the directions better than we do
        text = " ".join(one.text for one in line.words)
        font = _font(bold=word.bold)
        left = width - indent - font.getlength(text) if line.backwards else indent
        pen.text((left, top), text, theme.link if word.link else theme.ink, font, direction=direction)
        return
    for word in line.from_the_left():
        font = _font(bold=word.bold)
        length = font.getlength(word.text)
        pen.text((left, top), word.text, theme.link if word.link else theme.ink, font, direction=direction)
        if word.underlined:
            pen.line((left, top + SIZE + 4, left + length, top + SIZE + 4), theme.ink, 2)
        left += length + font.getlength(" ")


def _width(line: Line) -> float:
    return sum(map(_length, line.words)) - (_font(bold=False).getlength(" ") if line.words else 0)


def _length(word: Word) -> float:
    return _font(bold=word.bold).getlength(f"{word.text} ")


def palette_of(theme: Theme) -> Image.Image:
    """Return an image with the colours of a theme as its palette, and with those of the edges of letters."""
    grounds = {theme.theirs, theme.ours}
    pairs = {(ink, ground) for ink in (theme.ink, theme.link) for ground in grounds}
    pairs |= {(theme.ink, theme.button), (theme.soft, theme.ground), (DARK.ink, WINDOW)}
    colours = {
        tuple(round(a + (b - a) * shade / SHADES) for a, b in zip(*map(ImageColor.getrgb, pair), strict=True))
        for pair in pairs
        for shade in range(SHADES + 1)
    }
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in sorted(colours) for part in colour])
    return image


def caption_font() -> ImageFont.FreeTypeFont:
    """Return the font of what stands above a phone."""
    return _font(bold=True, size=SIZE - 2)


@cache
def _font(*, bold: bool, size: int = SIZE) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)
