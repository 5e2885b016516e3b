"""A reader who asks in another language than the archive's is told so, once, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.entries import language_line
from bot.conversation.requests import Line, Replied
from bot.conversation.views import FRESH
from bot.rendering import for_telegram, for_terminal
from bot.settings import Settings
from bot.terminal.chat import Conversation
from index.answering.question import parse_question
from index.answering.searcher import Searcher
from tests.bot.running import Reader, running_bot
from tests.botapi import BotApi, User
from tests.conftest import Run
from tests.index.making import FACTS, filler, indexed, write_records

TODAY = date(2024, 5, 3)
TOLD = {
    "Wann wurde die Brücke über den Arle eröffnet?": "Die Artikel hier sind auf Englisch; am besten",
    "¿Cuándo se abrió el puente sobre el Arle?": "Los artículos de aquí están en inglés; lo que mejor",
    "Quand le pont sur la rivière Arle a-t-il ouvert ?": "Les articles sont ici en anglais\u00a0; noms, nombres",
    "متى افتتح الجسر Arle": "المقالات هنا مكتوبة بهذه اللغة: الإنجليزية؛",
    "پل Arle چه روزی باز شد؟": "مقاله‌های اینجا به زبان انگلیسی است؛",
}
IN_GERMAN = "Die Artikel hier sind auf Englisch"


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an index of articles in English."""
    folder = tmp_path_factory.mktemp("english")
    indexed(folder / "home", write_records(folder / "wire.jsonl", [*FACTS, *filler(20)]))
    return folder / "home"


@pytest.fixture(scope="module")
def desk(english: Path) -> Iterator[Desk]:
    with closing(Searcher(english, compiled=False)) as searcher:
        yield Desk(Settings(home=english), searcher)


@pytest.mark.parametrize(("text", "told"), TOLD.items())
def test_the_language_of_the_archive_is_told_in_that_of_the_question(desk: Desk, text: str, told: str) -> None:
    reply = desk.reply(Line(text, TODAY, "en"))
    assert reply.notice.startswith(told)
    assert told in for_telegram.render(reply).splitlines()[-1 - 2 * bool(reply.footer)]
    assert told.split(maxsplit=1)[0] in for_terminal.render(reply, 200)


@pytest.mark.parametrize(
    "text",
    ["When did the bridge over the Arle open?", "El Paso bridge", "Die Hard bridge", "lol", "/about", "Когда мост?"],
)
def test_nothing_is_told_to_who_asks_in_the_archives_language_or_asks_nothing(desk: Desk, text: str) -> None:
    assert desk.reply(Line(text, TODAY, "en")).notice == ""


def test_it_is_told_where_nothing_answers(desk: Desk) -> None:
    assert desk.reply(Line("Warum hat der Bürgermeister gelogen?", TODAY, "en")).notice.startswith(IN_GERMAN)


def test_what_is_looked_at_next_does_not_tell_it_again(desk: Desk) -> None:
    line = Line("Wann wurde die bridge über den Arle opened?", TODAY, "en")
    reply = desk.reply(line)
    assert reply.notice
    assert reply.choices
    for row in reply.choices:
        for choice in row:
            assert choice.view != FRESH
            assert desk.reply(line, choice.view).notice == ""


def test_a_footer_is_read_below_it(desk: Desk) -> None:
    line = Line("und wann war das?", TODAY, "de", Replied("…\n\n🔎 bridge Arle", ours=True))
    reply = desk.reply(line)
    assert reply.notice
    assert for_telegram.render(reply).rpartition("\n")[2] == reply.footer != ""


@pytest.mark.parametrize(
    ("text", "languages", "told"),
    [
        ("Wann war das?", (), ""),
        ("Wann war das?", ("de", "en"), ""),
        ("Wann war das?", ("en", "de"), ""),
        ("Wann war das?", ("fr",), "Die Artikel hier sind auf Französisch;"),
        ("Wann war das?", ("en", "fr"), "Die Artikel hier sind auf Englisch, Französisch;"),
        ("Wann war das?", ("en", "pt"), "Die Artikel hier sind in einer anderen Sprache;"),
        ("When was that?", ("pt",), "The articles here are in another language;"),
        ("When was that?", ("ar", "fa"), "The articles here are in Arabic, Persian;"),
        ("Quando è stato?", ("de", "fa"), "Gli articoli qui sono in tedesco, persiano;"),
        ("¿Cuándo fue?", ("de",), "Los artículos de aquí están en alemán;"),
        ("C'est quand ?", ("es",), "Les articles sont ici en espagnol\u00a0;"),
        ("Когда это было?", ("en",), ""),
    ],
)
def test_the_line_names_the_languages_of_the_articles(text: str, languages: tuple[str, ...], told: str) -> None:
    line = language_line(parse_question(text, TODAY), languages)
    assert line.startswith(told)
    assert bool(line) == bool(told)


def test_a_conversation_in_the_terminal_tells_it_once_in_each_language(desk: Desk) -> None:
    conversation = Conversation(desk, "en")
    for text, told in TOLD.items():
        assert conversation.reply(text).notice.startswith(told)
        assert conversation.reply("When did the bridge open?").notice == ""
        assert conversation.reply(text).notice == ""
    assert Conversation(desk, "en").reply("Wann wurde die Brücke eröffnet?").notice


def test_ask_tells_it_but_not_in_json(english: Path, dateline: Run) -> None:
    question = "Wann wurde die Brücke über den Arle eröffnet?"
    assert IN_GERMAN in dateline("--home", str(english), "ask", question).stdout
    assert IN_GERMAN not in dateline("--home", str(english), "ask", question, "--json").stdout
    assert "articles here" not in dateline("--home", str(english), "ask", "When did the bridge open?").stdout


def test_the_bot_tells_it_to_each_chat_once_in_each_language(english: Path, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, english, tmp_path / "log"):
        reader = Reader(api)
        first = reader.ask("Wann wurde die Brücke über den Arle eröffnet?")
        assert IN_GERMAN in first["text"]
        assert IN_GERMAN not in reader.ask("Wer hat die Brücke über den Arle eröffnet?")["text"]
        assert IN_GERMAN not in reader.ask("und wann?", reply_to=first["message_id"])["text"]
        assert "en anglais" in reader.ask("Quand le pont sur la rivière Arle a-t-il ouvert ?")["text"]
        assert "articles here" not in reader.ask("When did the bridge over the Arle open?")["text"]
        question = api.send_text("Wann brach das Feuer in Ostheim aus?", user=User(4712, "Mina"))
        assert IN_GERMAN in reader.reply_to(question)["text"]
