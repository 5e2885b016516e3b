"""Every command in every language, by the real process with alerts on: what it says, and what its buttons do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.desk import COMMANDS
from bot.wording import in_digits, words
from bot.wording.directions import FROM_THE_RIGHT, unmarked
from corpus.language.known import OUR_LANGUAGES, RIGHT_TO_LEFT
from tests.bot.alerts.conftest import KEY
from tests.bot.running import Reader, buttons, running_bot, text_of
from tests.bot.test_languages import PATHS, QUOTED, _own_lines
from tests.botapi import BotApi, User

USAGES = {
    "from": "from_usage", "to": "from_usage", "timeline": "timeline_usage", "ask": "ask_usage",
    "alerts": "alerts_none", "on": "on_title", "start": "start_title", "help": "help_title", "privacy": "privacy_title",
    "about": "about_principle", "latest": "latest_title", "mydata": "mydata_nothing", "forgetme": "nothing_stored",
    "language": "language_each",
}  # fmt: skip
"""What a command says with nothing behind it."""


@pytest.fixture(scope="module")
def api(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    folder = tmp_path_factory.mktemp("every")
    home = shutil.copytree(sample_home, folder / "home")
    with BotApi() as api, running_bot(api, home, folder / "log", DATELINE_ALERTS_KEY=KEY):
        yield api


def says(lang: str, key: str) -> str:
    """Return the beginning of a wording, up to what is filled in."""
    return words(lang)[key].partition("{")[0].strip()


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_every_command_speaks_the_language_of_the_app(api: BotApi, lang: str) -> None:
    reader = Reader(api, User(84_000 + OUR_LANGUAGES.index(lang), "Somebody", language_code=lang))
    assert set(USAGES) == set(COMMANDS)
    for name, key in USAGES.items():
        reply = reader.ask(f"/{name}")
        shown = unmarked(text_of(reply))
        assert says(lang, key) in shown, name
        assert "{" not in shown, name
        if lang in RIGHT_TO_LEFT:
            assert all(FROM_THE_RIGHT in QUOTED.sub("", line)[:5] for line in _own_lines(reply)), name


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_every_command_does_in_every_language_what_it_is_for(api: BotApi, lang: str) -> None:
    reader = Reader(api, User(84_100 + OUR_LANGUAGES.index(lang), "Somebody", language_code=lang))
    word, (asked, day, _, _) = words(lang), PATHS[lang]
    for command in ("/ask", "/from 2004", "/to 2024"):
        assert day in unmarked(text_of(reader.ask(f"{command} {asked}"))), command
    on = unmarked(text_of(reader.ask("/on 13.10.2019")))
    assert "Kipchoge" in on
    latest = reader.ask("/latest")
    assert f"{in_digits('4', lang)}. " in unmarked(reader.look(latest, word["next"])["text"])
    answer = reader.ask(asked)
    assert reader.press(answer, word["helped"])["text"] == word["thanks"]
    alert = reader.ask(f"/alerts {asked}")
    assert says(lang, "alert_set") in unmarked(text_of(alert))
    reader.look(alert, word["alert_now"])
    listed = reader.ask("/alerts")
    assert buttons(listed)[1] == word["alert_stop"]
    assert says(lang, "mydata_sent") in unmarked(text_of(reader.ask("/mydata")))
    assert word["forgotten"] in unmarked(text_of(reader.ask("/forgetme")))
    other = "de" if lang != "de" else "fr"
    assert words(other)["about_principle"] in _in_other(reader, other)
    assert not [call for call in api.calls if call.error is not None and call.method != "getUpdates"]


def _in_other(reader: Reader, lang: str) -> str:
    """Return what is said about the archive once another language is chosen."""
    reader.ask(f"/language {lang}")
    return unmarked(text_of(reader.ask("/about")))
