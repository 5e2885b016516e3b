"""Makes a small file of every format that is read, with the makers of the tests."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import tempfile
from pathlib import Path

from tests.corpus.making import pack
from tests.corpus.reading.making_documents import column, docx, epub, odt, paragraph, pdf
from tests.corpus.reading.test_databases import database
from tests.corpus.reading.test_feeds import atom, entry, json_feed, rss
from tests.corpus.reading.test_saved_pages import mhtml, wacz, webarchive
from tests.corpus.reading.test_telegram_export import CHANNEL, message
from tests.corpus.reading.test_warc import PAGE, SITE, record
from tests.corpus.reading.test_wordpress import export, post
from tests.corpus.reading.test_zim import zim

PROSE = "The harbour bridge was opened on 3 May 2019 after eleven years of work, and 4,000 people walked across it. "
MARKDOWN = f"""---
title: "The bridge"
date: 2019-05-03 10:00:00 +0200
tags: [bridge, "harbour"]
---
# The bridge

{PROSE}[The mayor](https://example.org/mayor){{:target="_blank"}} said "at last".{{{{< figure src="a.png" >}}}}

| North | South |
|-------|-------|
| 2     | 3     |

!!! note "Beware"
    {PROSE}[^1]

<div class="x">{PROSE}</div>

[^1]: Said on 4 May.
"""
RST = f"""The bridge
==========

:date: 2019-05-03
:author: Mira

.. image:: a.png
   :alt: A bridge

{PROSE}`The mayor <https://example.org>`_ said so [1]_.

.. note:: {PROSE}

+-----+-----+
| a   | b   |
+-----+-----+

.. [1] Said on 4 May.
"""
ORG = f"""#+TITLE: The bridge
#+DATE: <2019-05-03 Fri>

* North
:PROPERTIES:
:CUSTOM_ID: north
:END:
{PROSE}[[https://example.org][The mayor]] said so.

| a | b |
|---+---|
| 1 | 2 |
"""
NOTEBOOK = {
    "cells": [
        {"cell_type": "raw", "metadata": {}, "source": ["---\n", "title: Piers\n", "date: 2019-05-07\n", "---\n"]},
        {"cell_type": "markdown", "metadata": {"tags": ["shown"]}, "source": PROSE},
        {"cell_type": "code", "metadata": {}, "source": ["tides.plot()"], "outputs": []},
    ],
    "metadata": {"nikola": {"title": "Piers"}, "authors": [{"name": "Ann Bell"}]},
    "nbformat": 4,
}
LEKTOR = f"""title: The bridge
---
pub_date: 2019-05-03
---
body:

#### text-block ####
text:

{PROSE}

-----
{PROSE}
----
class: default
"""
MAIL = f"""From: Mira Holm <mira@example.org>
To: list@example.org
Subject: =?utf-8?q?The_br=C3=BCcke?=
Date: Fri, 03 May 2019 10:00:00 +0200
Message-ID: <1@example.org>
In-Reply-To: <0@example.org>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

On 2 May, Ann wrote:
> {PROSE}

{PROSE}=
More.

--{chr(32)}
Mira

--b
Content-Type: text/html; charset=utf-8

<p>{PROSE}</p>

--b--
"""
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title The bridge}}\f0 "
    rf"{PROSE}\par caf\'e9 \u8217? {PROSE}\par}}"
)
CSV = "id,title,body,date,url\n" + "".join(
    f'{n},"Bridge {n}","{PROSE} ""Well.""",2019-05-{n:02},https://example.org/{n}\n' for n in range(1, 9)
)


def seeds() -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file."""
    return [*_texts(), *_records(), *_feeds(), *_documents(), *_webs(), *_packed()]


def _texts() -> list[tuple[str, bytes]]:
    mails = "".join(f"From mira@example.org Fri May  3 10:00:0{n} 2019\n{MAIL}\n" for n in range(3))
    return [
        ("note.txt", f"The bridge\n\nHARBOUR, May 3, 2019 -- {PROSE}\n\n{PROSE * 3}".encode()),
        ("note-utf16.txt", f"The bridge\n\n{PROSE}".encode("utf-16")),
        ("page.md", MARKDOWN.encode()),
        ("toml.md", f'+++\ntitle = "T"\ndate = 2019-05-03\n[extra]\nx = 1\n+++\n{PROSE}'.encode()),
        ("page.html", PAGE + f"<article><p>{PROSE}</p><time datetime=2019-05-03>3 May</time></article>".encode()),
        ("front.html", f"---\nlayout: post\ntitle: T\n---\n<p>{PROSE}</p>{{% if x %}}{PROSE}{{% endif %}}".encode()),
        ("page.rst", RST.encode()),
        ("page.org", ORG.encode()),
        ("contents.lr", LEKTOR.encode()),
        ("post.ipynb", json.dumps(NOTEBOOK).encode()),
        ("letter.eml", MAIL.encode()),
        ("list.mbox", mails.encode()),
    ]


def _records() -> list[tuple[str, bytes]]:
    rows = [{"id": n, "title": f"Bridge {n}", "text": PROSE, "date": "2019-05-03", "tags": ["a"]} for n in range(4)]
    chat = CHANNEL | {"messages": [message(), message(8, text=["a ", {"type": "bold", "text": PROSE}])]}
    with tempfile.TemporaryDirectory() as folder:
        posts = database(Path(folder) / "news.db").read_bytes()
    return [
        ("wire.jsonl", "\n".join(map(json.dumps, rows)).encode()),
        ("news.json", json.dumps({"response": {"docs": rows}}).encode()),
        ("result.json", json.dumps(chat, indent=1).encode()),
        ("news.csv", CSV.encode()),
        ("news.tsv", CSV.replace(",", "\t").encode("utf-16")),
        ("news.db", posts),
    ]


def _feeds() -> list[tuple[str, bytes]]:
    written = f"<content:encoded><![CDATA[<p>{PROSE}</p>]]></content:encoded>"
    inside = f"<updated>2019-05-03T10:00:00Z</updated><content type='html'>{PROSE}</content>"
    marked = f"<entry><title>T</title><id>1</id>{inside}</entry>"
    return [
        ("log.xml", export(post(), post(PROSE, 8)).encode()),
        ("feed.xml", rss(entry(written), entry(f"<description>{PROSE}</description>")).encode()),
        ("atom.xml", atom(marked).encode()),
        (
            "feed.json",
            json_feed({"id": "1", "content_html": f"<p>{PROSE}</p>", "date_published": "2019-05-03"}).encode(),
        ),
    ]


def _documents() -> list[tuple[str, bytes]]:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph(PROSE)}</w:tc></w:tr></w:tbl>"
    return [
        ("report.pdf", pdf(column("\n".join([PROSE] * 20)), column(PROSE), info={"Title": "T"})),
        ("report.docx", docx(paragraph("T", "T") + paragraph(PROSE) + table)),
        ("report.odt", odt(f"<text:h>T</text:h><text:p>{PROSE}</text:p><text:p>{PROSE}</text:p>")),
        ("report.rtf", RTF.encode()),
        ("book.epub", epub({"one": f"<h1>One</h1><p>{PROSE * 5}</p>", "two": f"<h1>Two</h1><p>{PROSE * 5}</p>"})),
    ]


def _webs() -> list[tuple[str, bytes]]:
    records = record() + record(PAGE * 2, f"{SITE}/2", headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    packed = record(gzip.compress(PAGE), f"{SITE}/3", headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    with tempfile.TemporaryDirectory() as folder:
        pages = [{"id": "2", "url": f"{SITE}/9", "title": "Two", "text": PROSE, "ts": "2022-08-04"}]
        web = wacz(Path(folder) / "web.wacz", pages=pages, warcs={"a.warc.gz": gzip.compress(record())}).read_bytes()
    return [
        ("crawl.warc", records + packed),
        ("crawl.warc.gz", gzip.compress(record()) + gzip.compress(packed)),
        ("web.wacz", web),
        ("site.zim", zim(1)),
        ("packed.zim", zim(4)),
        ("page.mhtml", mhtml()),
        ("page.webarchive", webarchive()),
    ]


def _packed() -> list[tuple[str, bytes]]:
    members = {"content/a.md": MARKDOWN, "list.mbox": MAIL, "news.csv": CSV, "b.txt": PROSE, "config.toml": "x=1"}
    with tempfile.TemporaryDirectory() as folder:
        found = [(f"news{end}", pack(Path(folder) / f"news{end}", members).read_bytes()) for end in (".zip", ".tar")]
    tar = found[1][1]
    packed = [(".tar.gz", gzip.compress(tar)), (".tar.xz", lzma.compress(tar)), (".tar.bz2", bz2.compress(tar))]
    return [*found, *((f"news{end}", data) for end, data in packed), ("news.csv.gz", gzip.compress(CSV.encode()))]
