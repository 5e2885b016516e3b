"""What people type when they chat: it asks for nothing, refuses nothing, and is not told to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.ranking.candidates import candidates
from index.ranking.everyday import chat_in, chat_words, everyday_words
from tests.index.making import ASKED_ON, ask, ids


@pytest.fixture(scope="module")
def searcher(valley: Path) -> Iterator[Searcher]:
    """Asks the invented valley."""
    with closing(Searcher(valley, compiled=False)) as found:
        yield found


@pytest.mark.parametrize(
    ("text", "language", "chat"),
    [
        ("pls who won lol", "en", {"pls", "lol"}),
        ("y did the mayor veto it", "en", {"y"}),
        ("Y did the mayor veto it", "en", {"y"}),
        ("u know who r they thx", "en", {"u", "r", "thx"}),
        ("who won LOL?", "en", {"lol"}),
        ("OMG, who won??? plsssss", "en", {"omg", "plsssss"}),
        ("Vitamin K dose", "en", set()),
        ("plan B or plan U", "en", set()),
        ("a U-boat and an x-ray", "en", set()),
        ("U.S. steel", "en", set()),
        ("hahahaha wer hat gewonnen", "de", {"hahahaha"}),
        ("vllt weiß das wer, kp", "de", {"vllt", "kp"}),
        ("LG Werk", "de", set()),
        ("mdr qui a gagné stp", "fr", {"mdr", "stp"}),
        ("mdrrr svp", "fr", {"mdrrr", "svp"}),
        ("jajajaja xq renunció", "es", {"jajajaja", "xq"}),
        ("porfa quién ganó pq no sé", "es", {"porfa", "pq"}),
        ("ههههههه من فاز", "ar", {"ههههههه"}),
        ("خخخخ کی برد مرسی", "fa", {"خخخخ", "مرسی"}),
        ("the lolly haji hum", "en", set()),
        ("", "en", set()),
    ],
)
def test_chat_is_told_from_what_is_asked(text: str, language: str, chat: set[str]) -> None:
    assert chat_in(text, language) == chat


@pytest.mark.parametrize(
    "text",
    [
        "lol", "LOL", "THX", "thx u", "pls", "ok", "k thx", "hahahaha", "lol mdr", "stp", "vllt", "danke bitte", "xq",
        "hola jaja", "gracias", "merci svp", "jajaja", "y?", "u", "ههههه", "مرسی", "شكرا", "omggg", "lol, thx!!",
        "pls what", "lol wann",
    ],
)  # fmt: skip
def test_a_question_of_chat_asks_nothing(text: str) -> None:
    question = parse_question(text, ASKED_ON)
    assert (question.asks, question.terms) == (False, ())


@pytest.mark.parametrize("text", ["money", "my boss", "film", "aunt", "Q3", "who won", "The Who lol", "2019 lol"])
def test_a_word_of_everyday_speech_may_be_asked_for(text: str) -> None:
    assert parse_question(text, ASKED_ON).asks


@pytest.mark.parametrize(
    ("typed", "neat"),
    [
        ("pls who opened the bridge over the arle lol", "who opened the bridge over the arle"),
        ("LOL who opened the bridge over the arle", "who opened the bridge over the arle"),
        ("y did the flood reach ostheim thx", "did the flood reach ostheim"),
        ("u know who r the last ferryman plsss", "know who the last ferryman"),
        ("mdr who opened the bridge over the arle jajaja OMG", "who opened the bridge over the arle"),
    ],
)
def test_chat_changes_no_answer(searcher: Searcher, typed: str, neat: str) -> None:
    said, asked = ask(searcher, typed), ask(searcher, neat)
    assert said.verdict == asked.verdict
    assert ids(said) == ids(asked)


@pytest.mark.parametrize(
    "text",
    [
        "lol when did the bridge open", "my hubby says the bridge opened smth like that", "Q3 bridge opening",
        "vllt weiß jemand wann die Brücke über den Arle öffnete kp", "mdr quand le pont Arle a ouvert stp",
        "jaja cuándo abrió el puente Arle porfa mi abuelo", "کی Arle باز شد مرسی", "متى Arle هههه ليش",
        "weiß jemand ob das stimmt mit Arle", "quelqu'un sait pour Arle", "alguien sabe algo de Arle",
        "کسی میدونه Arle", "ممكن احد يعرف Arle", "my grandpa and flatmate went to the bridge over the arle",
        "bridge 4 arle thnx",
    ],
)  # fmt: skip
def test_nothing_of_everyday_speech_is_told_to_be_missing(searcher: Searcher, text: str) -> None:
    everyday = {word for code in ("en", "de", "fr", "es", "ar", "fa") for word in everyday_words(code)}
    assert not everyday.intersection(word.lower() for word in ask(searcher, text).absent)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("heyyy whos on the bridge over the arle", ()), ("did anybody cross the arle", ()), ("qe paso en el Arle", ()),
        ("holaaa que paso en el Arle", ()), ("sooooo the bridge at Zanzibarrr", ("Zanzibarrr",)),
        ("is www on the bridge over the arle", ("www",)),
    ],
)  # fmt: skip
def test_a_greeting_drawn_out_and_anybody_are_not_told_to_be_missing(
    searcher: Searcher, text: str, missing: tuple[str, ...]
) -> None:
    assert ask(searcher, text).absent == missing


def test_what_no_one_says_in_chats_is_told_to_be_missing(searcher: Searcher) -> None:
    assert ask(searcher, "lol is Zanzibar in it pls").absent == ("Zanzibar",)


@pytest.mark.parametrize("word", ["Q3", "Mommy", "LOL", "Thx", "H1"])
def test_a_word_of_everyday_speech_is_no_name_that_the_archive_lacks(
    searcher: Searcher, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ranking.candidates.TELLING", 1)
    question = parse_question(f"did the bridge over the Arle open for {word} again", ASKED_ON)
    assert not candidates(searcher.engine, question, None, 10).unheard
    named = parse_question("did the bridge over the Arle open for Zanzibar again", ASKED_ON)
    assert candidates(searcher.engine, named, None, 10).unheard


def test_it_is_told_how_much_the_word_that_weighs_most_is_like_one_of_a_large_archive(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weightiest(text: str) -> float:
        return candidates(searcher.engine, parse_question(text, ASKED_ON), None, 10).weightiest

    assert weightiest("did the bridge over the Arle open for Zanzibar") == 1  # of a few articles it tells nothing
    monkeypatch.setattr("index.ranking.candidates.TELLING", 1)
    assert weightiest("did the bridge over the Arle open for Zanzibar") == 0
    assert weightiest("lol did the bridge over the Arle open pls") == 1


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "fa"])
def test_chat_is_everyday_speech(language: str) -> None:
    assert len(chat_words(language)) > len(chat_words("en") if language != "en" else ())
    assert chat_words(language) < everyday_words(language)
