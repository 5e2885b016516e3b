"""Makes drafts of what formats have found: of paragraphs, or of a text that is still to be taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from corpus.cleaning.entities import resolved
from corpus.cleaning.headlines import stand_in
from corpus.cleaning.pages import take_apart
from corpus.dating.claims import claim_from_path
from corpus.language.detecting import language_of
from corpus.model import REFUSED_DATE, DateClaim, Draft, Furniture
from corpus.reading.decoding import printable
from corpus.reading.items import Item

URL_LIMIT = 2000
LANGUAGES = ("lang", "language", "inLanguage")
"""Fields that name a language; the first that does counts."""


def draft_of_text(item: Item, text: str, title: str = "", told: str | None = None) -> Draft:
    """Return a draft of a text whose furniture stands among its paragraphs.

    Args:
        item: that the text is from.
        text: as it stands there.
        title: where the format gives one.
        told: the language that the format says it is in.

    Raises:
        Unreadable: there is no text.
    """
    page = take_apart(text, title if as_title(title) else "", language_of(text, told))
    claims = (*page.claims, *_of_path(item))
    return Draft(
        item.article_id, as_title(page.title), text, tuple(page.blocks), furniture=tuple(page.furniture), claims=claims
    )


def draft_of_paragraphs(item: Item, paragraphs: list[tuple[int, str]], title: str) -> Draft:
    """Return a draft whose paragraphs stand one below the other, with the headings beside the blocks under them.

    Args:
        item: that they are from.
        paragraphs: (heading level or 0, words) of each block, in reading order; one at least is no heading. One of
            no words ends the section above it.
        title: of the article, "" if it has none; a heading that repeats it heads nothing.
    """
    parts: list[str] = []
    blocks: list[tuple[int, int]] = []
    headings: dict[int, str] = {}
    furniture: list[Furniture] = []
    heading, length = "", 0
    for level, words in paragraphs:
        if level:
            heading = "" if as_title(words) == as_title(title) else " ".join(words.split())
            if words:
                furniture.append(Furniture("heading" if heading else "title", words))
            continue
        if heading:
            headings[len(blocks)] = heading
        parts.append(words)
        blocks.append((length, length + len(words)))
        length += len(words) + 2
    return Draft(
        item.article_id, as_title(title) or as_title(stand_in(parts[0])), "\n\n".join(parts), tuple(blocks),
        headings=headings, furniture=tuple(furniture), claims=_of_path(item),
    )  # fmt: skip


def draft_of_blocks(item: Item, paragraphs: list[tuple[int, str]], title: str, captions: Iterable[str]) -> Draft:
    """Return a draft of paragraphs with the captions of pictures and tables beside them, as furniture."""
    draft = draft_of_paragraphs(item, paragraphs, title)
    return replace(draft, furniture=(*draft.furniture, *(Furniture("caption", words) for words in captions)))


def refused(place: str, words: str, reason: str) -> Furniture:
    """Return the note of a date that is not believed, for a maintainer to find beside the claims."""
    return Furniture(REFUSED_DATE, f"{place}, {words[:80]!r}: {reason}")


def has_words(paragraphs: list[tuple[int, str]]) -> bool:
    """Tell whether any of the paragraphs is no heading."""
    return any(not level for level, _ in paragraphs)


def _of_path(item: Item) -> tuple[DateClaim, ...]:
    """Return the day that a file's name tells; of a file of records it would be no record's.

    What is called by its address is dated by that, which is no second witness.
    """
    named = item.line is None and not (item.origin and item.origin.address)
    claim = claim_from_path(item.article_path) if named else None
    return () if claim is None else (claim,)


def one_line(value: object) -> str:
    """Return what a field holds as words on one line; nothing if it holds no text."""
    return printable(" ".join(value.split())) if isinstance(value, str) else ""


def as_title(text: str) -> str:
    """Return what a file has for a title, or a name, as readers see it: on one line, its entities resolved."""
    return " ".join(resolved(text).split())


def names(value: object) -> tuple[str, ...]:
    """Return the names in a field of authors, which holds one or a list."""
    listed = value if isinstance(value, list | tuple) else [value]
    return tuple(name[:200] for one in listed if (name := as_title(one_line(one))))


def told_language(fields: Mapping[str, object]) -> str | None:
    """Return the language that the fields of a record or of front matter name, None if none does."""
    return next((code for name in LANGUAGES if (code := language(fields.get(name)))), None)


def language(value: object) -> str | None:
    """Return the language that a field names, None if it names none."""
    return one_line(value)[:35] or None


def web_address(value: object) -> str | None:
    """Return a link that readers may be given: http or https, nothing else, and with a host that can be one."""
    url = one_line(value)[:URL_LIMIT]
    if not url.startswith(("http://", "https://")) or " " in url:
        return None
    try:
        urlsplit(url)
    except ValueError:  # half a pair of brackets, or letters that stand for a slash
        return None
    return url
