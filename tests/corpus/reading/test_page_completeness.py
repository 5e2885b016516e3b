"""What belongs to the text of a page: its lead and what the library loses, but no captions and no calls elsewhere."""

from __future__ import annotations

import json

import pytest

from corpus.cleaning.furniture import is_call
from corpus.model import Article, Kind
from tests.corpus.making import only, outcome

TITLE = "Both piers repaired before the winter"
LEAD = "Nine of eleven members of the council want the old piers to be whole again before the first storms."
PARAGRAPHS = [
    "The council met on Tuesday and voted by nine to two that both of the old piers be repaired before the winter.",
    "Two million will be spent on the northern pier alone, said the harbour master, who had asked for twice as much.",
    "Work begins in August, when the ferries are moved to the western quay, and is to be finished by November.",
    "Fishermen had asked for years that something be done, since two boats were lost when a beam gave way in March.",
]
TEXT = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)


def read(body: str) -> Article:
    """Return the article of a page."""
    return only(outcome(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>", "news/piers.html"))


def text(article: Article) -> str:
    """Return the words of an article."""
    return "\n\n".join(passage.text for passage in article.passages)


def role(article: Article, words: str) -> str:
    """Return as what a piece of a page is set apart, "" if it is not."""
    return next((piece.role for piece in article.furniture if words in piece.text), "")


@pytest.mark.parametrize("tag", ["header", "div"])
def test_the_lead_between_the_headline_and_the_text_is_read(tag: str) -> None:
    body = f"<article><{tag}><h1>{TITLE}</h1><p class=border-bottom>{LEAD}</p></{tag}><div>{TEXT}</div></article>"
    assert text(read(body)).startswith(f"{LEAD}\n\n{PARAGRAPHS[0]}")


def test_prose_amid_the_paragraphs_is_read_where_it_stands() -> None:
    amid = TEXT.replace("<p>Work", '<p class="bottom-border">Work')
    assert text(read(f"<main><h1>{TITLE}</h1><div>{amid}</div></main>")) == "\n\n".join(PARAGRAPHS)


def test_prose_beside_the_article_is_none_of_it() -> None:
    beside = f"<aside><p>{LEAD}</p></aside><div class=other><div><p>{LEAD.replace('Nine', 'Ten')}</p></div></div>"
    assert "of eleven members" not in text(read(f"<main><h1>{TITLE}</h1><div>{TEXT}</div></main>{beside}"))


@pytest.mark.parametrize(
    ("aside", "words", "told"),
    [
        (
            '<div class="article-caption"><p>The northern pier in March, after the storm</p></div>',
            "northern pier in",
            "caption",
        ),
        (
            '<div class="newsletter-box"><p>News of the harbour, every morning, in your mailbox</p></div>',
            "morning",
            "navigation",
        ),
        (
            '<p><a href="/ferries">How the ferries came to the western quay in the first place</a></p>',
            "ferries came",
            "navigation",
        ),
    ],
)
def test_captions_and_calls_are_set_apart(aside: str, words: str, told: str) -> None:
    article = read(f"<main><h1>{TITLE}</h1><div>{TEXT}{aside}{TEXT.replace('the', 'The')}</div></main>")
    assert words not in text(article)
    assert role(article, words) in {told, ""}


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Wie die Fähren an den Kai kamen",
        "Le puede interesar: los muelles",
        "Read more: the western quay",
        "À lire aussi » Les quais",
        "Leggi anche: i moli",
        "Leia também: os cais",
        "Lees ook: de kade",
        "Zobacz też: port",
        "اقرأ أيضا: الميناء",
        "بیشتر بخوانید: بندر",
        "© 2020 The Harbour News",
        "Weitere Artikel",
        "12 comments",
        "More stories",
        "Follow Anna Muster on Instagram for more of the harbour",
        "If you enjoyed this article, stay a while",
        "SOURCE: News agencies",
        "Updated at 1:23 p.m.",
        "(Credit: Anna Muster)",
        "Lesezeit: 2 Minuten",
        "Weitere Artikel zum Thema",
        "Si te gustó esta nota, compártela",
        "Temps de lecture : 3 minutes",
        "Tempo de leitura: 1 minuto",
        "Tempo di lettura: 2 minuti",
        "Zapraszamy do prenumeraty tygodnika",
    ],
)
def test_lines_that_lead_elsewhere_are_told(line: str) -> None:
    assert is_call(line)


