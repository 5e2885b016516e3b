#!/usr/bin/env bash
# The order of a country's dates in words does not tell the order of its dates in numbers.
#
# Versions:  Babel 2.19.0, with the CLDR data in it
# Behaviour: to read 03/04/2019 on a page one might look how the page writes its dates in words: "4 de marzo de 2019"
#            puts the day first, so the numbers should too. CLDR says otherwise. In Puerto Rico and Panama the Spanish
#            long date has the day first and the short one the month; in Somali and in Kannada it is the other way
#            round. Among the locales whose short date begins with day or month (those that begin with the year leave
#            nothing to ask), 27 have day and month in one order in the short date and in the other in the long one.
#            Each order must be asked for by itself.
# Output seen:
#   es_PR: short MM/dd/yy, long d 'de' MMMM 'de' y
#   es_PA: short MM/dd/yy, long d 'de' MMMM 'de' y
#   so_SO: short dd/MM/yy, long MMMM d, y
#   kn_IN: short d/M/yy, long MMMM d, y
#   27 locales with the two orders opposed; numbers month first in 2: es_PA es_PR
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.19.0

"$dir/venv/bin/python" - <<'PYTHON'
import re
import sys

from babel import Locale
from babel.localedata import locale_identifiers


def pattern(name, length):
    return Locale.parse(name).date_formats[length].pattern


def order(name, length):
    """Which of d, M and y stands first, second and third in the pattern, whatever its literal text says."""
    fields = re.sub(r"'[^']*'", "", pattern(name, length)).replace("L", "M")
    return "".join(sorted("dMy", key=fields.index))


def day_first(name, length):
    found = order(name, length)
    return found.index("d") < found.index("M")


for name in ("es_PR", "es_PA", "so_SO", "kn_IN"):
    print(f"{name}: short {pattern(name, 'short')}, long {pattern(name, 'long')}")

opposed = [
    name for name in sorted(locale_identifiers())
    if order(name, "short")[0] != "y" and day_first(name, "short") != day_first(name, "long")
]
month_first = [name for name in opposed if not day_first(name, "short")]
print(
    f"{len(opposed)} locales with the two orders opposed; "
    f"numbers month first in {len(month_first)}: {' '.join(month_first)}"
)

if len(opposed) != 27 or month_first != ["es_PA", "es_PR"] or not {"so_SO", "kn_IN"} <= set(opposed):
    sys.exit("Changed: the orders of short and long dates are no longer opposed as described.")
print("As described.")
PYTHON
