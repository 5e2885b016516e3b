"""Whose a day on a page is: the article's own, or that of replies and other articles; and what an address tells."""

from __future__ import annotations

import pytest

from corpus.dating.claims import claim_from_path
from corpus.dating.deciding import decide
from corpus.model import Kind
from corpus.omissions import Omission
from corpus.reading.formats.html import read_html
from corpus.reading.items import Item
from corpus.reading.page.addresses import claims_from_url
from tests.corpus.making import only, outcome
from tests.corpus.reading.test_page_styles import day_of, ld, page

WORDS = "I remember the old bridge well, my grandfather walked over it every single morning."
MORE = "You can follow any responses to it through the feed. "
MORE_WORDS = "Nobody asked those of us who live on the other side of the river."


def reply(day: str, words: str, name: str = "Ann") -> str:
    """Return a reply with author and day."""
    return f"<div><b>{name}</b> <span>{day}</span><p>{words}</p></div>"


CONTAINERS = [
    "CommentBox",
    "readercomments",
    "disqus_thread",
    "forum-replies",
    "Leserstimmen",
    "x7",
    "opiniones",
    "post",
]
REPLIES = {
    "blocks with author and day": reply("9 March 2019", WORDS) + reply("11 March 2019", MORE_WORDS, "Bo"),
    "days in time elements": "".join(
        f'<div><b>Ann</b> <time datetime="{day}">{shown}</time><p>{WORDS}</p></div>'
        for day, shown in (("2019-03-09", "9 March 2019"), ("2019-03-11", "11 March 2019"))
    ),
    "a single reply": reply("9 March 2019", WORDS),
    "replies to replies": f"<ul><li><i>9 March 2019</i><p>{WORDS}</p><ul><li><i>10 March 2019</i><p>{MORE_WORDS}</p>"
    "</li></ul></li></ul>",
    "flat, with nothing around them": "".join(f"<h4>Ann, {day} March 2019</h4><p>{WORDS}</p>" for day in (9, 11)),
    "two on the same day": reply("9 March 2019", WORDS) + reply("9 March 2019", MORE_WORDS, "Bo"),
    "labelled": reply("Posted on March 9, 2019", WORDS) + reply("Posted on March 11, 2019", MORE_WORDS, "Bo"),
    "microdata without a type": "".join(
        f'<div><span itemprop="datePublished">{day}</span><p>{WORDS}</p></div>' for day in ("2019-03-09", "2019-03-11")
    ),
    "microdata of a comment": '<div itemscope itemtype="https://schema.org/Comment"><time itemprop="datePublished" '
    f'datetime="2019-03-09">x</time><p itemprop="text">{WORDS}</p></div>',
    "elements of the page's own": "".join(
        f'<x-post><x-who>Ann</x-who><time datetime="{day}T10:00">x</time><x-body>{WORDS}</x-body></x-post>'
        for day in ("2019-03-09", "2019-03-11")
    ),
    "german": reply("9. März 2019", WORDS) + reply("11. März 2019", MORE_WORDS, "Bo"),
    "spanish": reply("9 de marzo de 2019", WORDS) + reply("11 de marzo de 2019", MORE_WORDS, "Bo"),
    "persian": reply("۱۸ اسفند ۱۳۹۷", WORDS) + reply("۲۰ اسفند ۱۳۹۷", MORE_WORDS, "Bo"),
}


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("kind", REPLIES)
def test_replies_never_date_a_page(kind: str, container: str) -> None:
    assert day_of(page(f'{{h1}}{{prose}}<div class="{container}">{REPLIES[kind]}</div>')) == ""


@pytest.mark.parametrize("kind", REPLIES)
def test_replies_do_not_cast_doubt_on_the_articles_own_day(kind: str) -> None:
    assert day_of(page(f"{{h1}}<p>4 March 2019</p>{{prose}}<section>{REPLIES[kind]}</section>")) == "2019-03-04"


def test_the_byline_is_none_of_the_replies_even_if_built_like_them() -> None:
    own = "<div><b>Cy</b> <span>4 March 2019</span></div>"
    assert day_of(page(f"{{h1}}{own}{{prose}}{REPLIES['blocks with author and day']}")) == "2019-03-04"


