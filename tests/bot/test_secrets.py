"""Secrets: the ways in which one may be said, and that none is told, whatever fails."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.main import COMMANDS
from bot.logs import HidingHandler
from bot.secrets import LONGEST, Secret, hide
from bot.settings import Settings, file_variables, load_settings, variables
from corpus.errors import SettingsInvalid
from tests.bot.running import LIMIT, running_bot, stop, webhook_settings
from tests.botapi import BotApi
from tests.conftest import SAMPLE, clean_environment

WORDS = {
    "bot_token": "4711:kanarienvogelAAFtoken_-x",
    "webhook_secret": "kanarienvogel-webhook",
    "redis_url": "redis://somebody:kanarienvogel%2Fredis@127.0.0.1:1/0",
    "cluster_password": "kanarienvogel cluster",
    "alerts_key": "kanarienvogelkanarienvogelkanarienvogelkana",
}
"""A secret of each kind, in all of which stands the canary."""
CANARY = "kanarienvogel"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have no setting, and hide no word that another test has revealed: one of them may be a single letter."""
    monkeypatch.setattr("bot.secrets._revealed", set[str]())
    monkeypatch.chdir(tmp_path)
    for variable in (*variables().values(), *file_variables().values(), "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(variable, raising=False)


@contextlib.contextmanager
def _as_nobody() -> Iterator[None]:
    """Be somebody who may not read all files."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def _file(folder: Path, word: str, name: str = "secret", mode: int = 0o600) -> Path:
    file = folder / name
    file.write_text(word + "\n", "utf-8")
    file.chmod(mode)
    return file


def _word(settings: Settings, name: str) -> str:
    secret: Secret = getattr(settings, name)
    assert secret
    return secret.reveal()


def test_every_secret_has_a_word_here() -> None:
    assert set(file_variables()) == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_a_secret_may_stand_in_a_variable_in_a_file_or_be_a_credential(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    variable, word = variables()[name], WORDS[name]
    with monkeypatch.context() as told:
        told.setenv(variable, f" {word} ")
        assert _word(load_settings(), name) == word
    with monkeypatch.context() as told:
        told.setenv(file_variables()[name], str(_file(tmp_path, word, mode=0o640)))
        settings = load_settings()
        assert word not in repr(settings)
        assert _word(pickle.loads(pickle.dumps(settings)), name) == word  # noqa: S301 - as processes that search get it
    with monkeypatch.context() as told:
        told.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
        assert not getattr(load_settings(), name)
        _file(tmp_path, word, variable, 0o444)  # who may read it is seen to by systemd
        assert _word(load_settings(), name) == word


def test_the_file_may_be_named_in_dotenv_and_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    Path(".env").write_text("TELEGRAM_BOT_TOKEN_FILE=token\n", "utf-8")
    _file(tmp_path, "\ufeff" + WORDS["bot_token"] + "\r\n", "token")
    assert load_settings().bot_token.reveal() == WORDS["bot_token"]


def test_two_ways_at_once_are_refused_without_looking_at_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path(".env").write_text("REDIS_URL=redis://127.0.0.1\n", "utf-8")
    monkeypatch.setenv("REDIS_URL_FILE", str(tmp_path / "missing"))
    with pytest.raises(SettingsInvalid, match="REDIS_URL and REDIS_URL_FILE are both set; leave out one"):
        load_settings()
    Path(".env").unlink()
    _file(tmp_path, "", "REDIS_URL")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(SettingsInvalid, match="REDIS_URL_FILE and the credential REDIS_URL are both set"):
        load_settings()


def _unreadable(folder: Path) -> Path:
    return _file(folder, CANARY, mode=0o000)


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe", 0o600)
    return folder / "pipe"


def _binary(folder: Path) -> Path:
    file = _file(folder, "")
    file.write_bytes(b"kanarienvogel\xff")
    return file


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: folder / CANARY, r"cannot be read \(No such file or directory\); correct the path"),
        (_unreadable, r"cannot be read \(Permission denied\)"),
        (lambda folder: folder, "names no plain file"),
        (_pipe, "names no plain file"),
        (lambda folder: _file(folder, CANARY, mode=0o644), r"others can read .* \(mode 0644\); chmod it to 0600"),
        (lambda folder: _file(folder, CANARY, mode=0o660), r"others can read or change the file \(mode 0660\)"),
        (lambda folder: _file(folder, " \n"), "is empty; write the secret into it"),
        (lambda folder: _file(folder, f"{CANARY}\n{CANARY}"), "something else than one line"),
        (lambda folder: _file(folder, CANARY * LONGEST), "something else than one line"),
        (_binary, "something else than one line"),
        (lambda folder: _file(folder, CANARY), "must be as @BotFather gives it.*; correct what the file holds"),
    ],
)
def test_a_file_that_is_no_good_is_told_when_it_is_needed_and_neither_its_path_nor_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    """A path is not told, as who takes one variable for the other writes the token itself there."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(make(tmp_path)))
    settings = load_settings()
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    with _as_nobody() if make is _unreadable else contextlib.nullcontext(), pytest.raises(SettingsInvalid) as refused:
        settings.bot_token.reveal()
    assert str(refused.value).startswith("TELEGRAM_BOT_TOKEN_FILE: ")
    assert refused.match(told)
    assert CANARY not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


@given(st.text(min_size=1, max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_what_has_been_revealed_is_hidden_wherever_it_stands(word: str, before: str, behind: str) -> None:
    Secret(word).reveal()
    assert word not in hide(f"{before}{word}{behind}").replace("…", "") or word == "…"


def test_the_log_and_a_password_that_stands_alone_are_hidden_too(capsys: pytest.CaptureFixture[str]) -> None:
    Secret(WORDS["redis_url"]).reveal()
    handler = HidingHandler(sys.stderr)
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "%s and %s", (WORDS["redis_url"], "kanarienvogel%2F"), None)
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.emit(record)
    assert capsys.readouterr().err == "… and …%2F\n"


EVERY_COMMAND = """
import sys, traceback
from bot.cli.main import main
ARGUMENTS = {
    "index": ["missing"], "fetch": ["http://127.0.0.1:1/"], "ask": ["Mars?"], "chat": [], "bot": ["--nonsense"],
    "serve": ["--listen", "127.0.0.1:1"], "article": ["missing"], "takedown": ["missing"], "dates": ["missing"],
    "evaluate": ["missing"], "mcp": ["--nonsense"], "start": ["--nonsense"], "browse": ["--nonsense"],
}
for name in sys.argv[2:]:
    sys.argv = ["dateline", "--home", sys.argv[1], name, *ARGUMENTS.get(name, [])]
    arguments, home = sys.argv, sys.argv[2]
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = stop.code
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        code = "crashed"
    print("ended", name, code, file=sys.stderr)
    sys.argv = ["", home]
"""


@pytest.mark.parametrize("engine", ["embedded", pytest.param("opensearch", marks=pytest.mark.long)])
def test_no_command_tells_a_secret_whatever_fails(tmp_path: Path, engine: str) -> None:
    """The archive is damaged, the cluster and Redis are away, and all that is logged is logged."""
    home = tmp_path / "home"
    (home / "index").mkdir(parents=True)
    (home / "archive.db").write_bytes(b"no database" * 1000)
    (home / "index" / "current").write_text("generation-000007", "ascii")
    for name, word in WORDS.items():
        _file(tmp_path, word, name)
    files = {variable: str(tmp_path / name) for name, variable in file_variables().items()}
    more = {"OPENSEARCH_URL": "http://127.0.0.1:1", "OPENSEARCH_USER": "somebody", "DATELINE_ENGINE": engine}
    done = subprocess.run(
        [sys.executable, "-c", EVERY_COMMAND, str(home), *COMMANDS],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), DATELINE_LOG_LEVEL="DEBUG", **files, **more),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert [line.split()[1] for line in done.stderr.splitlines() if line.startswith("ended ")] == list(COMMANDS)
    assert "crashed" not in done.stderr
    assert done.stderr.count("dateline: ") >= 10  # most of them did fail
    assert CANARY not in done.stdout + done.stderr


CRASH = """
import sys, threading
from bot.cli.main import main
from bot.settings import Settings
import bot.cli.status
def crash(settings, **_):
    def end():
        raise ValueError(f"cannot be reached: http://x/bot{settings.bot_token.reveal()}/getMe")
    one = threading.Thread(target=end)
    one.start()
    one.join()
    end()
bot.cli.status.command.callback = lambda *_, **how: crash(bot.cli.main.load_settings(), **how)
import bot.cli.main
sys.argv = ["dateline", "status"]
main()
"""


def test_a_traceback_tells_where_and_no_secret(tmp_path: Path) -> None:
    token = _file(tmp_path, WORDS["bot_token"])
    done = subprocess.run(
        [sys.executable, "-c", CRASH],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1]), TELEGRAM_BOT_TOKEN_FILE=str(token)),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 1
    assert (
        done.stderr.count("Traceback") == done.stderr.count("ValueError: cannot be reached: http://x/bot…/getMe") == 2
    )
    assert CANARY not in done.stderr


def test_the_bot_starts_with_files_and_tells_none_when_it_is_refused(sample_home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with BotApi() as api:
        token = _file(tmp_path, api.token, "token")
        secret = _file(tmp_path, WORDS["webhook_secret"], "webhook")
        told = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": str(token)}
        hook = webhook_settings() | {"DATELINE_WEBHOOK_SECRET": "", "DATELINE_WEBHOOK_SECRET_FILE": str(secret)}
        with running_bot(api, sample_home, log, **told, **hook) as process:
            question = api.send_text("When did the rover land on Mars?")
            assert api.replies_to(question, timeout=LIMIT)
            stop(process)
        token.write_text(WORDS["bot_token"], "utf-8")
        with running_bot(api, sample_home, log, **told) as process:
            assert process.wait(LIMIT) == 1
        with running_bot(api, sample_home, log, **told, TELEGRAM_API_URL="http://[no address") as process:
            deadline = time.monotonic() + LIMIT
            while "Telegram cannot be reached" not in log.read_text("utf-8"):
                assert time.monotonic() < deadline
                time.sleep(0.1)
            process.kill()
    written = log.read_text("utf-8")
    assert "does not know this token" in written
    assert CANARY not in written
    assert api.token not in written
