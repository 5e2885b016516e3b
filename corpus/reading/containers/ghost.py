"""Puts the names of authors into the posts of an export of Ghost, which keeps them in tables of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def with_authors(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an export holds with the authors' names in each post; anything else as it is."""
    posts, users, written = (value.get(name) for name in ("posts", "users", "posts_authors"))
    if not isinstance(posts, list) or not isinstance(users, list):
        return value
    names = {str(one.get("id")): one.get("name") for one in users if isinstance(one, Mapping)}
    by_post: dict[str, list[Mapping[str, Any]]] = {}
    for one in written if isinstance(written, list) else ():
        if isinstance(one, Mapping):
            by_post.setdefault(str(one.get("post_id")), []).append(one)
    return {**value, "posts": [_told(one, names, by_post) if isinstance(one, Mapping) else one for one in posts]}


def _told(post: Mapping[str, Any], names: Mapping[str, Any], by_post: Mapping[str, list[Mapping[str, Any]]]) -> Any:
    """Return a post with the names of its authors, in their order."""
    if not {"slug", "uuid"}.issubset(post) or "authors" in post:
        return post
    told = sorted(by_post.get(str(post.get("id")), ()), key=lambda one: str(one.get("sort_order")))
    ids = [one.get("author_id") for one in told] or [post.get("author_id")]
    return {**post, "authors": [names[str(one)] for one in ids if names.get(str(one))]}