@pytest.mark.parametrize(
    "body",
    [
        '{h1}<aside class="article-aside"><div class="meta__date">4 March 2019</div></aside>{prose}',
        '{h1}<div class="date-comments-wrapper"><span class="day">4 March 2019</span> 3 comments</div>{prose}',
        '{h1}<div class="headline--footer"><div class="timestamp">4 March 2019</div></div>{prose}',
        '{h1}<div class="elementor-widget-container">4 March 2019</div>{prose}',
        '<div class="layout has-sidebar">{h1}<p>4 March 2019</p>{prose}</div>',
        '<h3 class="teaser-meta">4 March 2019</h3>{h1}{prose}',
        '{h1}<aside><ul><li class="date">4 March 2019</li></ul></aside>{prose}',
    ],
)
def test_a_byline_counts_whatever_its_container_is_called(body: str) -> None:
    assert day_of(page(body)) == "2019-03-04"


@pytest.mark.parametrize(
    "body",
    [
        f'{{h1}}{{prose}}<p class="postmetadata">This entry was posted on March 4th, 2019 at 9:12 am. {MORE * 3}</p>',
        "{h1}{prose}<div>Dieser Artikel wurde am 4. März 2019 um 14:48 von Ann veröffentlicht.</div>",
        "{h1}<p>Updated <time datetime='2020-05-06'>6 May 2020</time></p><p>Published 4 March 2019</p>{prose}",
        '{h1}<p class="js-dateline" data-publicationdate="2019-03-04T13:38:00+01:00">a while ago</p>{prose}',
        f"{{h1}}<p>4 March 2019</p>{{prose}}<h2>Next</h2><div><span>5 June 2021</span><p>{WORDS}</p></div>",
    ],
)
def test_the_articles_own_day_is_found_among_others(body: str) -> None:
    assert day_of(page(body)) == "2019-03-04"


def test_the_day_of_the_terms_of_use_dates_no_page() -> None:
    terms = '<p align="center"><a href="/terms">Terms of Use (10 Mar 2001)</a></p>'
    assert day_of(page(f"{{h1}}{{prose}}{terms}")) == ""


@pytest.mark.parametrize("address", ["amphtml", "alternate", "headline"])
def test_other_addresses_of_the_same_article_tell_its_day(address: str) -> None:
    href = "https://valley.example/2019/03/04/bridge/"
    head = f'<link rel="{address}" hreflang="en" href="{href}">' if address != "headline" else ""
    body = page("{h1}{prose}", head)
    if address == "headline":
        body = body.replace("<h1>", f'<h1><a href="{href}">').replace("</h1>", "</a></h1>")
    assert day_of(body) == "2019-03-04"


def test_the_day_in_the_address_of_a_linked_article_is_not_taken() -> None:
    link = '<p>See <a href="https://valley.example/2017/06/05/flood/">what we told of the flood</a>.</p>'
    assert day_of(page(f"{{h1}}{{prose}}{link}")) == ""


SLUGS = [
    "season-2010-11-12-records", "sport/best-of-2010-11-12-so-far", "a_20101112_b", "serie-2009-10-11-bilanz.html",
    "results-2010-11-12", "part-number-20101112",
]  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_digits_of_a_slug_do_not_go_before_json_ld(slug: str) -> None:
    head = f'<link rel="canonical" href="https://valley.example/{slug}">'
    head += ld('{"@type":"NewsArticle","datePublished":"2019-03-04T18:12:00+01:00"}')
    assert day_of(page("{h1}{prose}", head)) == "2019-03-04"


@pytest.mark.parametrize("slug", SLUGS[:4])
def test_digits_amid_a_slug_date_nothing_by_themselves(slug: str) -> None:
    assert day_of(page("{h1}{prose}", f'<link rel="canonical" href="https://valley.example/{slug}">')) == ""


@pytest.mark.parametrize(
    "path",
    [
        "2019/03/04/bridge",
        "news/2019/3/4/",
        "20190304/bridge",
        "2019-03-04/bridge.html",
        "2019-03-04-bridge.html",
        "a/20190304",
    ],
)
def test_days_in_folders_and_at_the_head_of_a_slug_count(path: str) -> None:
    (claim,) = claims_from_url(f"https://valley.example/{path}")
    assert (str(claim.span.first), claim.confidence > 0.8) == ("2019-03-04", True)