@pytest.mark.parametrize(
    "line",
    [
        "More stories were told that night than anyone remembers.",
        "Related to the queen, he kept his post.",
        "Share prices fell by a tenth on Monday.",
        "Foto und Film waren sein Leben.",
        "Teilen heißt geben, sagte er.",
        "Le monde entier regardait.",
        "Kontakt zu Verwandten gab es nicht.",
        "Read the letter, he said, and weep.",
        "Already a member of the council, she ran for mayor.",
        "Also: nichts gegen eine Prüfung.",
        "Puede seguir en el cargo hasta mayo.",
        "Follow the coast to the western quay.",
        f"Read more: {'a long paragraph that only begins so ' * 7}",
    ],
)
def test_what_only_begins_like_a_call_is_text(line: str) -> None:
    assert not is_call(line)


@pytest.mark.parametrize("shown", ["", f"<p>{LEAD}</p>"])
def test_an_article_in_json_ld_is_read_where_its_page_shows_a_part_of_it(shown: str) -> None:
    told = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)})
    script = f'<script type="application/ld+json">{told}</script>'
    assert text(read(f"{script}<main><h1>{TITLE}</h1>{shown}</main>")) == "\n\n".join(PARAGRAPHS)


def test_an_article_in_json_ld_is_not_read_where_its_page_shows_it() -> None:
    told = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)})
    script = f'<script type="application/ld+json">{told}</script>'
    assert text(read(f"{script}<main><h1>{TITLE}</h1>{TEXT}</main>")) == "\n\n".join(PARAGRAPHS)


def test_a_sentence_that_is_set_as_a_heading_is_text_and_a_headline_that_ends_with_a_full_stop_is_none() -> None:
    large = f"{LEAD[:-1]}, as they have said since spring."
    article = read(f"<main><h1>{TITLE}</h1><h2>{large}</h2><div>{TEXT}<h2>No money.</h2>{TEXT.upper()}</div></main>")
    assert text(article).startswith(f"{large}\n\n{PARAGRAPHS[0]}")
    assert {passage.heading for passage in article.passages} == {"", "No money."}


def test_hyphens_that_no_reader_sees_are_taken_out_and_letters_with_marks_are_one_character() -> None:
    broken = PARAGRAPHS[0].replace("council", "coun&shy;cil").replace("repaired", "re\xadpaired")
    marked = broken.replace("Tuesday", "Tu\u0308sday")
    assert text(read(f"<main><h1>{TITLE}</h1><div>{TEXT.replace(PARAGRAPHS[0], marked)}</div></main>")).startswith(
        PARAGRAPHS[0].replace("Tuesday", "T\u00fcsday")
    )


def test_a_text_that_is_little_beside_what_its_page_shows_is_told_and_read_in_full() -> None:
    hidden = "".join(f"<div><p>{words} It was {number}.</p></div>" for number in range(8) for words in PARAGRAPHS)
    body = f"<div id=content><p>{LEAD}</p></div><div class='link border'><section>{hidden}</section></div>"
    article = read(f"<h1>{TITLE}</h1>{body}")
    assert PARAGRAPHS[0] in text(article) or role(article, "characters of prose") == "little text found"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("On <time datetime=2012-05-03>3 May</time> the beam fell.", "On 3 May the beam fell."),
        ("It was <ins>not</ins> mended before the winter.", "It was not mended before the winter."),
        ("See note<sup><a href=#n1>1</a></sup> of 1994<sup>[<a href=#n2>2</a>]</sup>.", "See note of 1994."),
        (
            "It holds 10<sup>6</sup> litres of H<sub>2</sub>O, on the 21<sup>st</sup>.",
            "It holds 10⁶ litres of H₂O, on the 21st.",
        ),
        ("See <sup><a href=/rules.html>the rules of the port</a></sup> first.", "See the rules of the port first."),
    ],
)
def test_the_words_of_a_sentence_stand_as_readers_see_them(markup: str, words: str) -> None:
    body = TEXT.replace("<p>Work", f"<p>{markup}</p><p>Work")
    assert words in text(read(f"<article><h1>{TITLE}</h1>{body}</article>")).split("\n\n")


