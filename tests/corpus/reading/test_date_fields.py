"""Which field of a record or of front matter counts as what, and what becomes of values that are no dates."""

from __future__ import annotations

import json
from datetime import date

import pytest

from corpus.model import REFUSED_DATE, Article, Kind, Role, Status
from tests.corpus.making import only, outcome, record


def read(**fields: object) -> Article:
    """Return the article of a record."""
    return only(outcome(record(**({"text": "The council met on Tuesday."} | fields)), "wire.jsonl", 1))


def page(front: str, path: str = "page.md") -> Article:
    """Return the article of a page with front matter."""
    return only(outcome(f"{front}\n\nThe council met on Tuesday.", path))


def published(article: Article) -> str | None:
    """Return the first day of publication."""
    return None if article.dates.published is None else str(article.dates.published.first)


def notes(article: Article) -> list[str]:
    """Return what is noted of dates that are not believed."""
    return [piece.text for piece in article.furniture if piece.role == REFUSED_DATE]


NAMES = [
    "date", "Date", "DATE", "published", "publishDate", "publish_date", "publishdate", "pubDate", "pubdate",
    "published_at", "datePublished", "date_published", "article:published_time", "posted", "dc:date", "DC.date",
    "DC.date.issued", "dcterms.issued", "dcterms:date", "created", "created_at", "dateCreated", "issued",
    "publication-date", "Post Date",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_field_of_publication_is_known_by_its_name_in_records_and_front_matter(name: str) -> None:
    assert published(read(**{name: "2019-05-07"})) == "2019-05-07"
    assert published(page(f"---\n{json.dumps(name)}: 2019-05-07\n---")) == "2019-05-07"


def test_the_day_of_publication_may_stand_with_the_author() -> None:
    author = {"name": "Ann", "created_at": "2011-01-01", "published_date": "2019-05-07T17:00:00.000Z"}
    assert published(read(author=author)) == "2019-05-07"
    assert published(read(author={"name": "Ann", "created_at": "2011-01-01"})) is None


@pytest.mark.parametrize(
    "name", ["lastmod", "last_modified_at", "modified", "updated", "dateModified", "dcterms:modified"]
)
def test_a_field_of_change_never_dates_an_article(name: str) -> None:
    for article in (read(**{name: "2020-02-02"}), page(f"---\n{json.dumps(name)}: 2020-02-02\n---")):
        assert (published(article), article.dates.status) == (None, Status.UNDATED)
        assert [claim.role for claim in article.dates.claims] == [Role.MODIFIED]
    assert published(read(**{name: "2020-02-02", "date": "2019-05-07"})) == "2019-05-07"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"created": "2018-01-01", "date": "2019-05-07"}, "2019-05-07"),
        ({"date": "2018-01-01", "publishDate": "2019-05-07"}, "2019-05-07"),
        ({"date": "2019-05-07", "pubDate": "2018-01-01"}, "2019-05-07"),
        ({"date": "0000-00-00", "published_at": "2019-05-07"}, "2019-05-07"),
        ({"published": True, "date": "2019-05-07"}, "2019-05-07"),
        ({"date": None, "created": 1557187200}, "2019-05-07"),
        ({"dc": {"date": ["2019-05-07"]}}, "2019-05-07"),
        ({"date": {"$date": "2019-05-07T10:00:00Z"}}, "2019-05-07"),
        ({"date": {"$date": {"$numberLong": "1557187200000"}}}, "2019-05-07"),
        ({"event_date": "2019-05-07"}, None),
        ({"expiryDate": "2019-05-07"}, None),
        ({"crawled": "2019-05-07"}, None),
    ],
)
def test_of_several_fields_the_first_in_the_table_that_holds_a_date_counts(
    fields: dict[str, object], day: str | None
) -> None:
    assert published(read(**fields)) == day
    front = "\n".join(f"{name}: {json.dumps(value)}" for name, value in fields.items())
    assert published(page(f"---\n{front}\n---")) == day


@pytest.mark.parametrize(
    ("fields", "day", "saved"),
    [
        ({"scraped_at": "2021-03-04 10:20:00"}, None, "2021-03-04"),
        ({"date": "2019-05-07", "Crawl Date": "2021-03-04"}, "2019-05-07", "2021-03-04"),
        ({"date": "2021-03-05T01:00:00+09:00", "fetched_at": "2021-03-04T16:00:00Z"}, "2021-03-05", None),
        ({"date": "2019-05-07", "retrieved": True}, "2019-05-07", None),
    ],
)
def test_when_an_article_was_taken_down_bounds_its_date_and_is_none(
    fields: dict[str, object], day: str | None, saved: str | None
) -> None:
    article = read(**fields)
    assert (published(article), article.dates.captured) == (day, saved and date.fromisoformat(saved))


