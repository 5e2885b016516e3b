"""What a page is called: the heading that says it, never that of a logo or the name of the site."""

from __future__ import annotations

import pytest

from tests.corpus.making import only, outcome

TEXT = "<p>The council met on Tuesday and voted by nine to two that both of the old piers be repaired.</p>"
TITLE = "Both piers repaired before the winter"
OG = f'<meta property="og:title" content="{TITLE}">'
SITE = '<meta property="og:site_name" content="The Harbour News">'
LOGO = "<header><h1>The Harbour News</h1></header>"
LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>'


def title(head: str, body: str) -> str:
    """Return what a page is called."""
    page = f"<html><head>{head}</head><body>{body}<main>{TEXT}</main></body></html>"
    return only(outcome(page, "news/piers.html")).title


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{TITLE} - The Harbour News</title>{OG}{SITE}", LOGO),
        (f"<title>{TITLE} - The Harbour News</title>{OG}", LOGO),
        (f"<title>{TITLE} | The Harbour News</title>{SITE}", LOGO),
        (f"<title>The Harbour News: {TITLE}</title>{OG}", f"<h1>The Harbour News</h1><h2>{TITLE}</h2>"),
        (f"<title>The Harbour News</title>{SITE}", f"<h1>{TITLE}</h1>"),
        ("<title>The Harbour News</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>News</title>{LD % TITLE}", "<h1>Subscribe to our letters</h1>"),
        (f"<title>{TITLE}</title>{OG}", "<h2>Both piers repaired</h2>"),
        ("<title>Harbour</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE}</title>", "<h1>Menu</h1>"),
        (f"<title>Piers</title>{OG}", "<h1>Piers repaired at last, before the winter and its storms</h1>"),
        (f'<meta property="og:title" content="{TITLE} - A. Reporter - Harbour">', f"<h1>{TITLE}</h1>"),
        (f'<meta property="og:title" content="{TITLE[:30]}…">', f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Harbour News Letters Online</title>{OG}", "<h1>Harbour News Letters Online</h1>"),
        ("", "<h1>Both pi<b>ers</b> repaired <i>before</i><br>the winter</h1>"),
    ],
)
def test_the_headline_is_the_title_and_not_the_site(head: str, body: str) -> None:
    assert title(head, body) == TITLE


def test_a_short_headline_before_the_name_of_the_site_goes_before_a_description() -> None:
    assert title(f"<title>Piers - Harbourpedia</title>{LD % 'buildings in the sea'}", "<h1>Piers</h1>") == "Piers"


def test_of_several_headings_the_one_that_says_most_of_the_title_is_the_headline() -> None:
    body = f"<h2>Both piers repaired: what it cost</h2><h1>{TITLE} at last</h1>"
    assert title(f"<title>{TITLE} at last</title>", body) == f"{TITLE} at last"


def test_a_description_that_stands_as_headline_is_not_the_title() -> None:
    head = "<title>Symmetric matrix - Lexikon</title>" + LD % "matrix equal to its own transpose"
    assert title(head, "<h1>Symmetric matrix</h1>") == "Symmetric matrix"


@pytest.mark.parametrize(
    ("window", "heading"),
    [
        (f"{TITLE} - The Harbour News", "The council votes for repairs"),
        ("Piers: a short history - The Harbour News", "The council votes for repairs"),
        ("Both the piers repaired before winter - The Harbour News", "Both the piers repaired before winter"),
    ],
)
def test_a_headline_that_is_told_stays_the_title_though_the_heading_says_it_otherwise(
    window: str, heading: str
) -> None:
    assert title(f"<title>{window}</title>{LD % TITLE}", f"<h1>{heading}</h1>") == TITLE


CANONICAL = '<link rel="canonical" href="https://www.harbournews.example/2019/piers">'
HOST = '<link rel="canonical" href="https://tide.example/2019/piers">'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # a heading that leads to the first page of the site, or is called as its host is
        (f"<title>The Quay » {TITLE}</title>{CANONICAL}", f'<h1><a href="/">The Quay</a></h1><h2>{TITLE}</h2>'),
        (
            f"<title>The Quay » {TITLE}</title>{CANONICAL}",
            f'<h1><a href="https://www.harbournews.example">The Quay</a></h1><h2>{TITLE}</h2>',
        ),
        (f"<title>Harbournews » {TITLE}</title>{CANONICAL}", f"<h1>Harbournews</h1><h2>{TITLE}</h2>"),
        (f"<title>All of it</title>{CANONICAL}", f'<a href="/"><h1>News of the Quay</h1></a><h1>{TITLE}</h1>'),
        # what its host names stands last
        (f'<meta property="og:title" content="{TITLE} | TIDE Online">{HOST}', ""),
        (f'<meta property="og:title" content="{TITLE} - Tide.example">{HOST}', ""),
        (f'<meta property="og:title" content="{TITLE} @ The Harbour News :: Tide ::">{SITE}{HOST}', ""),
        (f'<meta property="og:title" content="{TITLE} [The Harbour News]">{SITE}', ""),
        (f'<meta property="og:title" content="{TITLE} › Notes from the Sea Wall">', f"<h1>{TITLE}</h1>"),
        # marks, copies and code in headings
        (f"<title>{TITLE} — notes on the sea walls</title>", f"<h1>notes on the sea walls</h1><h1>{TITLE}¶</h1>"),
        ("<title>Harbour</title>", f"<h1>{TITLE}</h1><h1>{TITLE}</h1>"),
        ("<title>Harbour</title>", f"<nav><h1>Quick links</h1></nav><h1>{TITLE}</h1>"),
        ("", f"<h1><style>.a{{color:red}}</style>{TITLE}</h1>"),
        # what is told of all pages of a section
        (f'<meta property="og:title" content="Press releases"><title>HC: {TITLE}</title>', f"<h1>{TITLE}</h1>"),
    ],
)  # fmt: skip
def test_what_the_page_tells_of_its_site_is_no_part_of_the_title(head: str, body: str) -> None:
    assert title(head, body) == TITLE


def test_channel_and_site_behind_a_title_without_blanks_are_no_part_of_it() -> None:
    assert title("<title>两座旧码头将在冬天之前修好！_地方频道_海港网</title>", "") == "两座旧码头将在冬天之前修好！"
    assert title("<title>两座旧码头将在冬天之前修好！-海港网</title>", "") == "两座旧码头将在冬天之前修好！"


@pytest.mark.parametrize(
    "told",
    [
        "Tide: why both piers were repaired",
        "« Both piers » were repaired",
        "Both piers are repaired, tide or no tide",
        "The repairs | the tide and what it left on the shore",
    ],
)
def test_a_title_that_speaks_of_the_word_in_the_host_stays_whole(told: str) -> None:
    assert title(f'<meta property="og:title" content="{told}">{HOST}', "") == told


def test_a_heading_on_the_first_page_of_a_site_may_be_called_as_the_site() -> None:
    head = '<title>The Harbour News</title><link rel="canonical" href="https://tide.example/">'
    assert title(head, '<h1><a href="/">The Harbour News</a></h1>') == "The Harbour News"
