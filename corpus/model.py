"""The nouns of an archive: spans of days, claims about dates, mentions, articles, passages, and outcomes of reading."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

READER_VERSION = 14
"""Goes up when reading, cleaning or splitting changes, so that unchanged files are read anew."""
CONTENT_DIGITS = 32
"""Digits at the beginning of an item's digest that are of its content, whatever its container tells of it."""
PASSAGE_LIMIT = 1000
"""Longest passage in characters (docs/glossary.md)."""


class Precision(StrEnum):
    """How exactly a span of days is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


class Status(StrEnum):
    """What is known of an article's publication."""

    DATED = "dated"
    BOUNDED = "bounded"
    UNDATED = "undated"
    CONFLICT = "conflict"


class Role(StrEnum):
    """What a claim says of an article: when it was published, modified, or captured."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    CAPTURED = "captured"


class Kind(StrEnum):
    """Where a claim comes from, strongest first (docs/dates.md)."""

    MAINTAINER = "maintainer"
    RECORD = "record"
    FRONT_MATTER = "front matter"
    URL_PATH = "url path"
    META = "meta tag"
    JSON_LD = "JSON-LD"
    MICRODATA = "microdata"
    TIME = "time element"
    SCRIPT = "page script"
    FILE_NAME = "file name"
    BYLINE = "byline"
    DATELINE = "dateline"
    GUESS = "guess"
    MASTHEAD = "masthead"


def precision_of(first: date, last: date) -> Precision:
    """Return the precision that whole days, months and years suggest."""
    if first == last:
        return Precision.DAY
    if first.day > 1 or first.year != last.year or last.day < monthrange(last.year, last.month)[1]:
        return Precision.RANGE
    if first.month == last.month:
        return Precision.MONTH
    return Precision.YEAR if (first.month, last.month) == (1, 12) else Precision.RANGE


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days from ``first`` to ``last``, both included, and how exactly they are known."""

    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span ends {self.last} before it begins {self.first}")

    def overlaps(self, other: DateSpan) -> bool:
        """Tell whether the two spans have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class DateClaim:
    """One piece of evidence for an article's date.

    Attributes:
        words: the characters it was read from, as they stand.
        place: where they stand, for a maintainer to look up ("record field date", "line 1").
        utc_offset: minutes east of Greenwich, if the source gives them.
        confidence: how often a claim of this kind is right, 0 to 1 (docs/dates.md).
    """

    role: Role
    kind: Kind
    span: DateSpan
    words: str
    place: str
    confidence: float
    utc_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A date expression inside a passage and what it resolves to.

    Attributes:
        start: first character in the passage; ``end`` is one past the last.
        form: explicit, yearless, weekday, relative, duration or vague; or dateline, the day before that of printing on
            which a report was written.
        span: the days meant, or None where no date is claimed.
        candidates: the spans that are possible when ``status`` is assumed.
        anchor: what it was resolved against: none, published, window or antecedent.
        status: stated, resolved, assumed or unresolved.
    """

    start: int
    end: int
    text: str
    form: str
    span: DateSpan | None
    status: str
    anchor: str = "none"
    candidates: tuple[DateSpan, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it may head a reply or bring a passage into the time of a question."""
        return self.span is not None and self.status != "assumed"


@dataclass(frozen=True, slots=True)
class ArticleDates:
    """All that is known of an article's dates: the choice, its bounds, and every claim.

    Attributes:
        published: the chosen span, or None when the status is undated.
        kind: the kind of the claim that was chosen, "none" without one.
        not_before: a sound earliest day of publication, if there is one.
        not_after: a sound latest day, such as the day of capture.
        captured: the day the page was saved, if a masthead or the like tells.
        cites_to: the latest day that the text itself names and that had passed when it was saved.
        confidence: how often a choice like this one is right, 0 to 1; 0 when undated.
    """

    published: DateSpan | None = None
    kind: str = "none"
    status: Status = Status.UNDATED
    not_before: date | None = None
    not_after: date | None = None
    captured: date | None = None
    cites_to: date | None = None
    claims: tuple[DateClaim, ...] = ()
    confidence: float = 0.0


REFUSED_DATE = "refused date"
LITTLE_TEXT, LITTLE = "little text found", 1000
"""The role of the note on a page that shows much more prose than was read, and how many characters are not little."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of a page that is not part of its text: a masthead, a breadcrumb, a byline.

    Attributes:
        role: masthead, breadcrumb, title, caption, sharing, byline, dateline, contact, navigation or heading;
            of a message quote, signature, footer or attachment, "in reply to" and "thread" with the ids of articles,
            or "forwarded from"; a refused date, with the reason; what was wrongly encoded, as it stands in the
            file; or "little text found", with how much of what the page shows.
    """

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a reader of a format delivers it, before dating and splitting.

    Attributes:
        article_id: the record's own id, or the file's path below the archive's root without suffix.
        text: the whole text; every passage will be a slice of it.
        format: the name of the reader that delivered it; the registry of formats tells it unless its reader does.
        source: where it is from, if that is not the file that it was read from.
        cut: whether the blocks are passages already.
        blocks: (start, end) of each paragraph in ``text``, in reading order, in characters.
        headings: the heading above a block, where the format marks headings; by block number.
        furniture: what was recognised as no part of the text.
        claims: date claims found by the reader.
    """

    article_id: str
    title: str
    text: str
    blocks: tuple[tuple[int, int], ...]
    url: str | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()
    headings: dict[int, str] = field(default_factory=dict)
    furniture: tuple[Furniture, ...] = ()
    claims: tuple[DateClaim, ...] = ()
    format: str = ""
    source: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, verbatim, at most ``PASSAGE_LIMIT`` characters; short neighbours stand together."""

    text: str
    heading: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article ready for the store: cleaned, dated and split.

    Attributes:
        language: what its words are in, whatever its format says of it.
        format: the name of the reader that delivered it.
        source: where it is from, if that is not the file that it was read from.
        paragraphs: keys of those that may recur across the archive (corpus/likeness/paragraphs.py).
    """

    article_id: str
    title: str
    url: str | None
    language: str
    authors: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    dates: ArticleDates
    passages: tuple[Passage, ...]
    format: str = ""
    source: str | None = None
    paragraphs: bytes = b""


def little_was_found(article: Article) -> bool:
    """Tell whether little text was found of a page that shows much more."""
    noted = any(piece.role == LITTLE_TEXT for piece in article.furniture)
    return noted and sum(len(passage.text) for passage in article.passages) < LITTLE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one item: its articles, or why there are none.

    Attributes:
        path: of the item, below the archive's root.
        line: of the item's record, or None.
        digest: the item's, to know it again.
        articles: empty for what is in quarantine or left out.
        due: the day of publication, if it is still to come.
        reason: why it goes to quarantine, or None.
        left_out: why it is no article, or not yet; None for what is read or in quarantine.
        address: of the page that it is, where its container knows it.
        captured: the day on which that was saved.
    """

    path: str
    line: int | None
    digest: str
    articles: list[Article] = field(default_factory=list)
    reason: str | None = None
    due: date | None = None
    left_out: str | None = None
    address: str | None = None
    captured: date | None = None
