"""Settings come from the environment, then .env, then defaults; one that cannot be used is named and never shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from corpus.errors import SettingsInvalid


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.upper().startswith(("DATELINE_", "TELEGRAM_")):
            monkeypatch.delenv(name)


def test_what_is_not_set_stands_as_it_is() -> None:
    assert load_settings() == Settings()


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("# ours\nDATELINE_HOME='a b'\nexport dateline_workers=2\nOTHER=1\nDATELINE_FUTURE", "utf-8")
    monkeypatch.setenv("DATELINE_WORKERS", " 3 ")
    assert load_settings() == Settings(home=Path("a b"), workers=3)


@pytest.mark.parametrize(
    ("variable", "value", "wanted"),
    [
        ("DATELINE_LOG_LEVEL", "info", Settings(log_level="INFO")),
        ("DATELINE_FUTURE", "True", Settings(future=True)),
        ("DATELINE_FUTURE", "0", Settings(future=False)),
        ("TELEGRAM_BOT_TOKEN", "1:a", Settings(bot_token="1:a")),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", Settings(api_url="http://127.0.0.1:8081")),
        ("DATELINE_READERS", "1, -2 3", Settings(readers=frozenset({1, -2, 3}))),
        ("DATELINE_READERS", "", Settings()),
        ("DATELINE_RERANKER", "", Settings()),
        ("DATELINE_RERANKER", "model", Settings(reranker=Path("model"))),
        ("DATELINE_RERANKER_SECONDS", ".5", Settings(reranker_seconds=0.5)),
    ],
)
def test_a_setting_is_read(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, wanted: Settings) -> None:
    monkeypatch.setenv(variable, value)
    assert load_settings() == wanted


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATELINE_LOG_LEVEL", "loudly"), ("DATELINE_FUTURE", "perhaps"), ("DATELINE_WORKERS", "sixty"),
        ("DATELINE_WORKERS", "6500"), ("DATELINE_ALLOWANCE", "-1234"), ("DATELINE_READERS", "1 ada"),
        ("TELEGRAM_API_URL", "ftp://x"), ("DATELINE_RERANKER_SECONDS", "nan"), ("DATELINE_WEBHOOK_SECRET", "a b"),
    ],
)  # fmt: skip
def test_one_that_cannot_be_used_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsInvalid) as told:
        load_settings()
    assert f"{variable}: m" in str(told.value)
    assert value not in str(told.value)


def test_secrets_are_not_in_what_is_printed_of_settings() -> None:
    shown = repr(Settings(bot_token="1:secret", webhook_secret="hidden"))
    assert "secret'" not in shown
    assert "hidden" not in shown


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DATELINE_ARCHIVE_NAME=\xff\n")
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        load_settings()
