"""Authors of pages: looked for where they may be named, they are those that are found in the whole page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from trafilatura.metadata import extract_author

from corpus.reading.page.authors import named_authors

NAMES = ["author", "byline", "post-author-name", "comments", "sidebar", "article", "title", "date", "entry", "username"]
WORDS = ["Anna Muster", "By Anna Muster", "Jo Roe", "12 March", "", "Both piers were repaired before the winter. " * 4]
ATTRIBUTE = st.sampled_from(["class", "id", "itemprop", "rel"])


@st.composite
def _elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(st.sampled_from(["div", "p", "span", "a", "section", "figure", "time", "h3"]))
    attribute = f' {draw(ATTRIBUTE)}="{draw(st.sampled_from(NAMES))}"' if draw(st.booleans()) else ""
    inside = "".join(draw(st.lists(_elements(depth - 1), max_size=3))) if depth else ""
    return f"<{tag}{attribute}>{draw(st.sampled_from(WORDS))}{inside}</{tag}>"


@given(st.lists(_elements(), min_size=1, max_size=4), st.sampled_from(["", ' class="single author-4"']))
def test_authors_are_those_of_the_whole_page(parts: list[str], named: str) -> None:
    page = f"<html xmlns:og='http://ogp.me/ns#' xml:lang=de><body{named}>{''.join(parts)}</body></html>"
    tree = html.fromstring(page)
    if len(page) < 1000:  # beyond that an element may have too many words to be looked at
        assert named_authors(tree) == extract_author(tree)
