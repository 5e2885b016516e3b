"""Near-identical passages are shown once, with the other articles that hold them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.ranking.duplicates import Group, others, same
from tests.index.making import ask, indexed, searching, write_records

RELEASE = (
    "Senators announced today that the harbour of Ostheim will receive two million crowns for new cranes, a longer "
    "pier and a school for pilots, {end}."
)


def test_a_joint_release_is_shown_once_with_its_other_articles(home: Path, wire: Path) -> None:
    records = [
        {"id": name, "title": f"Harbour {name}", "date": f"2019-05-{day:02}", "text": RELEASE.format(end=end)}
        for name, day, end in (("one", 7, "they said"), ("two", 8, "he said"), ("three", 9, "she said"))
    ]
    other = {"id": "else", "date": "2019-05-08", "text": "The harbour of Ostheim was closed by ice for new cranes."}
    indexed(home, write_records(wire, [*records, other]))
    with searching(home) as searcher:
        answer = ask(searcher, "What will the harbour of Ostheim receive for new cranes?", top=3)
    shown = [match.passage.article.article_id for match in answer.matches]
    assert sorted(shown) == sorted([shown[0], "else"])
    assert {shown[0], *(article.article_id for article in answer.matches[0].also)} == {"one", "two", "three"}
    assert [match.rank for match in answer.matches] == [1, 2]
    assert answer.matches[1].also == ()


def test_a_paragraph_repeated_in_its_own_article_is_no_other_article() -> None:
    group = Group(0, (1, 2, 3))
    assert others(group, np.array([7, 7, 8, 8], np.int32)) == [2]


def test_passages_are_the_same_by_most_of_their_words_and_short_ones_only_by_all() -> None:
    long = frozenset(range(20))
    assert same(long, long | {100, 101})
    assert not same(long, long | frozenset(range(100, 110)))
    assert same(frozenset({1, 2}), frozenset({1, 2}))
    assert not same(frozenset({1, 2, 3, 4, 5, 6}), frozenset({1, 2, 3, 4, 5}))
