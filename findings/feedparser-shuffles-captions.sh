#!/usr/bin/env bash
# feedparser takes a picture's caption for the article's summary, or for its full text, by which of them comes first.
#
# Versions:  feedparser 6.0.14 (with feedparser-sgmllib 2.1.0)
# Behaviour: Media RSS puts the caption of a picture into media:description, inside media:content, where it describes
#            the picture alone. feedparser treats it as another description of the entry. The first description of an
#            entry becomes its summary and a later one its content, which is said to hold the full text, so the order of
#            the elements, free in RSS and Atom, decides: with the pictures after the description the caption of the
#            first is the "full text"; with one before it the caption is the summary and the article the content; with
#            two before it the article is back in the summary, the second caption is the content and the first is
#            nowhere. In media_content, where one would look for captions, stand the pictures' addresses alone.
# Output seen:
#   article, picture: summary "The bridge is open.", content ["The mayor cuts the ribbon."]
#   picture, article: summary "The mayor cuts the ribbon.", content ["The bridge is open."]
#   picture, picture, article: summary "The bridge is open.", content ["The first bicycle."]
#   captions in media_content: none
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 feedparser-sgmllib==2.1.0

"$dir/venv/bin/python" - <<'PYTHON'
import json
import sys

import feedparser

FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A town's news</title>
<link>https://example.org/</link><description>News</description>
<item><title>A new bridge</title>{}</item></channel></rss>"""
ARTICLE, RIBBON, BICYCLE = "The bridge is open.", "The mayor cuts the ribbon.", "The first bicycle."
article = f"<description>{ARTICLE}</description>"
ribbon, bicycle = (
    f'<media:content url="https://example.org/{name}.jpg" medium="image"><media:description type="plain">{caption}'
    "</media:description></media:content>"
    for name, caption in (("ribbon", RIBBON), ("bicycle", BICYCLE))
)

right, media = True, []
for order, elements, expected in (
    ("article, picture", article + ribbon, (ARTICLE, [RIBBON])),
    ("picture, article", ribbon + article, (RIBBON, [ARTICLE])),
    ("picture, picture, article", ribbon + bicycle + article, (ARTICLE, [BICYCLE])),
):
    entry = feedparser.parse(FEED.format(elements)).entries[0]
    seen = entry.summary, [content.value for content in entry.content]
    media += entry.media_content
    print(f"{order}: summary {json.dumps(seen[0])}, content {json.dumps(seen[1])}")
    right &= seen == expected
captions = [picture for picture in media if set(picture) != {"url", "medium"}]
print(f"captions in media_content: {captions or 'none'}")
if not right or captions:
    sys.exit("Changed: captions no longer take the places of summary and content as described.")
print("As described.")
PYTHON
