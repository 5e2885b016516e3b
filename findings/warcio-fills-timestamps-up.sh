#!/usr/bin/env bash
# A short web archive timestamp is filled up, not down: "2014" becomes the last second of 31 December.
#
# Versions:  warcio 1.8.1 (with six 1.17.0)
# Behaviour: indexes and addresses of web archives name a capture by up to 14 digits, and fewer are allowed: 2014,
#            201402, 20140203. One would expect what is missing to be the first month, day and second. warcio's
#            timestamp_to_datetime takes the last ones, so that the year becomes New Year's Eve, one second before
#            midnight, and a month its last day (29 February in a leap year). Its neighbour in the same module,
#            iso_date_to_datetime, fills the same day downwards: 20140203 and 2014-02-03 are 86399 seconds apart. The
#            datetime returned says nothing of which digits were given, so "saved in 2014" turns into a precise day
#            that nobody wrote, after every other capture of that year.
# Output seen:
#   2014 -> 2014-12-31 23:59:59
#   201402 -> 2014-02-28 23:59:59
#   201602 -> 2016-02-29 23:59:59
#   20140203 -> 2014-02-03 23:59:59
#   2014-02-03 -> 2014-02-03 00:00:00
#   the same day by both functions: 86399 seconds apart
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check warcio==1.8.1 six==1.17.0

"$dir/venv/bin/python" - <<'PYTHON'
import sys

from warcio.timeutils import iso_date_to_datetime, timestamp_to_datetime

expected = {
    "2014": "2014-12-31 23:59:59",
    "201402": "2014-02-28 23:59:59",
    "201602": "2016-02-29 23:59:59",
    "20140203": "2014-02-03 23:59:59",
}
seen = {digits: str(timestamp_to_datetime(digits)) for digits in expected}
for digits, moment in seen.items():
    print(f"{digits} -> {moment}")

down = iso_date_to_datetime("2014-02-03")
print(f"2014-02-03 -> {down}")
apart = (timestamp_to_datetime("20140203") - down).total_seconds()
print(f"the same day by both functions: {apart:.0f} seconds apart")

if seen != expected or apart != 86399:
    sys.exit("Changed: short timestamps are no longer filled up to the last second.")
print("As described.")
PYTHON
