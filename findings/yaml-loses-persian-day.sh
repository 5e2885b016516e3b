#!/usr/bin/env bash
# A day that exists in the Persian calendar makes PyYAML drop the whole front matter, by an error that is no YAML error.
#
# Versions:  PyYAML 6.0.4, jdatetime 6.1.1 (with jalali-core 1.0.0)
# Behaviour: the first six months of the Persian calendar have 31 days, so 1394-02-31 is a day (21 May 2015), and an
#            article may well say `date: 1394-02-31`. PyYAML takes whatever has the shape of a timestamp for a
#            Gregorian one. The day before, 1394-02-30, and this one have no counterpart there, and safe_load raises a
#            bare ValueError out of datetime: not a yaml.YAMLError, the class for a document's faults, so that `except
#            yaml.YAMLError` does not catch it, and with no line number. Title and text go with the date, although the
#            document is well-formed: a loader that leaves scalars as text reads it without complaint.
# Output seen:
#   1394-02-31 in the Persian calendar is 2015-05-21
#   safe_load: ValueError, a YAMLError: no
#   BaseLoader: {'title': 'A bridge over the river', 'date': '1394-02-31'}
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.4 jdatetime==6.1.1 jalali-core==1.0.0

"$dir/venv/bin/python" - <<'PYTHON'
import sys

import jdatetime
import yaml

FRONT_MATTER = "title: A bridge over the river\ndate: 1394-02-31\n"

day = jdatetime.date(1394, 2, 31).togregorian()
print(f"1394-02-31 in the Persian calendar is {day}")

error = None
try:
    read = yaml.safe_load(FRONT_MATTER)
except Exception as raised:
    error = raised
if error is None:
    sys.exit(f"Changed: safe_load reads the document, as {read}.")
print(f"safe_load: {type(error).__name__}, a YAMLError: {'yes' if isinstance(error, yaml.YAMLError) else 'no'}")

as_text = yaml.load(FRONT_MATTER, Loader=yaml.BaseLoader)
print(f"BaseLoader: {as_text}")

if type(error) is not ValueError or as_text != {"title": "A bridge over the river", "date": "1394-02-31"}:
    sys.exit("Changed: the day no longer ends in a bare ValueError.")
print("As described.")
PYTHON
