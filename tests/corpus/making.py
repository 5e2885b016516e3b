"""Makes archives for tests, and reads what came of them; hostile input runs with the same settings everywhere."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from hypothesis import settings

from corpus.articles import EVERYTHING, process
from corpus.dating.horizon import Horizon
from corpus.ingest import Tally, ingest
from corpus.model import Article, Outcome
from corpus.reading.items import Item
from corpus.reading.walking import sources
from corpus.store.holdings import Quarantined
from corpus.store.reading import StoreReader
from corpus.store.writing import StoreWriter

TIMES = int(os.environ.get("EXAMPLES_TIMES", "1"))
"""How many times as many examples are tried; make test-long tries ten times as many."""


def examples(number: int) -> settings:
    """For properties over generated input: no time limit for one example, few enough examples for every run."""
    return settings(deadline=None, max_examples=number * TIMES)


hostile = examples(40)

TAR_MODES = {
    ".tar": "w",
    ".tar.gz": "w:gz",
    ".tgz": "w:gz",
    ".tar.bz2": "w:bz2",
    ".tbz2": "w:bz2",
    ".tar.xz": "w:xz",
    ".txz": "w:xz",
}
ARCHIVE_ENDINGS = (*TAR_MODES, ".zip")


def item(data: str | bytes, path: str = "notes/page.txt", line: int | None = None) -> Item:
    """Return an item as walking would yield it for a file of a folder."""
    return Item(path, path, line, data.encode() if isinstance(data, str) else data)


def outcome(data: str | bytes, path: str = "notes/page.txt", line: int | None = None) -> Outcome:
    """Return what comes of an item."""
    return process(item(data, path, line))


def only(found: Outcome) -> Article:
    """Return the one article of an outcome."""
    assert found.reason is None, found.reason
    (article,) = found.articles
    return article


def is_told(found: Outcome) -> bool:
    """Whether it is told, in one way, what an item has become: articles, left out, or why it cannot be read."""
    return [bool(found.articles), found.left_out is not None, bool(found.reason)].count(True) == 1


def record(**fields: object) -> bytes:
    """Return a line of a .jsonl file."""
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def pack(file: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write an archive file of the kind that its name says."""
    encoded = {name: data.encode() if isinstance(data, str) else data for name, data in members.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.name.endswith(".zip"):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in encoded.items():
                packed.writestr(name, data)
        return file
    mode = next(TAR_MODES[ending] for ending in TAR_MODES if file.name.endswith(ending))
    with file.open("wb") as stream, tarfile.open(fileobj=stream, mode=mode) as tar:  # type: ignore[call-overload]
        for name, data in encoded.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return file


def fill(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, and return the folder."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def items_below(root: Path) -> list[Item]:
    """Return every item of an archive, none of whose files may be broken."""
    found: list[Item] = []
    for source in sources(root):
        found.extend(source.items() if source.left_out is None else ())
        assert source.broken is None, source.broken
    return found


def quiet(*_: object) -> None:
    """Take a progress report and show nothing."""


def ingested(
    home: Path,
    *roots: Path,
    generation: int = 1,
    full: bool = False,
    workers: int | None = None,
    horizon: Horizon = EVERYTHING,
    force: bool = False,
) -> Tally:
    """Bring a store up to date with some archives."""
    with StoreWriter(home, generation) as writer:
        return ingest(writer, list(roots), full=full, report=quiet, workers=workers, horizon=horizon, force=force)


def texts(home: Path) -> dict[str, str]:
    """Return the text of every live article of a store, its passages set apart by blank lines, by id."""
    with closing(StoreReader(home)) as store:
        ids = [article.article_id for article, _ in store.articles()]
        whole = [one for article_id in dict.fromkeys(ids) for one in store.whole_articles(article_id)]
        return {one.article.article_id: "\n\n".join(one.passages) for one in whole}


def captions(article: Article) -> list[str]:
    """Return the captions that stand beside an article."""
    return [one.text for one in article.furniture if one.role == "caption"]


def quarantine(home: Path) -> list[Quarantined]:
    """Return what is in quarantine."""
    with closing(StoreReader(home)) as store:
        return list(store.quarantined())


def visible(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def slices(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
    """Cut spans out of a text."""
    return [text[start:end] for start, end in spans]
