"""One contract over both engines: what a cluster answers is what the embedded engine answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from bot.conversation.desk import Desk
from bot.conversation.requests import Line
from bot.rendering.for_terminal import render
from bot.rendering.web.addresses import Asked
from bot.settings import Settings
from bot.web.api import article
from bot.web.pages import Wanted, article_page, month_page, reply_page, undated_page, year_page, years_page
from corpus.store.filtering import Filter
from corpus.store.reading import StoredPassage
from index.answering.answers import Answer
from index.answering.searcher import Searcher
from index.engine.embedded import EmbeddedEngine
from index.engine.engine import Search
from index.engine.opensearch.cluster import Cluster as Archive
from index.engine.opensearch.engine import OpenSearchEngine
from index.engine.opensearch.layout import KINDS
from index.engine.opensearch.nodes import Access, Nodes
from index.engine.opensearch.publishing import Published, publish
from tests.cluster.nodes import Cluster
from tests.index.making import ASKED_ON, FACTS, filler, indexed, quiet, searching, write_records

PREFIX = "same"
MORE: list[dict[str, object]] = [
    {"id": "order", "title": "Words", "date": "2019-05-01", "text": "A state of emergency was called before noon."},
    {"id": "turned", "title": "Words", "date": "2019-05-02", "text": "An emergency of state, the council feared."},
    {"id": "titled", "title": "State of Emergency", "date": "2019-05-05", "text": "The council met twice that day."},
    {"id": "german", "title": "Wörter", "date": "2020-05-01", "lang": "de", "authors": ["Ada Roe", "Jo Lund"],
     "url": "https://www.example.org/notes/", "text": "Der Rat rief den Notstand in Ostheim aus, die ganze Nacht."},
    {"id": "persian", "title": "سیل", "date": "2021-05-01", "lang": "fa", "text": "سیل در ۴ مه ۲۰۲۱ به بازار رسید."},
    {"id": "copy", "title": "Flood again", "date": "2020-02-12", "text": FACTS[1]["text"]},
    {"id": "year", "title": "A year", "date": "2019", "text": "The council of Ostheim was praised for its peace."},
    {"id": "undated", "title": "No day", "text": "The council keeps its seal in a drawer of which nobody has the key."},
]  # fmt: skip
QUESTIONS = [
    "When was the bridge over the Arle opened?",
    "Who rowed the first guests over?",
    "flood of the Arle",
    "What happened in Ostheim in February 2020?",
    "harbour repaired in 2017",
    "Which school was painted after 2019?",
    "When was Ines Falk elected?",
    "the newest about the council",
    "Who is the president of Atlantis?",
    '"state of emergency"',
    '"emergency of state" -noon',
    "council -flood year:2020",
    "market|mill Brunn",
    "council -lang:de",
    "Ostheim lang:de",
    "author:Roe Notstand",
    "source:news council",
    "source:example.org Rat",
    "Wann wurde der Notstand ausgerufen?",
    "سیل کی رسید؟",
    "first flood",
    "How much did the bridge cost?",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("same")
    indexed(root / "home", write_records(root / "archive" / "news.jsonl", [*FACTS, *MORE, *filler(400)]))
    return root / "home"


@pytest.fixture(scope="module")
def access(cluster: Cluster, home: Path) -> Iterator[Access]:
    reached = Access(cluster.urls)
    nodes = Nodes(reached)
    assert publish(home, nodes, PREFIX, 3, quiet) is Published.LOADED
    yield reached
    for kind in KINDS:
        nodes.ask("DELETE", f"/{PREFIX}-{kind}-000001", missing=True, answer_seconds=20, deadline=40)


@pytest.fixture(scope="module")
def here(home: Path) -> Iterator[Searcher]:
    with searching(home) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def there(access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher without any home of its own."""
    archive = Archive(access, PREFIX)
    searcher = Searcher(
        tmp_path_factory.mktemp("none") / "no-home", compiled=False, opened=archive.open, library=archive.library
    )
    yield searcher
    searcher.close()


def told(passage: StoredPassage) -> tuple[object, ...]:
    article = passage.article
    return (
        article.article_id, article.title, article.url, article.source, article.language, article.published,
        article.kind, article.status, article.captured, article.rival, passage.ordinal, passage.text, passage.heading,
        passage.mentions,
    )  # fmt: skip


