"""Reads activities of ActivityPub, as Mastodon and its kin export them: posts that were for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from corpus.dating.claims import claims_from_field
from corpus.errors import NoArticle, Unreadable
from corpus.model import DateClaim, Draft, Furniture, Kind, Role
from corpus.omissions import Omission
from corpus.reading.decoding import decode, printable
from corpus.reading.drafting import as_title, draft_of_blocks, has_words, language, one_line, web_address
from corpus.reading.items import Item
from corpus.reading.readers import Reader

EVERYBODY = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
"""Who is named among those that a post is for, if it is for everybody; without it, followers or those named read it."""
POSTS = frozenset({"Note", "Article", "Page", "Question"})
BEYOND = frozenset({"Announce", "Like", "Add"})
"""Activities that show what another has written."""


def read_activity(item: Item) -> Iterator[Draft]:
    """Yield the article of an activity by which a post was published.

    Raises:
        NoArticle: the post was not for everybody, is somebody else's or has no words; or nothing was posted.
        Unreadable: it is no activity.
    """
    try:
        activity = json.loads(decode(item.data))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"no activity of ActivityPub: {type(error).__name__}") from error
    if isinstance(activity, str):
        raise NoArticle(Omission.PASSED_ON)  # lists of what was liked or kept hold addresses
    if not isinstance(activity, dict):
        raise Unreadable(f"no activity of ActivityPub but a {type(activity).__name__}")
    kind = one_line(activity.get("type"))
    if kind in BEYOND:
        raise NoArticle(Omission.PASSED_ON)
    post = activity if kind in POSTS else activity.get("object")
    if not isinstance(post, dict) or kind not in {"Create", *POSTS}:
        raise NoArticle(Omission.SERVICE)
    if post.get("type") == "Tombstone":
        raise NoArticle(Omission.DELETED)
    if not _for_everybody(activity, post):
        raise NoArticle(Omission.PRIVATE)
    yield _draft(item, activity, post)


def _for_everybody(*told: Mapping[str, Any]) -> bool:
    """Tell whether an activity and its post name everybody, each if it says anything; one has to."""
    audiences = [[*_listed(one.get("to")), *_listed(one.get("cc"))] for one in told if "to" in one or "cc" in one]
    return bool(audiences) and all(
        any(isinstance(one, str) and one in EVERYBODY for one in named) for named in audiences
    )


def _draft(item: Item, activity: Mapping[str, Any], post: Mapping[str, Any]) -> Draft:
    from corpus.reading.page.fragment import fragment_paragraphs, words_of  # noqa: PLC0415 - its libraries take time

    captions = [words_of(printable(one)) for one in _named(post.get("attachment"))]
    content, lang = _content(post)
    paragraphs = fragment_paragraphs(content, captions=captions)
    choices = [words_of(printable(name)) for kind in ("oneOf", "anyOf") for name in _named(post.get(kind))]
    if any(choices):
        paragraphs.append((0, "\n".join(filter(None, choices))))
    if not has_words(paragraphs):
        attached = bool(_listed(post.get("attachment")))
        raise NoArticle(Omission.ATTACHMENT if attached else Omission.NO_WORDS)
    warning = post.get("name") or post.get("summary")
    title = as_title(words_of(one_line(warning)))
    draft = draft_of_blocks(item, paragraphs, title, (words for words in dict.fromkeys(captions) if words))
    answered = web_address(post.get("inReplyTo"))
    own = one_line(post.get("id"))
    return replace(
        draft,
        article_id=(own.removeprefix("https://") or draft.article_id)[:200],
        url=_address(post) or web_address(own),
        lang=lang,
        authors=tuple(filter(None, [_author(post.get("attributedTo") or activity.get("actor"))])),
        furniture=(
            *draft.furniture,
            *([Furniture("title", title)] if title else []),
            *([Furniture("in reply to", answered)] if answered else []),
        ),
        claims=(*draft.claims, *_claims(activity, post, lang)),
    )


def _content(post: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return what a post says, and its language if it is told: the only one that it says it in."""
    content, spoken = post.get("content"), post.get("contentMap")
    languages = [one for one in spoken if one != "und"] if isinstance(spoken, dict) else []
    lang = language(languages[0]) if len(languages) == 1 else None
    if not isinstance(content, str) and languages and isinstance(spoken, dict):
        content, lang = spoken[languages[0]], language(languages[0])
    return printable(content) if isinstance(content, str) else "", lang


def _claims(activity: Mapping[str, Any], post: Mapping[str, Any], lang: str | None) -> list[DateClaim]:
    published = one_line(post.get("published")) or one_line(activity.get("published"))
    updated = one_line(post.get("updated"))
    claims = claims_from_field(published, Kind.RECORD, 'record field "published"', lang)
    if updated and updated != published:
        claims += claims_from_field(updated, Kind.RECORD, 'record field "updated"', lang, Role.MODIFIED)
    return claims


def _address(post: Mapping[str, Any]) -> str | None:
    """Return where a post can be opened: its address, or the first of its links."""
    given = (one.get("href") if isinstance(one, dict) else one for one in _listed(post.get("url")))
    return next(filter(None, map(web_address, given)), None)


def _author(actor: object) -> str:
    """Return who posts as others write it: "@pier@social.example" for https://social.example/users/pier."""
    first = next(iter(_listed(actor)), None)
    address = web_address(first.get("id") if isinstance(first, dict) else first)
    if address is None:
        return ""
    with suppress(ValueError):
        parts = urlsplit(address)
        name = parts.path.rstrip("/").rpartition("/")[2].removeprefix("@")
        return f"@{name}@{parts.netloc.rpartition('@')[2]}"[:200] if name else ""
    return ""


def _named(values: object) -> list[str]:
    """Return the names of what a list holds: what stands in for pictures, or the choices of a poll."""
    listed = (one.get("name") for one in _listed(values) if isinstance(one, dict))
    return [name for name in listed if isinstance(name, str)]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


ACTIVITY = Reader("ActivityPub", (), read_activity)
