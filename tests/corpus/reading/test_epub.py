"""EPUBs: an article for each document of the spine, with what the book says of itself."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Outcome
from corpus.omissions import Omission
from corpus.reading.walking import sources
from tests.corpus.making import captions, fill, hostile, only, outcome
from tests.corpus.reading.making_documents import epub

BOOK = (
    '<dc:title xmlns:dc="d">The Harbour</dc:title><dc:creator xmlns:dc="d">Jane Roe</dc:creator>'
    '<dc:date xmlns:dc="d">2019-05-07</dc:date><dc:language xmlns:dc="d">en</dc:language>'
)
PROSE = "<p>The council met on Tuesday evening to hear what had been found under the pier.</p>"


def outcomes(folder: Path, book: bytes) -> tuple[list[Outcome], str | None]:
    """Return what comes of the documents of a book, and why it was not read to its end."""
    (source,) = sources(fill(folder / "archive", {"book.epub": book}))
    return [process(item) for item in source.items()], source.broken


def test_each_document_is_an_article_with_the_day_and_the_author_of_the_book(tmp_path: Path) -> None:
    found, broken = outcomes(tmp_path, epub({"a": f"<h1>Worms</h1>{PROSE}", "b": f"<h1>II</h1>{PROSE}"}, BOOK))
    first, second = map(only, found)
    assert broken is None
    assert (first.title, second.title) == ("Worms", "The Harbour: II")
    assert first.authors == ("Jane Roe",)
    assert str(first.dates.published and first.dates.published.first) == "2019-05-07"
    assert first.article_id.endswith("OPS/a")
    assert ("book", "The Harbour") in [(one.role, one.text) for one in first.furniture]
    assert first.format == "EPUB"


def test_captions_of_figures_stay_captions(tmp_path: Path) -> None:
    figure = "<figure><img src='a.png'/><figcaption>The pier in 1904.</figcaption></figure>"
    found, _ = outcomes(tmp_path, epub({"a": f"<h1>Worms</h1>{PROSE}{figure}{PROSE}"}, BOOK))
    article = only(found[0])
    assert "1904" not in "".join(one.text for one in article.passages)
    assert captions(article) == ["The pier in 1904."]


def test_pages_that_are_no_chapter_are_left_out_by_reason(tmp_path: Path) -> None:
    pages = {
        "cover": "<p>The Harbour</p>",
        "toc": PROSE,
        "x": '<section epub:type="titlepage"><p>By Jane Roe</p></section>',
        "y": '<p><a href="a.xhtml">Worms under the pier</a> <a href="b.xhtml">What it costs</a></p>',
        "z": "<img src='a.png'/>",
    }
    found, _ = outcomes(tmp_path, epub(pages, BOOK))
    assert [one.left_out for one in found] == [
        Omission.FRONT_PAGE, Omission.LISTING, Omission.FRONT_PAGE, Omission.LISTING, Omission.NO_WORDS,
    ]  # fmt: skip


def test_the_page_that_an_article_was_taken_from_is_its_address(tmp_path: Path) -> None:
    bar = '<a rel="calibre-downloaded-from" href="https://example.org/2019/05/06/worms">here</a>'
    found, _ = outcomes(tmp_path, epub({"a": f"<h1>Worms</h1>{PROSE}<p>{bar}</p>"}))
    assert only(found[0]).url == "https://example.org/2019/05/06/worms"
    assert str(only(found[0]).dates.published and only(found[0]).dates.published.first) == "2019-05-06"  # type: ignore[union-attr]


def test_marks_of_notes_are_no_text(tmp_path: Path) -> None:
    found, _ = outcomes(
        tmp_path, epub({"a": '<h1>Worms</h1><p>The pier<a epub:type="noteref" href="#n">1</a> is old.</p>'})
    )
    assert only(found[0]).passages[0].text == "The pier is old."


def test_a_locked_book_is_refused_and_typefaces_kept_from_copying_are_no_lock(tmp_path: Path) -> None:
    lock = '<encryption><EncryptionMethod Algorithm="{}"/></encryption>'
    aes = lock.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    fonts = lock.format("http://www.idpf.org/2008/embedding")
    _, broken = outcomes(tmp_path / "1", epub({"a": PROSE}, **{"META-INF__encryption.xml": aes}))
    found, whole = outcomes(tmp_path / "2", epub({"a": PROSE}, **{"META-INF__encryption.xml": fonts}))
    assert "DRM" in (broken or "")
    assert whole is None
    assert only(found[0]).passages


def test_a_document_that_begins_as_one_of_a_book_and_is_none_is_refused() -> None:
    assert (outcome("<?book {", "a.xhtml").reason or "").startswith("damaged")


WHOLE = epub({"a": f"<h1>Worms</h1>{PROSE}"}, BOOK)


@hostile
@given(st.integers(0, len(WHOLE)), st.integers(0, 255), st.booleans())
def test_a_damaged_book_is_read_or_refused(tmp_path_factory: object, place: int, byte: int, cut: bool) -> None:
    data = WHOLE[:place] if cut else WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    folder = tmp_path_factory.mktemp("book")  # type: ignore[attr-defined]
    found, broken = outcomes(folder, data)
    assert found or broken