def said(answer: Answer) -> tuple[object, ...]:
    return (
        answer.verdict, round(answer.confidence, 4), answer.widened, answer.unmet, answer.absent,
        [(told(one.passage), [other.article_id for other in one.also]) for one in answer.matches],
        [told(one.passage) for one in answer.closest],
        answer.event_date and answer.event_date.mention.span,
        answer.outside and told(answer.outside.passage),
    )  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("newest", [False, True])
def test_a_question_has_the_same_answer(here: Searcher, there: Searcher, question: str, *, newest: bool) -> None:
    answers = [one.answer(question, ASKED_ON, top=5, newest=newest) for one in (here, there)]
    assert said(answers[0]) == said(answers[1])


def test_questions_are_about_what_the_archive_holds(here: Searcher) -> None:
    answered = [here.answer(question, ASKED_ON).answered for question in QUESTIONS]
    assert sum(answered) > len(QUESTIONS) / 2


@pytest.mark.parametrize("text", ["/timeline council", "/latest", "/onthisday", "/about", "flood in 2020", "thanks"])
def test_the_conversation_is_the_same(here: Searcher, there: Searcher, home: Path, text: str) -> None:
    replies = [Desk(Settings(home=home), one).reply(Line(text, date(2024, 5, 1), "en")) for one in (here, there)]
    assert render(replies[0], 80) == render(replies[1], 80)


def searches(engine: EmbeddedEngine, chance: np.random.Generator) -> Iterator[Search]:
    """Yield searches of all kinds for the words of some passages."""
    for number in range(60):
        passage = int(chance.integers(engine.generation.passages))
        words = np.unique(engine.texts.take(np.array([passage])).values >> 1)
        terms = chance.permutation(words[words > 0])[: int(chance.integers(1, 9))].astype(np.int32)
        factors = chance.uniform(0.1, 5, terms.size).astype(np.float32)
        shared = chance.uniform(0, 2, terms.size).astype(np.float32)
        first = date(2015 + number % 8, 1 + number % 12, 1).toordinal()
        scope = [None, None, ((first, first + 30),), ((first, first), (first + 400, first + 700))][number % 4]
        every = np.arange(engine.generation.passages, dtype=np.int32)
        among = every[chance.random(every.size) < 0.3] if number % 5 == 3 else None
        without = every[chance.random(every.size) < 0.3] if number % 5 == 4 else None
        yield Search(terms, factors, shared, scope, int(chance.integers(1, 120)), among, without)


def test_every_search_finds_the_same_passages_with_the_same_scores(here: Searcher, there: Searcher) -> None:
    embedded, cluster = here.engine, there.engine
    assert isinstance(embedded, EmbeddedEngine)
    for search in searches(embedded, np.random.default_rng(7)):
        (a,), (b,) = embedded.search([search]), cluster.search([search])
        np.testing.assert_allclose(a.scores, b.scores, rtol=1e-5)
        np.testing.assert_allclose(a.article_scores, b.article_scores, rtol=1e-5)
        totals = (a.scores + a.article_scores).round(4)
        if np.unique(totals).size == totals.size:  # else the last bit of a sum may tell equal ones apart
            assert a.passages.tolist() == b.passages.tolist()
        assert set(a.passages[totals > totals.min(initial=9e9)]) <= set(b.passages)


def test_a_search_for_nothing_finds_nothing(here: Searcher, there: Searcher) -> None:
    nothing = np.zeros(0, np.float32)
    search = Search(nothing.astype(np.int32), nothing, nothing, None, 10)
    assert [one.engine.search([search])[0].passages.size for one in (here, there)] == [0, 0]


def test_what_is_known_of_passages_is_the_same(here: Searcher, there: Searcher) -> None:
    embedded, cluster = here.engine, there.engine
    chance = np.random.default_rng(11)
    some = chance.permutation(embedded.generation.passages)[:50].astype(np.int32)
    for a, b in (
        (embedded.words(some), cluster.words(some)),
        (embedded.named_days(some), cluster.named_days(some)),
    ):
        assert a.bounds.tolist() == b.bounds.tolist()
        assert a.values.tolist() == b.values.tolist()
    for here_told, there_told in zip(embedded.facts(some)[1:], cluster.facts(some)[1:], strict=True):
        assert here_told.tolist() == there_told.tolist()
    assert embedded.newest(20).tolist() == cluster.newest(20).tolist()
    days = date(2019, 5, 1).toordinal(), date(2020, 6, 30).toordinal()
    for one, other in zip(embedded.of_time(*days), cluster.of_time(*days), strict=True):
        assert one.tolist() == other.tolist()
    assert cluster.numbered(cluster.facts(some).rows).tolist() == sorted(some.tolist())


