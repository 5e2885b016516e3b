"""Whatever an archive holds and however it changes: read, left out and in quarantine are all that was seen."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from corpus.store.outcomes import Outcomes, outcomes
from corpus.store.writing import StoreWriter
from tests.corpus.making import examples, ingested, texts

KINDS = {
    "read": ("p{}.txt", "Words of page {}."),
    "draft": ("d{}.md", "---\ndraft: true\n---\nNot yet."),
    "quarantined": ("q{}.txt", "\0\1"),
    "hidden file or folder": (".h{}.txt", "Words."),
}
change = st.tuples(
    st.sampled_from(["write", "remove", "link", "pipe"]), st.sampled_from(list(KINDS)), st.integers(0, 4)
)


def make(archive: Path, held: dict[str, str], how: str, kind: str, number: int) -> None:
    """Change one thing of an archive, and note what should come of it."""
    name, data = (one.format(number) for one in KINDS[kind])
    file = archive / name
    if file.is_symlink() or file.exists():
        file.unlink()
    held.pop(name, None)
    if how == "write":
        file.write_text(data)
        held[name] = kind
    elif how == "link" and kind != "hidden file or folder":
        file.symlink_to("nowhere")
        held[name] = "linked folder or broken link"
    elif how == "pipe" and kind != "hidden file or folder":
        os.mkfifo(file)
        held[name] = "special file"


def expected(held: dict[str, str]) -> Outcomes:
    """Count what should come of it."""
    kinds = list(held.values())
    reasons = sorted(set(kinds) - {"read", "quarantined"})
    return Outcomes(kinds.count("read"), {one: kinds.count(one) for one in reasons}, kinds.count("quarantined"))


@examples(15)
@given(st.lists(st.lists(change, max_size=12), min_size=1, max_size=4))
def test_read_left_out_and_quarantined_are_all_that_was_seen_after_any_changes(
    runs: list[list[tuple[str, str, int]]],
) -> None:
    with TemporaryDirectory() as folder:
        archive, home = Path(folder, "archive"), Path(folder, "home")
        archive.mkdir()
        held: dict[str, str] = {}
        for generation, changes in enumerate(runs, start=1):
            for one in changes:
                make(archive, held, *one)
            for _ in range(2):  # the second opens nothing, and counts the same
                tally = ingested(home, archive, generation=generation, workers=0, force=True)
                with closing(StoreWriter(home, generation)) as writer:
                    found = outcomes(writer.connection, [archive])
                assert found == expected(held)
                assert found.seen == len(held)
            assert tally.unchanged == len(held)
            assert sum(tally.removed_with.values()) == tally.removed
            assert len(texts(home)) == found.read
