"""The page in a real browser: whole for who uses the keyboard or a screen reader, and without any script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright
from playwright.sync_api import Page as Tab

from tests.bot.web.running import Page
from tests.bot.web.test_pages import KIPCHOGE, PATHS, QUESTIONS

NAMES = "chromium", "chromium-browser", "google-chrome"
PHONE, DESK = (320, 740), (1280, 900)
Theme = Literal["light", "dark"]
TAPPED = ".languages summary, .languages li > *, .ask button, .further li > *, footer a, main summary"
FINGER = 40
"""Pixels that what is tapped is high at least, where it stands in no line of text."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")  # its driver keeps an event loop running, beside which no other test could run one
def browser() -> Iterator[Browser]:
    """Chromium as the system has it; nothing is fetched."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        assert "BROWSER_REQUIRED" not in os.environ
        pytest.skip("there is no Chromium here; .ci/run installs it")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def _context(
    browser: Browser, lang: str = "en", theme: Theme = "light", size: tuple[int, int] = DESK, **more: Any
) -> BrowserContext:
    view: ViewportSize = {"width": size[0], "height": size[1]}
    headers = {"Accept-Language": lang}
    return browser.new_context(locale=lang, color_scheme=theme, viewport=view, extra_http_headers=headers, **more)


@pytest.mark.parametrize(
    ("lang", "theme", "size"),
    [
        ("fa", "light", PHONE),
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in (("en", "light", PHONE), ("en", "dark", DESK), ("fa", "dark", DESK))
        ),
    ],
)
def test_nothing_is_in_the_way_of_anybody(
    page: Page, browser: Browser, lang: str, theme: Theme, size: tuple[int, int]
) -> None:
    with _context(browser, lang, theme, size, bypass_csp=True) as context:
        tab = context.new_page()
        for path in [*PATHS, f"/ask?q={QUESTIONS[lang]}"]:
            tab.goto(page.url + path)
            tab.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            found = Axe().run(tab, options=RULES)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert tab.evaluate("document.scrollingElement.scrollWidth") <= size[0], path


CHOSEN = "/", "/article?id=dumps/icelandic-ash-cloud", f"/ask?q={KIPCHOGE}", "/dates/2019", "/nope"


@pytest.mark.long
@pytest.mark.parametrize(("lang", "theme"), [("fa", "light"), ("de", "dark")])
def test_nothing_is_in_the_way_in_a_chosen_language_either(
    page: Page, browser: Browser, lang: str, theme: Theme
) -> None:
    with _context(browser, "en", theme, PHONE, bypass_csp=True) as context:
        tab = context.new_page()
        for path in CHOSEN:
            tab.goto(f"{page.url}/{lang}{path}")
            tab.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            found = Axe().run(tab, options=RULES)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
            assert tab.evaluate("document.scrollingElement.scrollWidth") <= PHONE[0], path
            heights = "all => all.map(one => one.getBoundingClientRect().height)"
            assert min(tab.eval_on_selector_all(TAPPED, heights)) >= FINGER, path


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("/help", marks=pytest.mark.long, id="page"),
        pytest.param(f"/ask?q={KIPCHOGE}", marks=pytest.mark.long, id="link"),
        pytest.param("", id="sent"),
    ],
)
def test_a_language_is_chosen_and_kept_without_scripts_and_cookies(page: Page, browser: Browser, start: str) -> None:
    with _context(browser, size=PHONE, java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(page.url + (start or "/"))
        if not start:
            _ask(tab, KIPCHOGE)
        tab.locator(".languages summary").click()
        with tab.expect_navigation():
            tab.locator(".languages").get_by_text("فارسی", exact=True).click()
        assert tab.locator("html").get_attribute("dir") == "rtl"
        assert ("Kipchoge" in tab.url) is (start.startswith("/ask"))
        tab.get_by_role("contentinfo").get_by_role("link").first.click()
        assert tab.url == f"{page.url}/fa/latest"
        _ask(tab, KIPCHOGE)
        assert tab.url == f"{page.url}/fa/ask"
        assert tab.locator("html").get_attribute("lang") == "fa"
        assert "Kipchoge" in tab.get_by_role("article").first.inner_text()
        assert context.cookies() == []


def test_the_browser_finds_nothing_forbidden_asks_nobody_else_and_keeps_nothing(page: Page, browser: Browser) -> None:
    said: list[str] = []
    asked: list[str] = []
    with _context(browser) as context:
        tab = context.new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        for path in (*PATHS, "/nope"):
            tab.goto(page.url + path)
        assert context.cookies() == []
        assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
    assert set(asked) == {urlsplit(page.url).netloc}
    assert [one for one in said if "404" not in one] == []


def _ask(tab: Tab, text: str) -> None:
    tab.get_by_role("searchbox").fill(text)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_one_asks_looks_further_and_goes_on_by_keyboard_alone_without_scripts(page: Page, browser: Browser) -> None:
    with _context(browser, size=PHONE, java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(page.url)
        tab.keyboard.press("Tab")
        assert tab.locator(":focus").inner_text() == "Skip to the content"
        tab.keyboard.press("Enter")
        assert tab.locator(":focus").get_attribute("id") == "content"
        _ask(tab, KIPCHOGE)
        assert tab.url == f"{page.url}/ask"
        assert tab.get_by_role("heading", level=1).inner_text().startswith("Sat 12 Oct 2019")
        tab.get_by_role("button", name="Next ›").focus()
        with tab.expect_navigation():
            tab.keyboard.press("Enter")
        assert tab.url == f"{page.url}/ask"
        assert tab.get_by_role("button", name="‹ Previous").is_visible()
        _ask(tab, "and where did he come from?")
        assert "Kipchoge" in tab.get_by_role("article").first.inner_text()
        tab.get_by_role("link", name="Link to this answer").click()
        assert "Kipchoge" in tab.get_by_role("article").first.inner_text()
        tab.get_by_role("link", name="Lasting link to this passage").first.click()
        assert "/article?id=pages/kipchoge#p-" in tab.url
        assert tab.locator(":target").is_visible()


def test_nothing_of_a_question_is_in_the_history(page: Page, browser: Browser) -> None:
    with _context(browser) as context:
        tab = context.new_page()
        tab.goto(page.url)
        _ask(tab, KIPCHOGE)
        assert "Kipchoge" not in tab.url + tab.title()
        told = context.new_cdp_session(tab).send("Page.getNavigationHistory")
        assert "Kipchoge" not in str([(one["url"], one["title"]) for one in told["entries"]])


@pytest.mark.parametrize(("lang", "side"), [("en", "left"), ("fa", "right")])
def test_each_text_begins_on_its_own_side(page: Page, browser: Browser, lang: str, side: str) -> None:
    with _context(browser, lang) as context:
        tab = context.new_page()
        tab.goto(f"{page.url}/latest")
        edges = "one => [one.getBoundingClientRect().left, innerWidth - one.getBoundingClientRect().right]"
        left, right = tab.eval_on_selector("header .name a", edges)
        assert (left < right) is (side == "left")
        directions = tab.eval_on_selector_all("blockquote", "all => all.map(one => getComputedStyle(one).direction)")
        assert set(directions) == {"ltr"}
