"""The question that replies offer as an example: it is one, it is answered, and it asserts nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk
from bot.conversation.examples import example_question
from bot.conversation.requests import Line
from bot.settings import Settings
from corpus.language.known import OUR_LANGUAGES
from corpus.store.library import StoreLibrary
from index.answering.searcher import Searcher
from tests.index.making import searching_records

TODAY = date(2024, 5, 3)


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


def _answered(searcher: Searcher, text: str, lang: str) -> bool:
    return searcher.find(searcher.read(text, TODAY, usual=lang), 3).answered


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_the_sample_archive_answers_the_example_as_it_stands(desk: Desk, lang: str) -> None:
    example = desk.example(lang)
    assert example.rstrip()[-1] in "?؟"
    assert example not in StoreLibrary(desk.settings.home).browser.titles(1000)
    reply = desk.reply(Line(example, TODAY, lang))
    assert reply.entries
    assert reply.above == ""
    assert reply.lang == lang


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_hints_name_it_in_the_readers_language(desk: Desk, lang: str) -> None:
    for command in ("/help", "/start", "/ask", "/from", "/timeline", "😀"):
        assert desk.example(lang) in "\n".join(desk.reply(Line(command, TODAY, lang)).lines), command


def test_it_is_sought_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    example = desk.example("en")
    monkeypatch.setattr("bot.conversation.desk.example_question", None)
    assert desk.example("en") == example


def _of(texts: Sequence[str], *, title: str = "Test page", lang: str = "en") -> list[dict[str, str]]:
    return [
        {"id": str(number), "title": title, "lang": lang, "date": f"2019-0{1 + number % 9}-11", "text": text}
        for number, text in enumerate(texts)
    ]


PAGES = [
    f"The readers of Karst Valley Gazette know that on this day the old engineer Ines Falk{tail}"
    if number % 3
    else f"The readers of Karst Valley Gazette heard of what {tail.strip(' .')}, as was told by number{number}."
    for number, tail in enumerate([" built a mill.", " sold a boat.", " lost a key.", " wrote a book."] * 12)
]


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_a_name_on_every_page_and_a_test_page_are_no_example(tmp_path: Path, lang: str) -> None:
    with searching_records(tmp_path, _of(PAGES)) as searcher:
        example = example_question(searcher, lang)
        assert "Gazette" not in example
        assert "Test page" not in example
        assert _answered(searcher, example, lang)


OTHERS = {
    "one article": _of(["At noon the engineer Ines Falk opened the bridge over the river, which had cost a lot."]),
    "German": _of(
        ["Am Mittag hat die Ingenieurin Ines Falk die Brücke über den Fluss eröffnet, die viel gekostet hat."],
        lang="de",
    ),
    "capitals": _of(
        ["THE MILL OF KARST BURNED. NOBODY KNEW WHY THE MILL WAS EMPTY, BUT THE MILL WILL BE BUILT ANEW, THEY SAID."]
    ),
    "Arabic": _of(
        ["افتتح الجسر في المدينة. كلف الجسر كثيراً، وكان الجسر القديم قد انهار قبل عامين في الشتاء."], lang="ar"
    ),
    "Persian": _of(["کشتی به بندر رسید. ناخدا گفت که کشتی بزرگ است و این کشتی فردا از بندر می‌رود."], lang="fa"),
}


@pytest.mark.parametrize("archive", OTHERS)
def test_every_archive_has_one(tmp_path: Path, archive: str) -> None:
    with searching_records(tmp_path, OTHERS[archive]) as searcher:
        for lang in OUR_LANGUAGES:
            example = example_question(searcher, lang)
            assert example.rstrip()[-1] in "?؟", lang
            assert _answered(searcher, example, lang), (lang, json.dumps(example))


def test_the_dot_that_ends_a_headline_is_no_part_of_what_is_asked_for(tmp_path: Path) -> None:
    told = _of(["Gambling. It was played for high stakes at the inn."], title="Gambling.")
    others = _of(["it rained on the roof.", "the mill turned again.", "a boat sank there."], title="it")
    records = [told[0] | {"id": "told"}, *others]
    with searching_records(tmp_path, records) as searcher:
        assert example_question(searcher, "en") == "What is there about Gambling?"


def test_an_archive_without_any_name_is_asked_for_what_is_new(tmp_path: Path) -> None:
    with searching_records(tmp_path, _of(["it rained. it rained again."])) as searcher:
        assert example_question(searcher, "en") == "What’s new?"
        assert _answered(searcher, "What’s new?", "en")
