#!/usr/bin/env bash
# feedparser takes 2019/10/12 for the first day of the present month, in 2019, and a Unix time for a day in 1570.
#
# Versions:  feedparser 6.0.14 (with feedparser-sgmllib 2.1.0)
# Behaviour: a feed should write its days as RFC 822 or ISO 8601 tell, and many write them otherwise. For what it cannot
#            read the library gives no day, as one would expect: 12/10/2019, "Oct 12, 2019". But four figures at the
#            beginning may be a year to it, whatever follows. The month that is then missing is the one in which the
#            feed happens to be read, and its day the first. So 2019/10/12, the 41st week of 2019 and 1398/07/20 of the
#            Persian calendar change with each month in which the feed is read, and a Unix time of 2019 is in 1570. The
#            same with hyphens is read as written, so that it shows only in the feed that has the strokes.
#            published_parsed holds a whole struct_time, and bozo is not set.
# Output seen (in November):
#   2019-10-12: 2019-10-12
#   12/10/2019: None
#   2019/10/12: 2019, this month, day 1
#   2019-W41: 2019, this month, day 1
#   1398/07/20: 1398, this month, day 1
#   1570838400: 1570, this month, day 1
#   bozo: no
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14 feedparser-sgmllib==2.1.0

"$dir/venv/bin/python" - <<'PYTHON'
import sys
import time

import feedparser

FEED = """<rss version="2.0"><channel><title>A town's news</title><link>https://example.org/</link>
<description>News</description><item><title>A new bridge</title><pubDate>{}</pubDate></item></channel></rss>"""


def read(written):
    months = {time.gmtime().tm_mon}
    feed = feedparser.parse(FEED.format(written))
    months.add(time.gmtime().tm_mon)
    if feed.bozo:
        sys.exit("Changed: the feed is told to be faulty.")
    day = feed.entries[0].published_parsed
    if day is not None and day.tm_mday == 1 and day.tm_mon in months:
        return f"{day.tm_year}, this month, day 1"
    return day and time.strftime("%Y-%m-%d", day)


expected = {
    "2019-10-12": "2019-10-12",
    "12/10/2019": None,
    "2019/10/12": "2019, this month, day 1",
    "2019-W41": "2019, this month, day 1",
    "1398/07/20": "1398, this month, day 1",
    "1570838400": "1570, this month, day 1",
}
seen = {written: read(written) for written in expected}
for written, day in seen.items():
    print(f"{written}: {day}")
print("bozo: no")
if seen != expected:
    sys.exit("Changed: the present month is no longer put where none is read.")
print("As described.")
PYTHON
