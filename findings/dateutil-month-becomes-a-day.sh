#!/usr/bin/env bash
# dateutil reads 200512, a year and a month, as 20 May 2012: a column of months from 2001 to 2012 is 144 wrong days.
#
# Versions:  python-dateutil 4.0.0 (with six 1.17.0)
# Behaviour: issues of a paper and folders of an archive are often named by year and month, 200512. One would expect
#            that month, or an error, as the six figures might be anything. dateutil cuts them into three pairs, and
#            takes none of them for half of a year: 20, 05 and 12 are the 20th of May 2012. Each month of 2001 to 2012
#            becomes a valid day, always a 20th, in the month that the year's last two figures name, in the year that
#            its month names; only the twelve with both the same keep their month. 2013 and 1998 are refused, as there
#            is no month 13 or 98, so that the older half of a column looks well read, and the newer one stops with
#            "month must be in 1..12".
# Output seen:
#   200101: 2001-01-20
#   200512: 2012-05-20
#   201201: 2001-12-20
#   201301: ParserError
#   199812: ParserError
#   of the 144 months of 2001 to 2012: 144 read without an error, 132 into another month
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check python-dateutil==4.0.0 six==1.17.0

"$dir/venv/bin/python" - <<'PYTHON'
import sys

from dateutil.parser import ParserError, parse


def read(written):
    try:
        return parse(written).date().isoformat()
    except ParserError as error:
        return type(error).__name__


expected = {
    "200101": "2001-01-20",
    "200512": "2012-05-20",
    "201201": "2001-12-20",
    "201301": "ParserError",
    "199812": "ParserError",
}
seen = {written: read(written) for written in expected}
for written, day in seen.items():
    print(f"{written}: {day}")

months = [f"{year}{month:02}" for year in range(2001, 2013) for month in range(1, 13)]
days = {month: read(month) for month in months}
read_at_all = [month for month in months if days[month] != "ParserError"]
elsewhere = [month for month in read_at_all if not days[month].replace("-", "").startswith(month)]
print(
    f"of the {len(months)} months of 2001 to 2012: {len(read_at_all)} read without an error, "
    f"{len(elsewhere)} into another month"
)
if seen != expected or (len(read_at_all), len(elsewhere)) != (144, 132):
    sys.exit("Changed: a year and a month are no longer read as a day as described.")
print("As described.")
PYTHON
