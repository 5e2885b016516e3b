"""Feeds and the description of the search, as programs of others read them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
from lxml import etree

from bot.conversation.desk import Desk
from bot.searching import open_searcher
from bot.settings import Settings
from bot.web.feeds import feed
from bot.web.pages import Wanted
from tests.bot.running import index
from tests.bot.web.running import Page, running_page

OS = "{http://a9.com/-/spec/opensearch/1.1/}"
PLACE = "http://127.0.0.1:8090"


def _feed(page: Page, path: str = "/feed", **headers: str) -> Any:
    got = page.get(path, **headers)
    assert (got.status, got.headers["content-type"].partition(";")[0]) == (200, "application/atom+xml")
    found = feedparser.parse(got.text)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_the_newest_articles_are_a_feed_whose_entries_lead_to_their_passages(page: Page) -> None:
    told = _feed(page, Host=PLACE.removeprefix("http://"))
    assert len(told.entries) == 30
    days = [entry.updated for entry in told.entries]
    assert days == sorted(days, reverse=True)
    assert told.feed.updated == days[0]
    first = told.entries[0]
    assert first.title == "Notre-Dame de Paris a rouvert ses portes"
    assert (first.published, first.summary) == ("2024-12-08T00:00:00Z", "Published 8 Dec 2024")
    assert first.content[0].language == "fr"
    assert first.link.startswith(f"{PLACE}/article?id=")
    assert f'id="{first.link.partition("#")[2]}"' in page.get(first.link.removeprefix(PLACE)).text
    assert len({entry.id for entry in told.entries}) == 30


def test_a_saved_question_is_a_feed_of_what_answers_it(page: Page) -> None:
    told = _feed(page, f"/feed?q={quote('rover landing on Mars')}")
    assert 3 <= len(told.entries) <= 30
    assert all("Mars" in entry.title + entry.content[0].value for entry in told.entries)
    assert [entry.updated for entry in told.entries] == sorted((one.updated for one in told.entries), reverse=True)
    answering = _feed(
        page, f"/feed?q={quote('On what day did Kipchoge finish a marathon in Vienna, Austria?')}"
    ).entries
    assert "Kipchoge" in answering[0].title
    assert _feed(page, "/feed?q=xanthoquokka").entries == []


def test_what_is_new_comes_to_a_saved_question_and_what_was_there_keeps_its_name(tmp_path: Path) -> None:
    archive, seen = tmp_path / "archive", []
    archive.mkdir()
    texts = (
        "The quoxalite of Ambria glowed in the great hall.",
        "Thieves took the quoxalite; Ambria mourns, says its mayor.",
    )
    for number, text in enumerate(texts, start=1):
        (archive / f"{number}.md").write_text(f"---\ntitle: Glow\ndate: 2019-05-0{number}\n---\n{text}\n", "utf-8")
        index(tmp_path / "home", archive)
        settings = Settings(home=tmp_path / "home")
        with closing(open_searcher(settings, compiled=False)) as searcher:
            made = feed(Desk(settings, searcher), Wanted("en", PLACE), "quoxalite Ambria")
        seen.append([entry.id for entry in feedparser.parse(made).entries])
    assert len(seen[0]) == 1
    assert seen[1][1:] == seen[0]


def test_the_settings_say_with_what_links_begin(sample_home: Path, tmp_path: Path) -> None:
    with running_page(sample_home, tmp_path / "log", DATELINE_WEB_URL="https://archive.example.org/") as page:
        assert _feed(page).entries[0].link.startswith("https://archive.example.org/article?id=")
        assert _feed(page, Host="archive.example.org").entries
        page.stop()


def test_a_browser_learns_to_ask_without_the_question_in_an_address(page: Page) -> None:
    tree = etree.fromstring(page.get("/opensearch.xml", Host="127.0.0.1:8090").text.encode())
    url = next(one for one in tree.iterfind(f"{OS}Url") if one.get("type") == "text/html")
    assert (url.get("method"), url.get("template")) == ("post", f"{PLACE}/ask")
    assert [dict(one.attrib) for one in url.iterfind(f"{OS}Param")] == [{"name": "q", "value": "{searchTerms}"}]
    assert 0 < len(tree.findtext(f"{OS}ShortName", "")) <= 16
    assert len(tree.findtext(f"{OS}Description", "")) <= 1024
