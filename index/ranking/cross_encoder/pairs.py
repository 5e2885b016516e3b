"""Cuts pairs of question and passage into the tokens of a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Encoding, Tokenizer

LENGTH = 512
"""Tokens of a pair, where neither tokenizer nor model tells: what models of BERT's kind were trained with."""
QUESTION = 500
"""Characters of a question that are read. The tokenizer keeps every combination of what it cuts off both texts, and
takes seconds where both are far too long."""
PADS = ("[PAD]", "<pad>", "<|pad|>")


class Pairs:
    """The tokenizer of a model.

    Args:
        file: its tokenizer.json.
        length: tokens that the model takes, if it takes no other number.

    Attributes:
        length: tokens of a pair at most.
        pad: the token that fills up shorter pairs.
    """

    def __init__(self, file: Path, length: int | None) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        told = [given for given in (length, (self._tokenizer.truncation or {}).get("max_length")) if given]
        self.length = min(told, default=LENGTH)
        self.pad = self._pad()
        self._tokenizer.no_padding()
        # the longer of both texts is cut: the passage, unless the question is longer
        self._tokenizer.enable_truncation(self.length, strategy="longest_first")

    def encoded(self, question: str, passages: Sequence[str]) -> list[Encoding]:
        """Return question and passage as tokens, each pair by itself: a batch would be cut by threads on every core."""
        return [self._tokenizer.encode(question[:QUESTION], passage) for passage in passages]

    def _pad(self) -> int:
        told = self._tokenizer.padding
        named = (self._tokenizer.token_to_id(name) for name in PADS)
        return int(told["pad_id"]) if told else next((number for number in named if number is not None), 0)
