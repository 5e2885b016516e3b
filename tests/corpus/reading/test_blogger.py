"""Blogger's exports hold a whole blog: what it showed is read, and the rest is counted by what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.omissions import Omission
from tests.corpus.reading.test_feeds import outcomes

WORDS = "The ferry sails again from the old pier, said the harbour master on Monday."
ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018"'
DRAFT = '<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>yes</app:draft></app:control>'
SHOWN = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>no</app:draft></app:control>'


def old(kind: str, more: str = "") -> str:
    """Return an entry as the settings of a blog export it."""
    return _entry(
        '<category scheme="http://schemas.google.com/g/2005#kind" '
        f'term="http://schemas.google.com/blogger/2008/kind#{kind}"/>{more}'
    )


def new(kind: str, state: str) -> str:
    """Return an entry as Google Takeout exports it."""
    return _entry(
        f"<blogger:type>{kind}</blogger:type><blogger:status>{state}</blogger:status>"
        "<author><name>Mira Holm</name><blogger:type>BLOGGER</blogger:type></author>"
    )


def _entry(inside: str) -> str:
    return (
        f"<entry><id>tag:1</id>{inside}<title>A ferry sails</title><published>2011-03-05T10:00:00-05:00</published>"
        f'<content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry>'
    )


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (old("post"), None),
        (old("post", SHOWN), None),
        (old("page"), None),
        (old("post", '<category scheme="http://www.blogger.com/atom/ns#" term="comment"/>'), None),
        (old("post", DRAFT), Omission.DRAFT),
        (old("page", DRAFT), Omission.DRAFT),
        (old("comment"), Omission.COMMENT),
        (old("template"), Omission.TEMPLATE),
        (old("settings"), Omission.CONFIGURATION),
        (new("POST", "LIVE"), None),
        (new("PAGE", "LIVE"), None),
        (new("POST", "DRAFT"), Omission.DRAFT),
        (new("POST", "SOFT_TRASHED"), Omission.DRAFT),
        (new("PAGE", "SCHEDULED"), Omission.DUE),
        (new("COMMENT", "LIVE"), Omission.COMMENT),
        (_entry(""), None),
        (_entry(DRAFT), Omission.DRAFT),
    ],
)
def test_of_a_blog_what_it_showed_is_read(tmp_path: Path, entry: str, reason: Omission | None) -> None:
    (found,) = outcomes(tmp_path, f"<feed {ATOM}><title>Log</title>{entry}</feed>", "feed.atom")
    assert found.left_out == reason
    assert [one.title for one in found.articles] == ([] if reason else ["A ferry sails"])
    assert [str(one.dates.published.first) for one in found.articles if one.dates.published] == (
        [] if reason else ["2011-03-05"]
    )


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("<html b:version='2' class='v2' xmlns:b='http://www.google.com/2005/gml/b'>", Omission.TEMPLATE),
        ("<html expr:dir='data:blog.languageDirection'><b:skin><![CDATA[ a { } ]]></b:skin>", Omission.TEMPLATE),
        ("<html dir='ltr' xmlns:b='http://www.google.com/2005/gml/b'>", None),
    ],
)
@pytest.mark.parametrize("name", ["theme.xml", "theme.html"])
def test_the_layout_of_a_blog_is_none_of_its_posts(tmp_path: Path, name: str, head: str, reason: str | None) -> None:
    page = f"<?xml version='1.0'?><!DOCTYPE html>{head}<head></head><body><p>{WORDS}</p></body></html>"
    (found,) = outcomes(tmp_path, page, name)
    assert (found.left_out, len(found.articles)) == (reason, reason is None)


def test_a_layout_that_defines_signs_of_its_own_is_one(tmp_path: Path) -> None:
    page = "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY x 'y'>]>\n<html xmlns:b='http://www.google.com/2005/gml/b'/>"
    assert [one.left_out for one in outcomes(tmp_path, page, "theme.xml")] == [Omission.TEMPLATE]
