#!/usr/bin/env bash
# htmldate completes a month by the day on which it runs: "2015-07" is 28 July if read on the 28th, else another day.
#
# Versions:  htmldate 1.11.0 (with dateparser 1.5.0, python-dateutil 2.9.0.post0, lxml 6.1.3)
# Behaviour: a page may tell the month alone of its publication: W3CDTF, which Dublin Core recommends, allows 2015-07,
#            and scholarly pages write 2015/07. One would expect no day, or the first of the month, as the library gives
#            for a month in JSON-LD. From a meta tag or a time element it returns that month with the present day of the
#            month, in the form of a date that is sure, since it hands such a value on to dateparser, which fills in
#            what is missing from today. So an archive that is read twice has its articles on two days, and all the
#            articles of one run that tell their month alone appear on the same day of it. (A month of 31 days is used
#            here; the script is right on every day.)
# Output seen, on the 28th of a month:
#   meta dcterms.issued 2015-07: 2015-07-28, the day of today: yes
#   meta citation_publication_date 2015/07: 2015-07-28, the day of today: yes
#   time element 2015-07: 2015-07-28, the day of today: yes
#   JSON-LD datePublished 2015-07: 2015-07-01
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    htmldate==1.11.0 dateparser==1.5.0 python-dateutil==2.9.0.post0 lxml==6.1.3

"$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

from htmldate import find_date

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A new bridge</title>{head}</head><body>
<article><h1>A new bridge</h1>{body}<p>The bridge over the river is open to traffic, as the council told.</p></article>
</body></html>"""
JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Article",
"headline": "A new bridge", "datePublished": "2015-07"}</script>"""


def read(head="", body=""):
    return find_date(PAGE.format(head=head, body=body), original_date=True)


today = f"2015-07-{date.today():%d}"
right = True
for name, found in (
    ("meta dcterms.issued 2015-07", read('<meta name="dcterms.issued" content="2015-07">')),
    ("meta citation_publication_date 2015/07", read('<meta name="citation_publication_date" content="2015/07">')),
    ("time element 2015-07", read(body='<p><time datetime="2015-07">July 2015</time></p>')),
):
    print(f"{name}: {found}, the day of today: {'yes' if found == today else 'no'}")
    right &= found == today
first = read(JSON_LD)
print(f"JSON-LD datePublished 2015-07: {first}")
if not right or first != "2015-07-01":
    sys.exit("Changed: a month alone no longer gets the day of today.")
print("As described.")
PYTHON
