#!/usr/bin/env bash
# cdx_toolkit makes of a search that ends on 3 February 2014 one that ends on 28 February.
#
# Versions:  cdx_toolkit 0.9.39
# Behaviour: captures of Common Crawl are asked for from one time to another, each written with as many of 14 digits as
#            one wishes. The end is filled up: 2014 to the last second of December, 201402 to that of February, as one
#            would expect, and for 20140203 one expects the last second of that day. But the day is set to the last of
#            the month whatever stands there, even if all 14 digits are given, and hours, minutes and seconds are kept,
#            so that "to" says 20140203120000 and 28 February at noon is meant. An end in the same month as the
#            beginning gets up to four weeks of captures that were not asked for, and with no beginning the year before
#            the end, which is then reckoned, starts as much later. (That February has 28 days in each year is a choice
#            told in the source; that it is always the last day is told nowhere.)
# Output seen:
#   201402 -> 20140228235959
#   20140203 -> 20140228235959
#   20140203120000 -> 20140228120000
#   to 20140203: crawls up to 2014-02-28 23:59:59, from 2013-02-28 23:59:59
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check cdx_toolkit==0.9.39

"$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, timezone

from cdx_toolkit.commoncrawl import apply_cc_defaults, check_cc_from_to
from cdx_toolkit.timeutils import pad_timestamp_up

expected = {"201402": "20140228235959", "20140203": "20140228235959", "20140203120000": "20140228120000"}
seen = {digits: pad_timestamp_up(digits) for digits in expected}
for digits, end in seen.items():
    print(f"{digits} -> {end}")

search = {"to": "20140203"}
apply_cc_defaults(search)
first, last = (datetime.fromtimestamp(moment, timezone.utc).replace(tzinfo=None) for moment in check_cc_from_to(search))
print(f"to 20140203: crawls up to {last}, from {first}")
if seen != expected or (str(first), str(last)) != ("2013-02-28 23:59:59", "2014-02-28 23:59:59"):
    sys.exit("Changed: the day of the end is no longer set to the last of its month.")
print("As described.")
PYTHON
