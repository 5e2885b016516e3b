"""Documents of word processors: what is shown of them is read, what is deleted, hidden or locked is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Status
from corpus.reading.office import package as packages
from tests.corpus.making import captions, fill, hostile, items_below, only, outcome
from tests.corpus.reading.making_documents import docx, odt, package, paragraph

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(paragraph("Pier"), paragraph("1904"))


def shown(data: bytes, path: str) -> str:
    """Return the text of a document."""
    return "\n\n".join(one.text for one in only(outcome(data, path)).passages)


def test_a_document_of_word_keeps_headings_tables_and_notes() -> None:
    notes = '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote>{}</w:footnote>'.format(paragraph("A note."))
    body = paragraph("The pier", "T") + paragraph("Its piles", "H1") + paragraph("They are old.") + TABLE
    article = only(outcome(docx(body, footnotes=notes), "a.docx"))
    assert article.title == "The pier"
    assert article.passages[0].heading == "Its piles"
    assert article.passages[0].text == "They are old.\n\nPier | 1904\n\nA note."


def test_captions_of_documents_stay_captions() -> None:
    body = paragraph("They are old.") + paragraph("Figure 1: The pier in 1904", "Beschriftung")
    text = (
        '<text:p>They are old.</text:p><text:p><text:text-box><text:p text:style-name="Illustration">Figure 1: The pier'
        " in 1904</text:p></text:text-box></text:p>"
    )
    for data, path in ((docx(body), "a.docx"), (odt(text), "a.odt")):
        article = only(outcome(data, path))
        assert [one.text for one in article.passages] == ["They are old."]
        assert captions(article) == ["Figure 1: The pier in 1904"]
    assert shown(docx(paragraph("Nothing else.", "Beschriftung")), "a.docx") == "Nothing else."


def test_what_word_does_not_show_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>The pier </w:t></w:r><w:del><w:r><w:delText>was</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>is</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> secretly</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t> closed.</w:t></w:r></w:p>"
    )
    article = only(outcome(docx(body, header1=paragraph("Gazette")), "a.docx"))
    assert article.passages[0].text == "The pier is closed."
    assert any((one.role, one.text) == ("running header", "Gazette") for one in article.furniture)


def test_core_properties_are_claims_and_names_of_accounts_are_no_authors() -> None:
    core = (
        f"<core {DC}><dc:title>The pier</dc:title><dc:creator>{{}}</dc:creator>"
        "<dcterms:created>2019-05-07T10:00:00Z</dcterms:created></core>"
    )
    article = only(outcome(docx(paragraph("The pier is old."), core=core.format("Jane Roe")), "a.docx"))
    assert article.authors == ("Jane Roe",)
    assert [one.place for one in article.dates.claims] == ["Word field created"]
    assert only(outcome(docx(paragraph("Old."), core=core.format("user")), "a.docx")).authors == ()


@pytest.mark.parametrize("made", ["2013-12-23T23:15:00Z", "2017-02-28T11:18:00Z"])
def test_the_day_of_a_librarys_template_is_none_of_the_document(made: str) -> None:
    core = f"<core {DC}><dcterms:created>{made}</dcterms:created><dcterms:modified>{{}}</dcterms:modified></core>"
    article = only(outcome(docx(paragraph("The pier is old."), core=core.format(made)), "a.docx"))
    assert (article.dates.claims, article.dates.status) == ((), Status.UNDATED)
    article = only(outcome(docx(paragraph("The pier is old."), core=core.format("2019-05-07T10:00:00Z")), "a.docx"))
    assert [one.place for one in article.dates.claims] == ["Word field modified"]
    other = core.replace(":00Z", ":01Z").format("2019-05-07T10:00:00Z")
    article = only(outcome(docx(paragraph("The pier is old."), core=other), "a.docx"))
    assert "Word field created" in [one.place for one in article.dates.claims]


def test_an_opendocument_text_keeps_headings_tables_and_notes_and_no_deletions() -> None:
    text = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        '<text:h text:outline-level="1">Its piles</text:h>'
        "<text:p>They<text:s/>are<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
        " old.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Pier</text:p></table:table-cell>"
        "<table:table-cell><text:p>1904</text:p></table:table-cell></table:table-row></table:table>"
    )
    article = only(outcome(odt(text, "<creation-date>2019-05-07T10:00:00</creation-date>"), "a.odt"))
    assert article.title == "Its piles"
    assert article.passages[0].text == "They are old.\n\nPier | 1904\n\nA note."
    assert [one.place for one in article.dates.claims] == ["OpenDocument field created"]


def test_rich_text_is_read_in_the_encodings_that_it_names() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}{\header Gazette}"
        rb"{\info{\title The pier}{\creatim\yr2019\mo5\dy7}}\f0 Gr\'f6\'dfe \u8211 - {\deleted gone}{\*\secret x}"
        rb"here.\par"
        rb"{\f1 \'cf\'f0\'e8}\cell b\cell\row {\pict\bin4 }}}}}last}"
    )
    article = only(outcome(data, "a.rtf"))
    assert article.passages[0].text == "Größe – here.\n\nПри | b\n\nlast"
    assert [one.place for one in article.dates.claims] == ["RTF field created"]


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a.doc",
            "the binary format of an older office program: save it as .docx",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "locked with a password"),
        (odt("", manifest="<encryption-data/>"), "a.odt", "locked with a password"),
        (package({"a.txt": "x"}), "a.docx", "no document of Word"),
        (package({"content.xml": "<a/>"}), "a.odt", "no OpenDocument text"),
        (docx(""), "a.docx", "empty"),
        (b"PK\x03\x04 cut", "a.docx", "damaged"),
        (b"PK\x03\x04 cut", "a.png", "binary data"),
        (rb"{\rtf1 }", "a.rtf", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_cure(data: bytes, path: str, reason: str) -> None:
    assert (outcome(data, path).reason or "").startswith(reason)


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MEMBER", 1 << 20)
    assert "unpacks to more than 1 MiB" in (outcome(docx(" " * (2 << 20)), "a.docx").reason or "")


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>'
    data = package({"content.xml": f"{bomb}<a><body><text><p>Old &y; pier.</p></text></body></a>"})
    assert shown(data, "a.odt") == "Old pier."


def test_a_document_is_no_container_though_it_is_a_zip(tmp_path: Path) -> None:
    archive = fill(tmp_path / "archive", {"a.docx": docx(paragraph("Old.")), "b.odt": odt("<text:p>Old.</text:p>")})
    assert [one.path.rpartition("/")[2] for one in items_below(archive)] == ["a.docx", "b.odt"]


WHOLE = docx(paragraph("The pier", "T") + paragraph("They are old.") + TABLE)


@hostile
@given(st.sampled_from(["a.docx", "a.odt", "a.rtf"]), st.integers(0, len(WHOLE)), st.integers(0, 255), st.booleans())
def test_a_damaged_document_is_read_or_refused(path: str, place: int, byte: int, cut: bool) -> None:
    data = WHOLE[:place] if cut else WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    found = outcome(data, path)
    assert bool(found.articles) != bool(found.reason)


@hostile
@given(
    st.lists(
        st.sampled_from(r"{ } \par \'e4 \'zz \u-9 \u99999 \uc0 \bin3 \bin-1 \f1 \fonttbl \* \ansicpg9 a".split()),
        max_size=40,
    )
)
def test_any_rich_text_is_read_or_refused(pieces: list[str]) -> None:
    found = outcome(("{\\rtf1 " + " ".join(pieces)).encode(), "a.rtf")
    assert bool(found.articles) != bool(found.reason)
