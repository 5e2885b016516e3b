"""A time that a question names by what happened, or by a number, is found in six languages and told by the archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answering.question import parse_question
from index.answering.searcher import Searcher
from index.answering.told_times import told_time
from index.ranking.onset import begins, days_of_all, onset
from tests.index.making import ASKED_ON, ask, filler, ids, searching_records


def words_of_time(text: str, language: str) -> str:
    """Return the words of a question that name its time, in their order."""
    question = parse_question(text, ASKED_ON, usual=language)
    told = told_time(question)
    words = dict(zip(question.terms, question.words, strict=True))
    return " ".join(words[term] for term in told.terms) if told is not None else ""


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "What did the bridge cost before the great flood?", "great flood"),
        ("en", "Prior to the state of emergency, who led the council?", "state emergency"),
        ("en", "mill owners ahead of the strike", "strike"),
        ("de", "Wer leitete die Mühle vor dem großen Hochwasser?", "grossen hochwasser"),
        ("de", "Was kostete die Brücke vor der Sturmflut?", "sturmflut"),
        ("fr", "Qui dirigeait le moulin avant la grande inondation ?", "grande inondation"),
        ("es", "¿Quién dirigía el molino antes del terremoto?", "terremoto"),
        ("es", "¿Cuánto costó el puente antes de la huelga?", "huelga"),
        ("ar", "من كان يدير المطحنة قبل الزلزال؟", "الزلزال"),
        ("fa", "چه کسی آسیاب را پیش از زلزله اداره می‌کرد؟", "زلزله"),
    ],
)
def test_what_a_question_looks_back_from_is_found(language: str, text: str, words: str) -> None:
    found = words_of_time(text, language).split()
    assert set(words.split()) <= set(found)
    assert not {"bridge", "mill", "mühle", "brücke", "moulin", "molino", "puente", "المطحنة", "آسیاب"} & set(found)


@pytest.mark.parametrize(
    ("language", "text", "following"),
    [
        ("en", "fishing rights in the 12th Parliament", "13th"),
        ("en", "Who led the 110th Congress on ferries?", "111th"),
        ("en", "eels in the 100th Congress", "101st"),
        ("en", "eels in the 91st Congress", "92nd"),
        ("en", "eels in the 99th Congress", "100th"),
        ("en", "eels in the 111th Congress", "112th"),
        ("en", "eels in the 102nd Congress", "103rd"),
        ("de", "Fischereirechte im 19. Bundestag", "20"),
        ("fr", "droits de pêche dans la 15e législature", "16e"),
        ("es", "la pesca en la legislatura 14", "15"),
        ("fa", "قانون شیلات در مجلس ۱۰", "11"),
    ],
)
def test_what_is_called_by_its_number_is_found_with_the_one_that_follows(
    language: str, text: str, following: str
) -> None:
    told = told_time(parse_question(text, ASKED_ON, usual=language))
    assert told is not None
    assert told.following[0] == following


@pytest.mark.parametrize(
    "text",
    [
        "before the flood", "the 12th Parliament", "What did the bridge cost?", "12 members left the party",
        "who was mayor before the man that sold the old mill to the widow of the baker in the market street",
    ],
)  # fmt: skip
def test_a_question_of_nothing_else_and_a_story_name_no_time(text: str) -> None:
    assert words_of_time(text, "en") == ""


STORM = [
    {"id": f"storm-{day}", "title": "The Vell storm", "date": f"2019-06-{day:02}", "text": f"The Vell storm: {told}."}
    for day, told in (
        (3, "roofs of Karst flew off, and the harbour wall of Talau broke"),
        (5, "the harbour wall of Talau is gone, and the ferry with it"),
        (9, "the harbour of Talau has no wall, and the wall must be built anew"),
        (20, "nobody in Brunn was hurt, and before the Vell storm the lighthouse stood ninety feet high"),
    )
]
WALL = [
    {"id": "wall", "title": "Harbour of Talau", "date": "2018-03-01", "text": "Engineers praised the old harbour wall."}
]
PARLIAMENT = [
    {
        "id": f"sitting-{year}-{month}", "title": "A sitting", "date": f"{year}-{month:02}-10",
        "text": f"The {number}th Parliament sat on matter {matter} of the valley.",
    }
    for number, year in ((11, 2017), (12, 2020))
    for matter, month in enumerate((1, 1, 2, 2, 3, 5, 8, 11))
]  # fmt: skip
LAWS = [
    {"id": f"eel-{year}", "title": "Eel fishing act", "date": f"{year}-07-01", "text": "The eel fishing act passed."}
    for year in (2018, 2021)
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive of eight years."""
    records = [*STORM, *WALL, *PARLIAMENT, *LAWS, *filler(200)]
    with searching_records(tmp_path_factory.mktemp("told"), records) as found:
        yield found


def test_what_is_told_before_something_happened_comes_first(searcher: Searcher) -> None:
    assert ids(ask(searcher, "What did engineers say of the harbour wall before the Vell storm?"))[0] == "wall"


def test_a_passage_that_looks_back_itself_stays_first(searcher: Searcher) -> None:
    assert ids(ask(searcher, "How high was the lighthouse before the Vell storm?"))[0] == "storm-20"


@pytest.mark.parametrize(("number", "first"), [("11th", "eel-2018"), ("12th", "eel-2021")])
def test_what_was_published_in_a_numbered_period_comes_first(searcher: Searcher, number: str, first: str) -> None:
    answer = ask(searcher, f"eel fishing act in the {number} Parliament")
    assert ids(answer)[0] == first
    assert answer.question.scope is None
    assert answer.question.light == ()


def test_the_days_of_articles_tell_when_something_began_and_of_common_words_nothing(searcher: Searcher) -> None:
    every = days_of_all(searcher.engine)
    first = onset(searcher.engine, ("vell", "storm"), every)
    assert first is not None
    assert every[0] < first <= every[-1]
    assert onset(searcher.engine, ("council",), every) is None
    assert onset(searcher.engine, ("unheard",), every) is None
    assert begins(searcher.engine, ("13th", "parliament"), every) is None


def test_an_archive_without_days_tells_no_time(tmp_path: Path) -> None:
    records = [{"id": f"{place}", "text": f"The Vell storm broke {place} walls of the harbour."} for place in range(5)]
    with searching_records(tmp_path, records) as found:
        assert onset(found.engine, ("vell", "storm"), days_of_all(found.engine)) is None
        assert ids(ask(found, "Which walls of the harbour stood before the Vell storm?"))
