"""The main path in every language that we speak, by the real process; and the language that a chat chooses."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.conversation.requests import SUBJECT
from bot.secrets import Secret
from bot.telegram.keeping.in_memory import languages
from bot.telegram.keeping.in_memory.languages import FILE_NAME, ChosenLanguages
from bot.wording import in_digits, words
from bot.wording.directions import FROM_THE_RIGHT, unmarked
from corpus.errors import StoreUnusable
from corpus.language.known import OUR_LANGUAGES, RIGHT_TO_LEFT
from tests.bot.running import LIMIT, Message, Reader, buttons, group, running_bot, somebody, stop, text_of
from tests.botapi import BASIC_GROUP, GROUP, BotApi, User

PATHS = {
    "en": ("When did Curiosity land on Mars?", "5 Aug 2012", "and where?", "Where is the flarbo wibble?"),
    "de": ("Wann war die Bundestagswahl?", "26. Sept. 2021", "und wo?", "Wo ist der Flarbo Wibbel?"),
    "es": ("¿Cuándo ganó España el Mundial?", "11 jul 2010", "¿y dónde?", "¿Dónde está el flarbo wibele?"),
    "fr": ("Quand Notre-Dame a-t-elle rouvert ?", "7 déc. 2024", "et où ?", "Où est le flarbo wibelle ?"),
    "it": ("Quando è atterrato Curiosity?", "5 ago 2012", "e dove?", "Dove si trova il flarbo vibele?"),
    "ar": ("متى وصل مسبار الأمل إلى المريخ؟", "9 فبراير 2021", "وأين؟", "أين يقع فلاربو ويبل؟"),
    "fa": ("نخستین ماهواره ایران چه زمانی به مدار رفت؟", "۲ فوریه ۲۰۰۹ (۱۴ بهمن ۱۳۸۷)", "و کجا؟", "فلاربو ویبل کجاست؟"),
}
"""A question for a day, the day as it is said, a follow-up, and a question that nothing answers."""
QUOTED = re.compile(r"\u2068[^\u2069]*\u2069")
CHAT, OTHER = 7_345_000_001, -1_000_123_456_789
TOKEN = Secret("12345:not-a-token")


@pytest.fixture(scope="module")
def own_home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive in a home of its own: what is chosen here is no other test's."""
    return shutil.copytree(sample_home, tmp_path_factory.mktemp("chosen") / "home")


