"""Nothing that a reader writes or is called can be read in anything that the bot writes, whatever happens meanwhile.

Of alerts it is sealed, with a key that stands elsewhere; of feedback it is counts.

make canary    # 5,000 questions instead of a few hundred
"""

from __future__ import annotations

import base64
import contextlib
import os
import random
import shutil
import signal
import struct
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.alerts.keys import Keys
from bot.alerts.readers import Readers
from tests.bot.alerts.conftest import KEY
from tests.bot.running import LIMIT, running_bot
from tests.bot.watching import got
from tests.botapi import GROUP, BotApi, User
from tests.ports import free_port

QUESTIONS = int(os.environ.get("CANARY_QUESTIONS", "100"))
KILLS = 4 if QUESTIONS < 1000 else 12
WORD = "xanthoquokka"
NAME = "Zephyrquill"
NUMBER = 7_345_000_000
"""Of the first reader; each has a number of its own."""
READERS = 40


def _forms(secret: str) -> list[bytes]:
    """Return a secret as it could stand in a file."""
    escaped = "".join(f"\\u{ord(letter):04x}" for letter in secret)
    return [
        secret.encode(),
        secret.encode("utf-16-le"),
        secret.encode("utf-16-be"),
        escaped.encode(),
        secret[::-1].encode(),
    ]


def _secrets(token: str) -> list[bytes]:
    numbers = [NUMBER + reader for reader in range(READERS)]
    found = [form for secret in (WORD, NAME, WORD.upper(), token, *map(str, numbers)) for form in _forms(secret)]
    packed = [struct.pack(order, number) for number in numbers for order in (">q", "<q")]
    return [*found, *packed, *(number.to_bytes(5, "big") for number in numbers)]


WORDINGS = (
    "{} Kipchoge marathon", "When did {} land on Mars?", "{}", "/timeline {} Mars", "/ask {}", "/from 2019 {} Mars",
    "/on {}", "/start {}", "{} 'quoted' <b>", "/{} x", "/alerts {} Mars", "tell me of new passages on {} -x", "/mydata",
    "/language fa", "/language {}",
)  # fmt: skip


def _send(api: BotApi, chance: random.Random, number: int) -> None:
    """Let somebody do something: mostly ask, sometimes with all that Telegram knows."""
    reader = NUMBER + number % READERS
    lang = chance.choice(("en", "de", "fa"))
    user = User(reader, f"{NAME}{number}", username=f"{NAME.lower()}_{number}", language_code=lang)
    text = chance.choice(WORDINGS).format(f"{WORD}{number}")
    kind = chance.random()
    if kind < 0.05:
        api.send_photo(text, user=user)
    elif kind < 0.1:
        api.inline(text[:200], user=user)
    elif kind < 0.13:
        api.guest(text, user=user)
    elif kind < 0.16:
        api.send_document(f"{WORD}.pdf", user=user)
    elif kind < 0.2:
        api.send_text(f"@{api.bot.username} {text}", chat=GROUP, user=user)
    elif kind < 0.24:
        chat = {"id": reader, "type": NAME}
        broken: dict[str, Any] = {"message": {"text": text, "chat": chat, "from": {"first_name": NAME}}}
        api.send_update(broken)
    else:
        sent = api.send_text(text, user=user)
        if kind > 0.9:
            api.edit_text(sent, f"{text} {WORD}")
        for reply in api.replies_to(sent, count=0, timeout=0)[:1] if kind > 0.8 else ():
            api.send_text(f"and {WORD} in 2004?", user=user, reply_to=reply["message_id"])


def _press_something(api: BotApi, chance: random.Random) -> None:
    """Press some buttons, those of alerts and of feedback among them."""
    for reader in chance.sample(range(READERS), 6):
        for message in api.messages(NUMBER + reader)[-3:]:
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if rows:
                for button in chance.sample(rows[-1], len(rows[-1])):
                    api.press(message["message_id"], button["text"], chat=None)
                api.press(message["message_id"], f"{WORD}{reader}"[:60], forged=True)
                break


def test_nothing_of_readers_is_in_anything_that_is_written(sample_home: Path, tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    shutil.copytree(sample_home, home)
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "MPLCONFIGDIR")}
    settings = places | {"DATELINE_ALERTS_KEY": KEY, "DATELINE_MAINTAINERS": str(NUMBER)}
    chance = random.Random(5)
    sent = 0
    with BotApi() as api:
        api.faults(rate_429=0.03, rate_5xx=0.05, rate_drop=0.03, rate_drop_after=0.03, rate_duplicate=0.05)
        while sent < QUESTIONS:
            port, form = free_port(), chance.choice(("text", "json"))
            seen = settings | {"DATELINE_METRICS_PORT": str(port), "DATELINE_LOG_FORMAT": form}
            with running_bot(api, home, log, DATELINE_ALLOWANCE="100000", **seen) as process:
                for _ in range(-(-QUESTIONS // KILLS)):
                    sent += 1
                    _send(api, chance, sent)
                    while api.pending_updates > 60:
                        time.sleep(0.02)
                        assert process.poll() is None
                _press_something(api, chance)
                (tmp_path / f"scrape {port}").write_text(got(port, "/metrics")[1] + got(port, "/readyz")[1], "utf-8")
                elsewhere = _open_for_writing(process.pid)
                process.send_signal(signal.SIGSEGV if chance.random() < 0.3 else signal.SIGKILL)
                process.wait(LIMIT)
            assert not {one for one in elsewhere if one.startswith("/") and _is_kept_elsewhere(one, tmp_path)}
        api.faults()
        with running_bot(api, home, log, DATELINE_ALLOWANCE="100000", **settings) as process:
            api.wait_until_confirmed(60 + QUESTIONS / 20)
            process.send_signal(signal.SIGTERM)
            process.wait(LIMIT)
        token = api.token
    assert "Answered from generation" in log.read_text("utf-8")  # it did talk
    assert any("dateline_updates_total" in file.read_text("utf-8") for file in tmp_path.glob("scrape *"))
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"updates.db", "alerts.db", "counts.db", "news.db"} <= {file.name for file in written}
    keys = Keys(base64.urlsafe_b64decode(KEY))
    with closing(Readers(home, keys)) as readers:  # with the key, all of it can be read: it was stored
        stored = list(readers.all())
    assert any(WORD in alert.topic.text for one in stored for alert in one.alerts)
    for file in written:
        content = file.read_bytes()
        assert not [place for place, secret in enumerate(_secrets(token)) if secret in content], file.name
        assert KEY.encode() not in content
        assert base64.urlsafe_b64decode(KEY) not in content


def _open_for_writing(process: int) -> set[str]:
    """Return the paths of the files that a process could write now; what it only reads is not one of them."""
    found = set()
    for one in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            told = Path(f"/proc/{process}/fdinfo/{one.name}").read_text("ascii")
            flags = int(next(line.split()[1] for line in told.splitlines() if line.startswith("flags:")), 8)
            if flags & os.O_ACCMODE != os.O_RDONLY:
                found.add(str(one.readlink()))
    return found


def _is_kept_elsewhere(path: str, inside: Path) -> bool:
    """Tell whether an open file is one that a process could leave behind outside a folder."""
    return Path(path).is_file() and not path.startswith((str(inside), "/dev/", "/proc/"))
