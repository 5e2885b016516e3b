"""Tiny cross-encoders: graphs in the words of ONNX, and a tokenizer of a few hundred words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import onnx
from onnx import parser
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
HEAD = '<ir_version: 8, opset_import: ["": 17]>\n'
TAKING = "int64[n,l] input_ids, int64[n,l] attention_mask, int64[n,l] token_type_ids"

SHARED = f"""g ({TAKING}) => (float[n,1] logits) {{
    one = Constant<value: tensor = int64 {{1}}>()
    three = Constant<value: tensor = int64 {{3}}>()
    a1 = Constant<value: tensor = int64[1] {{1}}>()
    a2 = Constant<value: tensor = int64[1] {{2}}>()
    both = Constant<value: tensor = int64[2] {{1, 2}}>()
    word = Greater(input_ids, three)
    behind = Equal(token_type_ids, one)
    before = Not(behind)
    asked = And(word, before)
    told = And(word, behind)
    ids_down = Unsqueeze(input_ids, a2)
    ids_along = Unsqueeze(input_ids, a1)
    same = Equal(ids_down, ids_along)
    asked_down = Unsqueeze(asked, a2)
    told_along = Unsqueeze(told, a1)
    pair = And(asked_down, told_along)
    shared = And(same, pair)
    counted = Cast<to = 1>(shared)
    total = ReduceSum<keepdims = 0>(counted, both)
    logits = Unsqueeze(total, a1)
}}"""
"""Scores a passage by the words that it shares with the question, each as often as it stands there."""


def measuring(
    given: str = "float[n,1] logits",
    last: str = "logits = ReduceSum<keepdims = 1>(counted, a1)",
    taking: str = "int64[n,l] input_ids, int64[n,l] attention_mask",
    of: str = "attention_mask",
) -> str:
    """Return a graph that scores a pair by its length: the sum of its mask, or what ``last`` makes of it."""
    return f"""g ({taking}) => ({given}) {{
        a1 = Constant<value: tensor = int64[1] {{1}}>()
        counted = Cast<to = 1>({of})
        {last}
    }}"""


LONGEST = measuring()
FLAT = measuring("float[n] scores", "scores = ReduceSum<keepdims = 0>(counted, a1)")
SHORTEST = measuring(
    "float[n,2] logits",
    """total = ReduceSum<keepdims = 1>(counted, a1)
        half = Constant<value: tensor = float {0.5}>()
        with = Mul(total, half)
        logits = Concat<axis = 1>(total, with)""",
)
"""Says for a passage half of what it says against it: the longer, the worse."""
SINGLE = measuring(taking="int64[n,l] input_ids", of="input_ids")
NARROW = measuring(taking="int32[n,l] input_ids, float[n,l] attention_mask")
FIXED = measuring("float[3,1] logits", taking="int64[3,24] input_ids, int64[3,24] attention_mask")
THREE = measuring(
    "float[n,3] logits",
    """total = ReduceSum<keepdims = 1>(counted, a1)
        logits = Concat<axis = 1>(total, total, total)""",
)
STATES = measuring(
    "float[n,l,1] last_hidden_state",
    "a2 = Constant<value: tensor = int64[1] {2}>() last_hidden_state = Unsqueeze(counted, a2)",
)
NO_NUMBER = measuring(
    last="""total = ReduceSum<keepdims = 1>(counted, a1)
        less = Neg(total)
        logits = Log(less)"""
)
POSITIONS = measuring(taking="int64[n,l] input_ids, int64[n,l] position_ids", of="position_ids")
PICTURES = measuring(taking="float[n,l] pixel_values", of="pixel_values")

ENDLESS = measuring(
    last="""zero = Constant<value: tensor = int64 {0}>()
        two = Constant<value: tensor = int64 {2}>()
        many = Constant<value: tensor = int64 {2000000000}>()
        begun = Constant<value: tensor = float {0.0}>()
        yes = Constant<value: tensor = bool {1}>()
        shape = Shape(input_ids)
        pairs = Gather<axis = 0>(shape, zero)
        more = Greater(pairs, two)
        trips = Where(more, many, zero)
        idle = Loop<body = b (int64 i, bool go, float s) => (bool on, float t) {
            on = Identity(go)
            step = Constant<value: tensor = float {1.0}>()
            t = Add(s, step)
        }>(trips, yes, begun)
        total = ReduceSum<keepdims = 1>(counted, a1)
        logits = Add(total, idle)"""
)
"""Takes minutes for more than two pairs at once."""


def looking_up(words: int) -> str:
    """Return a graph that fails at a word whose number is ``words`` or more, with an error that quotes the number."""
    return measuring(
        last=f"""table = Constant<value: tensor = float[{words}] {{{", ".join(["1.0"] * words)}}}>()
        counts = Gather<axis = 0>(table, input_ids)
        logits = ReduceSum<keepdims = 1>(counts, a1)"""
    )


def tokenizer_of(texts: Iterable[str], *, length: int | None = None, pad: bool = True) -> Tokenizer:
    """Return a tokenizer that knows the words of some texts."""
    words = sorted({word for text in texts for word in re.findall(r"\w+|[^\w\s]+", text.lower())})
    vocabulary = {word: number for number, word in enumerate((*SPECIAL, *words))}
    made = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    made.normalizer = Lowercase()
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    if length:
        made.enable_truncation(length)
    if pad:
        made.enable_padding(length=length)
    return made


def write_folder(
    folder: Path, graph: str, texts: Iterable[str] = (), *, name: str = "model.onnx", length: int | None = None
) -> Path:
    """Write a folder as cross-encoders are published, and return it."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    model = parser.parse_model(HEAD + graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(folder / name))
    tokenizer_of(texts, length=length).save(str(folder / "tokenizer.json"))
    return folder
