"""Text that was read in the wrong encoding once: what is clearly garbled is repaired, everything else stays."""

from __future__ import annotations

import pytest

from tests.corpus.making import only, outcome, record

GARBLED = [
    ("They donâ€™t stop.", "They don’t stop."),
    ("CafÃ© de la RÃ©publique", "Café de la République"),
    ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚ to all", "привет to all"),
    ("Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…", "السلام عليكم"),
]
CLEAN = ["L’État, c’est «moi»…", "SÃO PAULO, ÂNGELA", "naïve café — “so”", "السلام عليكم «نص»", "نمی‌خواهم", "Ã vendre"]


@pytest.mark.parametrize(("garbled", "meant"), GARBLED)
@pytest.mark.parametrize("path", ["page.md", "page.txt", "page.html"])
def test_what_is_garbled_is_repaired_and_kept_as_it_stood(garbled: str, meant: str, path: str) -> None:
    text = f"First.\n\n{garbled}\n\nLast.".replace("\n\n", "<p>" if path.endswith("html") else "\n\n")
    article = only(outcome(f"<html><body><p>{text}" if path.endswith("html") else text, path))
    words = "\n".join(passage.text for passage in article.passages)
    assert meant in words
    assert garbled not in words
    assert words.rstrip().endswith("Last.")
    assert garbled in [one.text for one in article.furniture if one.role == "wrongly encoded"]


def test_a_garbled_title_is_repaired() -> None:
    article = only(outcome(record(title="CafÃ© crÃ¨me", text="Plain words."), "a.jsonl", 1))
    assert article.title == "Café crème"
    assert [one.text for one in article.furniture if one.role == "wrongly encoded"] == ["CafÃ© crÃ¨me"]


@pytest.mark.parametrize("words", CLEAN)
def test_what_is_not_garbled_stays_as_it_is(words: str) -> None:
    article = only(outcome(f"---\ntitle: x\n---\n{words}", "page.md"))
    assert [passage.text for passage in article.passages] == [words]
    assert not article.furniture
