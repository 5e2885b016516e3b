"""Pages: their text word for word, what they say of themselves, and every claim of their date."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from corpus.model import Article, DateClaim, Kind, Role, Status
from tests.corpus.making import only, outcome

LEAD = "The council met on Tuesday and voted by nine to two that both of the old piers be repaired before the winter."
MORE = "Two million will be spent on the northern pier alone, said the harbour master, who had asked for twice as much."
GRAPH = """{"@graph": [{"@type": "WebSite"}, [{"@type": ["NewsArticle"], "datePublished": "2019-01-07T10:00:00+01:00",
"comment": [{"datePublished": "2019-02-01"}]}]]}"""
TEXT = f"<p>{LEAD}</p>\n<p>{MORE}</p>"


def page(body: str = f"<h1>Both piers repaired</h1>{TEXT}", head: str = "<title>Both piers repaired</title>") -> str:
    """Return a whole page."""
    return f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head><body><main>{body}</main></body></html>'


def read(markup: str | bytes, path: str = "news/piers.html") -> Article:
    """Return the article of a page."""
    return only(outcome(markup, path))


def claims(markup: str, kind: Kind) -> list[DateClaim]:
    """Return the claims of one kind that a page makes."""
    return [claim for claim in read(markup).dates.claims if claim.kind is kind]


def text(article: Article) -> str:
    """Return the words of an article."""
    return "\n\n".join(passage.text for passage in article.passages)


@pytest.mark.parametrize("path", ["a.html", "a.HTM", "a.xhtml", "a.txt", "README"])
def test_pages_are_told_by_their_ending_or_by_their_markup(path: str) -> None:
    assert text(read(page(), path)) == f"{LEAD}\n\n{MORE}"


def test_a_page_tells_its_title_language_address_and_authors() -> None:
    head = (
        '<title>Both piers repaired - The Harbour News</title><link rel="canonical" href="https://example.org/piers">'
        '<meta name="author" content="Ann Smith">'
    )
    article = read(page(head=head))
    assert (article.article_id, article.title, article.language, article.url, article.authors) == (
        "news/piers", "Both piers repaired", "en", "https://example.org/piers", ("Ann Smith",),
    )  # fmt: skip


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/piers", "ftp://example.org", "https://a b.example"])
def test_only_links_to_the_web_are_kept(address: str) -> None:
    assert read(page(head=f'<link rel="canonical" href="{address}">')).url is None


def test_headings_stand_beside_their_passages_and_navigation_is_no_text() -> None:
    body = f"<nav><a href=/>Home</a></nav><h1>Both piers repaired</h1><p>{LEAD}</p><h2>What it cost</h2><p>{MORE}</p>"
    assert [(passage.heading, passage.text) for passage in read(page(body)).passages] == [
        ("", LEAD),
        ("What it cost", MORE),
    ]


def test_a_short_page_that_the_library_gives_up_is_read_plainly() -> None:
    assert text(read("<html><body><div>Gone fishing.</div><script>x()</script></body></html>")) == "Gone fishing."


def test_numbers_of_lists_that_are_words_stay() -> None:
    page = (
        "<article><h1>Years of the harbour</h1>"
        f"<p>{LEAD}</p><ol start=1994><li>A good year for the harbour and for all who lived beside it.</li>"
        "<li><p>A better one, of which the older people of the town still speak.</p></li></ol>"
        f"<p>{LEAD}</p><ol start='24'><li>Dezember was the day of the flood, as everybody knows.</li></ol>"
        "<ol start='3'><li>The third point that was made by the harbour master.</li><li>The fourth of them.</li></ol>"
        "</article>"
    )
    text = "\n".join(one.text for one in only(outcome(page, "a.html")).passages)
    for told in ("1994. A good year", "1995. A better one", "24. Dezember was", "The third point", "The fourth of"):
        assert told in text
    assert "3. The" not in text


def test_a_page_without_words_is_quarantined() -> None:
    reason = outcome("<html><body><script>render()</script></body></html>", "a.html").reason
    assert reason is not None
    assert reason.startswith("empty")


@pytest.mark.parametrize(
    ("head", "kind", "place"),
    [
        ('<meta property="article:published_time" content="2019-01-07T10:00:00+01:00">', Kind.META, "meta tag"),
        ('<meta name="DC.date" content="2019-01-07">', Kind.META, "meta tag dc.date"),
        ('<link rel="canonical" href="https://example.org/2019/01/07/piers">', Kind.URL_PATH, "address"),
        (
            f'<script type="application/ld+json">{GRAPH}</script>',
            Kind.JSON_LD,
            "JSON-LD NewsArticle datePublished",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2019-01-07", oops</script>',
            Kind.JSON_LD,
            "JSON-LD (broken)",
        ),
        ('<script>var page = {pubDate: "2019-01-07"};</script>', Kind.SCRIPT, "script pubDate"),
    ],
)
def test_fields_of_the_head_are_claims(head: str, kind: Kind, place: str) -> None:
    (claim,) = claims(page(head=head), kind)
    assert claim.place.startswith(place)
    assert claim.span.first == claim.span.last == date(2019, 1, 7)
    assert read(page(head=head)).dates.published == claim.span


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('<time datetime="2019-01-07T10:00:00+01:00">7 January</time>', Kind.TIME),
        ('<span itemprop="datePublished" content="2019-01-07">on Monday</span>', Kind.MICRODATA),
        ("<p>By Ann Smith, January 7, 2019</p>", Kind.BYLINE),
        ('<div class="post-date">07.01.2019, 10:00</div>', Kind.BYLINE),
        ("<p>Veröffentlicht am 7. Januar 2019</p>", Kind.BYLINE),
    ],
)
def test_dates_beside_the_headline_are_claims(line: str, kind: Kind) -> None:
    (claim,) = claims(page(f"<h1>Both piers repaired</h1>{line}{TEXT}"), kind)
    assert (claim.role, claim.span.first) == (Role.PUBLISHED, date(2019, 1, 7))


def test_the_offset_is_kept() -> None:
    head = '<meta property="article:published_time" content="2019-01-07T10:00:00+05:30">'
    assert [claim.utc_offset for claim in claims(page(head=head), Kind.META)] == [330]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Last updated: 7 January 2019</p>",
        '<time class="modified" datetime="2019-01-07">Monday</time>',
        '<p itemprop="dateModified">2019-01-07</p>',
    ],
)
def test_changes_are_kept_apart_from_publication(line: str) -> None:
    article = read(page(f"<h1>Both piers repaired</h1>{line}{TEXT}"))
    found = [claim for claim in article.dates.claims if claim.kind is not Kind.GUESS]
    assert found
    assert {claim.role for claim in found} == {Role.MODIFIED}


@pytest.mark.parametrize(
    "line",
    [
        "<footer>© 7 January 2019</footer>",
        '<aside class="related"><h3>Another pier</h3><time datetime="2019-01-07">7 January 2019</time></aside>',
        '<div class="comments"><div class="comment">Bo, 7 January 2019: well done</div></div>',
    ],
)
def test_dates_of_other_things_are_no_claims(line: str) -> None:
    article = read(page(f"<h1>Both piers repaired</h1>{TEXT}{line}"))
    assert [claim for claim in article.dates.claims if claim.kind is not Kind.GUESS] == []


@pytest.mark.parametrize("day", ["2019-02-30", "0000-00-00", "0001-01-01", "12019-01-07", "1970", "soon", ""])
def test_what_is_no_day_of_the_web_is_no_claim(day: str) -> None:
    assert claims(page(head=f'<meta name="date" content="{day}">'), Kind.META) == []


def test_the_guess_is_never_the_first_of_january() -> None:
    article = read(page(f"<h1>Both piers repaired</h1>{TEXT}<p>The fund of 2016 is spent.</p><footer>2016</footer>"))
    assert (article.dates.published, article.dates.status) == (None, Status.UNDATED)


MASTHEAD = ["Wednesday, March 27, 2024", "HomeHarbour News NowPiers &amp; ShipsThe Piers", "The Piers And Their Repair"]


@pytest.mark.parametrize("tag", ["p", "div", "td"])
@pytest.mark.parametrize("headline", ["p", "h1"])
def test_a_masthead_above_a_breadcrumb_is_the_day_of_saving_and_no_text(tag: str, headline: str) -> None:
    lines = "".join(f"<{tag}>{line}</{tag}>" for line in [*MASTHEAD[:2]])
    article = read(f"<html><body>{lines}<{headline}>{MASTHEAD[2]}</{headline}>{TEXT}</body></html>")
    assert (article.dates.published, article.dates.captured) == (None, date(2024, 3, 27))
    assert text(article) == f"{LEAD}\n\n{MORE}"


def test_a_masthead_of_the_site_does_not_stand_in_for_a_date_of_the_article() -> None:
    header = '<div class="topbar"><span class="current-date">Wednesday, March 27, 2024</span></div>'
    assert read(page(f"{header}<h1>Both piers repaired</h1>{TEXT}")).dates.published is None


def test_a_dateline_opens_the_first_paragraph() -> None:
    article = read(page(f"<h1>Both piers repaired</h1><p>HULL (07.01.2019). {LEAD}</p><p>{MORE}</p>"))
    assert any(claim.kind is Kind.DATELINE for claim in article.dates.claims)


def test_plain_text_is_read_without_the_libraries_for_pages() -> None:
    program = (
        "import sys; from corpus.reading.formats.registry import read; from corpus.reading.items import Item;"
        "list(read(Item('a.txt', 'a.txt', None, b'Words of a sentence.')));"
        "print([name for name in ('trafilatura', 'htmldate', 'lxml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
