#!/usr/bin/env bash
# An EDTF winter, and a southern summer, last for December alone: no season holds a day of January or February.
#
# Versions:  edtf 5.0.2 (with pyparsing 3.3.3, python-dateutil 2.9.0.post0)
# Behaviour: EDTF writes the seasons of a year as months 21 to 24, the northern ones as 25 to 28 and the southern ones
#            as 29 to 32. The library gives each a first and a last day. Spring, summer and autumn get three months,
#            as one would expect; the season that crosses the new year, winter 2000 (2000-24, 2000-28) or the southern
#            summer (2000-30), gets December only, both in the strict bounds and in the fuzzy ones. An article of 15
#            January 2001 lies neither in winter 2000 nor in winter 2001, so a search by season never finds it. The
#            cut is the authors' choice, since the standard leaves the months open; that it costs two months of twelve
#            shows only in the bounds.
# Output seen:
#   2000-21: 2000-03-01 to 2000-05-31
#   2000-22: 2000-06-01 to 2000-08-31
#   2000-23: 2000-09-01 to 2000-11-30
#   2000-24: 2000-12-01 to 2000-12-31
#   2000-28: 2000-12-01 to 2000-12-31
#   2000-30: 2000-12-01 to 2000-12-31
#   winter 2000 -> 2000-24; holds 15 Jan 2000: no, 15 Jan 2001: no
#   months of 2001 in no season of 2000, 2001 or 2002: [1, 2]
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    edtf==5.0.2 pyparsing==3.3.3 python-dateutil==2.9.0.post0

"$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

from edtf import parse_edtf, text_to_edtf


def bounds(text):
    season = parse_edtf(text)
    strict = [date(*day[:3]) for day in (season.lower_strict(), season.upper_strict())]
    fuzzy = [date(*day[:3]) for day in (season.lower_fuzzy(), season.upper_fuzzy())]
    if strict != fuzzy:
        sys.exit(f"Changed: the fuzzy bounds of {text} are wider than the strict ones.")
    return strict


seen = {}
for code in (21, 22, 23, 24, 28, 30):
    first, last = seen[code] = bounds(f"2000-{code}")
    print(f"2000-{code}: {first} to {last}")

winter = text_to_edtf("winter 2000")
first, last = bounds(winter)
held = [first <= date(year, 1, 15) <= last for year in (2000, 2001)]
answers = ["yes" if inside else "no" for inside in held]
print(f"winter 2000 -> {winter}; holds 15 Jan 2000: {answers[0]}, 15 Jan 2001: {answers[1]}")

spans = [bounds(f"{year}-{code}") for year in (2000, 2001, 2002) for code in (21, 22, 23, 24)]
outside = [
    month for month in range(1, 13)
    if not any(first <= date(2001, month, 15) <= last for first, last in spans)
]
print(f"months of 2001 in no season of 2000, 2001 or 2002: {outside}")

december = [date(2000, 12, 1), date(2000, 12, 31)]
if any(seen[code] != december for code in (24, 28, 30)) or any(held) or outside != [1, 2]:
    sys.exit("Changed: the season over the new year is no longer December alone.")
print("As described.")
PYTHON
