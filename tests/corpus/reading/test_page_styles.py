"""Pages written as common publishing systems and newspapers write them, with the dates that lead readers astray."""

from __future__ import annotations

import pytest

from corpus.dating.deciding import decide
from corpus.model import ArticleDates
from corpus.reading.formats.html import read_html
from corpus.reading.items import Item

PROSE = (
    "<p>The council met on Tuesday evening in the town hall and spoke for three hours about the old stone bridge. "
    "Most members wanted to keep it, since it carries the only road into the valley.</p>"
    "<p>Engineers from the university had measured the arches and found them sound. The repairs will take two years "
    "and cost less than a new bridge, said the mayor, who has asked the region for money.</p>"
)
TITLE = "Council keeps the old stone bridge"


def page(body: str, head: str = "", lang: str = "en") -> str:
    """Return a page; ``{h1}`` and ``{prose}`` in its body stand for headline and text."""
    body = body.replace("{h1}", f"<h1>{TITLE}</h1>").replace("{prose}", PROSE)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def dates_of(markup: str) -> ArticleDates:
    """Return the dates of a page as a whole reading decides them."""
    (draft,) = read_html(Item("page.html", "page.html", None, markup.encode()))
    return decide(draft.claims, draft.text)


def day_of(markup: str) -> str:
    """Return the day of a page, or nothing."""
    span = dates_of(markup).published
    return "" if span is None else str(span.first) if span.first == span.last else f"{span.first}/{span.last}"


def ld(words: str) -> str:
    """Return JSON-LD as a script."""
    return f'<script type="application/ld+json">{words}</script>'