def test_a_month_that_a_page_tells_is_not_given_the_day_of_today() -> None:
    page = f"<meta name=citation_publication_date content=2015/07><article><h1>{TITLE}</h1>{TEXT}</article>"
    claims = only(outcome(f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>")).dates.claims
    assert [one.span.last.isoformat() for one in claims if one.words == "2015/07"] == ["2015-07-31"]
    assert not any(one.kind is Kind.GUESS for one in claims)


def test_what_is_called_a_caption_and_holds_the_text_is_the_text() -> None:
    body = f"<article><h1>{TITLE}</h1><p>{LEAD}</p><div class=photo-caption>{TEXT}</div></article>"
    assert PARAGRAPHS[1] in text(read(body))


def test_a_notice_of_rights_is_none_of_the_text_however_long() -> None:
    notice = "© 2022, The Harbour News. This article is ours. " + "Ask in writing before you print any of it. " * 6
    found = read(f"<article><h1>{TITLE}</h1>{TEXT}<p>{notice}</p></article>")
    assert "Ask in writing" not in text(found)
    assert role(found, "Ask in writing") == "navigation"


@pytest.mark.parametrize(
    ("aside", "words", "told"),
    [
        ("<p>The northern pier at dawn. (Photo: Anna Muster/Harbour News)</p>", "pier at dawn", "caption"),
        ("<p>Der Pier im März. (Symbolbild)</p>", "Pier im März", "caption"),
        ("<div class=article__AuthorBox><p>Anna has written of ports for years.</p></div>", "of ports", "navigation"),
        ("<div class=next-post><p>The western quay is sold to the ferries.</p></div>", "quay is sold", "navigation"),
    ],
)
def test_credits_and_boxes_stand_beside_the_text(aside: str, words: str, told: str) -> None:
    article = read(f"<main><h1>{TITLE}</h1><div>{TEXT.replace('<p>Work', f'{aside}<p>Work')}</div></main>")
    assert text(article) == "\n\n".join(PARAGRAPHS)
    assert role(article, words) in {told, ""}


def test_a_paragraph_with_brackets_at_its_end_is_text() -> None:
    said = "The mayor said that nobody had asked for a picture of the pier (the council had one)."
    article = read(f"<main><h1>{TITLE}</h1><div>{TEXT}<p>{said}</p></div></main>")
    assert said in text(article)


def read_by_anna(body: str) -> Article:
    """Return the article of a page that says who wrote it."""
    head = f'<head><title>{TITLE}</title><meta name=author content="Anna Muster"></head>'
    return only(outcome(f"<html>{head}<body><main>{body}</main></body></html>", "news/piers.html"))


@pytest.mark.parametrize(
    "told",
    [
        "Anna Muster writes about ports and what becomes of them.",
        "Anna Muster, geboren in Kiel, ist Redakteurin der Hafenzeitung.",
        "Anna Muster is a reporter at the Harbour News. Write to her.",
    ],
)
def test_what_is_said_of_the_author_below_the_text_stands_beside_it(told: str) -> None:
    article = read_by_anna(f"<h1>{TITLE}</h1><div>{TEXT}<p>{told}</p></div>")
    assert text(article) == "\n\n".join(PARAGRAPHS)
    assert role(article, told) == "contact"


def test_an_article_about_its_author_keeps_what_it_says_of_her() -> None:
    first = "Anna Muster was asked why she left, and Anna Muster said that the port had been sold."
    last = "Anna Muster is now the harbour master of a town with three piers, none of which is open."
    body = f"<h1>Anna Muster on the piers</h1><div><p>{first}</p>{TEXT}<p>{last}</p></div>"
    assert last in text(read_by_anna(body))


def test_a_list_of_links_below_the_text_is_none_of_it() -> None:
    links = "".join(f"<li><a href=/{n}>{words}</a></li>" for n, words in enumerate(["The quays", "Ferries of old"]))
    article = read(f"<main><h1>{TITLE}</h1><div>{TEXT}<ul>{links}</ul></div></main>")
    assert text(article) == "\n\n".join(PARAGRAPHS)


def test_stray_nul_bytes_are_passed_over_as_browsers_do() -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{TEXT}<br style='{'a' * 999}'>"
    article = only(outcome(page.replace("Two million", "Two\0 million"), "news/piers.html"))
    assert text(article) == "\n\n".join(PARAGRAPHS)
