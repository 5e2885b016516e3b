"""What stands on the pages: the same replies as in Telegram, in the reader's language, all of it in links and forms."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from lxml import html

from bot.conversation.desk import Desk
from bot.conversation.requests import Line
from bot.rendering.for_terminal import render
from bot.rendering.web.addresses import Asked
from bot.searching import open_searcher
from bot.settings import Settings
from bot.web.pages import Wanted, article_page, reply_page
from corpus.language.known import OUR_LANGUAGES, RIGHT_TO_LEFT
from tests.bot.running import index
from tests.bot.web.running import Got, Page, running_page

KIPCHOGE = "On what day did Kipchoge finish a marathon in Vienna?"
QUESTIONS = {
    "en": "When did the rover land on Mars?",
    "de": "Wann wurde die Brücke eröffnet?",
    "es": "¿Cuándo se abrió el puente de la ciudad?",
    "fr": "Quand le pont a-t-il été ouvert ?",
    "ar": "متى افتتح الجسر؟",
    "fa": "پل چه زمانی افتتاح شد؟",
    "it": "Quando è stato aperto il ponte della città?",
}
PATHS = (
    "/", f"/ask?q={quote(KIPCHOGE)}", "/ask?q=xyzzy", "/timeline", "/timeline?q=Mars", "/latest", "/dates",
    "/dates/2019", "/dates/2019/10", "/dates/undated", "/article?id=pages/kipchoge", "/help", "/about", "/privacy",
)  # fmt: skip


def _tree(got: Got) -> html.HtmlElement:
    return html.fromstring(got.text.encode())


def _texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def _links(tree: html.HtmlElement) -> dict[str, str]:
    return {" ".join(one.text_content().split()): one.get("href") for one in tree.xpath("//main//a[@href]")}


def test_an_answer_says_what_the_desk_says(page: Page, sample_home: Path) -> None:
    settings = Settings(home=sample_home)
    with closing(open_searcher(settings, compiled=False)) as searcher:
        reply = Desk(settings, searcher).reply(Line(KIPCHOGE, date.today(), "en"))  # noqa: DTZ011 - the same day wherever it is
    tree = _tree(page.get(f"/ask?q={quote(KIPCHOGE)}"))
    assert _texts(tree, "//h1") == [reply.title]
    assert reply.title.startswith("Sat 12 Oct 2019")
    assert _texts(tree, "//main//article/h2") == [f"{one.number}. {one.title}" for one in reply.entries]
    assert _texts(tree, "//main//article/p[@class='date']") == [one.date_line for one in reply.entries]
    quotes = [" ".join(quote.text.split()) for one in reply.entries for quote in one.quotes]
    assert [text.removesuffix(" §") for text in _texts(tree, "//blockquote")] == quotes
    assert _texts(tree, "//strong")[0] in render(reply, 10_000)
    labels = [choice.label for row in reply.choices for choice in row]
    assert _texts(tree, "//nav[@class='further']//a") == labels


def test_a_question_that_is_sent_stands_in_no_address(page: Page) -> None:
    tree = _tree(page.post("/ask", {"q": KIPCHOGE}))
    assert "Kipchoge" not in "".join(tree.xpath("//title/text()"))
    assert tree.xpath("//nav[@class='further']//a") == []
    (form,) = tree.xpath("//nav[@class='further']//form")
    assert (form.get("method"), form.get("action")) == ("post", "/ask")
    assert form.xpath(".//input[@name='q']/@value") == [KIPCHOGE]
    (linked,) = [href for href in tree.xpath("//a/@href") if "Kipchoge" in unescape(href)]
    assert linked == f"/ask?{urlencode({'q': KIPCHOGE})}"


@pytest.mark.parametrize("how", ["get", "post"])
def test_more_is_looked_at_by_what_the_page_itself_holds(page: Page, how: str) -> None:
    asked = {"q": KIPCHOGE}
    tree = _tree(page.get(f"/ask?{urlencode(asked)}") if how == "get" else page.post("/ask", asked))
    if how == "get":
        shown = _tree(page.get(_links(tree)["Next ›"]))
    else:
        (form,) = tree.xpath("//nav[@class='further']//form")
        fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
        (button,) = [one for one in form.xpath(".//button") if one.text_content() == "Next ›"]
        shown = _tree(page.post("/ask", fields | {"view": button.get("value")}))
    assert _texts(shown, "//main//article/h2")
    assert _texts(shown, "//main//article/h2") != _texts(tree, "//main//article/h2")
    assert "‹ Previous" in _texts(shown, "//nav[@class='further']//li")


def test_one_goes_on_by_the_form_of_the_answer(page: Page) -> None:
    tree = _tree(page.post("/ask", {"q": "Kipchoge marathon Vienna"}))
    about = tree.xpath("//header//input[@name='about']/@value")
    went_on = _tree(page.post("/ask", {"q": "and where did he come from?", "about": about[0]}))
    assert "Kipchoge" in _texts(went_on, "//main//article/h2")[0]
    (linked,) = [href for href in went_on.xpath("//main//a/@href") if href.startswith("/ask?")]
    assert _texts(_tree(page.get(linked)), "//main//article/h2") == _texts(went_on, "//main//article/h2")


def test_a_link_to_an_answer_says_nothing_of_what_was_asked_before(page: Page) -> None:
    about = "🔎 Kipchoge marathon"
    tree = _tree(page.post("/ask", {"q": "When did the Perseverance rover land on Mars?", "about": about}))
    (linked,) = [href for href in tree.xpath("//main//a/@href") if href.startswith("/ask?")]
    assert "Kipchoge" not in unescape(linked)


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_a_page_speaks_the_language_of_the_browser_and_an_answer_that_of_the_question(page: Page, lang: str) -> None:
    for got in (page.get("/help", lang=f"ja,{lang};q=0.9,en;q=0.2"), page.post("/ask", {"q": QUESTIONS[lang]}, "ja")):
        tree = _tree(got)
        assert tree.get("lang") == lang
        assert tree.get("dir") == ("rtl" if lang in RIGHT_TO_LEFT else "ltr")


def test_what_is_quoted_keeps_its_own_language(page: Page) -> None:
    tree = _tree(page.get("/latest", lang="fa"))
    languages = tree.xpath("//blockquote/@lang")
    assert {"en", "fr"} <= set(languages)
    assert tree.xpath("//blockquote/@dir") == ["auto"] * len(languages)


def test_every_passage_has_a_link_that_leads_to_it(page: Page) -> None:
    tree = _tree(page.get(f"/ask?q={quote(KIPCHOGE)}"))
    links = tree.xpath("//blockquote//a[@class='lasting']/@href")
    assert len(links) == len(tree.xpath("//blockquote"))
    for link in links:
        address, _, name = link.partition("#")
        assert _tree(page.get(address)).xpath(f"//main//p[@id='{name}']"), link


def test_a_link_to_a_passage_outlasts_a_new_home_and_what_is_written_behind_it(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    links = []
    for name, more in (("one", ""), ("two", "\n\nThe valley has since dried, and a second wall is being built there.")):
        text = f"Rain fell on the valley of Ambria for three days, and the river rose.{more}"
        (archive / "rain.md").write_text(f"---\ntitle: Rain\ndate: 2019-05-03\n---\n{text}\n", "utf-8")
        index(tmp_path / name, archive)
        settings = Settings(home=tmp_path / name)
        with closing(open_searcher(settings, compiled=False)) as searcher:
            desk, wanted = Desk(settings, searcher), Wanted("en", "")
            answer = reply_page(desk, wanted, Asked("/ask", "rain valley Ambria"))
            links.append(re.findall(r'href="(/article[^"]*)#(p-\w+)"', answer)[0])
            assert f'id="{links[-1][1]}"' in article_page(desk, wanted, "rain")
    assert links[0] == links[1]


def test_an_article_tells_how_its_date_was_found(page: Page) -> None:
    tree = _tree(page.get("/article?id=dumps/icelandic-ash-cloud"))
    told = " ".join(_texts(tree, "//details[1]"))
    assert "How its date was found" in told
    assert "No day is given: all that is known is when the page was saved." in told
    assert "Saved: 14 Nov 2023 · the top of the page" in told
    assert _texts(tree, "//p[@class='date']") == ["Undated page, saved 14 Nov 2023; cites dates up to 20 Mar 2010"]


def test_a_timeline_is_drawn_and_told_and_leads_to_its_peaks(page: Page) -> None:
    tree = _tree(page.get("/timeline?q=Mars"))
    rows = _texts(tree, "//table//tr/th[@scope='row']")
    assert len(tree.xpath("//*[local-name()='rect']")) == len(rows) > 3
    peaks = _texts(tree, "//nav[@class='further']//a")
    shown = _tree(page.get(_links(tree)[peaks[0]]))
    assert peaks[0].split()[-1] in " ".join(_texts(shown, "//p[@class='date']"))


def test_a_timeline_without_a_topic_tells_what_to_write(page: Page) -> None:
    for got in (page.get("/timeline"), page.post("/timeline", {"q": " "})):
        told = " ".join(_texts(_tree(got), "//main"))
        assert "Write a topic, and see when it was written about." in told
        assert "/timeline" not in told


def test_dates_lead_from_years_to_months_to_articles(page: Page) -> None:
    years = _links(_tree(page.get("/dates")))
    assert "/dates/2019" in years.values()
    months = _links(_tree(page.get("/dates/2019")))
    articles = _tree(page.get(months["October 2019"]))
    assert _texts(articles, "//main//ol/li") == [
        "Kipchoge runs a marathon in less than two hours Published 13 Oct 2019"
    ]
    assert page.get(_links(articles)["Kipchoge runs a marathon in less than two hours"]).status == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_small_and_whole_without_anything_from_elsewhere(page: Page, path: str) -> None:
    got = page.get(path)
    tree = _tree(got)
    assert got.status == 200
    assert len(got.text.encode()) < 30_000
    assert not tree.xpath("//script | //style | //@style | //iframe | //@onclick")
    inside = [one for name in ("src", "href", "action") for one in tree.xpath(f"//*[not(self::a)]/@{name}")]
    assert inside
    assert all(one.startswith("/") and not one.startswith("//") for one in inside)
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == len(tree.xpath("//head/title")) == 1
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get(tree.xpath("//link[@rel='stylesheet']/@href")[0]).headers["content-type"].startswith("text/css")


def test_what_replies_name_leads_there(page: Page) -> None:
    assert '<a href="/help">/help</a>' in page.get("/ask?q=/nonsense").text
    assert re.search(r'<a href="/about">/about</a>', page.post("/ask", {"q": "who are you?"}).text)


def test_the_page_follows_a_new_index(sample_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(sample_home, tmp_path / "home")
    archive = tmp_path / "more"
    archive.mkdir()
    with running_page(home, tmp_path / "log") as page:
        assert "The quoxalite" not in page.get("/ask?q=quoxalite+glows").text
        note = "---\ntitle: Stone\ndate: 2024-01-02\n---\nThe quoxalite glows in the dark hall of the museum.\n"
        (archive / "stone.md").write_text(note, "utf-8")
        index(home, archive)
        assert "The quoxalite glows" in page.get("/ask?q=quoxalite+glows").text
        assert "/dates/2024" in page.get("/dates").text
        page.stop()
