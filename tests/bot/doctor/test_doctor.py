"""``dateline doctor`` as a real process: what is wrong is found, with its cure, and no secret is shown."""

from __future__ import annotations

import base64
import json
import re
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.keys import Keys, write_new
from bot.alerts.readers import Readers
from bot.doctor import network, store
from bot.doctor.finding import Finding
from bot.secrets import Secret
from bot.settings import Settings
from index.ranking.learned import VERSION, WEIGHTS, as_toml, shipped
from tests.bot.running import webhook_settings
from tests.botapi import BotApi
from tests.conftest import Run

Told = dict[str, list[tuple[str, str, str]]]


def told(dateline: Run, home: Path, *options: str, **environment: str) -> Told:
    """Return what the doctor says of each thing: state, what, cure."""
    done = dateline("--home", home, "doctor", "--json", *options, **environment)
    assert "Traceback" not in done.stderr
    found: Told = {}
    for line in done.stdout.splitlines():
        one = json.loads(line)
        found.setdefault(one["about"], []).append((one["state"], one["said"], one["cure"]))
    states = {state for each in found.values() for state, _, _ in each}
    assert done.returncode == (1 if "fail" in states else 0)
    for each in found.values():
        assert all(cure for state, _, cure in each if state != "ok")
    return found


def states(found: Told, about: str) -> list[str]:
    return [state for state, _, _ in found[about]]


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_home, tmp_path / "home")


def test_all_is_well_and_telegram_knows_the_bot(dateline: Run, home: Path, tmp_path: Path) -> None:
    write_new(tmp_path / "key")
    key = (tmp_path / "key").read_text().strip()
    Readers(home, Keys(base64.urlsafe_b64decode(key))).close()
    (tmp_path / ".env").write_text(f"DATELINE_ALERTS_KEY={key}\n")
    (tmp_path / ".env").chmod(0o600)
    with BotApi() as api:
        environment = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
        done = dateline("--home", home, "doctor", **environment)
        assert done.returncode == 0, done.stdout
        assert f"ok   token: is that of @{api.bot.username}" in done.stdout
        assert re.search(r"^ok   clock: \d seconds from Telegram's", done.stdout, re.MULTILINE)
        assert "0 chats have some, and the key fits" in done.stdout
        assert {call.method for call in api.calls} == {"getMe", "getWebhookInfo"}, "nothing is changed"
    for secret in (api.token, key):
        assert secret not in done.stdout + done.stderr
    assert " 0 wrong" in done.stderr


def test_telegrams_side_is_compared_with_the_settings(dateline: Run, home: Path) -> None:
    with BotApi() as api:
        own = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url}
        found = told(dateline, home, **own, **webhook_settings())
        assert found["webhook"][0][1] == "Telegram pushes nowhere yet"
        api.fail_next("getUpdates", 409)
        assert states(told(dateline, home, "--polling", **own), "polling") == ["warn"]
        found = told(dateline, home, **own | {"TELEGRAM_BOT_TOKEN": "1:of-another-bot"})
        assert found["token"] == [
            ("fail", "Telegram does not know TELEGRAM_BOT_TOKEN", "copy it again from @BotFather")
        ]
        api.fail_next("getMe", 502)
        assert found["token"][0][0] == "fail"
        assert states(told(dateline, home, **own), "token") == ["warn"]


