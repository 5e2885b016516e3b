#!/usr/bin/env bash
# Khayyam puts every day of the Persian year 1404 one day early: the spring of 2025 begins before it does.
#
# Versions:  Khayyam 3.0.17, jdatetime 6.1.1 (with jalali-core 1.0.0), convertdate 2.5.1 (with PyMeeus 0.5.12)
# Behaviour: in the calendar of Iran a year has 366 days where the sun says so, and libraries reckon with rules. One
#            would expect rules to part in some distant century, and for the years around now any library to do. By
#            Khayyam's 1403 has no 30th of Esfand and 1404 has one; Iran's calendar, jdatetime and convertdate, which
#            reckons with the sun itself, have it the other way. So all 365 days of 1404, from 21 March 2025 on, are a
#            day early, 20 March 2025 is in the wrong year, and 30 Esfand 1403 is refused. In the 50 years around it
#            there is no other difference, so that tests with older days, and with those of 1405, pass.
# Output seen:
#   years of 1380 to 1429 that do not begin on the same day: 1404
#   1 Farvardin 1404: Khayyam 2025-03-20, jdatetime 2025-03-21, convertdate 2025-03-21
#   days of 1404 that Khayyam puts a day early: 365 of 365
#   30 Esfand 1403: Khayyam refuses it, jdatetime 2025-03-20
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    Khayyam==3.0.17 jdatetime==6.1.1 jalali-core==1.0.0 convertdate==2.5.1 PyMeeus==0.5.12

"$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date, timedelta

import jdatetime
import khayyam
from convertdate import persian


def days(*day):
    return (
        khayyam.JalaliDate(*day).todate(),
        jdatetime.date(*day).togregorian(),
        date(*(int(part) for part in persian.to_gregorian(*day))),
    )


apart = [year for year in range(1380, 1430) if len(set(days(year, 1, 1))) > 1]
print(f"years of 1380 to 1429 that do not begin on the same day: {', '.join(map(str, apart))}")
first = days(1404, 1, 1)
print("1 Farvardin 1404: Khayyam {}, jdatetime {}, convertdate {}".format(*first))

year = [(1404, month, day) for month in range(1, 13) for day in range(1, 32 if month < 7 else 31 if month < 12 else 30)]
early = sum(days(*day)[0] == days(*day)[1] - timedelta(1) and days(*day)[1] == days(*day)[2] for day in year)
print(f"days of 1404 that Khayyam puts a day early: {early} of {len(year)}")

refused = False
try:
    khayyam.JalaliDate(1403, 12, 30)
except ValueError:
    refused = True
last = jdatetime.date(1403, 12, 30).togregorian()
print(f"30 Esfand 1403: Khayyam {'refuses it' if refused else 'takes it'}, jdatetime {last}")
if apart != [1404] or early != 365 or not refused or str(last) != "2025-03-20":
    sys.exit("Changed: Khayyam's 1404 no longer differs as described.")
print("As described.")
PYTHON
