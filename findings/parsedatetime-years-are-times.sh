#!/usr/bin/env bash
# parsedatetime reads "in 2019" as nineteen minutes past eight this evening: every year from 2000 to 2059 is a time.
#
# Versions:  parsedatetime 2.6
# Behaviour: the library finds days and times in what people write, and reads "October 2019" right.
#            A year by itself, as questions to an archive name it, is four figures to it, and those are a time of day
#            without its colon: "in 2019" is today at 20:19, "the summer of 2012" today at 20:12. It says so by the
#            same sign as of "at 20:19". Whether a year is a time hangs on its last two figures: of 1999 nothing is
#            read, as there is no 19:99, while 1945 and all years from 2000 to 2059 are this evening.
# Output seen:
#   October 2019: 2019-10, told as a day
#   in 2019: this day at 20:19, told as a time
#   the summer of 2012: this day at 20:12, told as a time
#   the war of 1945: this day at 19:45, told as a time
#   in 1999: nothing
#   years from 2000 to 2059 that are times: 60
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check parsedatetime==2.6

"$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime

import parsedatetime

NOON = datetime(2026, 3, 4, 12)
KINDS = {1: "told as a day", 2: "told as a time"}
calendar = parsedatetime.Calendar()


def read(written):
    moment, kind = calendar.parseDT(written, sourceTime=NOON)
    if not kind:
        return "nothing"
    when = f"this day at {moment:%H:%M}" if moment.date() == NOON.date() else f"{moment:%Y-%m}"
    return f"{when}, {KINDS.get(kind, kind)}"


expected = {
    "October 2019": "2019-10, told as a day",
    "in 2019": "this day at 20:19, told as a time",
    "the summer of 2012": "this day at 20:12, told as a time",
    "the war of 1945": "this day at 19:45, told as a time",
    "in 1999": "nothing",
}
seen = {written: read(written) for written in expected}
for written, moment in seen.items():
    print(f"{written}: {moment}")
times = sum("told as a time" in read(f"in {year}") for year in range(2000, 2060))
print(f"years from 2000 to 2059 that are times: {times}")
if seen != expected or times != 60:
    sys.exit("Changed: a year by itself is no longer read as a time as described.")
print("As described.")
PYTHON