@pytest.fixture(scope="module")
def api(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    with BotApi() as api, running_bot(api, own_home, tmp_path_factory.mktemp("languages") / "log"):
        yield api


def _own_lines(message: Message) -> list[str]:
    """Return the lines of a message that are ours: none of a quotation, and not the footer."""
    text = text_of(message).encode("utf-16-le")
    for one in message.get("entities", ()):
        if one["type"] == "blockquote":
            start, end = 2 * one["offset"], 2 * (one["offset"] + one["length"])
            text = text[:start] + b"_\0" * (one["length"]) + text[end:]
    return [line for line in text.decode("utf-16-le").split("\n") if line.strip("_ ")]


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_main_path_is_gone_in_every_language(api: BotApi, lang: str) -> None:
    word = words(lang)
    asked, day, further, unanswered = PATHS[lang]
    number = 40_000 + OUR_LANGUAGES.index(lang)
    reader = Reader(api, User(number, "Somebody", language_code=lang))
    answer = reader.ask(asked)
    follow_up = reader.ask(further, reply_to=answer["message_id"])
    helped = reader.ask("/help")
    nothing, timeline = reader.ask(unanswered), reader.ask("/timeline Mars")
    assert day in unmarked(text_of(answer))
    assert word["context"].format(number=in_digits("1", lang)) in buttons(answer)
    assert SUBJECT in text_of(follow_up)  # it has taken over what was spoken of
    assert word["nothing"] in text_of(nothing)
    assert text_of(helped).lstrip(FROM_THE_RIGHT).startswith(word["help_title"])
    assert unmarked(text_of(timeline)).startswith(word["timeline_title"].format(topic="Mars"))
    for message in (answer, follow_up, nothing, helped, timeline):
        shown = unmarked(text_of(message))
        assert "{" not in shown
        if lang in RIGHT_TO_LEFT:
            assert all(FROM_THE_RIGHT in QUOTED.sub("", line)[:5] for line in _own_lines(message)), shown
        if lang == "fa":
            assert not re.search("[0-9]", " ".join(buttons(message)))


def test_a_chosen_language_goes_before_that_of_questions_and_of_the_app(api: BotApi) -> None:
    reader = somebody(api)
    asked = reader.ask("/language")
    assert {"Automatic", "Deutsch", "العربية", "فارسی", "Italiano"} <= set(buttons(asked))
    assert text_of(reader.look(asked, "Italiano")).endswith("Da ora le risposte in questa chat sono in italiano.")
    assert text_of(reader.ask("When did Curiosity land on Mars?")).startswith("dom 5 ago 2012 («last night»")
    assert "Pubblicato" in text_of(reader.ask("Kipchoge marathon"))
    assert text_of(reader.ask("thanks")).startswith("Prego")
    assert "Leggo testo" in text_of(reader.reply_to(api.send_document(chat=reader.chat, user=reader.user)))
    assert reader.user is not None
    offered = api.answer_to(api.inline("Kipchoge marathon", user=reader.user), timeout=LIMIT)
    assert "Pubblicato" in offered["results"][0]["description"]
    freed = reader.ask("/language auto")
    assert text_of(freed).endswith("From now on each reply is in the language of its question, or else of your app.")
    assert "Published" in text_of(reader.ask("Kipchoge marathon"))


def test_the_language_of_a_group_is_one_for_all_in_it_and_goes_with_it(api: BotApi) -> None:
    room = group()
    first, second = somebody(api, room), somebody(api, room)
    assert "auf Deutsch" in text_of(first.ask(f"/language@{api.bot.username} de"))
    assert "Veröffentlicht" in text_of(second.ask("/ask Kipchoge marathon"))
    assert "Published" in text_of(somebody(api).ask("Kipchoge marathon"))
    somebody(api, BASIC_GROUP).ask(f"/language@{api.bot.username} it")
    api.migrate(BASIC_GROUP, GROUP)
    assert "Pubblicato" in text_of(somebody(api, GROUP).ask("/ask Kipchoge marathon"))


def test_a_choice_outlasts_a_restart_and_is_gone_when_it_is_taken_back(own_home: Path, tmp_path: Path) -> None:
    with BotApi() as api:
        reader = somebody(api)
        with running_bot(api, own_home, tmp_path / "log") as process:
            reader.ask("/language fa")
            stop(process)
        with running_bot(api, own_home, tmp_path / "log") as process:
            assert "منتشرشده" in text_of(reader.ask("Kipchoge marathon"))
            chooser = reader.ask("/language")
            assert "فارسی" in text_of(chooser)
            reader.look(chooser, "خودکار")
            stop(process)
        number = str(reader.place.id).encode()
        files = list(own_home.glob(f"{FILE_NAME}*"))
        assert files
        assert not any(number in file.read_bytes() for file in files)
        with running_bot(api, own_home, tmp_path / "log"):
            assert "Published" in text_of(reader.ask("Kipchoge marathon"))


def of(chosen: ChosenLanguages, chat: int) -> str:
    return asyncio.run(chosen.of(chat))


def test_the_file_alone_tells_of_no_chat_and_nothing_with_another_key(tmp_path: Path) -> None:
    with closing(ChosenLanguages(tmp_path, TOKEN)) as chosen:
        asyncio.run(chosen.choose(CHAT, "fa"))
        asyncio.run(chosen.choose(OTHER, "de"))
        asyncio.run(chosen.move(OTHER, OTHER - 1))
        assert (of(chosen, CHAT), of(chosen, OTHER), of(chosen, OTHER - 1)) == ("fa", "", "de")
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for number in (CHAT, OTHER):
        assert str(number).encode() not in held
        assert not any(number.to_bytes(8, order, signed=True) in held for order in ("big", "little"))
    with closing(ChosenLanguages(tmp_path, Secret("12345:another"))) as chosen:
        assert of(chosen, CHAT) == ""
    with closing(ChosenLanguages(tmp_path, TOKEN)) as chosen:
        assert of(chosen, CHAT) == "fa"
        asyncio.run(chosen.choose(CHAT, ""))
        assert of(chosen, CHAT) == ""


def test_a_choice_is_forgotten_after_a_year_of_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    month = 24_000
    monkeypatch.setattr(languages, "_this_month", lambda: month)
    with closing(ChosenLanguages(tmp_path, TOKEN)) as chosen:
        asyncio.run(chosen.choose(CHAT, "fa"))
        asyncio.run(chosen.choose(OTHER, "de"))
        month += 12
        assert of(chosen, CHAT) == "fa"  # it has been heard from
        month += 1
        assert of(chosen, CHAT) == "fa"
        assert of(chosen, OTHER) == ""
        month += 13
    with closing(ChosenLanguages(tmp_path, TOKEN)) as chosen:
        assert of(chosen, CHAT) == ""


def test_a_file_that_is_none_of_ours_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all, though long enough to be one" * 30)
    with pytest.raises(StoreUnusable, match=r"languages.db: cannot be written .* move it away"):
        ChosenLanguages(tmp_path, TOKEN)
