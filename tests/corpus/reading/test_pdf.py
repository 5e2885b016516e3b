"""PDFs: the order of reading, words and paragraphs made whole, margins taken off, and what cannot be read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Article
from corpus.reading.pdf.deadline import Overdue, deadline
from corpus.reading.pdf.hyphens import joined, vocabulary
from corpus.reading.pdf.lines import lines_of
from corpus.reading.pdf.operators import operations
from corpus.reading.pdf.pieces import Piece
from tests.corpus.making import hostile, only, outcome
from tests.corpus.reading.making_documents import LINE, column, pdf

PROSE = (
    "The council met on Tuesday evening in the old town hall to hear what the\n"
    "engineers had found under the pier. Three of the piles had been eaten by\n"
    "worms and would have to be replaced before the winter."
)
SECOND = (
    "Nobody could say what the work would cost, and the treasurer asked for a\n"
    "month to find out. The harbour master wanted to begin at once, since the\n"
    "ferry could not land there any more."
)


def read(*pages: list[LINE], **more: object) -> Article:
    """Return the article of a PDF of such pages."""
    return only(outcome(pdf(*pages, **more), "a.pdf"))  # type: ignore[arg-type]


def text(article: Article) -> str:
    return "\n\n".join(one.text for one in article.passages)


def test_lines_become_paragraphs_set_apart_by_space() -> None:
    shown = text(read(column(PROSE, top=700) + column(SECOND, top=650)))
    assert shown == f"{PROSE} \n {SECOND}".replace(" \n ", "\n\n").replace("the\ne", "the e").replace(
        "by\n", "by "
    ).replace("a\nm", "a m").replace("the\nf", "the f")


def test_columns_are_read_one_after_the_other_whatever_order_they_are_drawn_in() -> None:
    left = [(72.0, 700.0 - 12 * n, 10.0, f"left column line {n} goes to its own edge") for n in range(8)]
    right = [(320.0, 700.0 - 12 * n, 10.0, f"right column line {n} goes to its own edge") for n in range(8)]
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    shown = text(
        read(
            [
                (72, 740, 10, "A line above both of the columns that is as wide as the whole page is, and more of it."),
                *rows,
            ]
        )
    )
    assert shown.index("left column line 7") < shown.index("right column line 0")
    assert shown.index("above both") < shown.index("left column line 0")


@pytest.mark.parametrize(
    ("one", "other", "elsewhere", "whole"),
    [
        ("the govern-", "ment fell", [], "the government fell"),
        ("a well-", "known man", ["it is well known"], "a well-known man"),
        ("a well-", "known man", ["he is well-known"], "a well-known man"),
        ("the co-", "operative", ["the cooperative"], "the cooperative"),
        ("the Anglo-", "Saxon king", [], "the Anglo-Saxon king"),
        ("from 2019-", "2020 on", [], "from 2019-2020 on"),
        ("he said -", "and left", [], "he said - and left"),
        ("soft hy\u00adphen\u00ad", "ated", [], "soft hy\u00adphenated"),
        ("two lines", "of words", [], "two lines of words"),
        ("日本語", "組版", [], "日本語組版"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_written_as_the_document_writes_it(
    one: str, other: str, elsewhere: list[str], whole: str
) -> None:
    assert joined(one, other, vocabulary([*elsewhere, one, other])) == whole


def test_running_headers_and_numbers_of_pages_are_furniture() -> None:
    pages = [
        [(72.0, 800.0, 8.0, "The Harbour Gazette"), *column(f"{word} {PROSE}"), (290.0, 40.0, 8.0, str(number))]
        for number, word in enumerate(["First", "Then", "Later", "Last"], start=11)
    ]
    article = read(*pages)
    assert "Gazette" not in text(article)
    assert "11" not in text(article)
    assert ("running header", "The Harbour Gazette") in [(one.role, one.text) for one in article.furniture]


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    first, second = PROSE.rsplit("\n", 1)
    assert "eaten by worms" in text(read(column(first), column(second)))


def test_the_largest_type_on_the_first_page_is_the_title_where_the_file_names_a_file() -> None:
    lines = [(72.0, 760.0, 20.0, "Pier to be mended"), *column(PROSE)]
    assert read(lines, info={"Title": "Microsoft Word - draft3.doc"}).title == "Pier to be mended"
    assert read(column(PROSE), info={"Title": "Worms under the pier"}).title == "Worms under the pier"


def test_larger_type_is_a_heading_of_what_stands_below() -> None:
    top = (72.0, 760.0, 20.0, "Pier to be mended")
    lines = [top, *column(PROSE), (72.0, 640.0, 13.0, "What it costs"), *column(SECOND, top=620)]
    assert [one.heading for one in read(lines).passages][-1] == "What it costs"


def test_the_day_on_which_a_file_was_made_is_a_claim_that_a_dateline_may_put_in_doubt() -> None:
    info = {"CreationDate": "D:20190507120000+02'00'", "ModDate": "D:20200101"}
    places = [one.place for one in read(column(PROSE), info=info).dates.claims]
    assert places == ["PDF field CreationDate", "PDF field ModDate"]


def test_the_moment_of_a_file_made_the_same_at_any_time_is_none() -> None:
    same = "D:20000101000000+00'00'"
    assert read(column(PROSE), info={"CreationDate": same, "ModDate": same}).dates.claims == ()
    (kept,) = read(column(PROSE), info={"CreationDate": "D:20000101093012+00'00'"}).dates.claims
    assert str(kept.span.first) == "2000-01-01"


def test_what_a_file_marks_as_no_text_is_taken_off() -> None:
    drawn = "/Artifact BMC BT /F1 8 Tf 72 30 Td (Printed on grey paper) Tj ET EMC\n"
    article = read(column(PROSE), marks=drawn)
    assert "grey paper" not in text(article)
    assert any(one.text == "Printed on grey paper" for one in article.furniture)


def test_a_file_without_a_text_layer_is_refused_with_the_cure() -> None:
    assert (outcome(pdf([], []), "scan.pdf").reason or "").startswith("no text layer on its 2 pages: run OCR")


def test_pages_without_text_among_others_are_told() -> None:
    notes = [one.text for one in read(column(PROSE), []).furniture if one.role == "left out"]
    assert notes == ["no text layer on page 2 of 2: run OCR over it"]


def test_a_page_that_takes_too_long_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.pdf.document.SECONDS", -1.0)
    assert "none of its 2 pages could be read" in (outcome(pdf(column(PROSE), []), "a.pdf").reason or "")


def test_work_that_never_ends_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Overdue), deadline(0.05):
        _forever()
    assert time.monotonic() - begun < 60


def _forever() -> None:
    while True:
        time.monotonic()


def test_words_of_arabic_script_come_out_in_the_order_of_reading_with_their_numbers() -> None:
    shown = ["م", "ا", "ع", "79", "(", "ب", ")"]  # as on the page, drawn from left to right
    pieces = [
        Piece(one, 10.0 * at + (5 if at > 2 else 0), 10.0 * at + 10 + (5 if at > 2 else 0), 0, 10)
        for at, one in enumerate(reversed(shown))
    ]
    (line,), _ = lines_of(pieces, 1)
    assert line.right_to_left
    assert "ماع" in line.text
    assert "79" in line.text
    assert "(ب)" in line.text


def shown(*words: str) -> list[Piece]:
    """Return words as they stand on a page from left to right, those of letters that run the other way turned round."""
    pieces, left = [], 0.0
    for word in words:
        for sign in [word] if word.isascii() else word:
            width = 5.0 * len(sign)
            pieces.append(Piece(sign, left, left + width, 0, 10))
            left += width
        left += 4
    return pieces


@pytest.mark.parametrize(("words", "read"), [
    (["It was called", "חירי", "רשגה", "by all who lived there."], "It was called הגשר יריח by all who lived there."),
    (["It was called", "חירי", "רשגה"], "It was called הגשר יריח"),
    (["The word", "باتك", "and the word", "حوتفم", "are his."], "The word کتاب and the word مفتوح are his."),
    (["The issue of", "۱۲", "۲۰۱۹", "ربتکا", "was the first."], "The issue of ۱۲ اکتبر ۲۰۱۹ was the first."),
    (["In the paper", "ربتکا", "1998", "زورید", "was the last."], "In the paper دیروز 1998 اکتبر was the last."),
    (["The number", "۱۲", "of the paper"], "The number ۱۲ of the paper"),
])  # fmt: skip
def test_words_of_arabic_and_hebrew_script_in_a_line_of_another_are_in_the_order_of_reading(
    words: list[str], read: str
) -> None:
    (line,), _ = lines_of(shown(*words), 1)
    assert (line.text.replace("ك", "ک"), line.right_to_left) == (read, False)


def test_ligatures_and_presentation_forms_are_letters() -> None:
    (line,), _ = lines_of([Piece("e\ufb03cient \ufb01re", 0, 50, 0, 10)], 1)
    assert line.text == "efficient fire"


def test_content_is_cut_as_the_standard_says() -> None:
    data = rb"% a note" + b"\n" + rb"[(a\(b\)\101) -12.5 <4 1>] TJ /Name 5 Tf (un(balanced)) Tj ID \x00\xff EI Q"
    assert list(operations(data)) == [
        (b"TJ", [[b"a(b)A", -12.5, b"A"]]),
        (b"Tf", ["/Name", 5.0]),
        (b"Tj", [b"un(balanced)"]),
        (b"ID", []),
        (b"Q", []),
    ]


WHOLE = pdf([(72, 760, 20, "Pier to be mended"), *column(PROSE)], column(SECOND), info={"Title": "x"})


@hostile
@given(st.integers(0, len(WHOLE)), st.integers(0, 255), st.booleans())
def test_a_damaged_file_is_read_or_refused(place: int, byte: int, cut: bool) -> None:
    data = WHOLE[:place] if cut else WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :]
    found = outcome(data, "a.pdf")
    assert bool(found.articles) != bool(found.reason)


@hostile
@given(
    st.lists(st.sampled_from(list("()<>[]/% \n0BTETqQ'\"-.")) | st.text("TfTjTmTdDocm 019", max_size=6), max_size=60)
)
def test_any_content_is_drawn_or_passed_over(pieces: list[str]) -> None:
    found = outcome(pdf(column(PROSE), marks="".join(pieces)), "a.pdf")
    assert bool(found.articles) != bool(found.reason)
