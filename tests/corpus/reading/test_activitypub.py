"""Outboxes of Mastodon and its kin: what was for everybody is read, and nothing that was for some."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process_all
from corpus.model import Outcome, Role
from corpus.omissions import Omission
from corpus.reading.containers.part import Budget, Part
from corpus.reading.containers.registry import DAMAGED, items_in
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, items_below, only, pack

ALL = "https://www.w3.org/ns/activitystreams#Public"
ME = "https://social.example/users/pier"
FOLLOWERS = f"{ME}/followers"


def post(number: int = 1, to: Any = (ALL,), cc: Any = (FOLLOWERS,), **fields: Any) -> dict[str, Any]:
    """Return an activity by which a post was published, with some fields of the post."""
    audience = {"to": list(to), "cc": list(cc)}
    return {
        "id": f"{ME}/statuses/{number}/activity", "type": "Create", "actor": ME, "published": "2023-02-01T23:30:00Z",
        **audience,
        "object": {
            "id": f"{ME}/statuses/{number}", "type": "Note", "summary": None, "inReplyTo": None,
            "published": "2023-02-01T23:30:00Z", "url": f"https://social.example/@pier/{number}", "attributedTo": ME,
            **audience, "content": "<p>The pier is repaired.</p>", "contentMap": {"en": "<p>The pier</p>"},
            "attachment": [], "tag": [],
        } | fields,
    }  # fmt: skip


def outbox(*activities: Any, **fields: Any) -> str:
    """Return an outbox as Mastodon exports it."""
    head = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection"}
    return json.dumps(
        head | fields | {"totalItems": len(activities), "orderedItems": list(activities)}, ensure_ascii=False
    )


def outcomes(archive: Path, *activities: Any) -> list[Outcome]:
    """Return what comes of the activities of an outbox."""
    fill(archive, {"outbox.json": outbox(*activities)})
    return process_all(items_below(archive))


def test_a_post_has_its_moment_address_author_language_and_whole_links(archive: Path) -> None:
    link = (
        '<a href="https://pier.example/a/b"><span class="invisible">https://</span>'
        '<span class="ellipsis">pier.example/a</span><span class="invisible">/b</span></a>'
    )
    content = f"<p>The pier is repaired: {link}<br>Come &amp; see.</p><p>Bring shoes.</p>"
    (found,) = outcomes(
        archive, post(7, content=content, updated="2023-02-03T08:00:00Z", attachment=[{"name": "The old pier"}])
    )
    article = only(found)
    assert (article.article_id, article.title, article.url, article.authors, article.language, article.format) == (
        "social.example/users/pier/statuses/7", "The pier is repaired: https://pier.example/a/b Come & see.",
        "https://social.example/@pier/7", ("@pier@social.example",), "en", "ActivityPub",
    )  # fmt: skip
    assert {(one.role, one.span.first, one.utc_offset) for one in article.dates.claims} == {
        (Role.PUBLISHED, date(2023, 2, 1), 0), (Role.MODIFIED, date(2023, 2, 3), 0),
    }  # fmt: skip
    text = "\n\n".join(one.text for one in article.passages)
    assert text == "The pier is repaired: https://pier.example/a/b\nCome & see.\n\nBring shoes."
    assert [(one.role, one.text) for one in article.furniture] == [("caption", "The old pier")]


def test_a_warning_is_the_title_and_an_answer_tells_to_what(archive: Path) -> None:
    (found,) = outcomes(archive, post(summary="Storms", inReplyTo="https://other.example/1"))
    article = only(found)
    assert article.title == "Storms"
    assert [(one.role, one.text) for one in article.furniture] == [
        ("title", "Storms"), ("in reply to", "https://other.example/1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "cc", "shown"),
    [
        ([ALL], [FOLLOWERS], True),
        ([FOLLOWERS], [ALL], True),  # unlisted: everybody may read it, but no list shows it
        (["as:Public"], [], True),
        ([FOLLOWERS], [], False),
        (["https://other.example/users/bo"], [], False),
        ([], [], False),
    ],
)
def test_only_what_was_for_everybody_is_shown(archive: Path, to: list[str], cc: list[str], shown: bool) -> None:
    (found,) = outcomes(archive, post(to=to, cc=cc))
    assert found.left_out == (None if shown else Omission.PRIVATE)
    assert len(found.articles) == shown


def test_a_post_that_tells_no_readers_or_contradicts_its_activity_is_private(archive: Path) -> None:
    silent, contrary = post(), post(2)
    for one in (silent, silent["object"]):
        del one["to"], one["cc"]
    contrary["object"] |= {"to": [FOLLOWERS], "cc": []}
    assert [one.left_out for one in outcomes(archive, silent, contrary)] == [Omission.PRIVATE] * 2


def test_an_outbox_may_name_many_fields_of_its_server_first(archive: Path) -> None:
    names = {f"field{number}": {"@id": f"toot:field{number}", "@type": "@id"} for number in range(200)}
    context = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1", names]
    told = outbox(post(), post(2, to=[FOLLOWERS], cc=[]), **{"@context": context})
    actor = json.dumps({"@context": context, "type": "Person", "summary": "<p>I write of piers and ferries.</p>"})
    fill(archive, {"a/outbox.json": told, "a/actor.json": actor})
    found = process_all(items_below(archive))
    assert [one.left_out for one in found] == [Omission.NO_PROSE, None, Omission.PRIVATE]
    assert [article.format for each in found for article in each.articles] == ["ActivityPub"]


def test_what_others_wrote_and_what_is_no_post_is_counted_by_reason(archive: Path) -> None:
    boost = {"type": "Announce", "actor": ME, "object": "https://other.example/9", "to": [ALL]}
    found = outcomes(
        archive, boost, "https://other.example/8", {"type": "Delete", "object": "x"}, post(type="Tombstone"),
        post(content="", attachment=[{"type": "Document"}]), post(content="<p></p>"),
    )  # fmt: skip
    assert [one.left_out for one in found] == [
        Omission.PASSED_ON, Omission.PASSED_ON, Omission.SERVICE, Omission.DELETED, Omission.ATTACHMENT,
        Omission.NO_WORDS,
    ]  # fmt: skip


def test_the_choices_of_a_poll_are_text(archive: Path) -> None:
    (found,) = outcomes(archive, post(type="Question", oneOf=[{"name": "The old pier"}, {"name": "A new one"}]))
    assert [one.text for one in only(found).passages] == ["The pier is repaired.\n\nThe old pier\nA new one"]


@pytest.mark.parametrize("name", ["archive.zip", "archive.tar.gz"])
def test_an_export_is_read_packed_beside_other_files_and_whatever_it_is_called(archive: Path, name: str) -> None:
    actor = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Person", "summary": "<p>I write.</p>"}
    likes = outbox("https://other.example/1")
    fill(archive, {"notes/page.txt": "The harbour was dredged again in the spring, said its master."})
    pack(archive / name, {"actor.json": json.dumps(actor), "a.json": outbox(post(3)), "likes.json": likes})
    found = process_all(items_below(archive))
    assert sorted(one.format or "" for outcome in found for one in outcome.articles) == ["ActivityPub", "text"]
    assert [one.left_out for one in found if one.left_out] == [Omission.NO_PROSE, Omission.PASSED_ON]


@pytest.mark.parametrize("piece", ["[", '{"a":'])
def test_lists_in_lists_are_refused(archive: Path, piece: str) -> None:
    whole = outbox(post())
    fill(archive, {"outbox.json": whole[: whole.rindex("]")] + "," + piece * 50_000})
    (source,) = sources(archive)
    assert len(list(source.items())) == 1
    assert "nested too deeply" in (source.broken or "")


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from([ALL, ME, "https://[", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "href"]), inner),
    max_leaves=6,
)
FIELDS = (
    "id", "summary", "name", "content", "contentMap", "url", "attributedTo", "inReplyTo", "published", "updated",
    "attachment", "oneOf", "type",
)  # fmt: skip


@hostile
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES), st.binary(max_size=10), st.integers(200, 900))
def test_any_values_and_damages_are_read_left_out_or_refused(fields: dict[str, Any], noise: bytes, place: int) -> None:
    whole = outbox(post(**fields), {**post(), **fields}).encode("utf-8", "surrogatepass")
    for data in (whole, whole[:place] + noise + whole[place:]):
        stream = io.BufferedReader(io.BytesIO(data))
        try:
            items = list(items_in(Part(stream, "outbox.json", "outbox.json", "outbox.json", Budget(1 << 20))))  # type: ignore[arg-type]
        except DAMAGED:
            continue
        for found in process_all(items):
            assert bool(found.articles) + bool(found.reason) + bool(found.left_out) == 1
