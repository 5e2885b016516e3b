"""Reads labelled questions: what is asked, and what is expected (form: docs/evaluation.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from corpus.dates.spans import parse_day
from corpus.errors import QuestionsInvalid
from corpus.store.reading import StoredArticle
from index.evaluating.tables import ENDINGS, named_rows
from index.questions import Scope

UNANSWERABLE = "unanswerable"
APART = "|"
"""What stands between several ids, addresses or titles in one cell of a table."""
NOT_HERE = frozenset({"no", "false", "0"})
HERE = frozenset({"yes", "true", "1"})
EVENT = re.compile(r"\d{4}(?:-\d\d){0,2}")
NEEDS = (
    'each line needs "question", and "article_ids", "url", "title" or "answer" (words of the passage), '
    'or "in_archive": false; "kind" if it is not fact'
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with its right answer; a follow-up with the question that it follows.

    Attributes:
        answer: words that a right passage holds, white space folded.
        article_ids: of right articles. With ``urls`` and ``titles`` they tell what is right; without any of them every
            article is that has a passage with the answer.
        urls: their addresses, without scheme, fragment and slash at the end.
        titles: their titles, in small letters.
        event_date: the day, month or year expected: 2005-10-20, 2005-10 or 2005.
        proposed: it is as ``dateline propose`` wrote it.
    """

    id: str
    question: str
    kind: str
    answer: str
    article_ids: frozenset[str]
    scope: Scope | None
    event_date: str | None
    follows: str = ""
    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    proposed: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the archive answers it."""
        return self.kind != UNANSWERABLE

    def holds(self, text: str) -> bool:
        """Tell whether a passage holds the answer."""
        wanted = " ".join(self.answer.split())
        return bool(wanted) and wanted in " ".join(text.split())

    def names(self, article: StoredArticle) -> bool:
        """Tell whether an article is one of those that the label names."""
        return (
            article.article_id in self.article_ids
            or (bool(self.urls) and article.url is not None and bare_url(article.url) in self.urls)
            or (bool(self.titles) and bare_title(article.title) in self.titles)
        )

    @property
    def by_words(self) -> bool:
        """Whether nothing but words of the passage is expected."""
        return not (self.article_ids or self.urls or self.titles)


def bare_url(url: str) -> str:
    """Return an address without what often differs between two ways to write it."""
    parts = urlsplit(url.strip())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}{query}"


def bare_title(title: str) -> str:
    """Return a title in small letters, white space folded."""
    return " ".join(title.split()).casefold()


def read_labelled(path: Path) -> list[Labelled]:
    """Read a file of labelled questions, lines of JSON or, by the ending of its name, a table.

    Raises:
        QuestionsInvalid: it cannot be read, or a line is not in the form; the message names the line.
    """
    table = path.suffix.lower() in ENDINGS
    try:
        labelled = list(_of_table(path) if table else _of_lines(path.read_text("utf-8-sig").split("\n"), path))
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsInvalid(f"{path}: cannot be read ({error}); give a .jsonl file of labelled questions") from error
    if not labelled:
        raise QuestionsInvalid(f"{path}: holds no questions; give a .jsonl file of labelled questions")
    return labelled


def _of_lines(lines: Iterable[str], path: Path) -> Iterator[Labelled]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _labelled(json.loads(line), number)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _refused(path, number, error) from error


def _of_table(path: Path) -> Iterator[Labelled]:
    with path.open("rb") as stream:
        for line, row in named_rows(stream, str(path), path.suffix.lower()):
            record: dict[str, object] = dict(row)
            for name in ("article_ids", "url", "title"):
                if name in row:
                    record[name] = [one.strip() for one in row[name].split(APART) if one.strip()]
            try:
                yield _labelled(record, line)
            except (ValueError, KeyError, TypeError) as error:
                raise _refused(path, line, error) from error


def _refused(path: Path, line: int, error: Exception) -> QuestionsInvalid:
    said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    return QuestionsInvalid(f"{path}, line {line}: is no labelled question ({said}); {NEEDS}")


def _labelled(record: Mapping[str, object], number: int) -> Labelled:
    first, last = (_day(record.get(name)) for name in ("date_from", "date_to"))
    follows = record.get("first", "")
    question = record["then" if follows else "question"]
    if not isinstance(question, str) or not isinstance(follows, str):
        raise TypeError("question must be a text")
    kind = _kind(record)
    ids, urls, titles = (_texts(record, name) for name in ("article_ids", "url", "title"))
    answer = str(record.get("answer") or "")
    if kind != UNANSWERABLE and "article_ids" not in record and not (urls or titles or answer):
        raise KeyError("article_ids")
    return Labelled(
        str(record.get("id", number)),
        question,
        kind,
        answer,
        frozenset(ids),
        Scope(first, last) if first or last else None,
        _event_date(record),
        follows,
        frozenset(map(bare_url, urls)),
        frozenset(map(bare_title, titles)),
        record.get("proposed") in {True, "true", "True", "yes"},
    )


def _kind(record: Mapping[str, object]) -> str:
    """Return the kind that is told, or that follows from what is expected."""
    here = record.get("in_archive", True)
    told = str(here).strip().casefold()
    if told not in NOT_HERE | HERE:
        raise ValueError(f"in_archive must be true or false, not {here!r}")
    kind = str(record.get("kind") or "")
    if told in NOT_HERE:
        if kind not in {"", UNANSWERABLE}:
            raise ValueError(f"it is of kind {kind}, and not in the archive")
        return UNANSWERABLE
    return kind or ("when" if record.get("event_date") else "fact")


def _texts(record: Mapping[str, object], name: str) -> list[str]:
    """Return what a field lists; one text is a list of one, but not of ids, which are told as a list."""
    value = record.get(name, [])
    if isinstance(value, str) and name != "article_ids":
        return [value] if value.strip() else []
    if not isinstance(value, list):
        raise TypeError(f"{name} must be a list")
    return [str(one) for one in value]


def _event_date(record: Mapping[str, object]) -> str | None:
    value = str(record.get("event_date") or "")
    if value and (EVENT.fullmatch(value) is None or (len(value) == len("2005-10-20") and parse_day(value) is None)):
        raise ValueError(f"event_date {value!r} is no day, month or year, such as 2005-10-20, 2005-10 or 2005")
    return value or None


def _day(value: object) -> date | None:
    day = parse_day(str(value or ""))
    if value and day is None:
        raise ValueError(f"{value!r} is no day")
    return day
