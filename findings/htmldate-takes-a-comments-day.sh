#!/usr/bin/env bash
# htmldate dates an article by a comment on it, a book reviewed or the site, if JSON-LD names that before the day.
#
# Versions:  htmldate 1.11.0 (with dateparser 1.5.0, python-dateutil 2.9.0.post0, lxml 6.1.3)
# Behaviour: the JSON-LD of a page is a tree: an Article with its datePublished, and inside or beside it other things
#            that have a datePublished of their own, such as comments, the book that is reviewed, the works cited, the
#            WebSite. The members of a JSON object are in no order. The library does not walk the tree but looks for the
#            first "datePublished" in the characters of the script, so the same article, by schema.org's rules, is of
#            2015 if its day is written before its comments and of 2018 if after them; and a page whose JSON-LD gives
#            the article no day is of the day of its first comment. A program that sorts the members by name puts
#            "comment", "citation" and "about" before "datePublished".
# Output seen:
#   day, then comment: 2015-06-07
#   comment, then day: 2018-01-02
#   book reviewed, then day: 1999-04-05
#   site, then article: 2010-01-02
#   comment alone: 2018-01-02
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    htmldate==1.11.0 dateparser==1.5.0 python-dateutil==2.9.0.post0 lxml==6.1.3

"$dir/venv/bin/python" - <<'PYTHON'
import json
import sys

from htmldate import find_date

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A new bridge</title>
<script type="application/ld+json">{}</script></head><body><article><h1>A new bridge</h1>
<p>The bridge over the river is open to traffic, as the council told.</p></article></body></html>"""
CONTEXT = {"@context": "https://schema.org"}
ARTICLE = {"@type": "Article", "headline": "A new bridge"}
DAY = {"datePublished": "2015-06-07"}
COMMENT = {"comment": [{"@type": "Comment", "text": "At last.", "datePublished": "2018-01-02"}]}
REVIEWED = {"itemReviewed": {"@type": "Book", "name": "Bridges", "datePublished": "1999-04-05"}}
SITE = {"@type": "WebSite", "name": "A town's news", "datePublished": "2010-01-02"}

right = True
for name, told, expected in (
    ("day, then comment", CONTEXT | ARTICLE | DAY | COMMENT, "2015-06-07"),
    ("comment, then day", CONTEXT | ARTICLE | COMMENT | DAY, "2018-01-02"),
    ("book reviewed, then day", CONTEXT | ARTICLE | {"@type": "Review"} | REVIEWED | DAY, "1999-04-05"),
    ("site, then article", CONTEXT | {"@graph": [SITE, ARTICLE | DAY]}, "2010-01-02"),
    ("comment alone", CONTEXT | ARTICLE | COMMENT, "2018-01-02"),
):
    found = find_date(PAGE.format(json.dumps(told)), original_date=True)
    print(f"{name}: {found}")
    right &= found == expected
if not right:
    sys.exit("Changed: the order of JSON-LD no longer decides as described.")
print("As described.")
PYTHON
