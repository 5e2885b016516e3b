"""The sieve: what it lets through is just what fits, whichever way it finds out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from corpus.store.reading import StoreReader
from index.answering.searcher import Searcher
from index.ranking import sifting
from index.ranking.sifting import Sieve
from index.ranking.verbatim import Verbatim
from tests.index.making import ask, searching_records

RECORDS: list[dict[str, object]] = [
    {"id": "order", "title": "Words", "date": "2019-05-01", "text": "The council called a state of emergency at noon."},
    {"id": "turned", "title": "Words", "date": "2019-05-02", "text": "An emergency of state, the council feared."},
    {"id": "forms", "title": "Words", "date": "2019-05-03", "text": "The council called two states of emergency."},
    {"id": "apart", "title": "Words", "date": "2019-05-04", "text": "A council in a state. Of emergency it spoke."},
    {"id": "titled", "title": "State of Emergency", "date": "2019-05-05", "text": "The council met twice that day."},
    {"id": "marked", "title": "Words", "date": "2019-05-06", "text": "A council in a “state-of-emergency” is none."},
    {"id": "german", "title": "Wörter", "date": "2020-05-01", "lang": "de", "authors": ["Ada Roe"],
     "text": "Der Rat rief den Notstand aus, und der Notstand dauerte in Ostheim die ganze Nacht."},
    {"id": "japanese", "title": "断水", "date": "2021-05-01", "lang": "ja", "text": "谷の水道が止まった。"},
    {"id": "number", "title": "Zahlen", "date": "2022-05-01", "lang": "fr",
     "text": "Le conseil de la vallée a compté 1 500 moutons dans les prés, et pas un de plus."},
]  # fmt: skip
FILLER = [
    {
        "id": f"filler-{number}",
        "title": "A day",
        "date": "2018-01-01",
        "text": f"Council of day {number} said emergency.",
    }
    for number in range(300)
]
ASKED_ON = date(2024, 3, 1)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher of an archive of nearly the same words."""
    with searching_records(tmp_path_factory.mktemp("sifted"), [*RECORDS, *FILLER]) as found:
        yield found


def found(searcher: Searcher, query: str) -> set[str]:
    return {match.passage.article.article_id for match in ask(searcher, query, top=20).matches}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"state of emergency"', "order apart marked"),
        ('"emergency of state"', "turned"),
        ('"states of emergency"', "forms"),
        ('"STATE OF EMERGENCY" noon', "order apart marked"),
        ('council -"state of emergency" -day', "turned forms"),
        ('"state of emergency" -words', "titled"),
        ('"states of emergency" OR "emergency of state"', "turned forms"),
        ('turned OR "states of emergency"', "forms"),
        ("„den Notstand“", "german"),
        ('"Notstand aus" lang:de author:roe', "german"),
        ("「水道が止」", "japanese"),
        ('"水"', "japanese"),
        ('"1 500 moutons"', "number"),
        ('"1 500"', "number"),
        ('"state of emergency" -called -words', "titled"),
        ('"state of emergency" zeppelins -words', "titled"),
        ("emergency -council year:2019", ""),
        ("emergency -source:news", ""),
        ("council source:news year:2019 -words", "titled"),
        ('"day 7 said"', "filler-7"),
    ],
)
def test_just_what_stands_there_is_found(searcher: Searcher, query: str, ids: str) -> None:
    assert found(searcher, query) == set(ids.split())


@pytest.mark.parametrize(
    "query",
    [
        'council "day 299"',
        "council author:roe",
        "council lang:ja",
        "council -year:2018 -lang:en",
        'council -"said emergency"',
        "-day -words council",
    ],
)
def test_what_is_looked_up_afterwards_is_as_exact(
    searcher: Searcher, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few articles told to the engine and little looked at, it goes as deep as it must."""
    before = ask(searcher, query, top=20)
    monkeypatch.setattr(sifting, "FEW", 0)
    monkeypatch.setattr(sifting, "AT_ONCE", 7)
    after = ask(searcher, query, top=20)
    assert [match.passage.number for match in after.matches] == [match.passage.number for match in before.matches]


@pytest.mark.parametrize(
    "query", ["council -words", 'council "said emergency"', "year:2019", "-lang:en -year:2021", "a|b council"]
)
def test_what_is_kept_of_passages_is_what_a_search_finds(searcher: Searcher, query: str) -> None:
    engine = searcher.engine
    question = searcher.read(query, ASKED_ON)
    sieve = Sieve(engine, question, searcher.store.labels)
    every = np.arange(engine.generation.passages, dtype=np.int32)
    kept = sieve.keep(every)
    assert sieve.keep(every[::-1]).tolist() == kept[::-1].tolist()
    chosen = {match.passage.number for match in searcher.find(question, 100).matches}
    assert chosen <= set(engine.facts(kept).rows.tolist())


def test_every_passage_that_reads_so_is_found_whatever_its_language(searcher: Searcher) -> None:
    rows = StoreReader(searcher.index.parent).rows("SELECT text FROM passages")
    vocabulary = searcher.engine.lexicon.vocabulary
    for phrase in ("state of emergency", "Notstand", "1 500", "council", "水道", "council of day 11"):
        words = Verbatim.of(phrase, "en", vocabulary)
        plain = sum(words.stands_in(text) for (text,) in rows)
        titled = ask(searcher, f'"{phrase}"', top=100)
        assert plain == sum(words.stands_in(match.passage.text) for match in titled.matches) or plain > 100


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("left pad", "the left-pad package", True),
        ("left pad", "left paddle", False),
        ("left pad", "the cleft pad", False),
        ("café", "CAFE.", True),
        ("don't go", "I said: don’t go!", True),
        ("Chile", "Chile's", True),
        ("a b", "a, b", True),
        ("a b", "a c b", False),
        ("snake_case", "snake case", True),
        ("الطوارئ", "حالة الطَّوارِئ", True),
        ("می‌شود", "گفته می شود که", True),
        ("東京", "大東京都", True),
        ("U.S. troops", "U.S. troops", True),
    ],
)
def test_words_stand_in_a_text_but_for_case_accents_and_marks(
    searcher: Searcher, phrase: str, text: str, stands: bool
) -> None:
    assert Verbatim.of(phrase, "en", searcher.engine.lexicon.vocabulary).stands_in(text) is stands
