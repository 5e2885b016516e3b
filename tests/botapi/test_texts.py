"""Texts: limits, Telegram's HTML, entity lists, and what the chat shows of them."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi import PRIVATE, BotApi, utf16
from tests.botapi.client import Client
from tests.botapi.formatted_text import caption_fields
from tests.botapi.refusals import RefusedError


def _refusal(client: Client, **fields: Any) -> str:
    return client.refusal("sendMessage", chat_id=PRIVATE.id, **fields)


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "\u200b\u2060\ufeff"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "&amp;" * 4097, "parse_mode": "HTML"}, "message is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ],
)
def test_empty_and_long_texts_are_refused(client: Client, fields: dict[str, str], description: str) -> None:
    assert _refusal(client, **fields) == description


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * 4096},
        {"text": "😀" * 2048},
        {"text": "<b>" + "&lt;" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "  " + "x" * 4096 + "\n\n"},
    ],
)
def test_the_limit_counts_utf16_units_after_parsing(client: Client, fields: dict[str, str]) -> None:
    assert client.call("sendMessage", chat_id=PRIVATE.id, **fields)["ok"]


@pytest.mark.parametrize("parse_mode", ["Markdown", "MarkdownV2"])
def test_markdown_is_refused_with_the_reason(client: Client, parse_mode: str) -> None:
    assert "reads parse_mode HTML only" in _refusal(client, text="*x*", parse_mode=parse_mode)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<b><i>x</b></i>", 'Unmatched end tag at byte offset 9, expected "</i>", found "</b>"'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("R & D", 'character "&" must be escaped at byte offset 2'),
        ("a > b", 'character ">" must be escaped at byte offset 2'),
        ("&nbsp;", 'Unsupported HTML entity "&nbsp;" at byte offset 0'),
        ("&#0;", 'Unsupported HTML entity "&#0;" at byte offset 0'),
        ("&#xD800;", 'Unsupported HTML entity "&#xD800;" at byte offset 0'),
        ("<tg-time>x</tg-time>", 'Tag "tg-time" needs a Unix time in the attribute "unix"'),
        ('<tg-time unix="-5">x</tg-time>', 'Tag "tg-time" needs a Unix time in the attribute "unix"'),
        ('<tg-time unix="5" format="Dw">x</tg-time>', "an entity date_time has a wrong moment or format"),
        ('<tg-time unix="4000000000">x</tg-time>', "an entity date_time has a wrong moment or format"),
        ('<tg-time day="5">x</tg-time>', 'unsupported attribute "day" in the tag "tg-time" at byte offset 0'),
        (
            '<a href="https://example.org/"><tg-time unix="5">x</tg-time></a>',
            "can't contain",
        ),
        ('<b class="x">x</b>', 'unsupported attribute "class" in the tag "b" at byte offset 0'),
        ('<b ="x">x</b>', 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="article-1">x</a>', 'the URL "article-1" of a link is not one that Telegram opens'),
        ('<a href="https://[x">x</a>', "is not one that Telegram opens"),
        ("<a>x</a>", "is not one that Telegram opens"),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "entity blockquote can't contain blockquote",
        ),
        ("<code><b>x</b>y</code>", "entity code can't contain bold"),
        ("<b>x<code>y</code></b>", "entity bold can't contain code"),
        ('<a href="https://a.org">x<code>y</code></a>', "entity text_link can't contain code"),
    ],
)
def test_html_that_telegram_does_not_document_is_refused(client: Client, text: str, reason: str) -> None:
    description = _refusal(client, text=text, parse_mode="HTML")
    assert description.startswith("can't parse entities: ")
    assert reason in description


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("<b>a</b>&lt;&gt;&amp;&quot;&#39;&#x41;", "a<>&\"'A", [("bold", 0, 1)]),
        (
            "<strong>a</strong><em>b</em><ins>c</ins>",
            "abc",
            [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1)],
        ),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        (
            '<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>',
            "ab",
            [("spoiler", 0, 1), ("spoiler", 1, 1)],
        ),
        ("😀<u>😀</u>", "😀😀", [("underline", 2, 2)]),
        ("<blockquote>a <b>b</b></blockquote>", "a b", [("blockquote", 0, 3), ("bold", 2, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("  \n<i>a</i> \n", "a", [("italic", 0, 1)]),
        ("a\r\n\tb\u202e<i>c</i>", "a\n bc", [("italic", 4, 1)]),
        ("<b></b>a", "a", []),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
    ],
)
def test_html_becomes_what_the_chat_shows(
    api: BotApi, client: Client, text: str, shown: str, entities: list[tuple[str, int, int]]
) -> None:
    client.send(text, parse_mode="HTML")
    message = api.messages()[-1]
    assert message["text"] == shown
    found = [(one["type"], one["offset"], one["length"]) for one in message.get("entities", [])]
    assert found == entities


@pytest.mark.parametrize(
    ("entities", "reason"),
    [
        ([{"type": "bold", "offset": -1, "length": 1}], "receive an entity with incorrect offset -1"),
        ([{"type": "bold", "offset": 0, "length": 0}], "receive an entity with incorrect length 0"),
        (
            [{"type": "bold", "offset": 5, "length": 1}],
            "entity begins after the end of the text at UTF-16 offset 5",
        ),
        ([{"type": "bold", "offset": 3, "length": 3}], "ends after the end of the text at UTF-16 offset 6"),
        ([{"type": "bold", "offset": 2, "length": 2}], "entity at UTF-16 offset 2 cuts a UTF-16 symbol"),
        ([{"type": "bold", "offset": 0, "length": 2}], "entity at UTF-16 offset 0 cuts a UTF-16 symbol"),
        ([{"type": "bald", "offset": 0, "length": 1}], 'unsupported entity type "bald"'),
        ([{"type": "text_link", "offset": 0, "length": 1}], 'entity text_link needs the field "url"'),
        ([{"type": "text_link", "offset": 0, "length": 1, "url": "x"}], "is not one that Telegram opens"),
        (
            [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 1, "length": 4}],
            "entities bold and italic overlap without nesting",
        ),
    ],
)
def test_entity_lists_are_checked(client: Client, entities: list[dict[str, Any]], reason: str) -> None:
    assert reason in _refusal(client, text="a😀bc", entities=entities)


def test_entities_and_parse_mode_exclude_each_other(client: Client) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 1}]
    assert "exclude each other" in _refusal(client, text="x", entities=entities, parse_mode="HTML")


def test_surplus_entities_are_refused(client: Client) -> None:
    assert _refusal(client, text="<b>x</b> " * 101, parse_mode="HTML").startswith("101 entities")


def test_telegram_marks_commands_mentions_and_links_by_itself(client: Client) -> None:
    text = "/start @ada_reads #peace $EUR https://a.org/x. me@a.org and example.org <code>/help</code>"
    result = client.send(text, parse_mode="HTML")
    marked = {one["type"]: result["text"][one["offset"] : one["offset"] + one["length"]] for one in result["entities"]}
    assert marked == {
        "bot_command": "/start",
        "mention": "@ada_reads",
        "hashtag": "#peace",
        "cashtag": "$EUR",
        "url": "example.org",
        "email": "me@a.org",
        "code": "/help",
    }


def test_a_link_shows_its_address_in_its_entity(client: Client) -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.org/?x=1&y=2"}
    assert client.send("<a href='https://a.org/?x=1&amp;y=2'>a</a>", parse_mode="HTML")["entities"] == [link]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_escaped_text_never_fails_to_parse(text: str) -> None:
    escaped = {"caption": html.escape(text), "parse_mode": "HTML"}
    assert caption_fields(escaped) == caption_fields({"caption": text})


@given(st.text(alphabet="<>/&;abiu \"'=#x1", max_size=60))
def test_hostile_html_is_parsed_or_refused(text: str) -> None:
    try:
        parsed = caption_fields({"caption": text, "parse_mode": "HTML"})
    except RefusedError:
        return
    end = utf16.length(parsed.get("caption", ""))
    assert all(entity["offset"] + entity["length"] <= end for entity in parsed.get("caption_entities", []))
