from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.retrieval import made_up, synthetic
from benchmarks.retrieval.made_up import FUNCTION_WORDS, VOCABULARY, draw, expected, is_number, word
from benchmarks.retrieval.synthetic import articles, question, text
from corpus.model import PASSAGE_LIMIT
from corpus.store.reading import StoreReader
from corpus.store.schema import VERSION
from index.analysis import terms, tokens
from index.evaluating.labelled import read_labelled


def test_an_archive_has_the_passages_asked_for_and_a_small_one_is_the_beginning_of_a_large_one() -> None:
    small, large = (
        [(made.article, made.day, text(made.ranks)) for _, passages in articles(size) for made in passages]
        for size in (300, 8_000)
    )
    assert (len(small), len(large)) == (300, 8_000)
    assert large[:300] == small


def test_every_word_is_another_and_stays_whole_when_it_is_stemmed() -> None:
    ranks = [*range(len(FUNCTION_WORDS), 20_000), *range(20_000, VOCABULARY, 97), VOCABULARY - 1]
    words = {rank: word(rank).lower() for rank in ranks}
    assert len(set(words.values())) == len(words)
    assert terms(tokens(" ".join(words.values()))) == list(words.values())
    assert not set(FUNCTION_WORDS) & set(words.values())


def test_frequent_words_are_shorter_and_some_words_are_numbers_and_names() -> None:
    assert len(word(100)) < len(word(5_001)) < len(word(VOCABULARY - 1))
    assert (word(0), word(1_000)) == ("the", "1000")
    assert word(1_002)[0].isupper()


def test_the_vocabulary_grows_as_that_of_press_releases_does() -> None:
    """The Senate's 60,000 passages have 37,000 terms in 4.4 million words, 10,000 have 15,800 in 720,000."""
    assert expected(4_390_000) == pytest.approx(37_000, rel=0.05)
    assert expected(35_000_000) == pytest.approx(100_000, rel=0.08)
    assert len(np.unique(draw(np.random.default_rng(1), 720_000))) == pytest.approx(expected(720_000), rel=0.02)


def test_a_question_is_eight_words_of_its_passage_in_order_three_of_them_of_no_subject() -> None:
    ranks = np.array([3, 25, 901, 41, 700, 2, 5_001, 901, 80_001, 601, 999_999])
    words = question(ranks, np.random.default_rng(1))
    number = {word(int(rank)): int(rank) for rank in ranks}
    found = [number[one] for one in words]
    assert len(set(found)) == 8
    assert sum(rank < len(FUNCTION_WORDS) for rank in found) == 3
    assert not any(map(is_number, found))
    order = ranks.tolist()
    assert all(order.index(one) < order.index(two) for one, two in pairwise(found))


def test_a_passage_with_too_few_words_gives_no_question() -> None:
    assert question(np.array([1, 2, 701, 702, 703, 5_001, 5_002]), np.random.default_rng(1)) == []


def test_a_store_holds_the_archive_in_date_order_with_its_questions_and_times(tmp_path: Path) -> None:
    synthetic.make(tmp_path / "home", 400)
    store = StoreReader(tmp_path / "home")
    stored = list(store.live_passages())
    made = [passage for _, passages in articles(400) for passage in passages]
    assert all(one.text.startswith(text(passage.ranks)) for one, passage in zip(stored, made, strict=True))
    assert max(len(one.text) for one in stored) <= PASSAGE_LIMIT
    assert all(passage.published_from for passage in stored)
    assert [bool(one.mentioned) for one in stored] == [passage.day >= 0 for passage in made]
    for passage in store.passages([one.number for one in stored[:100]]):
        assert passage is not None
        for mention in passage.mentions:
            assert mention.span is not None
            assert mention.text.endswith(str(mention.span.first.year))
    ids = {article.row: article.article_id for article, _ in store.articles()}
    where = {passage.text.partition(" That was ")[0]: ids[passage.article] for passage in stored}
    labelled = read_labelled(tmp_path / "home" / synthetic.QUESTIONS)
    assert len(labelled) == synthetic.QUESTIONS_ASKED
    for one in labelled:
        assert one.article_ids == {where[one.answer]}
        assert set(tokens(one.question.lower())) <= set(tokens(one.answer.lower()))
    store.close()


def test_a_store_of_the_same_size_is_the_same_and_is_not_made_again(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        synthetic.make(tmp_path / name, 200)
        texts.append((tmp_path / name / synthetic.QUESTIONS).read_bytes())
        assert synthetic.made(tmp_path / name, 200)
        assert not synthetic.made(tmp_path / name, 201)
    assert texts[0] == texts[1]
    (tmp_path / "one" / "kept").touch()
    synthetic.make(tmp_path / "one", 200)
    assert (tmp_path / "one" / "kept").exists()


def test_an_archive_whose_making_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    synthetic.make(tmp_path / "home", 100)
    (tmp_path / "home" / synthetic.QUESTIONS).unlink()
    assert not synthetic.made(tmp_path / "home", 100)


def test_builds_with_another_store_have_a_home_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = synthetic.home_of(tmp_path, 100)
    monkeypatch.setattr(synthetic, "VERSION", VERSION + 1)
    assert synthetic.home_of(tmp_path, 100) != home


def test_frequent_words_make_up_the_share_of_a_text_that_they_do_in_press_releases() -> None:
    """Of the Senate's words 47% are the hundred most frequent terms, 81% the first thousand."""
    ranks = draw(np.random.default_rng(2), 100_000)
    assert [(ranks < most).mean() for most in (100, 1_000)] == pytest.approx([0.47, 0.81], abs=0.05)
    assert made_up.word(int(ranks.max()))
