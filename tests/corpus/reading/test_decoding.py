"""From bytes to text: what is read, and what is refused with its reason."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import Unreadable
from corpus.reading.decoding import decode, printable
from tests.corpus.making import hostile

PROSE = "The harbour council met on Tuesday and approved the repair of both piers before winter. " * 4
BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
]


def refusal(data: bytes) -> str:
    """Return the reason for which data is refused."""
    with pytest.raises(Unreadable) as caught:
        decode(data)
    return str(caught.value)


def test_utf8_is_read_as_it_stands() -> None:
    text = "Café — “quoted”, آبان ۹۸, 東京, 🚢\r\n\tsecond line"
    assert decode(text.encode()) == text


@pytest.mark.parametrize(("bom", "encoding"), BOMS, ids=[encoding for _, encoding in BOMS])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(bom: bytes, encoding: str) -> None:
    text = "Café — “quoted”, آبان ۹۸, 東京, 🚢"
    assert decode(bom + text.encode(encoding)) == text


@pytest.mark.parametrize(("bom", "encoding"), BOMS, ids=[encoding for _, encoding in BOMS])
def test_a_text_that_breaks_its_byte_order_marks_promise_is_refused(bom: bytes, encoding: str) -> None:
    reason = refusal(bom + PROSE.encode(encoding) + b"\xff")
    assert reason.startswith("wrong encoding: it begins like utf-")
    assert reason.endswith("save it as UTF-8")


def test_windows_1252_with_curly_quotes_is_read() -> None:
    text = PROSE + "“It’s the mayor’s plan” – he said… café"
    assert decode(text.encode("cp1252")) == text


def test_russian_in_windows_1251_is_told_by_its_letters() -> None:
    text = "Совет порта собрался во вторник и одобрил ремонт обоих причалов до наступления зимы. " * 10
    assert decode(text.encode("cp1251")) == text


def test_text_that_is_utf8_but_for_one_byte_is_refused_and_the_byte_is_named() -> None:
    good = ("élan " * 30).encode()
    assert refusal(good + b"\xff" + good) == (
        f"wrong encoding: UTF-8 except for byte {len(good)}; save it anew as UTF-8"
    )


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\n" * 1000])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    assert refusal(data).startswith("empty")


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode() + b"\x00" + PROSE.encode(),
        PROSE.encode("utf-16-le"),
        b"\x01\x02\x03\x04 some words",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(1, 32)) * 20,
    ],
    ids=["NUL", "UTF-16 without its mark", "controls", "PNG", "more controls"],
)
def test_binary_data_is_refused_with_the_cure(data: bytes) -> None:
    assert refusal(data) == "binary data, not text: leave it out, or convert it to text"


def test_a_stray_control_character_in_a_long_text_does_no_harm() -> None:
    assert decode((PROSE + "\x0bmore" + PROSE + "\x07").encode()) == PROSE + "\x0bmore" + PROSE + "\x07"


def test_a_nul_far_down_becomes_a_replacement_character() -> None:
    assert decode(b"word " * 20_000 + b"\x00").endswith("word \ufffd")


def test_printable_replaces_what_no_text_may_hold_and_nothing_else() -> None:
    assert printable("a\ud800b\x00c\udfff 🚢 \U0010ffff") == "a\ufffdb\ufffdc\ufffd 🚢 \U0010ffff"


def test_two_halves_of_a_character_are_made_one() -> None:
    assert printable("\ud83d\udea2") == "🚢"


@hostile
@given(st.text())
def test_whatever_is_printable_can_be_stored(text: str) -> None:
    shown = printable(text)
    assert shown.encode().decode() == shown
    assert "\x00" not in shown
    assert printable(shown) == shown


@hostile
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
@example("\u2028x")
@example("é" * 100)
def test_any_text_in_utf8_comes_back_unchanged(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


@hostile
@given(
    st.one_of(
        st.binary(),
        st.builds(bytes.__add__, st.sampled_from([bom for bom, _ in BOMS]), st.binary()),
        st.builds(lambda before, bad: PROSE.encode() + before.encode() + bad, st.text(), st.binary(max_size=8)),
    )
)
@example(b"\xff\xfe\x00\xd8")
@example(b"\x81\x8d\x8f\x90\x9d" + PROSE.encode())
@example(b"+/v8-" * 10 + b"\x80")
def test_any_bytes_are_a_text_that_can_be_stored_or_refused_with_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except Unreadable as refused:
        text = str(refused)
    assert "\x00" not in text
    assert text.encode().decode() == text
