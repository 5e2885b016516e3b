"""Draws the pictures of docs/pictures: the bot answers on the sample archive, and its replies are drawn.

make pictures
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

from tests.bot.running import index, running_bot
from tests.botapi import BotApi
from tests.conftest import SAMPLE
from tests.pictures.drawing import DARK, LIGHT, MARGIN, WIDTH, Shown, caption_font, draw_chat, palette_of
from tests.pictures.playing import Sheet, play, sheets

COLOURS = 64
"""Of a picture with a photo in it; others need those of their theme alone."""
CAPTION = 34
REPRINTED = ('title: "Curiosity lands safely in Gale Crater"', 'title: "A rover as heavy as a small car"')
"""The title of an article, and that of another with the same words."""
ALLOWANCE = 8
"""Messages a minute: few, so that a scene need not send many to send too many."""


def main(folder: Path, names: set[str]) -> None:
    """Draw pictures into a folder: those of some names, all if there are none."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, BotApi() as api:
        for english in (False, True):
            wanted = [one for one in sheets() if one.english == english and (not names or one.name in names)]
            home = Path(scratch) / f"home-{english}"
            index(home, _english(Path(scratch) / "english") if english else SAMPLE)
            settings = {"DATELINE_ALLOWANCE": str(ALLOWANCE), "DATELINE_ARCHIVE_NAME": "Sample archive"}
            with running_bot(api, home, Path(scratch) / "log", **settings):
                for sheet in wanted:
                    _draw(folder / f"{sheet.name}.png", sheet, [play(phone, api) for phone in sheet.phones])


def _english(folder: Path) -> Path:
    """Return an archive of English articles, two of which share their words."""
    shutil.copytree(SAMPLE / "pages", folder)
    again = (folder / "curiosity.md").read_text("utf-8").replace(*REPRINTED)
    (folder / "curiosity-again.md").write_text(again, "utf-8")
    return folder


def _draw(file: Path, sheet: Sheet, chats: list[list[Shown]]) -> None:
    """Draw chats side by side, each below the kind that it is of where there are several."""
    theme = DARK if sheet.dark else LIGHT
    phones = [draw_chat(chat, theme) for chat in chats]
    above = CAPTION if len(phones) > 1 else 0
    size = (WIDTH * len(phones), above + max(phone.height for phone in phones))
    image = Image.new("RGB", size, theme.ground)
    pen = ImageDraw.Draw(image)
    for place, (phone, drawn) in enumerate(zip(sheet.phones, phones, strict=True)):
        image.paste(drawn, (place * WIDTH, above))
        if above:
            pen.text((place * WIDTH + 2 * MARGIN, MARGIN), phone.title, theme.soft, caption_font())
    palette = None if any(shown.photo for chat in chats for shown in chat) else palette_of(theme)
    image.quantize(COLOURS, palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"), set(sys.argv[2:]))
