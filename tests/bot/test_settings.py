"""The settings: where they are read, what they may be, and that no value of one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.secrets import Secret
from bot.settings import Settings, load_settings, variables
from corpus.errors import SettingsInvalid

REFUSED = "~refused~"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in variables().values():
        monkeypatch.delenv(variable, raising=False)


def test_without_any_the_defaults_stand() -> None:
    assert load_settings() == Settings()
    assert Settings().home == Path("data")


def test_an_empty_variable_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in variables().values():
        monkeypatch.setenv(variable, " ")
    read = load_settings()
    assert (read.workers, read.home, bool(read.bot_token), read.readers) == (0, Path("data"), False, frozenset())


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text('DATELINE_WORKERS=3\nDATELINE_ALLOWANCE="7" # a day\nTELEGRAM_BOT_TOKEN=1:a\n', "utf-8")
    monkeypatch.setenv("DATELINE_WORKERS", "4")
    read = load_settings()
    assert (read.workers, read.allowance, read.bot_token.reveal()) == (4, 7, "1:a")


@pytest.mark.parametrize(
    ("variable", "written", "name", "value"),
    [
        ("DATELINE_LOG_LEVEL", "info", "log_level", "INFO"),
        ("DATELINE_FUTURE", "Yes", "future", True),
        ("DATELINE_RERANKER_SECONDS", ".5", "reranker_seconds", 0.5),
        ("DATELINE_READERS", "1, -1002 3", "readers", frozenset({1, -1002, 3})),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "api_url", "http://127.0.0.1:8081"),
        ("DATELINE_WEBHOOK_LISTEN", "[::1]:8080", "webhook_listen", "[::1]:8080"),
        ("DATELINE_RERANKER", "models/small", "reranker", Path("models/small")),
    ],
)
def test_a_setting_is_read(
    monkeypatch: pytest.MonkeyPatch, variable: str, written: str, name: str, value: object
) -> None:
    monkeypatch.setenv(variable, written)
    assert getattr(load_settings(), name) == value


@pytest.mark.parametrize(
    ("variable", "written", "must"),
    [
        ("DATELINE_LOG_LEVEL", REFUSED, "must be DEBUG, INFO, WARNING or ERROR"),
        ("DATELINE_FUTURE", REFUSED, "must be true or false"),
        ("DATELINE_WORKERS", "65", "must be a whole number, at least 0 and at most 64"),
        ("DATELINE_WORKERS", "1.5", "must be a whole number"),
        ("DATELINE_ALLOWANCE", "0", "must be a whole number, at least 1;"),
        ("DATELINE_RERANKER_SECONDS", "0", "must be a number, more than 0 and at most 60"),
        ("DATELINE_RERANKER_SECONDS", "nan", "must be a number"),
        ("DATELINE_READERS", REFUSED, "must be numbers"),
        ("DATELINE_CONTACT", "me\tyou", "printable ASCII"),
        ("DATELINE_WEBHOOK_URL", f"http://{REFUSED}/a", "must begin with https://"),
        ("DATELINE_WEBHOOK_URL", f"https://{REFUSED}/", "have a path"),
        ("DATELINE_WEBHOOK_LISTEN", f"{REFUSED}:65536", "must be HOST:PORT"),
        ("DATELINE_WEBHOOK_SECRET", REFUSED, "letters of English"),
        ("TELEGRAM_API_URL", f"ftp://{REFUSED}", "must begin with http"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_it_must_be_and_never_told(
    monkeypatch: pytest.MonkeyPatch, variable: str, written: str, must: str
) -> None:
    monkeypatch.setenv(variable, written)
    with pytest.raises(SettingsInvalid) as refused:
        load_settings()
    told = str(refused.value)
    assert f"{variable}: " in told
    assert must in told
    assert "see .env.example" in told
    assert REFUSED not in told


def test_all_that_cannot_be_used_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "many")
    monkeypatch.setenv("DATELINE_BUSY_AT", "few")
    with pytest.raises(SettingsInvalid, match=r"DATELINE_WORKERS: .*; DATELINE_BUSY_AT: "):
        load_settings()


def test_a_file_that_is_not_utf_8_is_told() -> None:
    Path(".env").write_bytes(b"DATELINE_ARCHIVE_NAME=Stra\xdfe\n")
    with pytest.raises(SettingsInvalid, match=r"\.env is not UTF-8"):
        load_settings()


def test_a_secret_is_not_told_by_what_holds_it() -> None:
    settings = Settings(bot_token=Secret(REFUSED), webhook_secret=Secret(REFUSED))
    assert REFUSED not in f"{settings} {settings!r} {settings.bot_token} {settings.bot_token!r}"
    assert settings.bot_token.reveal() == REFUSED