def test_a_file_named_by_a_slug_goes_behind_what_its_page_says() -> None:
    amid, own = claim_from_path("a/season-2010-11-12-records.html"), claim_from_path("a/2010-11-12-records.html")
    assert amid is not None
    assert own is not None
    assert amid.confidence < own.confidence


@pytest.mark.parametrize("kind", ["Comment", "Answer", "Review", "Event", "Person", "ImageObject"])
def test_json_ld_of_other_things_dates_nothing(kind: str) -> None:
    both = ld(f'{{"@graph":[{{"@type":"{kind}","datePublished":"2020-01-02","dateCreated":"2020-01-02"}}]}}')
    assert day_of(page("{h1}{prose}", both)) == ""


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>4 million<br>(planned)</td></tr>",
         "Year | Cost\n2019 | 4 million (planned)"),
        ("<thead><tr><th>Jahr</th><th>Euro</th></tr></thead><tbody><tr><td>2019</td><td><p>4,5</p></td></tr></tbody>",
         "Jahr | Euro\n2019 | 4,5"),
        ("<tr><td>12 March</td><td>2019 feet</td></tr>", "12 March | 2019 feet"),
        ("<tr><td>a <b>b <i>c</i> d</b> e</td><td>f</td></tr>", "a b c d e | f"),
        ("<tr><td>سال</td><td>هزینه</td></tr><tr><td>۱۳۹۷</td><td></td><td>۴</td></tr>", "سال | هزینه\n۱۳۹۷ | ۴"),
    ],
)  # fmt: skip
def test_tables_in_an_article_are_text_a_row_a_line(table: str, lines: str) -> None:
    first, _, second = page("{prose}").partition("</p>")
    (draft,) = read_html(Item("p.html", "p.html", None, f"{first}</p><table>{table}</table>{second}".encode()))
    assert lines in draft.text.split("\n\n")


def test_tables_that_lay_out_a_page_are_read_as_paragraphs() -> None:
    markup = page("<table><tr><td>{h1}{prose}</td></tr></table>")
    (draft,) = read_html(Item("p.html", "p.html", None, markup.encode()))
    assert " | " not in draft.text
    assert not [claim for claim in decide(draft.claims, draft.text).claims if claim.kind is Kind.BYLINE]


def test_a_page_that_is_called_an_error_is_no_article() -> None:
    words = "<p>The item is not available. Please check the address and try again.</p>"
    pages = [
        f"<html><head><title>{title}</title></head><body>{words}</body></html>"
        for title in ("Site: Error", "Tax Error")
    ]
    assert [outcome(page, "a.html").left_out for page in pages] == [Omission.ERROR_PAGE, None]


@pytest.mark.parametrize(("title", "words", "why"), [
    ("This site can’t be reached", "The server's address could not be found.", Omission.ERROR_PAGE),
    ("Access to this page has been denied.", "Press and hold to go on.", Omission.ERROR_PAGE),
    ("Pier News", "We've detected that JavaScript is disabled in this browser. Please enable it.", Omission.ERROR_PAGE),
    ("Pier News", "You need to enable JavaScript to run this app.", Omission.ERROR_PAGE),
    ("Access to this page of history", "The pier was opened to everybody.", None),
    ("On browsers", "Many readers turn JavaScript off, and the pier's page is shown to them all the same.", None),
    ("On browsers", "The page says: please enable JavaScript to go on. " + "The council is sorry. " * 25, None),
    ("The pier", "It was opened.</p><noscript>Please enable JavaScript to comment.</noscript><p>The mayor came.", None),
])  # fmt: skip
def test_what_browsers_and_guards_show_in_place_of_a_page_is_no_article(
    title: str, words: str, why: Omission | None
) -> None:
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"
    assert outcome(markup, "a.html").left_out == why


def test_what_a_page_says_to_programs_without_scripts_is_no_text() -> None:
    notice = "<noscript><div><p>We found that JavaScript is disabled. Please enable it.</p></div></noscript>"
    shot = "<noscript><p>The mayor had opened the pier on Sunday, as this paper told its readers.</p></noscript>"
    article = only(outcome(page("{h1}{prose}").replace("</body>", f"{notice}</body>"), "a.html"))
    assert "JavaScript" not in " ".join(one.text for one in article.passages)
    found = outcome(f"<html><head><title>Pier</title></head><body>{notice}</body></html>", "a.html")
    assert (found.reason or "").startswith("empty")
    assert outcome(f"<html><head><title>Pier</title></head><body>{shot}</body></html>", "a.html").left_out is None


