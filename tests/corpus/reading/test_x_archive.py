"""Archives that X hands out: of all their files only the posts are opened, each of which is an article."""

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
from corpus.model import Outcome
from corpus.omissions import Omission
from corpus.reading.containers.part import Budget, Part
from corpus.reading.containers.registry import DAMAGED, items_in
from corpus.reading.items import Item
from corpus.reading.sites.x_notes import notes_of
from corpus.reading.walking import directed, sources
from tests.corpus.making import fill, hostile, items_below, only, pack

NAMES = st.sampled_from(["noteTweet", "createdAt", "core", "text"])
SECRET = "window.YTD.direct_messages.part0 = " + json.dumps([{"dmConversation": {"text": "Nobody may read this."}}])


def posts(*told: Any, kind: str = "tweets", end: str = "") -> str:
    """Return a file of posts."""
    return f"window.YTD.{kind}.part0 = {json.dumps(list(told), indent=1)}{end}"


def post(**fields: Any) -> dict[str, Any]:
    """Return a post as a file has it."""
    return {
        "tweet": {
            "id_str": "837022", "created_at": "Wed Mar 01 23:15:30 +0000 2017", "lang": "en",
            "full_text": "The pier is repaired.", "entities": {"urls": []},
        } | fields
    }  # fmt: skip


def outcomes(archive: Path, *told: Any) -> list[Outcome]:
    """Return what comes of posts."""
    fill(archive, {"data/tweets.js": posts(*told)})
    return process_all(items_below(archive))


def test_a_post_has_its_moment_address_language_and_whole_links(archive: Path) -> None:
    entities = {
        "urls": [{"url": "https://t.co/a1", "expanded_url": "https://pier.example/a?b=1"}],
        "media": [{"url": "https://t.co/b2"}],
    }
    text = "The pier &amp; its lamp: https://t.co/a1\n\nCome! https://t.co/b2"
    (found,) = outcomes(archive, post(full_text=text, entities=entities, in_reply_to_status_id_str="83"))
    article = only(found)
    assert (article.article_id, article.url, article.language, article.format) == (
        "x.com/837022", "https://x.com/i/status/837022", "en", "X post",
    )  # fmt: skip
    assert [(one.span.first, one.utc_offset) for one in article.dates.claims] == [(date(2017, 3, 1), 0)]
    text = "\n\n".join(one.text for one in article.passages)
    assert text == "The pier & its lamp: https://pier.example/a?b=1\n\nCome!"
    assert [(one.role, one.text) for one in article.furniture] == [("in reply to", "x.com/83")]


def test_long_posts_are_read_from_their_own_file(archive: Path) -> None:
    core = {
        "text": "Long words. https://t.co/c",
        "urls": [{"shortUrl": "https://t.co/c", "expandedUrl": "https://b.example/"}],
    }
    note = {"noteTweet": {"noteTweetId": "12", "createdAt": "2023-06-04T10:00:00.000Z", "core": core}}
    fill(archive, {"data/note-tweet.js": posts(note, kind="note_tweet", end=";\n")})
    (found,) = process_all(items_below(archive))
    article = only(found)
    assert (article.article_id, article.url) == ("x.com/note/12", None)
    assert [one.text for one in article.passages] == ["Long words. https://b.example/"]
    assert [one.span.first for one in article.dates.claims] == [date(2023, 6, 4)]


def items_directed(archive: Path) -> list[Item]:
    """Return the items of an archive as its sites tell them to be read."""
    return [item for one in directed(archive, list(sources(archive))) for item in one.items()]


def note(text: str, number: str = "12", moment: str = "2017-03-01T23:15:30.000Z") -> dict[str, Any]:
    """Return a long text as its file has it."""
    return {"noteTweet": {"noteTweetId": number, "createdAt": moment, "core": {"text": text, "urls": []}}}


@pytest.mark.parametrize("account", [True, False])
def test_a_long_post_is_read_whole_with_its_number_whom_it_answers_and_its_address(
    archive: Path, account: bool
) -> None:
    whole = "The pier is open again, and so is its café.\n\nThe lamp will be lit on Sunday at eight, by the mayor."
    short = "@kiosk @lamp_keeper The pier is open again, and so is its café.\n\nThe lamp will… https://t.co/a1"
    others = [note("The pier is open again for boats only.", "13"), note(whole, "14", "2017-03-01T23:15:31.000Z")]
    fill(archive, {
        "data/tweets.js": posts(post(full_text=short), post(id_str="837023", full_text="The pier is shut.")),
        "data/note-tweet.js": posts(*others, note(whole), kind="note_tweet"),
        **({"data/account.js": "window.YTD.account.part0 = []"} if account else {}),
    })  # fmt: skip
    found = {only(one).article_id: only(one) for one in process_all(items_directed(archive)) if one.articles}
    joined, alone = found["x.com/837022"], found["x.com/837023"]
    assert "\n\n".join(one.text for one in joined.passages) == f"@kiosk @lamp_keeper {whole}"
    assert (joined.url, joined.language) == ("https://x.com/i/status/837022", "en")
    assert [one.text for one in alone.passages] == ["The pier is shut."]
    assert set(found) == {"x.com/837022", "x.com/837023", "x.com/note/12", "x.com/note/13", "x.com/note/14"}


def test_long_posts_are_joined_in_the_zip_that_they_came_in(archive: Path) -> None:
    held = {
        "data/account.js": "window.YTD.account.part0 = []",
        "data/tweets.js": posts(post(full_text="The pier is open…")),
        "data/note-tweet.js": posts(note("The pier is open again."), kind="note_tweet"),
    }  # fmt: skip
    pack(archive / "x.zip", held)
    found = {only(one).article_id: only(one) for one in process_all(items_directed(archive)) if one.articles}
    assert [one.text for one in found["x.com/837022"].passages] == ["The pier is open again."]