@pytest.mark.parametrize("titled", [False, True])
def test_passages_that_hold_words_are_the_same(here: Searcher, there: Searcher, *, titled: bool) -> None:
    number_of = here.engine.lexicon.vocabulary.numbers(["council", "flood", "state", "emerg", "arl", "ostheim"])
    for terms in ([one] for one in number_of.values()):
        a, b = (one.engine.holding(terms, titled=titled).tolist() for one in (here, there))
        assert a == b
        assert a
    both = [number_of["flood"], number_of["ostheim"]]
    a, b = (one.engine.holding(both, titled=titled).tolist() for one in (here, there))
    assert a == b


def test_articles_are_fetched_until_none_can_hold_a_better_passage(
    there: Searcher, here: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engine.opensearch.engine.LISTED", 3)
    monkeypatch.setattr("index.engine.opensearch.engine.FIRST", 2)
    monkeypatch.setattr("index.engine.opensearch.engine.STRETCHES", 1)
    monkeypatch.setattr("index.engine.opensearch.engine.NAMED", 0)
    for question in QUESTIONS:
        assert said(here.answer(question, ASKED_ON)) == said(there.answer(question, ASKED_ON))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        *[("lang", "de"), ("lang", "xx"), ("author", "roe"), ("author", "Ada Roe"), ("author", "Roe Jo")],
        *[
            ("source", "news.jsonl"),
            ("source", "news"),
            ("source", "example.org"),
            ("source", "example"),
            ("source", "/"),
        ],
    ],
)
def test_filters_find_the_same_articles(here: Searcher, there: Searcher, label: str, value: str) -> None:
    wanted = Filter(label, (value,))
    found = [
        [one.article.article_id for one in searcher.store.passages(numbers) if one]
        for searcher in (here, there)
        if (numbers := searcher.store.labels.passages_of(wanted, 10_000)) is not None
    ]
    assert sorted(found[0]) == sorted(found[1])
    every = np.arange(here.engine.generation.passages, dtype=np.int32)
    fits = [one.store.labels.fitting(wanted, one.engine.facts(every).rows.tolist()) for one in (here, there)]
    assert fits[0] == fits[1]


def test_articles_are_shown_whole_and_listed_by_their_days(here: Searcher, there: Searcher) -> None:
    a, b = (one.store.catalogue for one in (here, there))
    for name in [*(one["id"] for one in FACTS), *(str(one["id"]) for one in MORE)]:
        assert a.whole(name) == b.whole(name)
    assert a.whole("bridge")
    assert b.whole("nowhere") == []
    assert a.months() == b.months()
    assert {month.number for month in b.months()} > {0, 5}
    assert a.undated() == b.undated() > 0
    for month in b.months():
        for skip, count in ((0, 51), (1, 2), (9_999, 1)):
            first = date(month.year, month.number or 1, 1)
            assert a.of_month(first, count, skip) == b.of_month(first, count, skip)
            assert a.of_year(month.year, count, skip) == b.of_year(month.year, count, skip)
    assert a.of_no_date(51) == b.of_no_date(51) != []
    assert b.of_month(date(1700, 1, 1), 9) == []


def test_pages_are_the_same(here: Searcher, there: Searcher, home: Path) -> None:
    desks = [Desk(Settings(home=home, archive_name="Archive"), one) for one in (here, there)]
    wanted = Wanted("en", "https://archive.example.org")
    made: list[Callable[[Desk], str]] = [
        lambda desk: article_page(desk, wanted, "bridge"),
        lambda desk: article(desk, "copy"),
        lambda desk: years_page(desk, wanted),
        lambda desk: year_page(desk, wanted, 2019, 0),
        lambda desk: month_page(desk, wanted, date(2019, 5, 1), 0),
        lambda desk: undated_page(desk, wanted, 0),
        lambda desk: reply_page(desk, wanted, Asked("/ask", "flood of the Arle")),
    ]
    for make in made:
        assert make(desks[0]) == make(desks[1])


def test_a_passage_that_never_was_is_not_found(there: Searcher) -> None:
    assert there.store.passages([(9 << 40) + 1]) == [None]
    assert there.store.passages([]) == []


def test_an_engine_says_what_generation_it_is_of(access: Access, home: Path) -> None:
    cluster, embedded = OpenSearchEngine(Nodes(access), PREFIX), EmbeddedEngine(home / "index", compiled=False)
    assert cluster.generation == embedded.generation
    assert cluster.is_current()
