"""Opens a cross-encoder from its folder, and tells before anybody asks what of it cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import RerankerUnusable

if TYPE_CHECKING:
    from index.ranking.cross_encoder.encoder import CrossEncoder

MODELS = ("model.onnx", "onnx/model.onnx")
"""Where the model stands: beside the tokenizer, or as folders are published."""
TOKENIZER = "tokenizer.json"
POINTER = b"version https://git-lfs"
"""How a file begins that only tells where the real one is."""
CURE = "set DATELINE_RERANKER to the folder of a cross-encoder in ONNX, or leave it empty"
INSTALL = "install them with make rerank or pip install 'dateline[rerank]', or leave DATELINE_RERANKER empty"
TRIAL = ("Who opened the bridge?", ("The mayor opened it.", "Ferries\nThey crossed the river for three centuries."))
"""A question and passages of different lengths that are scored before anybody asks."""


def open_cross_encoder(folder: Path, seconds: float, threads: int = 1) -> CrossEncoder:
    """Return the cross-encoder of a folder, tried on a question.

    Args:
        folder: holds the model and its tokenizer.
        seconds: that the passages of one question may take.
        threads: that score one question.

    Raises:
        RerankerUnusable: a library or file is missing, or the model does not score pairs of texts.
    """
    try:
        from index.ranking.cross_encoder.encoder import CrossEncoder  # noqa: PLC0415 - needs libraries that are extra
        from index.ranking.cross_encoder.model import Model  # noqa: PLC0415 - likewise
        from index.ranking.cross_encoder.pairs import Pairs  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise RerankerUnusable(
            f"{folder}: re-ranking needs onnxruntime and tokenizers ({_line(error)}); {INSTALL}"
        ) from error
    with _reading(folder, "cannot be read"):
        model_file, tokenizer_file = _present(folder, *MODELS), _present(folder, TOKENIZER)
    with _reading(model_file, "is no model in ONNX that scores pairs of texts"):
        model = Model(model_file, threads)
    with _reading(tokenizer_file, "is no tokenizer"):
        pairs = Pairs(tokenizer_file, model.length)
    encoder = CrossEncoder(model, pairs, seconds)
    with _reading(folder, "the model scores no pairs of texts as its tokenizer cuts them"):
        encoder.scores_however_long(*TRIAL)
    return encoder


def _present(folder: Path, *names: str) -> Path:
    if not folder.is_dir():
        raise RerankerUnusable(f"{folder}: is no folder; {CURE}")
    for name in names:
        if (folder / name).is_file():
            break
    else:
        raise RerankerUnusable(f"{folder}: has no {' and no '.join(names)}; {CURE}")
    with (folder / name).open("rb") as file:
        if file.read(len(POINTER)) == POINTER:
            raise RerankerUnusable(f"{folder / name}: is a pointer of git-lfs; fetch the file itself (git lfs pull)")
    return folder / name


@contextmanager
def _reading(place: Path, wrong: str) -> Iterator[None]:
    """Translate whatever the libraries raise, who have no root for their errors, and what we say of a model."""
    try:
        yield
    except RerankerUnusable:
        raise
    except Exception as error:
        raise RerankerUnusable(f"{place}: {wrong} ({_line(error)}); {CURE}") from error


def _line(error: Exception) -> str:
    """Return the first line of what an error says, which no reader's words have entered yet."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