@pytest.mark.parametrize(
    ("front", "path", "day", "kind"),
    [
        ('+++\ntitle = "A"\ndate = 2019-05-07\nupdated = 2020-02-02\n+++', "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ('+++\npath = "/blog/2019/05/07/council"\n+++', "page.md", "2019-05-07", Kind.URL_PATH),
        ('+++\npath = "2019/05/07"\n+++', "page.md", "2019-05-07", Kind.URL_PATH),
        ('+++\naliases = ["old/council", "/2019/05/07/council.html"]\n+++', "page.md", "2019-05-07", Kind.URL_PATH),
        ('+++\npath = "council-of-october-22-2016"\n+++', "page.md", None, "none"),
        ('+++\ndate = 2019-05-07\naliases = ["/2015/01/01/council"]\n+++', "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ("---\npublishDate: 2019-05-07\nlastmod: 2020-02-02\n---", "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ("---\nlayout: post\n---", "_posts/2019-05-07-council.md", "2019-05-07", Kind.FILE_NAME),
        ("---\nlayout: post\n---", "_posts/2019-5-7-council.md", "2019-05-07", Kind.FILE_NAME),
        ("---\ntitle: A\n---", "news/2019-05-07-council/index.md", "2019-05-07", Kind.FILE_NAME),
        ("Title: A\nDate: 2019-05-07 10:20\nModified: 2020-02-02", "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ("title: A\ndate: 7 May 2019\ntags: one,\n    two", "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ("Date: Tue, 07 May 2019 10:20:00 +0200\nSummary:", "page.md", "2019-05-07", Kind.FRONT_MATTER),
        ('{\n"date": "2019-05-07"\n}', "page.md", "2019-05-07", Kind.FRONT_MATTER),
    ],
)
def test_the_forms_of_site_generators_are_read(front: str, path: str, day: str | None, kind: str) -> None:
    article = page(front, path)
    assert (published(article), article.dates.kind) == (day, kind)
    assert [one.text for one in article.passages] == ["The council met on Tuesday."]


def test_a_header_block_is_no_part_of_the_text_and_has_the_title() -> None:
    article = page("Title: Both piers\nDate: 2019-05-07\nAuthor: Ann")
    assert (article.title, article.authors) == ("Both piers", ("Ann",))


@pytest.mark.parametrize("lead", ["Note: it rained.", "Update: the council\nmet again.", "He said: no."])
def test_a_paragraph_with_a_colon_is_no_header_block(lead: str) -> None:
    assert page(lead).passages[0].text.startswith(lead[:4])


def test_a_draft_in_a_header_block_is_left_out() -> None:
    assert outcome("Title: A\nStatus: draft\n\nNot yet.", "page.md").articles == []


@pytest.mark.parametrize(
    "front",
    [
        "---\ndate: 2019-02-30\n---", "---\ndate: 0000-00-00\n---", "---\ndate: 1394-13-40\n---",
        "---\ndate: {{ .Date }}\n---", "---\ndate: @today\n---", "---\ndate: %Y-%m-%d\n---", "---\ndate: 10:20:30\n---",
        "---\ntitle: A\ndate: `soon`\n---", "+++\ndate = 2019-02-30\n+++", "+++\ndate = 0000-00-00\n+++",
        "+++\ndate = 0001-01-01T00:00:00Z\n+++", "+++\ndate = {{ .Date }}\n+++", "+++\ndate = 10:00:00\n+++",
        '{\n"date": "1970-01-01T00:00:00Z"\n}', "Title: A\nDate: 9999-12-31", "---\ndate: !!str 0001-01-01\n---",
    ],
)  # fmt: skip
def test_a_value_that_is_no_date_or_that_the_parser_refuses_keeps_the_article_and_is_told(front: str) -> None:
    article = page(front)
    assert (published(article), article.dates.claims) == (None, ())
    assert [one.text for one in article.passages] == ["The council met on Tuesday."]
    assert len(notes(article)) == 1


@pytest.mark.parametrize(
    "value", ["0001-01-01", "0000-00-00", "1899-12-30", "9999-12-31", 0, "soon", "1970-01-01T00:00:00Z"]
)
def test_a_record_whose_date_is_none_is_kept_undated_with_the_reason(value: object) -> None:
    article = read(date=value)
    assert published(article) is None
    (note,) = notes(article)
    assert note.startswith(f'record field "date", {str(value)!r}: ')


@pytest.mark.parametrize(
    ("front", "day"),
    [
        ("---\ndate: 1394/03/07\nlang: fa\n---", "2015-05-28"),
        ("---\ndate: 1394-03-07\nlang: fa\n---", "2015-05-28"),
        ("---\ndate: 1394-03-07 10:20:30\nlang: fa\n---", "2015-05-28"),
        ("+++\ndate = 1394-03-07\nlang = 'fa'\n+++", "2015-05-28"),
        ("---\ndate: ۱۳۹۴/۰۳/۰۷\n---", "2015-05-28"),
    ],
)
def test_a_persian_page_counts_by_the_solar_calendar_though_yaml_knows_none(front: str, day: str) -> None:
    article = only(outcome(f"{front}\n\nشهردار پل روی رودخانه را گشود و گفت که کار چهار سال طول کشیده است.", "page.md"))
    assert published(article) == day


def test_a_language_that_is_told_wrongly_gives_way_to_that_of_the_text() -> None:
    text = "شهردار پل روی رودخانه را گشود و گفت که کار چهار سال طول کشیده است."
    assert published(read(text=text, date="1394-03-07", lang="en")) == "2015-05-28"
    assert published(read(date="1394-03-07", lang="en")) is None


@pytest.mark.parametrize("lang", ["es-PR", "en-PH", "fil"])
def test_where_the_month_may_lead_a_field_of_a_record_is_a_conflict(lang: str) -> None:
    text = {"es-PR": "El puente fue abierto por la alcaldesa.", "fil": "Binuksan ng alkalde ang tulay sa ilog."}
    article = read(date="03/04/2019", lang=lang, text=text.get(lang, "The council met on Tuesday."))
    assert (published(article), article.dates.status) == ("2019-03-04", Status.CONFLICT)


@pytest.mark.parametrize("name", ["lang", "language", "inLanguage"])
def test_the_territory_of_a_language_is_known_whatever_its_field_is_called(name: str) -> None:
    assert len(read(date="12/09/2018", **{name: "en-PH"}).dates.claims) == 2
    assert len(read(date="12/09/2018", **{name: "en-GB"}).dates.claims) == 1
