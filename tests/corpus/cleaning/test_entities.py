"""Entities in titles and names: what exports have escaped is read as what it stands for, in every format."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning.entities import ENTITY, JOINERS, resolved
from corpus.model import Article
from tests.corpus.making import hostile, only, outcome

WRITTEN = [
    ("Piers &amp; boats", "Piers & boats"),
    ("Piers &#38; boats", "Piers & boats"),
    ("1994 &#8211; 2001", "1994 – 2001"),
    ("1994 &#x2013; 2001", "1994 – 2001"),
    ("The &quot;old&quot; pier", 'The "old" pier'),
    ("The mayor&#39;s pier", "The mayor's pier"),
    ("The mayor&amp;#8217;s pier", "The mayor’s pier"),
    ("Piers &amp;amp; boats", "Piers & boats"),
    ("Br&uuml;cke er&ouml;ffnet", "Brücke eröffnet"),
    ("L&rsquo;&eacute;t&eacute; au port", "L’été au port"),
    ("&iquest;D&oacute;nde est&aacute; el puente?", "¿Dónde está el puente?"),
    ("&#1575;&#1604;&#1580;&#1587;&#1585;", "الجسر"),
    ("می&zwnj;رود", "می\u200cرود"),
    ("The pier&nbsp;of Karst", "The pier of Karst"),
    ("The pier of Karst&nbsp;", "The pier of Karst"),
    ("News &nbsp;&ndash;&nbsp; Karst", "News – Karst"),
    ("News &nbsp;| Karst", "News | Karst"),
    ("A price of &#150; nothing", "A price of – nothing"),
    ("Line&#10;break", "Line break"),
    ("1 &lt; 2", "1 < 2"),
]
LEFT = [
    "The &nbsp; entity explained",
    'What "&nbsp;" is for',
    "What “&ensp;” is for",
    "AT&T and R&D",
    "Q&A; a talk",
    "?page=1&copy=2&lang=3",
    "The &nosuch; sign",
    "Salt & pepper; more",
    "& alone",
    "&;",
    "&#;",
    "&#x;",
]
UNSEEN = ["a&#0;b", "a&#7;b", "a&#x1b;b", "a&#x202e;b", "a&#8238;b", "a&rlm;b", "a&shy;b", "a&ZeroWidthSpace;b",
          "a&#xd800;b", "a&#xe000;b", "a&#1114112;b", "a&#99999999;b", "a&amp;#7;b"]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), WRITTEN)
def test_an_entity_is_read_as_what_it_stands_for(written: str, meant: str) -> None:
    assert " ".join(resolved(written).split()) == meant


@pytest.mark.parametrize("title", LEFT)
def test_what_is_no_entity_or_is_spoken_of_stays(title: str) -> None:
    assert resolved(title) == title


@pytest.mark.parametrize("title", UNSEEN)
def test_what_is_not_seen_is_left_out(title: str) -> None:
    assert resolved(title) == "ab"


@given(st.integers(0, 0x120000), st.booleans(), st.booleans())
@hostile
def test_no_number_makes_a_control_character(number: int, hexadecimal: bool, twice: bool) -> None:
    entity = f"&{'amp;' if twice else ''}#{f'x{number:x}' if hexadecimal else number};"
    for one in resolved(f"a{entity}b"):
        assert one in JOINERS or unicodedata.category(one)[0] != "C"


@given(st.text(alphabet="&#x;0123amplt nbsp8217", max_size=40))
@hostile
def test_any_title_is_a_title_still(title: str) -> None:
    found = resolved(title)
    assert len(found) <= len(title)
    assert found == title or ENTITY.search(title)


def _articles(title: str, author: str) -> dict[str, Article]:
    fields = json.dumps({"title": title, "authors": [author], "text": "The council met on Tuesday &amp; voted."})
    yaml = json.dumps(title)
    text = f"The council met on Tuesday, as it does, in the old hall of the harbour of Karst.\n\n{'It voted. ' * 30}"
    return {
        "record": only(outcome(fields, "wire.jsonl", 1)),
        "front matter": only(outcome(f"---\ntitle: {yaml}\nauthors: [{json.dumps(author)}]\n---\n{text}", "a.md")),
        "header": only(outcome(f"Title: {title}\nAuthors: {author}\n\n{text}", "b.md")),
        "dump": only(outcome(f"{title}\n\n{text}", "c.txt")),
    }


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Karst&#8217;s pier &amp; its boats", "Karst’s pier & its boats"),
        ("Karst&amp;#8217;s pier &amp;amp; its boats", "Karst’s pier & its boats"),
        ("The &nbsp; entity explained", "The &nbsp; entity explained"),
    ],
)
def test_titles_and_authors_are_read_so_in_every_format(title: str, shown: str) -> None:
    for name, article in _articles(title, "Ann &amp; Bo").items():
        assert article.title == shown, name
        if name not in {"dump", "header"}:
            assert article.authors == ("Ann & Bo",), name


def test_the_text_stays_as_it_stands() -> None:
    (passage,) = _articles("Karst", "Ann")["record"].passages
    assert passage.text == "The council met on Tuesday &amp; voted."


def test_a_title_that_the_text_repeats_is_known_however_it_is_escaped() -> None:
    text = "Karst’s pier & its boats\n\n" + "The council met on Tuesday. " * 12
    line = json.dumps({"title": "Karst&#8217;s pier &amp; its boats", "text": text})
    article = only(outcome(line, "wire.jsonl", 1))
    assert [passage.text[:11] for passage in article.passages] == ["The council"]


def test_a_title_of_nothing_but_a_space_is_none() -> None:
    article = only(outcome(json.dumps({"title": "&nbsp;", "text": "The council met on Tuesday."}), "wire.jsonl", 1))
    assert article.title == "The council met on Tuesday."


def test_a_page_whose_head_is_escaped_twice_has_its_title() -> None:
    prose = "The council met on Tuesday, as it does, and spoke of the piers until the night fell over Karst. " * 4
    page = f"<html><head><title>Karst&amp;#8217;s piers</title></head><body><p>{prose}</p><p>{prose}</p></body></html>"
    assert only(outcome(page, "page.html")).title == "Karst’s piers"
