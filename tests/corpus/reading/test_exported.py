"""What ``dateline export`` writes is read back as it was, whatever it was read from; what is changed in it is told."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.formats.exported import record_of
from corpus.store.exporting import exported
from corpus.store.reading import StoreReader
from tests.conftest import SAMPLE
from tests.corpus.making import fill, hostile, ingested, outcome, record

Json = dict[str, Any]
MIXED: dict[str, str | bytes] = {
    "2019-05-03-fair.txt": "The fair\n\nMay 9, 2019\n\n" + "The fair was opened on Friday, with music. " * 40,
    "site/bridge.md": "---\ntitle: The bridge\ndate: 2021-03-04T10:00:00+02:00\nauthors: [Ana, Bo]\n---\n"
    "Short.\n\nShort too.\n\n## Costs\n\nIt cost 3 million, 12 March 2019.\n\n## Later\n\nMore.",
    "wire.jsonl": record(id="w/1", title="پل", text="پل در ۵ مهر ۱۳۹۸ باز شد.", url="https://example.org/1")
    + record(id="w/1", text="The same id, another text."),
    "page.html": "<html lang=de><title>Der Hafen</title><p>Der Hafen wurde am 3. Mai 2020 eröffnet.</p>" * 2,
}  # fmt: skip


def exports(home: Path) -> list[Json]:
    with closing(StoreReader(home)) as store:
        return [record_of(one) for one in exported(store)]


def rows(home: Path) -> list[Any]:
    """Return all that is derived anew when an export is read."""
    with closing(StoreReader(home)) as store:
        return store.rows(
            "SELECT article_id, source, published_from, published_to, status, articles.confidence, captured, not_after,"
            " language, text, heading, mentions FROM articles JOIN passages ON article = articles.id"
            " ORDER BY article_id, source, ordinal"
        )


@pytest.mark.parametrize("archive", ["mixed", "sample"])
def test_an_export_is_read_back_to_the_same_archive(tmp_path: Path, archive: str) -> None:
    root = fill(tmp_path / "mixed", MIXED) if archive == "mixed" else SAMPLE
    ingested(tmp_path / "first", root)
    before = exports(tmp_path / "first")
    assert len(before) >= 5
    lines = b"".join(record(**one) for one in before)
    ingested(tmp_path / "second", fill(tmp_path / "exported", {"archive.jsonl": lines}))
    after = exports(tmp_path / "second")
    assert [one | {"archive": ""} for one in after] == [one | {"archive": ""} for one in before]
    assert rows(tmp_path / "second") == rows(tmp_path / "first")


GOOD: Json = {
    "dateline_export": 1, "id": "a", "title": "T", "text": "Words.", "date": None, "url": None, "lang": "en",
    "authors": [], "archive": "", "source": "s/a.txt", "format": "text",
    "passages": [{"text": "Words.", "heading": ""}], "furniture": [],
    "claims": [{"role": "published", "kind": "file name", "from": "2019-01-01", "to": "2019-01-01", "precision": "day",
                "words": "2019", "place": "file name", "utc_offset": None, "confidence": 0.9}],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"dateline_export": 2}, {"passages": []}, {"passages": [{"text": "x" * 1001, "heading": ""}]},
        {"passages": [{"text": " ", "heading": ""}]}, {"passages": "Words."}, {"authors": [1]}, {"title": None},
        {"claims": [GOOD["claims"][0] | {"kind": "maintainer"}]}, {"claims": [{}]}, {"furniture": {"a": 1}},
        {"claims": [GOOD["claims"][0] | {"to": "2018-01-01"}]}, {"claims": [GOOD["claims"][0] | {"confidence": 7}]},
    ],
)  # fmt: skip
def test_what_is_no_complete_record_of_ours_is_refused_with_the_cure(change: Json) -> None:
    assert outcome(json.dumps(GOOD), "x.jsonl", 1).reason is None
    found = outcome(json.dumps(GOOD | change), "x.jsonl", 1)
    assert "export it anew" in str(found.reason)


@hostile
@given(st.dictionaries(st.sampled_from(list(GOOD)), st.recursive(st.none() | st.integers() | st.text(), st.lists)))
def test_whatever_stands_in_such_a_record_it_is_read_or_refused(change: Json) -> None:
    found = outcome(json.dumps(GOOD | {"dateline_export": 1} | change), "x.jsonl", 1)
    assert bool(found.articles) != bool(found.reason)