STYLES = {
    "wordpress, yoast graph, comments": (
        page(
            '<article><header class="entry-header">{h1}<div class="entry-meta">Posted on <a href="#"><time class='
            '"entry-date published" datetime="2019-03-04T23:30:00-05:00">March 4, 2019</time><time class="updated" '
            'datetime="2021-06-01T10:00:00-05:00">June 1, 2021</time></a></div></header><div class="entry-content">'
            '{prose}</div></article><div id="comments"><ol class="comment-list"><li class="comment"><time datetime='
            '"2019-03-09T10:00:00-05:00">March 9, 2019</time> Nice</li></ol></div><footer>© 2008-2024 Valley</footer>',
            '<meta property="article:published_time" content="2019-03-05T04:30:00+00:00">'
            '<meta property="article:modified_time" content="2021-06-01T15:00:00+00:00">'
            + ld('{"@graph":[{"@type":"WebSite","name":"Valley"},{"@type":"WebPage","datePublished":'
                 '"2019-03-05T04:30:00+00:00","dateModified":"2021-06-01T15:00:00+00:00"},{"@type":"Comment",'
                 '"dateCreated":"2019-03-09"}]}'),
        ),
        "2019-03-04",
    ),
    "wordpress, link in the address of the page": (
        page('{h1}<span class="posted-on">04/03/2019</span>{prose}',
             '<link rel="canonical" href="https://valley.example/2019/03/04/bridge/">', "en-GB"),
        "2019-03-04",
    ),
    "drupal, submitted line": (
        page('<div id="block-today">Monday, November 20, 2023</div>{h1}<div class="node__submitted">Submitted by '
             '<span>admin</span> on Mon, 03/04/2019 - 09:12</div><div class="field--name-body">{prose}</div>'),
        "2019-03-04",
    ),
    "drupal 7, rdf": (
        page('{h1}<span property="dc:date dc:created" content="2019-03-04T09:12:00+01:00" datatype="xsd:dateTime" '
             'class="submitted">Submitted by editor</span>{prose}'),
        "2019-03-04",
    ),
    "ghost": (
        page('<article class="gh-article">{h1}<div class="gh-article-meta"><time class="gh-article-meta-date" '
             'datetime="2019-03-04">Mar 4, 2019</time> — 3 min read</div><section>{prose}</section></article>'
             '<section class="gh-read-more"><time datetime="2023-09-01">Sep 1, 2023</time></section>',
             '<meta property="article:published_time" content="2019-03-04T12:00:00.000Z">'
             '<meta property="article:modified_time" content="2022-01-02T12:00:00.000Z">'),
        "2019-03-04",
    ),
    "hugo": (
        page('<main>{h1}<p class="post-meta">4 March 2019 · 5 min · Ann Author</p>{prose}</main>'
             '<footer>&copy; 2024 Ann</footer>'),
        "2019-03-04",
    ),
    "jekyll": (
        page('<header><p class="post-meta"><time class="dt-published" datetime="2019-03-04T00:00:00-05:00">Mar 4, 2019'
             '</time></p>{h1}</header><div class="e-content">{prose}</div>'),
        "2019-03-04",
    ),
    "substack, dates in its preloaded state": (
        page('<article>{h1}<div class="byline-wrapper"><div>Ann Author</div><div class="pencraft">Mar 04, 2019</div>'
             "</div>{prose}</article><div class='comments'><div>Mar 6, 2019</div></div>"
             '<script>window._preloads = JSON.parse("{\\"post\\":{\\"post_date\\":\\"2019-03-04T15:01:12.000Z\\"}}")'
             "</script>",
             ld('{"@type":"NewsArticle","datePublished":"2019-03-04T15:01:12+00:00"}')),
        "2019-03-04",
    ),
    "medium": (
        page('<article>{h1}<span data-testid="storyPublishDate">Mar 4, 2019</span>{prose}</article>',
             '<meta property="article:published_time" content="2019-03-04T18:00:00.000Z">'),
        "2019-03-04",
    ),
    "blogger": (
        page("<h2 class='date-header'><span>Monday, March 4, 2019</span></h2><h3 class='post-title entry-title'>"
             f"{TITLE}</h3><div class='post-body'>{{prose}}</div><div class='post-footer'>Posted by Ann at <abbr "
             "class='published' itemprop='datePublished' title='2019-03-04T09:12:00+01:00'>09:12</abbr></div>"
             "<div class='sidebar'>Blog Archive 2024 (3) 2023 (4)</div>"),
        "2019-03-04",
    ),
    "typo3, german town": (
        page('<div class="news-single">{h1}<span class="news-list-date">04.03.2019</span>{prose}</div>'
             '<div class="aktuelles">Termine: 12.05.2024 Stadtfest</div><p>Stand: 20.11.2023</p>', "", "de"),
        "2019-03-04",
    ),
    "german newspaper, update and time": (
        page('<div class="topbar">Montag, 20. November 2023</div>{h1}<p class="meta">Von Anna Muster | Veröffentlicht '
             "am 04.03.2019 um 18:12 Uhr | Aktualisiert am 06.03.2019</p>{prose}", "", "de"),
        "2019-03-04",
    ),
    "german, month in words": (
        page('{h1}<div class="autor">4. März 2019, 18:12 Uhr</div>{prose}', "", "de"), "2019-03-04",
    ),
    "french newspaper": (
        page('{h1}<p class="publication">Publié le 04 mars 2019 à 18h12, mis à jour le 06 mars 2019 à 09h00</p>{prose}',
             "", "fr"),
        "2019-03-04",
    ),
    "french, numeric": (page("{h1}<p>Publié le 04/03/2019 à 18:12</p>{prose}", "", "fr"), "2019-03-04"),
    "french, first of a month": (page('{h1}<p class="date">1er mars 2019</p>{prose}', "", "fr"), "2019-03-01"),
    "spanish newspaper": (
        page('{h1}<div class="fecha">4 de marzo de 2019 - 18:12 CET | Actualizado: 6 de marzo de 2019</div>{prose}',
             "", "es"),
        "2019-03-04",
    ),
    "spanish, capital letters and abbreviation": (
        page('{h1}<span class="date">04 MAR 2019 - 18:12</span>{prose}', "", "es"), "2019-03-04",
    ),
    "italian newspaper": (page('{h1}<span class="data">4 marzo 2019</span>{prose}', "", "it"), "2019-03-04"),
    "portuguese newspaper": (
        page("{h1}<p>04/03/2019 18h12 - Atualizado em 06/03/2019 09h00</p>{prose}", "", "pt-BR"), "2019-03-04",
    ),
    "portuguese, words": (
        page('{h1}<p class="pub">Publicado em 4 de março de 2019</p>{prose}', "", "pt"), "2019-03-04",
    ),
    "dutch": (page("{h1}<p>Gepubliceerd op 4 maart 2019</p>{prose}", "", "nl"), "2019-03-04"),
    "polish": (page('{h1}<p class="data">4 marca 2019</p>{prose}', "", "pl"), "2019-03-04"),
    "russian": (page('{h1}<div class="date">4 марта 2019, 18:12</div>{prose}', "", "ru"), "2019-03-04"),
    "ukrainian": (page('{h1}<div class="date">4 березня 2019 р.</div>{prose}', "", "uk"), "2019-03-04"),
    "turkish": (page("{h1}<div>Yayın tarihi: 4 Mart 2019</div>{prose}", "", "tr"), "2019-03-04"),
    "greek": (page('{h1}<div class="date">4 Μαρτίου 2019</div>{prose}', "", "el"), "2019-03-04"),
    "arabic": (page('{h1}<div class="date">4 مارس 2019</div>{prose}', "", "ar"), "2019-03-04"),
    "arabic digits": (page('{h1}<div class="date">٤ مارس ٢٠١٩</div>{prose}', "", "ar"), "2019-03-04"),
    "arabic, levantine month": (page('{h1}<div class="date">4 آذار 2019</div>{prose}', "", "ar"), "2019-03-04"),
    "arabic, both names": (page('{h1}<div class="date">4 آذار/مارس 2019</div>{prose}', "", "ar"), "2019-03-04"),
    "persian, solar": (page('{h1}<div class="date">۱۳ اسفند ۱۳۹۷</div>{prose}', "", "fa"), "2019-03-04"),
    "persian, solar numeric": (page('{h1}<div class="date">۱۳۹۷/۱۲/۱۳ - ۱۸:۱۲</div>{prose}', "", "fa"), "2019-03-04"),
    "persian, weekday": (page("{h1}<p>تاریخ انتشار: دوشنبه ۱۳ اسفند ۱۳۹۷</p>{prose}", "", "fa"), "2019-03-04"),
    "hebrew": (page('{h1}<div class="date">4 במרץ 2019</div>{prose}', "", "he"), "2019-03-04"),
    "hindi": (page('{h1}<div class="date">4 मार्च 2019</div>{prose}', "", "hi"), "2019-03-04"),
    "japanese": (page('{h1}<div class="date">2019年3月4日</div>{prose}', "", "ja"), "2019-03-04"),
    "chinese": (page('{h1}<div class="time">2019-03-04 18:12:33 来源：新华网</div>{prose}', "", "zh"), "2019-03-04"),
    "korean": (page('{h1}<div class="date">입력 2019.03.04 18:12</div>{prose}', "", "ko"), "2019-03-04"),
    "microdata": (
        page('<div itemscope itemtype="https://schema.org/NewsArticle">{h1}<meta itemprop="datePublished" '
             'content="2019-03-04T18:12:00+01:00"><meta itemprop="dateModified" content="2020-01-01">{prose}</div>'),
        "2019-03-04",
    ),
    "epoch in a data attribute": (
        page('{h1}<span class="timestamp" data-timestamp="1551697932">4 years ago</span>{prose}'), "2019-03-04",
    ),
    "epoch of milliseconds in an attribute": (
        page('{h1}<span class="date" data-date="1551697932000">a while ago</span>{prose}'), "2019-03-04",
    ),
    "day in a data attribute": (
        page('{h1}<span class="publish-date" data-published="2019-03-04T12:12:00Z">4y</span>{prose}'), "2019-03-04",
    ),
    "day in the title of a relative time": (
        page('{h1}<span class="date" title="March 4, 2019 6:12 PM">4 years ago</span>{prose}'), "2019-03-04",
    ),
    "relative-time element": (
        page('{h1}<relative-time datetime="2019-03-04T12:12:00Z">4 years ago</relative-time>{prose}'), "2019-03-04",
    ),
    "state of a single-page application": (
        page('{h1}{prose}<script id="__NEXT_DATA__" type="application/json">{"props":{"article":{"publishedAt":'
             '"2019-03-04T12:12:00.000Z","updatedAt":"2022-01-01T00:00:00Z"}}}</script>'),
        "2019-03-04",
    ),
    "labels in a list of definitions": (
        page("{h1}<dl><dt>Updated</dt><dd>6 March 2019</dd><dt>Published</dt><dd>4 March 2019</dd></dl>{prose}"),
        "2019-03-04",
    ),
    "labels in a table, german": (
        page("{h1}<table><tr><td>Letzte Änderung:</td><td>06.03.2019</td></tr><tr><td>Erstellt am:</td><td>04.03.2019"
             "</td></tr></table>{prose}", "", "de"),
        "2019-03-04",
    ),
    "footer of the entry": (
        page('<article>{h1}{prose}<footer class="entry-footer">Posted on March 4, 2019 by Ann</footer></article>'
             '<footer class="site-footer">Updated 20 November 2023</footer>'),
        "2019-03-04",
    ),
    "event page: its date is no publication": (
        page("{h1}<p>Date of the event: 12 May 2030</p>{prose}",
             ld('{"@type":"Event","startDate":"2030-05-12","endDate":"2030-05-13"}')),
        "",
    ),
    "copyright only": (page("{h1}{prose}<footer>Copyright © 1999-2024 Valley Press</footer>"), ""),
    "masthead of today, true day below": (
        page('<div id="header"><span class="current-date">Monday, November 20, 2023</span></div>{h1}'
             '<div class="byline">By Ann Author, March 4, 2019</div>{prose}'),
        "2019-03-04",
    ),
    "masthead of today alone": (
        page('<div id="header"><span class="current-date">Monday, November 20, 2023</span></div>{h1}{prose}'), "",
    ),
    "masthead of today written by a script": (
        page('<script>document.write("November 20, 2023")</script>{h1}<p class="date">March 4, 2019</p>{prose}'),
        "2019-03-04",
    ),
    "related articles with newer dates above the headline": (
        page('<ul class="latest"><li><time datetime="2023-11-19">19 Nov</time> Flood</li><li><time datetime='
             '"2023-11-18">18 Nov</time> Fire</li></ul>{h1}<time datetime="2019-03-04">4 March</time>{prose}'
             '<div class="related"><time datetime="2023-11-01">1 Nov 2023</time></div>'),
        "2019-03-04",
    ),
    "time without year in words, whole in its attribute": (
        page('{h1}<time datetime="2019-03-04T18:12:00+0100">4 March</time>{prose}'), "2019-03-04",
    ),
    "japan's evening is the day before in UTC": (
        page('{h1}<time datetime="2019-03-04T07:30:00+09:00">2019年3月4日 7:30</time>{prose}',
             '<meta property="article:published_time" content="2019-03-03T22:30:00Z">', "ja"),
        "2019-03-04",
    ),
    "default days of software": (
        page('{h1}<p class="date">March 4, 2019</p>{prose}',
             '<meta name="date" content="1970-01-01">'
             '<meta property="article:published_time" content="0001-01-01T00:00:00Z">'),
        "2019-03-04",
    ),
    "rfc 822 in a meta tag": (
        page("{h1}{prose}", '<meta name="pubdate" content="Mon, 04 Mar 2019 18:12:00 +0100">'), "2019-03-04",
    ),
    "list of json-ld types, graph in a list": (
        page("{h1}{prose}", ld('[{"@context":"https://schema.org","@graph":[{"@type":["Article","BlogPosting"],'
                               '"datePublished":{"@type":"Date","@value":"2019-03-04"}}]}]')),
        "2019-03-04",
    ),
    "json-ld of other articles beside the page's own": (
        page("{h1}{prose}", ld('{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":'
                               '"2023-11-01"}]}') + ld('{"@type":"NewsArticle","datePublished":"2019-03-04"}')),
        "2019-03-04",
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_the_day_of_publication_is_found(style: str) -> None:
    markup, day = STYLES[style]
    assert day_of(markup) == day
