"""An article whole is the same when it comes from where it is kept beside an index."""

from __future__ import annotations

import json
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store.library import StoreLibrary
from corpus.store.shown import Dumped, dumped
from corpus.store.whole import Whole, dumped_wholes, loaded_whole
from tests.index.making import indexed, write_records

PARAGRAPH = "The council of Ostheim met in the night and had the gates of the river replaced before the winter came. "
SHARED = "Brought to you by the Harbour Post"
PLACES = ("Norhaven", "Sudhaven", "Easterly", "Westerby", "Midholm", "Overfell", "Underfell", "Longsand")


def story(number: int) -> str:
    place, other = PLACES[number % 8], PLACES[number // 8 % 8]
    return (
        f"The council of {place} talked about bridge number {number} for three hours before it went home again, since "
        f"nobody knew whether {other} would pay for half of what the engineers said that steel costs these days."
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with copies, with what recurs in many, with two days that differ, and with none."""
    root = tmp_path_factory.mktemp("whole")
    records: list[dict[str, object]] = [
        {"id": f"letter-{number}", "title": f"Letter {number}", "date": f"2019-03-{number + 1:02}", "authors": ["Roe"],
         "text": f"{story(number)}\n\n{SHARED}"}
        for number in range(25)
    ]  # fmt: skip
    copied = PARAGRAPH * 3 + "\n\n" + "The mayor said that four hundred people had slept in the school that night. " * 3
    records += [{"id": f"copy-{day}", "title": "Gates", "date": f"2020-02-1{day}", "text": copied} for day in (1, 2, 3)]
    records += [
        {
            "id": "doubt",
            "title": "Doubt",
            "date": "2018-05-01",
            "url": "https://example.org/2016/06/07/doubt/",
            "text": f"June 7, 2016\n\n{story(99)}",
        },
        {"id": "undated", "title": "Undated", "text": PARAGRAPH},
    ]
    indexed(root / "home", write_records(root / "archive" / "news.jsonl", records))
    return root / "home"


def both(home: Path) -> tuple[list[Whole], list[Whole]]:
    """Return all articles that are shown whole, as the store has them, and as they are loaded from elsewhere."""
    with closing(StoreLibrary(home)) as store:
        articles = [one for one, passages in store.articles() if passages]
        here = [whole for one in articles for whole in store.catalogue.whole(one.article_id)]
        texts: list[Dumped] = list(dumped(store, [one.row for one in articles]))
        beside = list(dumped_wholes(store, articles))
    return here, [loaded_whole(one.text, more) for one, more in zip(texts, beside, strict=True)]


def test_an_article_is_the_same_wherever_it_is_kept(home: Path) -> None:
    here, there = both(home)
    assert len(here) == 30
    assert here == there
    assert any(one.copies for one in here)
    assert any(one.article.article.rival for one in here)
    assert any(one.article.authors for one in here)


def test_the_sample_archive_is_the_same(sample_home: Path) -> None:
    here, there = both(sample_home)
    assert here == there
    assert any(one.article.furniture for one in here)


def test_what_recurs_is_told_apart_from_what_is_searched(home: Path) -> None:
    here, _ = both(home)
    with closing(StoreLibrary(home)) as store:
        ((recurring,),) = store.rows("SELECT COUNT(*) FROM passages WHERE role = 'furniture'")
    assert recurring
    assert all(SHARED in "\n".join(one.article.passages) for one in here if one.article.authors)
    assert any(part for one in here for *_, part in one.rows)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _found: b"",
        lambda _found: b"no zlib",
        lambda _found: zlib.compress(b"[]"),
        lambda found: zlib.compress(json.dumps(found | {"rows": [*found["rows"], [9, 0, None]]}).encode()),
        lambda found: zlib.compress(json.dumps(found | {"claims": [[]]}).encode()),
        lambda found: zlib.compress(json.dumps({"rows": found["rows"]}).encode()),
    ],
)
def test_a_damaged_text_is_told_and_never_shown(home: Path, damage: object) -> None:
    assert callable(damage)
    with closing(StoreLibrary(home)) as store:
        article = next(one for one, passages in store.articles() if passages)
        (shown,) = dumped(store, [article.row])
        (beside,) = dumped_wholes(store, [article])
    with pytest.raises(ValueError, match="damaged"):
        loaded_whole(shown.text, damage(json.loads(zlib.decompress(beside))))
