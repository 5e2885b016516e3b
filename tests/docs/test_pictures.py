"""The pictures of replies: all there and shown, modest in size, and drawn from the side of each language."""

from __future__ import annotations

from pathlib import Path

from tests.pictures.lines import Line, Measure, Word, lines_of
from tests.pictures.playing import sheets

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 1_500_000
BY_LETTERS = Measure(20, 2, lambda word: len(word.text) + 1)


def test_every_picture_is_drawn_from_a_scene_and_shown_in_a_document() -> None:
    drawn = {f"{sheet.name}.png" for sheet in sheets()}
    assert {file.name for file in PICTURES.glob("*.png")} == drawn
    shown = "".join(file.read_text("utf-8") for file in (ROOT / "README.md", ROOT / "docs" / "bot.md"))
    assert {name for name in drawn if f"pictures/{name}" not in shown} == set()
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < MOST_BYTES


def test_kinds_stand_in_light_and_dark_and_in_all_languages() -> None:
    kinds = [sheet for sheet in sheets() if sheet.name.startswith("kinds")]
    assert {sheet.dark for sheet in kinds} == {True, False}
    assert {phone.language for sheet in kinds for phone in sheet.phones} == {"en", "de", "fr", "es", "ar", "fa"}


def _lines(text: str, *entities: dict[str, object]) -> list[Line]:
    return list(lines_of(text, list(entities), BY_LETTERS))


def test_a_line_begins_where_its_first_letter_outside_of_isolation_tells() -> None:
    assert [line.backwards for line in _lines("1. One\n\u200f1. \u2068One\u2069\n\u2068یک\u2069 two\nیک two")] == [
        False,
        True,
        False,
        True,
    ]


def test_words_of_the_other_direction_keep_their_order() -> None:
    (line,) = _lines("در San Jose بود")
    assert [word.text for word in line.from_the_left()] == ["بود", "San", "Jose", "در"]


def test_lines_are_broken_at_words_and_quotations_that_fold_are_cut() -> None:
    assert [" ".join(word.text for word in line.words) for line in _lines("one two three four five six")] == [
        "one two three four",
        "five six",
    ]
    folded = _lines("aaaaaaaa bbbbbbbb " * 8, {"type": "expandable_blockquote", "offset": 0, "length": 144})
    assert len(folded) == 4
    assert folded[-1].words[-1] == Word("… ⌄", link=True)
