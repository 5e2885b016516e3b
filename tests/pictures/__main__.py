"""Draws the pictures of docs/pictures: the bot answers on the sample archive, and its replies are drawn.

make pictures
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bot.running import LIMIT, Message, Reader, index, running_bot
from tests.botapi import READER, BotApi
from tests.conftest import SAMPLE
from tests.pictures.drawing import DARK, LIGHT, Theme, draw_chat

COLOURS = 128


def main(folder: Path) -> None:
    """Draw all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, BotApi() as api:
        index(Path(scratch) / "home", SAMPLE)
        with running_bot(api, Path(scratch) / "home", Path(scratch) / "log"):
            reader = Reader(api)
            _when(reader, folder)
            _looking(reader, folder)
            _timeline(reader, folder)
            _languages(reader, folder)


def _when(reader: Reader, folder: Path) -> None:
    question = reader.api.send_text("On what day did Kipchoge run a marathon in Vienna?")
    _draw(folder / "answer.png", [_shown(reader, question), reader.reply_to(question)], LIGHT)
    nothing = reader.api.send_text("Which bank robber escaped to Uruguay?")
    _draw(folder / "nothing.png", [_shown(reader, nothing), reader.reply_to(nothing)], DARK)


def _looking(reader: Reader, folder: Path) -> None:
    question = reader.api.send_text("Mars rover landing")
    reply = reader.reply_to(question)
    only = reader.look(reply, "Only 2012")
    follow_up = reader.api.send_text("and in 2004?", reply_to=reply["message_id"])
    following = reader.reply_to(follow_up)
    context = reader.look(following, "In context 1")
    _draw(folder / "follow-up.png", [_shown(reader, question), only, _shown(reader, follow_up), context], DARK)


def _timeline(reader: Reader, folder: Path) -> None:
    question = reader.api.send_text("/timeline Mars")
    reply = reader.reply_to(question)
    (call,) = reader.api.wait_for("sendPhoto", timeout=LIMIT)
    photo = next(iter(call.files.values()))
    for name, theme in (("timeline-light.png", LIGHT), ("timeline-dark.png", DARK)):
        _draw(folder / name, [_shown(reader, question), reply], theme, photo)


def _languages(reader: Reader, folder: Path) -> None:
    asked = {
        "persian": "نخستین ماهواره ایران چه زمانی به مدار رفت؟",
        "german": "Wann ist Kipchoge in Wien den Marathon gelaufen?",
    }
    for name, text in asked.items():
        question = reader.api.send_text(text)
        _draw(folder / f"{name}.png", [_shown(reader, question), reader.reply_to(question)], LIGHT)


def _shown(reader: Reader, message: int) -> Message:
    return reader.api.message(message)


def _draw(file: Path, messages: list[Message], theme: Theme, photo: bytes | None = None) -> None:
    image = draw_chat([(one, photo if "photo" in one else None) for one in messages], theme, READER.id)
    image.quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