def test_long_texts_that_change_are_read_anew_with_their_posts(archive: Path) -> None:
    def digests(text: str) -> list[str]:
        fill(archive, {
            "data/tweets.js": posts(post(full_text="The pier is open…")),
            "data/note-tweet.js": posts(note(text), kind="note_tweet"),
        })  # fmt: skip
        return [one.digest for one in items_directed(archive) if one.data]

    assert not set(digests("The pier is open again.")) & set(digests("The pier is open at last."))


def test_posts_are_read_beside_code_that_looks_at_them(archive: Path) -> None:
    code = {"requirements.txt": "streamlit", "pyproject.toml": "", "main.py": "import json", "data/other.js": "let a;"}
    fill(
        archive,
        {**code, "data/tweets.js": posts(post()), "data/note-tweet.js": posts(note("Long."), kind="note_tweet")},
    )
    assert {one.article_id for found in process_all(items_directed(archive)) for one in found.articles} == {
        "x.com/837022", "x.com/note/12",
    }  # fmt: skip


@hostile
@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text(), lambda one: st.lists(one) | st.dictionaries(NAMES, one)).map(
        lambda told: posts(told, kind="note_tweet").encode()
    )
)
def test_hostile_files_of_long_texts_tell_nothing(data: bytes) -> None:
    found = notes_of([data])
    assert found is None or found.by_second


def test_what_others_wrote_and_pictures_alone_are_left_out_by_reason(archive: Path) -> None:
    alone = post(full_text="https://t.co/b2", entities={"media": [{"url": "https://t.co/b2"}]})
    found = outcomes(archive, post(full_text="RT @other: words of another"), alone)
    assert [one.left_out for one in found] == [Omission.PASSED_ON, Omission.ATTACHMENT]


@pytest.mark.parametrize("name", ["", "x.zip", "x.tar.gz"])
def test_nothing_but_the_posts_is_opened(archive: Path, name: str) -> None:
    files = {
        "data/direct-messages.js": SECRET,
        "data/account.js": posts({"account": {"email": "a@b.example"}}, kind="account"),
        "data/like.js": posts({"like": {"fullText": "words of another"}}, kind="like"),
        "data/tweets.js": posts(post()), "data/tweets-part1.js": posts(post(id_str="9"), end=";"),
    }  # fmt: skip
    if name:
        pack(archive / name, files)
    else:
        fill(archive, files)
    items = list(items_below(archive))
    assert not any(b"Nobody" in one.data or b"email" in one.data for one in items)
    found = process_all(items)
    assert sorted(one.article_id for outcome in found for one in outcome.articles) == ["x.com/837022", "x.com/9"]
    assert [one.left_out for one in found if one.left_out] == [Omission.ASSET] * 3


@pytest.mark.parametrize("name", ["tweets.js", "renamed.json", "renamed.txt"])
def test_private_files_stay_private_under_any_name_and_scripts_are_assets(archive: Path, name: str) -> None:
    fill(archive, {name: SECRET, "site/tweets.js": "export const tweets = [];"})
    items = list(items_below(archive))
    assert not any(b"Nobody" in one.data for one in items)
    assert {one.left_out for one in process_all(items)} == {Omission.PRIVATE, Omission.ASSET}


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=20) | st.sampled_from(["https://t.co/a", "https://[", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "urls", "media"]), inner),
    max_leaves=6,
)
FIELDS = ("id_str", "full_text", "lang", "created_at", "entities", "extended_entities", "in_reply_to_status_id_str")


@hostile
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES), st.binary(max_size=10), st.integers(30, 300))
def test_any_values_and_damages_are_read_left_out_or_refused(fields: dict[str, Any], noise: bytes, place: int) -> None:
    whole = posts(post(**fields), fields, [fields]).encode("utf-8", "surrogatepass")
    for data in (whole, whole[:place] + noise + whole[place:]):
        stream = io.BufferedReader(io.BytesIO(data))
        try:
            items = list(items_in(Part(stream, "tweets.js", "tweets.js", "tweets.js", Budget(1 << 20))))  # type: ignore[arg-type]
        except DAMAGED:
            continue
        for found in process_all(items):
            assert bool(found.articles) + bool(found.reason) + bool(found.left_out) == 1


@pytest.mark.parametrize("folder", ["data", ""])
def test_what_stands_beside_the_posts_is_no_article(archive: Path, folder: str) -> None:
    words = "To see your archive, open the page beside this file in the program with which you look at the web."
    below = f"{folder}/" if folder else ""
    files = {
        f"{below}tweets.js": posts(post()), f"{below}account.js": SECRET, f"{below}README.txt": words,
        "Your archive.html": f"<html><body><p>{words}</p></body></html>", "notes/README.txt": words,
    }  # fmt: skip
    fill(archive, {f"twitter/{name}": data for name, data in files.items()})
    pack(archive / "archive.zip", {name: data.encode() for name, data in files.items()})
    items = [item for source in directed(archive, list(sources(archive))) for item in source.items()]
    told = {one.path: one.left_out for one in process_all(items)}
    for root in ("twitter", "archive.zip"):
        assert told[f"{root}/{below}tweets.js"] is None
        assert told[f"{root}/{below}account.js"] == Omission.ASSET
        assert told[f"{root}/{below}README.txt"] == told[f"{root}/Your archive.html"] == Omission.SAVING
        assert told[f"{root}/notes/README.txt"] is None
