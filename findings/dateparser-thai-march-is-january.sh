#!/usr/bin/env bash
# dateparser reads March in Thai, and June in Punjabi, as January: it takes their vowels for accents and drops them.
#
# Versions:  dateparser 1.5.0, Babel 2.18.0 (with python-dateutil 2.9.0.post0, pytz 2026.6, regex 2026.11.15, tzlocal
#            5.4.5)
# Behaviour: before it looks for the names of months the library takes the accents off, so that "décembre" and
#            "decembre" are one. It drops every nonspacing mark, and in Thai, Punjabi, Burmese and Tibetan such marks
#            are vowels. Thai มี.ค. (March) and ม.ค. (January) differ by nothing else, nor do Punjabi ਜੂਨ (June) and ਜਨ
#            (January), Burmese ဇန် (January) and ဇွန် (June), Tibetan ཟླ་བ་དྲུག་པ (June) and ཟླ་བ་དགུ་པ (September).
#            The names come from CLDR, but a day that CLDR writes, read back in its own language, is silently in another
#            month. With the setting NORMALIZE off each is read right.
# Output seen:
#   th: 12 มี.ค. 2016 is 2016-03-12, read as 2016-01-12, without NORMALIZE as 2016-03-12
#   pa: 12 ਜੂਨ 2016 is 2016-06-12, read as 2016-01-12, without NORMALIZE as 2016-06-12
#   my: 12 ဇန် 2016 is 2016-01-12, read as 2016-06-12, without NORMALIZE as 2016-01-12
#   bo: 12 ཟླ་བ་དྲུག་པ 2016 is 2016-06-12, read as 2016-09-12, without NORMALIZE as 2016-06-12
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 Babel==2.18.0 \
    python-dateutil==2.9.0.post0 pytz==2026.6 regex==2026.11.15 tzlocal==5.4.5

PYTHONIOENCODING=utf-8 "$dir/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date

import dateparser
from babel.dates import format_date


def read(written, language, **settings):
    found = dateparser.parse(written, languages=[language], settings=settings or None)
    return found and found.date()


right = True
for language, day, pattern, wrong_month in (
    ("th", date(2016, 3, 12), "d MMM y", 1),
    ("pa", date(2016, 6, 12), "d MMMM y", 1),
    ("my", date(2016, 1, 12), "d MMM y", 6),
    ("bo", date(2016, 6, 12), "d MMMM y", 9),
):
    written = format_date(day, pattern, locale=language)
    usual, whole = read(written, language), read(written, language, NORMALIZE=False)
    print(f"{language}: {written} is {day}, read as {usual}, without NORMALIZE as {whole}")
    right &= usual == day.replace(month=wrong_month) and whole == day
if not right:
    sys.exit("Changed: the vowels of these months are no longer dropped as described.")
print("As described.")
PYTHON
