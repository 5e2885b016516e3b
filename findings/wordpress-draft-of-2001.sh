#!/usr/bin/env bash
# The day that WordPress exports for a draft, in the year before the year 1, is 30 November 2001 to dateutil.
#
# Versions:  python-dateutil 4.0.0, feedparser 6.0.14 (with feedparser-sgmllib 2.1.0)
# Behaviour: a draft has no day of publication; WordPress keeps it as 0000-00-00. Its export (WXR) gives each item the
#            pubDate of RSS, and reckoning makes of day 0 in month 0 of the year 0 the last day of November of the year
#            before: "Wed, 30 Nov -0001 00:00:00 +0000". One would expect that to be refused, as feedparser does, or
#            read as it stands. dateutil takes the minus for a stroke between month and year, and 0001 for a short year
#            of this century. What comes out is a plausible day for a blog, with no sign of doubt, so that all drafts of
#            an export stand on one day of 2001 and may be told as published then. With a month in words even 30 Nov
#            0099 is 1999; with the month as a number, 0001-11-30, the same year is left alone.
# Output seen:
#   feedparser: Wed, 30 Nov -0001 00:00:00 +0000 is None
#   dateutil: Wed, 30 Nov -0001 00:00:00 +0000 is 2001-11-30
#   dateutil: 30 Nov 0001 is 2001-11-30
#   dateutil: 30 Nov 0099 is 1999-11-30
#   dateutil: 0001-11-30 is 0001-11-30
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    python-dateutil==4.0.0 feedparser==6.0.14 feedparser-sgmllib==2.1.0

"$dir/venv/bin/python" - <<'PYTHON'
import sys

import feedparser
from dateutil.parser import parse

DRAFT = "Wed, 30 Nov -0001 00:00:00 +0000"
EXPORT = f"""<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>A town's news</title>
<link>https://example.org/</link><description/><wp:wxr_version>1.2</wp:wxr_version><item><title>A bridge</title>
<pubDate>{DRAFT}</pubDate><wp:post_date>2014-03-02 10:00:00</wp:post_date>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status></item></channel></rss>"""

entry = feedparser.parse(EXPORT).entries[0]
print(f"feedparser: {entry.published} is {entry.published_parsed}")

expected = {
    DRAFT: "2001-11-30",
    "30 Nov 0001": "2001-11-30",
    "30 Nov 0099": "1999-11-30",
    "0001-11-30": "0001-11-30",
}
seen = {written: parse(written).date().isoformat() for written in expected}
for written, day in seen.items():
    print(f"dateutil: {written} is {day}")

if entry.published != DRAFT or entry.published_parsed is not None or seen != expected:
    sys.exit("Changed: the day of a draft is no longer read as described.")
print("As described.")
PYTHON
