"""What is written into archive.db comes back as it was."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import (
    Article,
    ArticleDates,
    DateClaim,
    DateSpan,
    Furniture,
    Kind,
    Mention,
    Outcome,
    Passage,
    Precision,
    Role,
    Status,
)
from corpus.reading.decoding import printable
from corpus.store.reading import StoreReader
from corpus.store.rows import item_rows
from corpus.store.writing import StoreWriter
from tests.corpus.making import examples

MAY = DateSpan(date(2019, 5, 1), date(2019, 5, 31), Precision.MONTH)
DAY = DateSpan(date(2019, 5, 7), date(2019, 5, 7), Precision.DAY)
OLD = DateSpan(date(1066, 10, 14), date(1066, 10, 14), Precision.DAY)
CLAIMS = (
    DateClaim(Role.PUBLISHED, Kind.RECORD, DAY, "2019-05-07T10:00:00-04:00", 'record field "date"', 0.95, -240),
    DateClaim(Role.CAPTURED, Kind.MASTHEAD, MAY, "May 2019", "line 1", 0.9),
)
TEXT = "On May 7 it rained, “hard”; last month it had not. 🚢"
MENTIONS = (
    Mention(3, 8, "May 7", "yearless", DAY, "resolved", "published"),
    Mention(28, 38, "last month", "relative", None, "assumed", "window", (MAY, DAY)),
    Mention(39, 41, "it", "vague", None, "unresolved"),
)
DATES = ArticleDates(DAY, "record", Status.DATED, OLD.first, DAY.last, MAY.last, DAY.last, CLAIMS, 0.934)
ARTICLE = Article(
    "a/1", "Rain — again", "https://example.org/1", "en", ("Ann", "Bo"), (Furniture("masthead", "May 2019"),), DATES,
    (Passage(TEXT, "Weather", MENTIONS), Passage("A second passage.")),
)  # fmt: skip


def keep(home: Path, *articles: Article) -> None:
    """Write articles, each from a file of its own, of an archive named after the folder that holds the home."""
    with StoreWriter(home, 1) as writer:
        archive = writer.archive(home.parent)
        for number, article in enumerate(articles):
            source = writer.begin_source(archive, f"{number}.txt")
            writer.write(archive, "news/", source, [item_rows(Outcome(f"{number}.txt", None, "digest", [article]))])
            writer.finish_source(source, 1, 1)
        writer.finish_archive(archive)


def test_an_article_comes_back_whole(home: Path) -> None:
    keep(home, ARTICLE)
    with closing(StoreReader(home)) as store:
        (whole,) = store.whole_articles("a/1")
    stored = whole.article
    assert (stored.article_id, stored.title, stored.url, stored.language, stored.source) == (
        "a/1", "Rain — again", "https://example.org/1", "en", "news/0.txt",
    )  # fmt: skip
    assert (stored.published, stored.kind, stored.status, stored.captured) == (DAY, "record", Status.DATED, MAY.last)
    assert stored.confidence == 0.934
    assert (whole.authors, whole.furniture, whole.claims) == (ARTICLE.authors, ARTICLE.furniture, CLAIMS)
    assert whole.passages == (TEXT, "A second passage.")


def test_a_passage_comes_back_with_its_heading_mentions_and_article(home: Path) -> None:
    keep(home, ARTICLE)
    with closing(StoreReader(home)) as store:
        first, second = list(store.live_passages())
        (found,) = store.passages([first.number])
    assert found is not None
    assert (found.text, found.heading, found.ordinal, found.mentions) == (TEXT, "Weather", 0, MENTIONS)
    assert found.article.article_id == "a/1"
    assert (first.title, first.published_from, first.published_to) == ("Rain — again", DAY.first, DAY.last)
    assert first.mentioned == (DAY,)
    assert (second.text, second.heading, second.mentioned) == ("A second passage.", "", ())


def test_passages_come_in_the_order_asked_for_and_none_stands_for_one_that_is_gone(home: Path) -> None:
    keep(home, ARTICLE)
    with closing(StoreReader(home)) as store:
        first, second = (passage.number for passage in store.live_passages())
        found = store.passages([second, 999_999, first, second])
        assert [passage.number if passage else None for passage in found] == [second, None, first, second]
        assert store.passages([]) == []


def dated(article_id: str, published: DateSpan | None, status: Status = Status.DATED) -> Article:
    """Return a short article of two passages."""
    passages = (Passage(f"{article_id} one."), Passage(f"{article_id} two."))
    claims = (DateClaim(Role.PUBLISHED, Kind.RECORD, published, "words", "place", 0.95),) if published else ()
    dates = ArticleDates(published, "record", status, claims=claims)
    return Article(article_id, article_id, None, "en", (), (), dates, passages)


def test_passages_are_in_date_order_and_undated_ones_come_last(home: Path) -> None:
    later = DateSpan(date(2019, 5, 8), date(2019, 5, 8), Precision.DAY)
    keep(
        home, dated("u", None, Status.UNDATED), dated("later", later), dated("old", OLD), dated("may", MAY),
        dated("day", DAY), dated("same day", DAY),
    )  # fmt: skip
    with closing(StoreReader(home)) as store:
        order = [passage.text for passage in store.live_passages()]
        listed = [article.article_id for article, _ in store.articles()]
    assert listed == ["old", "may", "day", "same day", "later", "u"]
    assert order == [f"{article_id} {which}." for article_id in listed for which in ("one", "two")]


def test_articles_can_be_listed_by_status_with_their_number_of_passages(home: Path) -> None:
    keep(home, dated("a", DAY), dated("b", DAY, Status.CONFLICT), dated("c", None, Status.UNDATED))
    with closing(StoreReader(home)) as store:
        assert [(article.article_id, count) for article, count in store.articles([Status.CONFLICT])] == [("b", 2)]
        assert [article.article_id for article, _ in store.articles([Status.UNDATED, Status.DATED])] == ["a", "c"]


def test_the_counts_are_those_of_what_is_live(home: Path) -> None:
    keep(home, dated("a", DAY), dated("b", OLD, Status.CONFLICT), dated("c", None, Status.UNDATED))
    with closing(StoreReader(home)) as store:
        counts = store.counts()
    assert (counts.articles, counts.passages, counts.quarantined) == (3, 6, 0)
    assert counts.statuses == {"dated": 1, "conflict": 1, "undated": 1}
    assert (counts.first, counts.last) == (OLD.first, DAY.last)
    ((name, indexed_at),) = counts.archives
    assert name == home.parent.name
    assert indexed_at is not None


def test_an_empty_store_counts_nothing(home: Path) -> None:
    StoreWriter(home, 1).close()
    with closing(StoreReader(home)) as store:
        counts = store.counts()
        assert (counts.archives, counts.articles, counts.passages, counts.first) == ((), 0, 0, None)
        assert [*store.live_passages(), *store.articles(), *store.whole_articles("a")] == []


@examples(10)
@given(st.lists(st.text(min_size=1).map(printable), min_size=6, max_size=6))
def test_any_printable_text_comes_back_as_it_was(words: list[str]) -> None:
    title, url, language, author, furniture, text = words
    article = Article(
        "x", title, url, language, (author,), (Furniture("byline", furniture),), ArticleDates(), (Passage(text, title),)
    )
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        keep(home, article)
        with closing(StoreReader(home)) as store:
            (whole,) = store.whole_articles("x")
            (passage,) = store.live_passages()
    stored = whole.article
    assert (stored.title, stored.url, stored.language, whole.authors) == (title, url, language, (author,))
    assert whole.furniture == (Furniture("byline", furniture),)
    assert (passage.text, passage.heading) == (text, title)
