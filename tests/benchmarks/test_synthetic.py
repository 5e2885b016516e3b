from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.retrieval import synthetic
from benchmarks.retrieval.synthetic import COMMON, VOCABULARY, articles, question, text, word
from corpus.store.reading import StoreReader
from index.analysis import terms, tokens
from index.evaluating import read_labelled


def test_an_archive_has_the_passages_asked_for_and_a_small_one_is_the_beginning_of_a_large_one() -> None:
    small, large = (
        [(made.article, text(made.ranks)) for _, passages in articles(size) for made in passages]
        for size in (300, 8_000)
    )
    assert (len(small), len(large)) == (300, 8_000)
    assert large[:300] == small


def test_every_word_is_another_and_stays_whole_when_it_is_stemmed() -> None:
    ranks = [*range(20_000), *range(0, VOCABULARY, 97), VOCABULARY - 1]
    words = {rank: word(rank) for rank in ranks}
    assert len(set(words.values())) == len(words)
    assert terms(tokens(" ".join(words.values()))) == list(words.values())


def test_frequent_words_are_shorter() -> None:
    assert len(word(0)) < len(word(50_000)) < len(word(VOCABULARY - 1))


def test_words_are_drawn_as_often_as_the_law_says() -> None:
    ranks = np.concatenate([made.ranks for _, passages in articles(2_000) for made in passages])
    weights = (np.arange(1, VOCABULARY + 1) + synthetic.SHIFT) ** -synthetic.EXPONENT
    expected = weights[:100].sum() / weights.sum() * (1 - synthetic.SUBJECT_SHARE)
    assert abs((ranks < 100).mean() - expected) < 0.01


def test_a_question_is_eight_words_of_its_passage_in_order_three_of_them_common() -> None:
    ranks = np.array([3, 25, 900, 40, 700, 41, 42, 5_000, 900, 80_000, 600, 999_999])
    words = question(ranks, np.random.default_rng(1))
    number = {word(int(rank)): int(rank) for rank in ranks}
    found = [number[one] for one in words]
    assert len(set(found)) == 8
    assert sum(rank in COMMON for rank in found) == 3
    assert all(rank >= COMMON.start for rank in found)
    order = ranks.tolist()
    assert all(order.index(one) < order.index(two) for one, two in pairwise(found))


def test_a_passage_with_too_few_words_gives_no_question() -> None:
    assert question(np.array([25, 26, 700, 701, 702, 703, 704]), np.random.default_rng(1)) == []


def test_a_store_holds_the_archive_in_date_order_with_its_questions(tmp_path: Path) -> None:
    synthetic.make(tmp_path, 400)
    store = StoreReader(tmp_path)
    stored = list(store.live_passages())
    made = [text(passage.ranks) for _, passages in articles(400) for passage in passages]
    assert [passage.text for passage in stored] == made
    assert all(passage.published_from for passage in stored)
    ids = {article.row: article.article_id for article, _ in store.articles()}
    where = {passage.text: ids[passage.article] for passage in stored}
    labelled = read_labelled(tmp_path / synthetic.QUESTIONS)
    assert len(labelled) > 150
    for one in labelled:
        assert one.article_ids == {where[one.answer]}
        assert set(one.question.split()) <= set(tokens(one.answer))
    store.close()


def test_a_store_of_the_same_size_is_the_same(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        synthetic.make(tmp_path / name, 200)
        texts.append((tmp_path / name / synthetic.QUESTIONS).read_bytes())
        assert synthetic.made(tmp_path / name, 200)
        assert not synthetic.made(tmp_path / name, 201)
    assert texts[0] == texts[1]


def test_an_archive_whose_making_was_interrupted_is_not_taken_for_whole(tmp_path: Path) -> None:
    synthetic.make(tmp_path, 100)
    (tmp_path / synthetic.QUESTIONS).unlink()
    assert not synthetic.made(tmp_path, 100)
