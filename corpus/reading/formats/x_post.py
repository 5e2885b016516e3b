"""Reads posts of the archives that X, or Twitter, hands out: the text as it was posted, with its links in full."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from corpus.dating.claims import claims_from_field
from corpus.errors import NoArticle, Unreadable
from corpus.model import Draft, Furniture, Kind
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import draft_of_blocks, language, one_line, web_address
from corpus.reading.items import Item
from corpus.reading.readers import Reader
from corpus.reading.sites.x_notes import whole_text

ANOTHER = "RT @"
"""How the text begins of a post that only shows another's."""
NO_LANGUAGE = frozenset({"und", "zxx", "art", "qam", "qct", "qht", "qme", "qst"})
"""Codes for posts of signs, names, tags or pictures only."""
FORMER = {"in": "id", "iw": "he", "ji": "yi"}
"""Codes that languages had before."""
LINKS = (("url", "expanded_url"), ("shortUrl", "expandedUrl"))
SHORT = "https://t.co/"


def read_post(item: Item) -> Iterator[Draft]:
    """Yield the article of a post.

    Raises:
        NoArticle: it shows what somebody else has posted, or has no words, only a picture or a link.
        Unreadable: it is no post of such an archive.
    """
    try:
        given = json.loads(decode(item.data))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no post of an X archive: {type(error).__name__}") from error
    told = given if isinstance(given, dict) else {}
    note = _mapping(told.get("noteTweet"))
    short = _mapping(told.get("tweet")) or ({} if note else told)
    said = _mapping(note.get("core")) if note else short
    text = _text(said)
    if text is None:
        raise Unreadable("no post of an X archive: it has no text")
    if text.startswith(ANOTHER):
        raise NoArticle(Omission.PASSED_ON)
    text = whole_text(_text(short) or "", text) if note else text
    text = _with_links(printable(html.unescape(text)), said)
    words = " ".join(one for one in text.split() if web_address(one) is None)
    if not any(map(str.isalnum, words)):
        raise NoArticle(Omission.ATTACHMENT)
    yield _draft(item, short or note, text)


def _text(said: Mapping[str, Any]) -> str | None:
    return next((one for name in ("full_text", "text") if isinstance(one := said.get(name), str)), None)


def _draft(item: Item, post: Mapping[str, Any], text: str) -> Draft:
    number = _number(post.get("id_str")) or _number(post.get("id"))
    long = _number(post.get("noteTweetId"))
    own = number or (f"note/{long}" if long else "")
    lang = language(post.get("lang"))
    lang = None if lang in NO_LANGUAGE else FORMER.get(lang or "", lang)
    name = "created_at" if "created_at" in post else "createdAt"
    moment = one_line(post.get(name))
    answered = _number(post.get("in_reply_to_status_id_str"))
    paragraphs = [(0, one.strip()) for one in text.split("\n\n") if any(map(str.isalnum, one))]
    draft = draft_of_blocks(item, paragraphs, "", ())
    return replace(
        draft,
        article_id=f"x.com/{own}" if own else draft.article_id,
        url=_address(number),
        lang=lang,
        furniture=(*draft.furniture, *([Furniture("in reply to", f"x.com/{answered}")] if answered else [])),
        claims=(*draft.claims, *claims_from_field(moment, Kind.RECORD, f'record field "{name}"', "en")),
    )


def _with_links(text: str, said: Mapping[str, Any]) -> str:
    """Return a text with its links in full, and without those that stand for its pictures."""
    entities = _mapping(said.get("entities"))
    for one in [*_listed(entities.get("urls")), *_listed(said.get("urls"))]:
        for short, full in LINKS:
            link, address = one_line(one.get(short)), web_address(one.get(full))
            if link.startswith(SHORT) and address:
                text = text.replace(link, address)
    for one in [*_listed(entities.get("media")), *_listed(_mapping(said.get("extended_entities")).get("media"))]:
        if (link := one_line(one.get("url"))).startswith(SHORT):
            text = text.replace(link, "")
    return text.strip()


def _address(number: str) -> str | None:
    """Return where a post can be opened; an archive does not tell its author's name beside it, and none is needed."""
    return f"https://x.com/i/status/{number}" if number else None


def _number(value: object) -> str:
    words = one_line(value)
    return words if words.isascii() and words.isdigit() and len(words) <= 25 else ""  # noqa: PLR2004


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


POST = Reader("X post", (), read_post)
