"""Medium's exports: posts with their own moment and address; drafts and what lies beside them are left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Article, Kind
from corpus.omissions import Omission
from tests.corpus.making import fill, hostile, only, outcome, pack
from tests.corpus.reading.sites.test_substack import read

PROSE = "The council voted on Tuesday to rebuild the quay after the flood, and said that it would take two summers."
BYLINE = (
    '<p>By <a href="https://medium.com/@mira" class="p-author h-card">Mira Holm</a> on '
    '<a href="https://medium.com/p/0a1b2c3d4e5f"><time class="dt-published" datetime="2016-03-04T23:11:12.345Z">'
    "March 4, 2016</time></a>.</p>"
)
CANONICAL = '<p><a href="https://medium.com/@mira/quay-0a1b2c3d4e5f" class="p-canonical">Canonical link</a></p>'
CARD = '<div class="graf graf--mixtapeEmbed"><a href="https://example.net/x"><strong>Another page</strong></a></div>'
BODY = (
    '<h3 class="graf graf--h3 graf--leading graf--title">The quay, rebuilt</h3>'
    '<h4 class="graf graf--h4 graf--subtitle">What it will cost</h4>'
    f'<p class="graf graf--p">{PROSE}</p><h4 class="graf graf--h4">Money</h4>'
    '<p class="graf graf--p">Nobody was hurt.</p>'
    f'<figure class="graf graf--figure"><img src="x.png"><figcaption>The quay in 1911.</figcaption></figure>{CARD}'
)


def page(footer: str = BYLINE + CANONICAL, body: str = BODY, title: str = "The quay, rebuilt") -> str:
    """Return a post as Medium exports it."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        "<style>* { margin: 0 }</style></head>"
        f'<body><article class="h-entry"><header><h1 class="p-name">{title}</h1></header>'
        '<section data-field="subtitle" class="p-summary">What it will cost</section>'
        f'<section data-field="body" class="e-content"><section class="section"><div>{body}</div></section></section>'
        f'<footer>{footer}<p>Exported from <a href="https://medium.com">Medium</a> on January 5, 2024.</p></footer>'
        "</article></body></html>"
    )


DRAFT = '<p><a href="https://medium.com/p/1a1b2c3d4e5f">View original.</a></p>'
LIKED = f"<html><head><title>Claps</title></head><body><h1>Claps</h1><p>{PROSE}</p><p>{PROSE}</p></body></html>"
EXPORT = {
    "README.html": LIKED,
    "claps/claps-0001.html": LIKED,
    "posts/2016-03-04_The-quay--rebuilt-0a1b2c3d4e5f.html": page(),
    "posts/draft_A-thought-1a1b2c3d4e5f.html": page(DRAFT),
    "ips.html": LIKED,
    "profile/about.html": LIKED,
    "sessions/sessions-0001.html": LIKED,
    "some-new-folder/x-0001.html": LIKED,
}
POST = "posts/2016-03-04_The-quay--rebuilt-0a1b2c3d4e5f.html"
OMITTED = dict.fromkeys(EXPORT, Omission.UNPUBLISHED) | {
    POST: None,
    "posts/draft_A-thought-1a1b2c3d4e5f.html": Omission.DRAFT,
}


def is_the_post(article: Article) -> None:
    """Assert that an article is the post, dated by itself and not by its export."""
    assert article.title == "The quay, rebuilt"
    assert [one.text for one in article.passages] == [f"What it will cost\n\n{PROSE}", "Nobody was hurt."]
    assert article.url == "https://medium.com/@mira/quay-0a1b2c3d4e5f"
    assert article.authors == ("Mira Holm",)
    assert article.dates.published is not None
    assert article.dates.published.first.isoformat() == "2016-03-04"
    assert {one.span.first.year for one in article.dates.claims} == {2016}
    assert {(one.role, one.text) for one in article.furniture} >= {
        ("caption", "The quay in 1911."),
        ("navigation", "Another page"),
    }


def test_of_an_export_posts_are_read_and_the_rest_is_counted(archive: Path) -> None:
    why, articles = read(fill(archive, EXPORT))
    assert why == OMITTED
    is_the_post(articles[POST])


@pytest.mark.parametrize("ending", [".zip", ".tar.gz"])
@pytest.mark.parametrize("folder", ["", "medium-export/"])
def test_an_export_in_an_archive_file_is_read_likewise(archive: Path, ending: str, folder: str) -> None:
    why, articles = read(pack(archive / f"x{ending}", {f"{folder}{name}": data for name, data in EXPORT.items()}))
    assert why == {f"x{ending}/{folder}{name}": one for name, one in OMITTED.items()}
    is_the_post(articles[f"x{ending}/{folder}{POST}"])


def test_posts_alone_under_other_names_are_read_too(archive: Path) -> None:
    why, articles = read(fill(archive, {"a.html": page(), "b.html": page(DRAFT)}))
    assert why == {"a.html": None, "b.html": Omission.DRAFT}
    is_the_post(articles["a.html"])


def test_a_moment_tells_more_than_the_name_of_the_file() -> None:
    article = only(outcome(page(), "posts/2016-03-05_The-quay-0a1b2c3d4e5f.html"))
    assert article.dates.kind == Kind.MICRODATA
    assert article.dates.published is not None
    assert article.dates.published.first.isoformat() == "2016-03-04"


def test_a_heading_that_is_not_the_title_stays_and_an_answer_keeps_its_words() -> None:
    body = f'<h3 class="graf--title">An older name of it</h3><p class="graf--p">{PROSE}</p>'
    (_, passage) = only(outcome(page(body=body), "a.html")).passages
    assert (passage.heading, passage.text) == ("An older name of it", PROSE)
    said = only(outcome(page(body=f"<p>{PROSE}</p>", title=PROSE), "a.html"))
    assert PROSE in said.passages[0].text


def test_the_beginning_of_a_text_is_no_subtitle() -> None:
    cut = page(body=f"<p>{PROSE}</p>").replace("What it will cost", f"{PROSE[:60]}…")
    whole = page(body=f"<p>{PROSE}</p>").replace("What it will cost", PROSE)
    assert [only(outcome(one, "a.html")).passages[0].text for one in (cut, whole)] == [PROSE, PROSE]


def test_a_post_without_words_is_none() -> None:
    assert outcome(page(body='<img src="x.png">'), "a.html").left_out == Omission.NO_WORDS


def test_folders_called_so_beside_other_pages_are_read(archive: Path) -> None:
    files = {"posts/quay.html": LIKED, "notes/a.html": LIKED, "lists/b.html": LIKED}
    why, _ = read(fill(archive, files))
    assert set(why.values()) == {None}


@hostile
@given(st.lists(st.sampled_from([*page().split("<"), "\0", "]]>", "p-name e-content dt-published"])), st.text())
def test_a_page_in_any_disorder_is_read_or_told(pieces: list[str], name: str) -> None:
    marks = 'h-entry data-field="body" Exported from <a href="">Medium</a>'
    found = outcome("<".join(pieces) + marks, f"{name.replace('/', '')}.html".encode("utf-8", "replace").decode())
    assert found.articles or found.reason or found.left_out
