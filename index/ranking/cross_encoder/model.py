"""A cross-encoder's ONNX model: what it takes, and one score a pair out of what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Encoding

from index.generations.arrays import FloatArray

BATCH = 4
"""Pairs that are scored together where the model leaves it open. On one core a model of six layers takes about as long
for 20 pairs one by one as four by four, those of like length together, and twice as long for all at once."""
TYPES = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(float)": np.float32}
IDS, MASK, SEGMENTS = "input_ids", "attention_mask", "token_type_ids"
PARTS = {IDS: "ids", MASK: "attention_mask", SEGMENTS: "type_ids"}
"""What a model may take, and which part of an encoded pair that is."""
FATAL = 4
"""ONNX Runtime's own log goes past ours and quotes values, which are a reader's words: only what ends the process."""


class Model:
    """An open model.

    Args:
        file: the model; weights beside it are read too.
        threads: that score one batch.

    Attributes:
        length: tokens of a pair if the model takes just one number of them.
        batch: pairs that are scored together.

    Raises:
        ValueError: it takes what Dateline does not give.
    """

    def __init__(self, file: Path, threads: int) -> None:
        onnxruntime.set_default_logger_severity(FATAL)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = FATAL
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        inputs = {one.name: one for one in self._session.get_inputs()}
        if IDS not in inputs or not inputs.keys() <= PARTS.keys():
            raise ValueError(f"takes {', '.join(inputs) or 'nothing'}, not {', '.join(PARTS)}")
        odd = [one.type for one in inputs.values() if one.type not in TYPES or len(one.shape) != 2]  # noqa: PLR2004
        if odd:
            raise ValueError(f"takes {odd[0]}, not rows of numbers")
        self._types = {name: TYPES[one.type] for name, one in inputs.items()}
        pairs, tokens = inputs[IDS].shape
        self.length = tokens if isinstance(tokens, int) else None
        self._pairs = pairs if isinstance(pairs, int) else None
        # without a mask what fills up a row counts as text, so no row is filled up
        self.batch = self._pairs or (BATCH if MASK in inputs else 1)

    def scores(self, encoded: Sequence[Encoding], pad: int, options: onnxruntime.RunOptions) -> FloatArray:
        """Return a score for each of at most ``batch`` pairs, (n,) float32, higher is better.

        A model gives one value a pair, or two, of which the second speaks for the passage and the first against it.

        Raises:
            ValueError: it gives anything else.
        """
        rows = [*encoded, *[encoded[-1]] * ((self._pairs or 0) - len(encoded))]
        width = self.length or max(len(one.ids) for one in rows)
        fed = {name: _filled(rows, name, pad, width, kind) for name, kind in self._types.items()}
        given: Any = self._session.run(None, fed, options)[0]
        values = np.asarray(given, np.float32)
        if values.shape not in {(len(rows),), (len(rows), 1), (len(rows), 2)}:
            raise ValueError(f"gives values of shape {np.shape(given)} for {len(rows)} pairs, not one or two for each")
        if not np.isfinite(values).all():
            raise ValueError("gives values that are no numbers")
        values = values.reshape(len(rows), -1)
        return values[: len(encoded), -1] - (values[: len(encoded), 0] if values.shape[1] > 1 else 0)


def _filled(rows: Sequence[Encoding], name: str, pad: int, width: int, kind: Any) -> Any:
    """Return one input of the model, (len(rows), width), each row filled up behind its tokens."""
    filled = np.full((len(rows), width), pad if name == IDS else 0, kind)
    for row, one in zip(filled, rows, strict=True):
        part = getattr(one, PARTS[name])
        row[: len(part)] = part
    return filled
