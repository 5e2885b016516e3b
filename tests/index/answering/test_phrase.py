"""Questions of stop words that are a name or a quotation, of one character, and of words that stand nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.analysis import language_of
from index.answering.phrase import phrase_of
from index.answering.searcher import Searcher
from tests.index.making import ask, ids, searching_records

RECORDS = [
    {"id": "band", "title": "A concert", "date": "2019-05-01", "text": "The Who played in Brunn. Who else could?"},
    {"id": "health", "title": "A fever", "date": "2020-05-01", "text": "The mayor asked the WHO for help with it."},
    {"id": "play", "title": "On the stage", "date": "2018-05-01", "text": "‘To be, or not to be’, the miller said."},
    {"id": "word", "title": "The miller", "date": "2018-06-01", "text": "To be a miller or not was not his to choose."},
    {"id": "office", "title": "Machines", "date": "2021-05-01", "text": "The IT of the council failed. It was old."},
    {"id": "song", "title": "A choir", "date": "2022-05-01", "text": "The choir of Karst sang Let It Be at noon."},
    {"id": "german", "title": "Theater", "date": "2022-06-01", "lang": "de",
     "text": "Der Müller von Talau sagte auf der Bühne: Sein oder nicht sein, das ist hier die Frage des Abends."},
    {"id": "french", "title": "Les élections", "date": "2022-07-01", "lang": "fr",
     "text": "Les élections municipales de la vallée ont été annulées par le conseil avec une pluie de plaintes."},
    {"id": "water", "title": "断水", "date": "2023-05-01", "lang": "ja", "text": "谷の水道が止まった。"},
    {"id": "mountain", "title": "山火事", "date": "2023-06-01", "lang": "zh", "text": "山上起火。森林燃烧了。"},
    *({"id": f"filler-{number}", "title": "A day", "text": f"It was what it is to the {number} who are there."}
      for number in range(20)),
]  # fmt: skip


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive with names of stop words."""
    with searching_records(tmp_path_factory.mktemp("names"), RECORDS) as found:
        yield found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The Who", ["band"]),
        ("Who are The Who?", ["band"]),
        ("The Who in 2019", ["band"]),
        ("The Who in 2021", []),
        ("“The Who”", ["band"]),
        ("WHO", ["health"]),
        ("What is the WHO?", ["health"]),
        ("To be, or not to be", ["play"]),
        ("to be or not to be", ["play"]),
        ("“to be, or not to be”", ["play"]),
        ("who said ‘to be or not to be’?", ["play"]),
        ("IT", ["office"]),
        ("what is IT?", ["office"]),
        ("Let It Be", ["song"]),
        ("let it be", ["song"]),
        ("Sein oder nicht sein", ["german"]),
        ("„Sein oder nicht sein“", ["german"]),
        ("水", ["water"]),
        ("水？", ["water"]),
        ("山", ["mountain"]),
        ("火", ["mountain"]),
        ("燃", ["mountain"]),
    ],
)
def test_a_name_or_a_quotation_of_stop_words_finds_its_passages(
    searcher: Searcher, words: str, found: list[str]
) -> None:
    answer = ask(searcher, words, top=5)
    assert answer.answered is bool(found)
    assert [match.passage.article.article_id for match in answer.matches] == found
    assert not answer.absent


@pytest.mark.parametrize(
    "text",
    [
        "", "???", "What is it?", "who was that and why", "the of", "wann war das", "Wer sind Sie?", "چه بود؟",
        "Who am I?", "WHAT IS IT?", "And you?", "it", "ماذا تكون؟", "C'est quoi ?", "¿Qué es?",
        "what it is to be there",
    ],
)  # fmt: skip
def test_a_question_of_stop_words_is_no_name(text: str) -> None:
    assert phrase_of(text, language_of(text)) == ""


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        ("zeppelins over Brunn", ("zeppelins",)),
        ("élection in Brunn", ()),
        ("Müllers in Brunn", ()),
        ("plaintes in Brunn", ()),
        ("水道 in Brunn", ()),
        ("水道橋 in Brunn", ()),
        ("鉄橋 in Brunn", ("鉄橋",)),
        ("The Who", ()),
    ],
)
def test_words_are_told_to_stand_in_no_article_only_if_they_do_not(
    searcher: Searcher, words: str, absent: tuple[str, ...]
) -> None:
    assert ask(searcher, words).absent == absent


def test_the_newest_passage_of_a_name_comes_first(searcher: Searcher) -> None:
    assert ids(ask(searcher, "“it was”", top=3))[0] == "office"
