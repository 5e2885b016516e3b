"""What docs/dates.md says is read how is how it is read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.corpus.dates.told import told

PAGE = Path(__file__).parents[2] / "docs" / "dates.md"
PUBLISHED = date(2019, 7, 10)
TABLE = PAGE.read_text("utf-8").partition("### What is read how")[2].partition("\n## ")[0]
ROWS = [re.split(r"(?<!\\)\|", line)[1:3] for line in TABLE.splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize(("words", "days"), ROWS)
def test_a_row_of_the_table_is_true(words: str, days: str) -> None:
    """Words set apart by semicolons are each read by themselves, in English unless they say another language."""
    found = []
    for piece in words.split("; "):
        lang, _, text = (
            piece.strip().rpartition(": ") if re.match(r"\s?[a-z]{2}: ", piece) else ("en", "", piece.strip())
        )
        found.append(told(text, lang, PUBLISHED))
    wanted = days.strip().replace("\\|", "|")
    assert " ".join(filter(None, found)) == ("" if wanted == "-" else wanted)
