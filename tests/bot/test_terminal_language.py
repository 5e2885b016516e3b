"""A terminal whose locale names no language leaves a few words to the language of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from bot.conversation.desk import Desk
from bot.settings import Settings
from bot.terminal.chat import Conversation, terminal_language
from index.answering.searcher import Searcher
from tests.index.making import indexed, write_records

SPANISH = [
    {
        "id": f"puente{year}",
        "title": f"Vulnerabilidad en el puente {year}",
        "date": f"{year}-04-10",
        "text": f"Existe una vulnerabilidad severa en el puente de la ciudad, según los vecinos de {year}.",
    }
    for year in (2014, 2019)
]

GERMAN = {
    "id": "start",
    "title": "Code for Germany gestartet",
    "date": "2014-02-10",
    "text": "Heute ist Code for Germany mit acht Gruppen in ganz Deutschland gestartet, wie der Verein in Berlin sagt.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("spanish")
    indexed(folder / "home", write_records(folder / "wire.jsonl", [*SPANISH, GERMAN]))
    with closing(Searcher(folder / "home", compiled=False)) as searcher:
        yield Desk(Settings(home=folder / "home"), searcher, place="terminal")


@pytest.mark.parametrize(("locale", "told"), [("C.UTF-8", None), ("POSIX", None), ("", None), ("de_AT.UTF-8", "de")])
def test_a_locale_of_machines_names_no_language(monkeypatch: pytest.MonkeyPatch, locale: str, told: str | None) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert terminal_language() == told


def test_without_one_a_few_words_are_in_the_language_of_the_archive(desk: Desk) -> None:
    assert Conversation(desk, None).reply("vulnerabilidad en puente").lang == "es"


def test_what_goes_on_about_it_is_understood_in_that_language(desk: Desk) -> None:
    conversation = Conversation(desk, None)
    conversation.reply("vulnerabilidad en puente")
    reply = conversation.reply("y en 2019?")
    assert "puente" in reply.footer


def test_english_names_in_a_question_do_not_make_the_next_one_english(desk: Desk) -> None:
    """The footer of the first, "code for germany gestartet", is read as English; the reader's app is in German."""
    conversation = Conversation(desk, "de")
    assert conversation.reply("wann wurde code for germany gestartet?").lang == "de"
    assert conversation.reply("luftdaten stuttgart").lang == "de"
