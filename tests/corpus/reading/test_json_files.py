"""JSON files: arrays of records, wherever in a file they stand, one article, and what holds none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome
from corpus.omissions import Omission
from corpus.reading.containers import json_file
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, items_below
from tests.corpus.reading.test_records import JSON
from tests.corpus.reading.test_tables import PROSE, text

RECORD = {"headline": "Bridge opens", "body": PROSE, "pub_date": "2019-05-07"}


def outcomes(folder: Path, data: object, name: str = "news.json") -> list[Outcome]:
    """Return what comes of a JSON file, given as its bytes or as what it holds."""
    (source,) = sources(fill(folder, {name: data if isinstance(data, bytes) else json.dumps(data)}))
    found = [process(item) for item in source.items()]
    if source.broken:
        found.append(Outcome(source.path, None, "", reason=source.broken))
    return found


def only(folder: Path, data: object) -> Article:
    """Return the one article of a JSON file."""
    (found,) = outcomes(folder, data)
    assert found.reason is None, found.reason
    return found.articles[0]


@pytest.mark.parametrize(
    "data",
    [
        [RECORD],
        {"articles": [RECORD], "total": 1},
        {"response": {"docs": [RECORD]}},
        {"data": {"posts": {"items": [RECORD]}}},
        {"hits": {"hits": [{"_id": "1", "_source": RECORD}]}},
        {"data": [{"id": "1", "attributes": RECORD}]},
        {"a1": RECORD | {"lang": "en"}, "a2": {"body": ""}},
        RECORD,
    ],
    ids=str,
)
def test_records_are_found_wherever_they_stand(tmp_path: Path, data: object) -> None:
    first = outcomes(tmp_path, data)[0].articles[0]
    assert (first.title, first.passages[0].text) == ("Bridge opens", PROSE)
    assert first.dates.published is not None


def test_what_a_ghost_blog_exports_is_read_but_for_drafts_and_what_is_for_members(tmp_path: Path) -> None:
    def post(name: str, **more: object) -> dict[str, object]:
        html = f"<p>The {name} opens again on Monday, said the mayor, after a winter of repairs.</p>"
        told = {"id": name, "title": name, "slug": name, "html": html, "plaintext": None, "type": "post"}
        shown = {"status": "published", "visibility": "public", "published_at": "2020-04-01T08:00:00.000Z"}
        return told | shown | {"created_at": "2019-01-02T03:04:05.000Z"} | more

    posts = [
        post("pier"), post("page", type="page"), post("draft", status="draft", published_at=None),
        post("paid", visibility="paid"), post("members", visibility="members"),
    ]  # fmt: skip
    users = [
        {"id": "1", "name": "Mira Holm", "email": "mira@harbour.example", "bio": "Writes of the harbour and the sea."}
    ]
    data = {"posts": posts, "users": users, "tags": [{"id": "1", "name": "News"}], "settings": [{"key": "title"}]}
    exported = {"db": [{"meta": {"exported_on": 1700000000000, "version": "5.2.3"}, "data": data}]}
    found = [process(one) for one in items_below(fill(tmp_path, {"ghost.json": json.dumps(exported)}))]
    assert [one.title for outcome in found for one in outcome.articles] == ["pier", "page"]
    assert [str(one.left_out) for one in found if one.left_out] == ["draft", "private", "private"]


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"author_id": 1}, []),
        ({"author_id": "1"}, None),
        ({}, [{"post_id": "7", "author_id": "2", "sort_order": 1}, {"post_id": "7", "author_id": 1, "sort_order": 0}]),
    ],
)
def test_the_authors_of_a_ghost_blog_stand_in_a_table_of_their_own(
    tmp_path: Path, told: dict[str, object], written: object
) -> None:
    post = {"id": "7", "uuid": "a-b", "slug": "pier", "title": "Pier", "html": f"<p>{PROSE}</p>", **told}
    users = [{"id": "1", "name": "Mira Holm"}, {"id": "2", "name": "Bo Lund"}]
    data = {"posts": [post], "users": users, "posts_authors": written}
    (article,) = outcomes(tmp_path, {"db": [{"data": data}]})[0].articles
    assert article.authors == (("Mira Holm",) if told else ("Mira Holm", "Bo Lund"))


def test_values_in_objects_are_read_as_publishing_systems_wrap_them(tmp_path: Path) -> None:
    post = {
        "id": 7,
        "title": {"rendered": "A &amp; b"},
        "content": {"rendered": f"<p>{PROSE}</p>"},
        "link": "https://e.org/7",
    }
    article = only(tmp_path, [post])
    assert (article.article_id, article.title, article.url, article.passages[0].text) == (
        "7",
        "A & b",
        "https://e.org/7",
        PROSE,
    )


def test_a_text_may_be_a_list_of_paragraphs(tmp_path: Path) -> None:
    article = only(tmp_path, [{"title": "A b", "content": [PROSE, PROSE]}])
    assert text(article) == f"{PROSE}\n\n{PROSE}"


def test_every_array_with_prose_is_read_and_comments_are_not(tmp_path: Path) -> None:
    data = {"2019": [RECORD], "2020": [RECORD, RECORD], "comments": [RECORD], "tags": [{"name": "x"}]}
    assert [one.line for one in outcomes(tmp_path, data)] == [1, 2, 3]


def test_a_record_among_others_that_is_none_is_refused_alone(tmp_path: Path) -> None:
    found = outcomes(tmp_path, [RECORD, 12, RECORD])
    assert [one.reason is None for one in found] == [True, False, True]


def test_half_a_character_in_a_record_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    records = [{**RECORD, "headline": "Half \ud83d of one"}, RECORD]
    found = outcomes(tmp_path, records)
    assert [one.articles[0].title for one in found] == ["Half \ufffd of one", "Bridge opens"]


def test_one_object_a_line_is_read_as_such_under_the_name_of_json(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(RECORD) for _ in range(3)).encode()
    assert [one.line for one in outcomes(tmp_path, lines)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("package.json", {"name": "x", "description": PROSE}, Omission.CONFIGURATION),
        ("x.json", {"description": PROSE, "dependencies": {}}, Omission.CONFIGURATION),
        ("x.json", {"title": "Home", "nav": ["a", "b"]}, Omission.NO_PROSE),
        ("x.json", [1, 2, 3], Omission.NO_PROSE),
        ("x.json", [{"lat": 1.5, "lon": 2}], Omission.NO_PROSE),
        ("x.json", {"name": "A site", "description": PROSE}, Omission.NO_PROSE),
    ],
)
def test_a_file_without_articles_is_left_out_with_its_reason(
    tmp_path: Path, name: str, data: object, reason: str
) -> None:
    assert [one.left_out for one in outcomes(tmp_path, data, name)] == [reason]


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, b'[{"text": "Words of a')
    assert found.reason is not None
    assert found.reason.startswith("no JSON: ")


def test_a_large_file_is_read_record_by_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "ITEM_LIMIT", 4000)
    records = [RECORD | {"id": f"r{n}", "n": n / 2} for n in range(300)]
    found = outcomes(tmp_path, {"meta": {"a": 1}, "articles": records})
    assert [one.articles[0].article_id for one in found] == [f"r{n}" for n in range(300)]


def test_a_large_file_that_is_cut_off_keeps_what_comes_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "ITEM_LIMIT", 4000)
    *found, last = outcomes(tmp_path, json.dumps([RECORD] * 300).encode()[:-500])
    assert len([one for one in found if one.articles]) >= 200
    assert last.reason is not None
    assert "the rest is not read" in last.reason


@pytest.mark.parametrize("inside", ["[" * 400, '{"a":' * 400, '{"%s": 1}' % ("a" * 5000)])
def test_what_is_nested_like_an_abyss_or_has_names_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setattr(json_file, "ITEM_LIMIT", 4000)
    beginnings = (
        '[{"text": "%s", "more": ' % (PROSE * 100),
        '{"version": "https://jsonfeed.org/version/1.1", "more": ',
        inside,
    )
    for beginning in beginnings:
        (*_, found) = outcomes(tmp_path, (beginning + inside).encode())
        assert found.reason is not None
        assert any(why in found.reason for why in ("nested too deeply", "a name of", "no JSON", "no array of records"))


def test_a_record_that_does_not_end_is_no_more_read_than_an_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file, "ITEM_LIMIT", 4000)
    last = outcomes(tmp_path, json.dumps([RECORD, {"text": "word " * 80_000}]).encode())[-1]
    assert last.reason is not None
    assert "a record of more than" in last.reason


@hostile
@given(JSON | st.lists(st.dictionaries(st.sampled_from(["text", "title", "id"]), JSON)))
def test_any_json_is_read_left_out_or_refused(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    found = outcomes(tmp_path_factory.mktemp("j"), data)
    assert found
    assert all(one.articles or one.reason or one.left_out for one in found)


@hostile
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_file_is_read_left_out_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    data = bytearray(json.dumps({"articles": [RECORD, RECORD]}).encode())
    data[at % len(data)] = byte
    assert outcomes(tmp_path_factory.mktemp("j"), bytes(data))


def test_lines_that_are_lists_are_told_by_a_list_of_names_above(tmp_path: Path) -> None:
    rows = [["id", "title", "body", "date"], [7, "Bridge opens", PROSE, "2019-05-07"], [8, "Bridge closes", PROSE]]
    found = outcomes(tmp_path, "\n".join(map(json.dumps, rows)).encode(), "news.ndjson")
    assert [(one.articles[0].article_id, one.articles[0].title) for one in found] == [
        ("7", "Bridge opens"), ("8", "Bridge closes"),
    ]  # fmt: skip
    assert [one.line for one in found] == [2, 3]


@pytest.mark.parametrize("first", [[7, "Bridge opens", PROSE], ["a"], [], ["title", "title"]])
def test_a_file_of_lists_without_names_is_one_problem_with_its_cure(tmp_path: Path, first: list[object]) -> None:
    (found,) = outcomes(
        tmp_path, f"{json.dumps(first)}\n{json.dumps([8, 'Bridge closes', PROSE])}\n".encode(), "a.ndjson"
    )
    assert "a list of names above" in (found.reason or "")
