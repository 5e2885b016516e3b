"""Follows README and docs/deploy literally: at the end of each way the page and the bot answer.

make test-deploy    # needs debootstrap, a package index and the right to chroot; some minutes
"""

from __future__ import annotations

import http
import http.client
import re
import time
from pathlib import Path
from urllib.parse import urlencode

from tests.bot.running import LIMIT, somebody, text_of
from tests.botapi import BotApi
from tests.clean_room.documents import blocks, indented
from tests.clean_room.rooms import Room
from tests.ports import free_port

QUESTION = "When did the rover land on Mars?"
ANSWER = "Opportunity"
CLONE = "/root/dateline"
FIRST = 600
"""Seconds that setting up may take."""


def page_answers(port: int, log: Path) -> None:
    """Wait until the page says where it is, and ask it."""
    end = time.monotonic() + FIRST
    while f"answers at http://127.0.0.1:{port}/" not in log.read_text("utf-8"):
        assert time.monotonic() < end, log.read_text("utf-8")
        time.sleep(0.2)
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        line.request("POST", "/ask", urlencode({"q": QUESTION}), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = line.getresponse()
        told = answer.read().decode("utf-8")
        line.close()
        if answer.status != http.HTTPStatus.SERVICE_UNAVAILABLE:
            break
        assert time.monotonic() < end  # it is busy: a slow machine still compiles its loops
        time.sleep(1)
    assert ANSWER in told


def _bot_answers(api: BotApi) -> None:
    assert ANSWER in text_of(somebody(api).ask(QUESTION))


def test_a_clone_runs_by_the_readmes_command_without_and_with_a_token(room: Room, log: Path) -> None:
    start = indented("README.md", "make run")[0]
    assert indented("docs/deploy/clone.md", "make run") == [start]
    port = free_port()
    with room.running(start, log, CLONE, DATELINE_WEB_LISTEN=f"127.0.0.1:{port}"):
        page_answers(port, log)
    (token,) = indented("README.md", "echo TELEGRAM_BOT_TOKEN=")
    with BotApi() as api:
        room.run(token.replace("...", api.token), CLONE)
        with room.running(start, log, CLONE, TELEGRAM_API_URL=api.url):
            _bot_answers(api)
    for line in indented("README.md", ".venv/bin/dateline index"):  # of articles of one's own
        own = line.replace("my-articles/ news.tar.xz records.jsonl", "corpus/sample")
        assert "articles in the archive" in room.run(own, CLONE)


def test_a_wheel_is_installed_and_answers(room: Room, log: Path) -> None:
    building, using = blocks("docs/deploy/wheel.md")
    room.run(building, CLONE)
    room.run(f"mkdir elsewhere && cp {CLONE}/dist/*.whl elsewhere && cp -r {CLONE}/corpus/sample elsewhere/my-articles")
    assert ANSWER in room.run(using, "/root/elsewhere")
    port = free_port()
    told = {"DATELINE_WEB_LISTEN": f"127.0.0.1:{port}"}
    with room.running("dateline/bin/dateline serve", log, "/root/elsewhere", **told):
        page_answers(port, log)


def test_the_units_start_what_has_been_installed_as_their_user_with_credentials(room: Room, log: Path) -> None:
    """No systemd runs in the room: what its units start is started as they say."""
    (setting_up,) = blocks("docs/deploy/systemd.md")
    units = room.root / "etc/systemd/system"
    with BotApi() as api:
        room.run(setting_up, CLONE, TOKEN=api.token)
        room.run(
            "systemd-analyze verify --man=no /etc/systemd/system/dateline-*[a-z].service /etc/systemd/system/*.timer"
        )
        room.run(f"cp -r {CLONE}/corpus/sample /srv/articles && chmod -R a+rX /srv")
        room.run("install -d -o dateline -g dateline -m 0750 /var/lib/dateline /var/cache/dateline")
        _start(room, units / "dateline-index.service", log)
        port = free_port()
        with room.running(
            _as_user(room, units / "dateline-page.service"), log, DATELINE_WEB_LISTEN=f"127.0.0.1:{port}"
        ):
            page_answers(port, log)
        with room.running(_as_user(room, units / "dateline-bot.service"), log, TELEGRAM_API_URL=api.url):
            _bot_answers(api)
        assert api.token not in log.read_text("utf-8")


def _start(room: Room, unit: Path, log: Path) -> None:
    log.write_text(room.run(_as_user(room, unit)), "utf-8")


def _as_user(room: Room, unit: Path) -> str:
    """Return what systemd would do for a unit: files of settings, credentials, the user, the command."""
    text = unit.read_text("utf-8")
    credentials = f"/run/credentials/{unit.name}"
    room.run(f"install -d -m 0500 -o dateline {credentials}")
    for name, source in re.findall(r"^LoadCredential=(\w+):(\S+)$", text, re.MULTILINE):
        room.run(f"install -m 0400 -o dateline {source} {credentials}/{name}")
    files = re.findall(r"^EnvironmentFile=-(\S+)$", text, re.MULTILINE)
    (told,) = re.findall(r"^Environment=(DATELINE_HOME.*)$", text, re.MULTILINE)
    (command,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    read = "\n".join(f"test ! -f {file} || . {file}" for file in files)
    return f"""set -a
CREDENTIALS_DIRECTORY={credentials}
{read}
cd /var/lib/dateline
exec setpriv --reuid dateline --regid dateline --clear-groups --no-new-privs env {told} {command}
"""
