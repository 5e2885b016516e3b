from __future__ import annotations

import gc

import pytest

from corpus.importing import for_good


def test_no_cycles_are_searched_for_while_importing_and_what_is_there_is_left_alone_afterwards() -> None:
    gc.unfreeze()
    try:
        with for_good():
            assert not gc.isenabled()
            kept: list[list[int]] = [[] for _ in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= len(kept)
    finally:
        gc.unfreeze()


def test_who_searches_for_no_cycles_does_not_begin_to_where_an_import_fails() -> None:
    gc.disable()
    try:
        with pytest.raises(ImportError), for_good():
            raise ImportError
        assert not gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()
