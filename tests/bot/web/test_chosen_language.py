"""A reader chooses the language of the page by its address: no script, no cookie, and nothing of it in any log."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from babel import Locale
from lxml import html

from bot.wording import words
from corpus.language.known import OUR_LANGUAGES, OWN_NAMES, RIGHT_TO_LEFT
from tests.bot.web.running import Got, Page
from tests.bot.web.test_pages import KIPCHOGE, PATHS, QUESTIONS

FREE = "/style-", "/icon.svg", "/api/"
"""What is the same in every language."""
OTHER = {lang: "de" if lang != "de" else "fa" for lang in OUR_LANGUAGES}


def _tree(got: Got) -> html.HtmlElement:
    assert got.status == 200
    return html.fromstring(got.text.encode())


def _leading(tree: html.HtmlElement) -> set[str]:
    """Return where a page leads within itself, but for its own switch of language."""
    own = "[not(ancestor::details[@class='languages'])][not(@hreflang)]"
    found = (tree.xpath(f"//*{own}/@{name}") for name in ("href", "action", "formaction"))
    return {one for some in found for one in some if one.startswith("/") and not one.startswith(FREE)}


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_a_chosen_language_beats_that_of_the_question_and_of_the_browser_and_is_kept(page: Page, lang: str) -> None:
    other = OTHER[lang]
    shown = [
        _tree(page.get(f"/{lang}{path}", lang=other)) for path in ("", *PATHS, f"/ask?q={quote(QUESTIONS[other])}")
    ]
    shown.append(_tree(page.post(f"/{lang}/ask", {"q": QUESTIONS[other]}, other)))
    shown.append(_tree(page.post(f"/{lang}/timeline", {"q": "Mars"}, other)))
    for tree in shown:
        assert (tree.get("lang"), tree.get("dir")) == (lang, "rtl" if lang in RIGHT_TO_LEFT else "ltr")
        assert _leading(tree)
        assert {one for one in _leading(tree) if not one.startswith(f"/{lang}/")} == set()
        assert tree.xpath("//details[@class='languages']//*[@aria-current]")[0].text == OWN_NAMES[lang]


@pytest.mark.parametrize("how", ["get", "post"])
def test_all_that_was_asked_goes_along_to_another_language(page: Page, how: str) -> None:
    asked = {"q": "and where did he come from?", "about": "🔎 Kipchoge marathon"}
    got = page.get("/ask?" + "&".join(f"{name}={quote(text)}" for name, text in asked.items()))
    tree = _tree(page.post("/de/ask", asked) if how == "post" else got)
    (form,) = tree.xpath("//details[@class='languages']//form")
    assert form.get("method") == how
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert fields == asked
    buttons = {one.text: one.get("formaction") for one in form.xpath(".//button")}
    assert {buttons[OWN_NAMES[lang]] for lang in OUR_LANGUAGES} == {f"/{lang}/ask" for lang in OUR_LANGUAGES}
    persian = (
        page.post
        if how == "post"
        else lambda path, said: page.get(f"{path}?q={quote(said['q'])}&about={quote(said['about'])}")
    )
    there = _tree(persian(buttons["فارسی"], fields))
    assert there.get("lang") == "fa"
    first = "//main//article/h2/a/bdi/text()"
    assert there.xpath(first) == tree.xpath(first) != []
    assert not any("Kipchoge" in one for one in tree.xpath("//head//@href"))


@pytest.mark.parametrize("path", ["/", "/dates/2019/10", "/article?id=pages/kipchoge", "/latest", "/dates", "/help"])
def test_a_page_without_a_question_names_itself_in_every_language(page: Page, path: str) -> None:
    for at in ("", "/fa"):
        tree = _tree(page.get(at + path))
        named = {one.get("hreflang"): one.get("href") for one in tree.xpath("//head/link[@hreflang]")}
        assert named == {"x-default": path} | {lang: f"/{lang}{path}" for lang in OUR_LANGUAGES}
        links = {one.get("hreflang"): one.get("href") for one in tree.xpath("//details[@class='languages']//a")}
        assert links == {lang: f"/{lang}{path}" for lang in OUR_LANGUAGES} | ({None: path} if at else {})
        assert _tree(page.get(links["it"])).get("lang") == "it"


def test_a_question_stands_in_a_page_only_as_often_as_it_must(page: Page) -> None:
    longest = "پ" * 1000
    for got in (page.get(f"/fa/ask?q={quote(longest)}"), page.post("/fa/ask", {"q": longest})):
        assert got.status in {200, 400}  # as an address it is longer than what is taken
        assert len(got.text.encode()) < 30_000


def test_feeds_and_the_search_field_of_a_browser_keep_the_language(page: Page) -> None:
    told = page.get("/fa/feed", lang="de").text
    assert 'xml:lang="fa"' in told
    assert f'href="{page.url}/fa/feed"' in told
    assert f'href="{page.url}/fa/article?id=' in told
    told = page.get("/it/opensearch.xml", lang="de").text
    assert f'template="{page.url}/it/ask"' in told
    assert words("it")["short_description"] in told


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_what_is_refused_is_refused_in_the_chosen_language(page: Page, lang: str) -> None:
    for path, status, key in (("/nope", 404, "web_missing"), ("/ask?q=Mars&view=forged", 400, "unusable")):
        got = page.get(f"/{lang}{path}", lang=OTHER[lang])
        assert got.status == status
        assert f'<html lang="{lang}"' in got.text
        assert words(lang)[key] in got.text
    assert f'href="/{lang}/latest"' in page.get(f"/{lang}/nope").text


@pytest.mark.parametrize(
    "path", ["/ja/help", "/EN/help", "/fa/api/ask?question=x", "/fa/icon.svg", "/fa/fa/", "/fa/healthz"]
)
def test_no_other_beginning_is_an_address(page: Page, path: str) -> None:
    assert page.get(path).status == 404


def test_who_asks_for_another_language_in_words_is_told_where_to_choose_it(page: Page) -> None:
    for text in ("/language", "/language fa", "/language auto"):
        tree = _tree(page.post("/ask", {"q": text}, "de"))
        assert tree.xpath("//main/p/text()") == [words("de")["language_web"]]
        assert tree.xpath("//nav[@class='further']") == []


def test_robots_ask_in_no_language(page: Page) -> None:
    told = page.get("/robots.txt").text.splitlines()
    assert {f"Disallow: /{lang}/ask" for lang in OUR_LANGUAGES} | {"Disallow: /ask"} <= set(told)


def test_nothing_is_logged_of_the_language(page: Page) -> None:
    before = page.log.read_text("utf-8")
    page.get(f"/fa/ask?q={quote(KIPCHOGE)}")
    page.get("/fa/nope")
    assert "/fa" not in page.log.read_text("utf-8")[len(before) :]


def test_languages_are_called_what_they_call_themselves() -> None:
    assert OWN_NAMES.keys() == set(OUR_LANGUAGES)
    for code, name in OWN_NAMES.items():
        assert name.casefold() == str(Locale.parse(code).languages[code]).casefold()
