"""The documentation as a site: it builds, every link and place leads somewhere, and nothing is asked of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from bot.settings import variables
from tests.docs.site import build

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
FETCHED = re.compile(r"<(?:script|img|link|iframe)\b[^>]*?\b(?:src|href)=\"(https?:)?//([^\"]+)\"[^>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


def _pages(site: Path) -> dict[Path, str]:
    return {page: page.read_text("utf-8") for page in sorted(site.rglob("*.html")) if page.name != "404.html"}


def _links(text: str) -> Iterator[str]:
    return (unescape(link) for link in re.findall(r"<(?:a|img)\b[^>]*?\b(?:href|src)=\"?([^\"\s>]+)", text))


def test_every_link_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    pages = _pages(site)
    places = {page: set(re.findall(r"\bid=\"?([^\"\s>]+)", text)) for page, text in pages.items()}
    lost = []
    for page, text in pages.items():
        for link in _links(text):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (parts.fragment and unquote(parts.fragment) not in places.get(target, set())):
                lost.append(f"{page.relative_to(site)}: {link}")
    assert not lost


def test_reading_it_asks_nothing_of_other_servers(site: Path) -> None:
    asked = [found[0] for text in _pages(site).values() for found in FETCHED.finditer(text)]
    assert [one for one in asked if 'rel="canonical"' not in one] == []


def test_every_page_of_the_documentation_can_be_found_from_the_first(site: Path) -> None:
    first = (site / "index.html").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert re.search(rf'href="?(?:\./)?{page.stem}/', first), page.name


def test_the_page_of_settings_has_every_setting(site: Path) -> None:
    page = (site / "settings" / "index.html").read_text("utf-8")
    assert [name for name in variables().values() if name not in page] == []


def test_the_door_for_programs_is_told_from_the_code(site: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (site / "programs" / "index.html").read_text("utf-8"))
    for said in ("open_archive", "asked_on", "follows", "event_date", "Raises", "every_article"):
        assert said in page