def test_a_line_that_calls_readers_elsewhere_stands_beside_the_text() -> None:
    prose = "<p>The council met on Tuesday and voted to repair both piers of the old harbour before the winter.</p>"
    markup = (
        f"<html><body><article><h1>Piers</h1>{prose}<p>Lesen Sie auch: Der Hafen</p>{prose}</article></body></html>"
    )
    found = only(outcome(markup, "piers.html"))
    assert not any("Lesen" in one.text for one in found.passages)
    assert ("navigation", "Lesen Sie auch: Der Hafen") in [(one.role, one.text) for one in found.furniture]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("archives/2023/index.html", Omission.LISTING),
        ("archives/2024/page/2/index.html", Omission.LISTING),
        ("tags/bridges/index.html", Omission.LISTING),
        ("2023/05/index.html", Omission.LISTING),
        ("2023/05/07/bridge/index.html", None),
        ("index.html", None),
    ],
)
def test_a_page_in_the_place_of_a_list_with_hardly_a_word_is_one_however_short(path: str, why: str | None) -> None:
    entry = '<article><time>11-17</time> <div><a href="/2023/05/07/bridge/">The bridge is open</a></div></article>'
    markup = (
        "<html><head><title>Archive</title></head><body><nav><a href='/'>Home</a></nav><main>"
        f"<p>So far 2 posts. Carry on, there are more to come.</p>{entry * 2}</main></body></html>"
    )
    assert outcome(markup, path).left_out == why


CODE = "print('The gauge')\nprint('of the harbour')\nprint('is read at noon')"
NUMBERED = {
    "a table of one row": (
        '<figure class="highlight python"><table><tr><td class="gutter"><pre><span class="line">1</span><br>'
        '<span class="line">2</span><br><span class="line">3</span><br></pre></td>'
        f'<td class="code"><pre>{CODE}</pre></td></tr></table></figure>'
    ),
    "a table of another name": (
        '<table class="highlighttable"><tr><td class="linenos"><div><pre>1\n2\n3</pre></div></td>'
        f"<td><div><pre>{CODE}</pre></div></td></tr></table>"
    ),
    "within the lines": "<pre><code>"
    + "\n".join(f'<span class="ln">{place}</span>{line}' for place, line in enumerate(CODE.split("\n"), 1))
    + "</code></pre>",
}


@pytest.mark.parametrize("kind", NUMBERED)
def test_numbers_of_lines_beside_code_are_no_words(kind: str) -> None:
    first, _, second = page("{prose}").partition("</p>")
    (draft,) = read_html(Item("p.html", "p.html", None, f"{first}</p>{NUMBERED[kind]}{second}".encode()))
    assert CODE.replace("\n", "") in draft.text.replace("\n", "").replace(") p", ")p")
    assert not [words for words in draft.text.split() if words.isdecimal() and len(words) == 1]


def test_what_only_has_such_a_name_stays() -> None:
    markup = page('{h1}{prose}<div class="gutter"><p>Only 2 of 3 piers were open on the day of the storm.</p></div>')
    (draft,) = read_html(Item("p.html", "p.html", None, markup.encode()))
    assert "Only 2 of 3 piers" in draft.text


@pytest.mark.parametrize("title", ["__TITLE__ | Harbour", "<%- post.title %>", "%TITLE%", "Harbour: ${page.title}"])
def test_a_page_whose_title_is_to_be_filled_in_is_a_template(title: str) -> None:
    markup = page("{h1}{prose}{prose}", f"<title>{title}</title>")
    assert outcome(markup, "layouts/page.html").left_out == Omission.TEMPLATE


def test_a_page_that_tells_of_placeholders_is_none() -> None:
    markup = page(
        "{h1}{prose}<p>Write __TITLE__ where the title stands.</p>", "<title>What __FILE__ means in PHP</title>"
    )
    assert outcome(markup, "posts/placeholders.html").left_out is None
