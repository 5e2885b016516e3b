"""Scores passages with a cross-encoder, in time or not at all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Timer
from time import perf_counter

import numpy as np
import onnxruntime

from index.generations.arrays import FloatArray
from index.ranking.cross_encoder.model import FATAL, Model
from index.ranking.cross_encoder.pairs import Pairs

log = logging.getLogger(__name__)


class CrossEncoder:
    """A re-ranker (index/ranking/reranking.py) that may be asked from several threads at once.

    Args:
        model: scores pairs.
        pairs: cuts them into tokens.
        seconds: that the passages of one question may take.
    """

    def __init__(self, model: Model, pairs: Pairs, seconds: float) -> None:
        self._model = model
        self._pairs = pairs
        self._seconds = seconds
        self._told: set[str] = set()

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray | None:
        """Return a score for each passage; None if the time was over before, or the model failed."""
        options = _quiet()
        late = Timer(self._seconds, setattr, (options, "terminate", True))  # ends a batch that is under way
        late.daemon = True
        late.start()
        try:
            return self._scores(question, passages, options, perf_counter() + self._seconds)
        except Exception as error:  # noqa: BLE001 - the libraries' errors have no root; a reader gets the usual order
            over = options.terminate or isinstance(error, TimeoutError)
            self._tell(f"takes longer than {self._seconds:g} s" if over else f"failed ({type(error).__name__})")
            return None
        finally:
            late.cancel()

    def scores_however_long(self, question: str, passages: Sequence[str]) -> FloatArray:
        """Return a score for each passage, and raise whatever goes wrong."""
        return self._scores(question, passages, _quiet(), np.inf)

    def _scores(
        self, question: str, passages: Sequence[str], options: onnxruntime.RunOptions, end: float
    ) -> FloatArray:
        encoded = self._pairs.encoded(question, passages)
        by_length = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
        found = np.zeros(len(encoded), np.float32)
        for begin in range(0, len(encoded), self._model.batch):
            if perf_counter() > end:
                raise TimeoutError
            places = by_length[begin : begin + self._model.batch]
            found[places] = self._model.scores([encoded[place] for place in places], self._pairs.pad, options)
        return found

    def _tell(self, what: str) -> None:
        """Log, once, why the usual order stands; never an error's own words, which may quote a question."""
        if what not in self._told:
            self._told.add(what)
            log.warning("The re-ranker %s: the usual order stands whenever that happens.", what)


def _quiet() -> onnxruntime.RunOptions:
    options = onnxruntime.RunOptions()
    options.log_severity_level = FATAL
    return options
