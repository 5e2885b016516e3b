"""What is learned of the matter takes its place in weights.toml, and all else stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from benchmarks.matter import SECTION, written
from index.ranking import learned
from index.ranking.confidence import SIGNS


def test_only_the_weights_of_the_matter_change_and_those_that_were_there_come_back() -> None:
    text = Path(learned.__file__).with_name("weights.toml").read_text("utf-8")
    before = tomllib.loads(text)
    changed = written(text, np.full(len(SIGNS), 0.25), -1.0)
    after = tomllib.loads(changed)
    assert set(after["matter"].values()) == {0.25, -1.0}
    assert {name: table for name, table in after.items() if name != "matter"} == {
        name: table for name, table in before.items() if name != "matter"
    }
    matter = before["matter"]
    assert written(changed, np.array([matter[name] for name in SIGNS]), matter["intercept"]) == text
    assert written(SECTION.sub("", text), np.array([matter[name] for name in SIGNS]), matter["intercept"]) == text