def test_offline_it_says_what_it_could_not_look_at(dateline: Run, home: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{one.getsockname()[1]}"
        found = told(dateline, home, TELEGRAM_BOT_TOKEN="1:secret", TELEGRAM_API_URL=nowhere)
    assert found["token"][0][:2] == ("warn", "could not be looked at: Telegram does not answer (URLError)")
    assert states(found, "index") == ["ok", "ok"]


def test_settings_that_are_wrong_do_nothing_or_contradict_are_named_and_never_shown(
    dateline: Run, home: Path, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=1:in-the-file\nDATELINE_WORKERS=2\nDATELINE_HOME=elsewhere\n")
    (tmp_path / ".env").chmod(0o644)
    found = told(
        dateline, home, TELEGRAM_BOT_TOKEN="", DATELINE_ALOWANCE="5", DATELINE_BUSY_AT="hunter2", DATELINE_WORKERS="3",
        DATELINE_WEBHOOK_LISTEN="127.0.0.1:9", DATELINE_READERS="1", DATELINE_MAINTAINERS="2",
        TELEGRAM_API_URL="http://telegram.invalid", DATELINE_ENGINE="opensearch", DATELINE_RERANKER="nowhere",
    )  # fmt: skip
    said = [each for _, each, _ in found["settings"]]
    assert any("DATELINE_BUSY_AT: must be a whole number" in one for one in said)
    assert ("warn", "DATELINE_ALOWANCE is no setting and does nothing", "did you mean DATELINE_ALLOWANCE?") in found[
        "settings"
    ]
    for words in (
        "DATELINE_WORKERS is another in the environment", "DATELINE_WEBHOOK_LISTEN does nothing",
        "1 of DATELINE_MAINTAINERS are not among DATELINE_READERS", "TELEGRAM_API_URL is not encrypted",
        "OPENSEARCH_URL is empty", "DATELINE_RERANKER: nowhere is no folder",
    ):  # fmt: skip
        assert any(words in one for one in said), words
    assert found["secrets"] == [("warn", "the file .env: others may read .env", "chmod 600 .env")]
    assert found["home"][0][1] == str(home.resolve())
    assert "hunter2" not in str(found)


def as_file(home: Path) -> None:
    shutil.rmtree(home)
    home.write_text("")


def newer(home: Path) -> None:
    with closing(sqlite3.connect(home / "archive.db")) as database, database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")


def other_store(home: Path) -> None:
    with closing(sqlite3.connect(home / "archive.db")) as database, database:
        database.execute("UPDATE meta SET value = 'x' WHERE key = 'store_id'")


def without_rows(home: Path) -> None:
    with closing(sqlite3.connect(home / "archive.db")) as database, database:
        database.execute("DELETE FROM passages WHERE id % 7 = 0")


def scratched(home: Path) -> None:
    with (home / "archive.db").open("r+b") as stream:
        stream.seek(20000)
        stream.write(b"\xff" * 9000)


def flipped(home: Path) -> None:
    file = home / "index" / "generation-000001" / "letters.npy"
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)


def future(home: Path) -> None:
    at = (datetime.now(UTC) + timedelta(days=300)).isoformat()
    with closing(sqlite3.connect(home / "archive.db")) as database, database:
        database.execute("UPDATE meta SET value = json_set(value, '$.at', ?) WHERE key = 'last_run'", (at,))


BROKEN: list[tuple[Callable[[Path], object], str, str]] = [
    (shutil.rmtree, "home", "is not there"),
    (as_file, "home", "is a file, not a folder"),
    (lambda home: (home / "archive.db").unlink(), "store", "is not there"),
    (scratched, "store", "is damaged"),
    (lambda home: (home / "archive.db").write_bytes(b"words " * 999), "store", "file is not a database"),
    (newer, "store", "of schema 99, this Dateline reads 4"),
    (lambda home: (home / "index" / "current").unlink(), "index", "there is none yet"),
    (lambda home: (home / "index" / "current").write_text("../x"), "index", "names no generation"),
    (flipped, "index", "letters.npy: is damaged"),
    (other_store, "index", "is of another store"),
    (without_rows, "index", "names passages that the store does not have"),
    (lambda home: (home / "alerts.db").write_bytes(b"\0" * 5000), "alerts.db", "is damaged"),
    (future, "clock", "but the last run was at"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "about", "said"), BROKEN, ids=[said for *_, said in BROKEN])
def test_a_damaged_home_is_looked_at_to_the_end(
    dateline: Run, home: Path, damage: Callable[[Path], object], about: str, said: str
) -> None:
    damage(home)
    found = told(dateline, home) if home.is_dir() else told(dateline, home.parent / "none", DATELINE_HOME=str(home))
    if home.is_dir():
        assert any(state == "fail" and said in each for state, each, _ in found[about]), found[about]
    assert "versions" in found
    assert "token" in found


@pytest.mark.parametrize(("off", "state"), [(0, "ok"), (100, "warn"), (4000, "fail")])
def test_the_clock_is_compared_with_telegrams(off: int, state: str) -> None:
    at = datetime.now(UTC) + timedelta(seconds=off)
    (found,) = network._clock(at.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    assert (found.about, found.state) == ("clock", state)


def test_what_telegram_tells_is_shown_without_what_a_terminal_would_obey() -> None:
    said = {"url": "https://a.example/x", "last_error_date": 1, "last_error_message": "\x1b]0;x\x07 refused"}
    found = list(network._webhook(replace(Settings(), webhook_url="https://a.example/x"), said))
    assert [one.state for one in found] == ["ok", "warn"]
    assert found[1].said.endswith("?]0;x? refused")


def test_another_key_than_the_one_of_the_alerts_is_told(home: Path) -> None:
    Readers(home, Keys(bytes(32))).close()
    settings = Settings(home=home, alerts_key=Secret("A" * 42 + "E="))
    found: list[Finding] = list(store._alerts(settings))
    assert [(one.state, one.said) for one in found] == [
        ("fail", "were written with another key than the one that is set")
    ]


def test_files_of_secrets_are_read_as_the_bot_will_and_their_paths_not_shown(
    dateline: Run, home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "token"
    secret.write_text("1:of-the-bot\n")
    own = {"TELEGRAM_API_URL": "http://127.0.0.1:9", "DATELINE_METRICS_PORT": "9464"}
    for mode, state in ((0o600, "ok"), (0o640, "ok"), (0o644, "fail")):
        secret.chmod(mode)
        found = told(dateline, home, TELEGRAM_BOT_TOKEN_FILE=str(secret), **own)
        assert states(found, "secrets") == [state]
    assert found["token"][0][1] == "could not be looked at, as its file cannot be used"
    assert any("DATELINE_METRICS_PORT: 127.0.0.1:9464" in said for _, said, _ in found["ports"])
    found = told(dateline, home, TELEGRAM_BOT_TOKEN_FILE="1:of-the-bot", DATELINE_WORKERS_FILE="x", **own)
    assert found["secrets"][0][1].startswith("TELEGRAM_BOT_TOKEN_FILE: the file cannot be read")
    assert "of-the-bot" not in str(found), "who takes one variable for the other is not shown the secret"
    assert found["settings"][0][:2] == ("warn", "DATELINE_WORKERS_FILE is no setting and does nothing")
    (tmp_path / "TELEGRAM_BOT_TOKEN").write_text("1:of-the-bot")
    found = told(dateline, home, CREDENTIALS_DIRECTORY=str(tmp_path), **own)
    assert found["secrets"] == [("ok", "the credential TELEGRAM_BOT_TOKEN: its file can be used", "")]


def test_doctor_and_status_tell_of_weights_a_rollback_and_a_run_that_failed(dateline: Run, home: Path) -> None:
    (home / WEIGHTS).write_text(as_toml(replace(shipped(), stamp={"version": VERSION, "learned_from": 7})))
    assert dateline("--home", home, "index", "--again").returncode == 0
    assert dateline("--home", home, "index", "--rollback").returncode == 0
    (home / "last-run.json").write_text('{"ended": 1764300000, "seconds": 1, "well": false}')
    found = told(dateline, home)
    assert found["weights"] == [("ok", "learned by dateline tune from 7 questions", "")]
    assert ("warn", "was gone back to from generation 2, and runs stay with it") in {one[:2] for one in found["index"]}
    assert ("warn", "of 2025-11-28 03:20 UTC failed") in {one[:2] for one in found["last run"]}
    status = dateline("--home", home, "status").stdout
    assert "the last run, of 2025-11-28 03:20 UTC, failed: dateline index says why\n" in status
    assert "ranked by what dateline tune has learned: dateline tune --forget ends that\n" in status
    (home / WEIGHTS).write_text("words")
    assert states(told(dateline, home), "weights") == ["warn"]
    assert "these weights cannot be used" in dateline("--home", home, "status").stdout
