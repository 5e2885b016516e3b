#!/usr/bin/env bash
# Babel groups the digits of 3085 where CLDR, and so browsers, leave four digits together.
#
# Versions:  Babel 2.18.0; cldr-numbers-full 45.0.0 (CLDR's own data, as JSON)
# Behaviour: CLDR tells for each language from how many digits before the first separator on a number is grouped at
#            all (minimumGroupingDigits). Where it is 2, as in Spanish, Polish and Portuguese of Portugal, 3085 stays
#            3085 and 13085 becomes 13.085. format_decimal() knows the separators of CLDR but not this figure, which is
#            not in Babel's data: it writes 3.085. A page whose server uses Babel and whose script uses the browser's
#            Intl.NumberFormat writes the same count in two ways.
# Output seen:
#   es: CLDR groups from 5 digits, Babel writes 3.085 and 13.085
#   pl: CLDR groups from 5 digits, Babel writes 3 085 and 13 085
#   pt-PT: CLDR groups from 5 digits, Babel writes 3 085 and 13 085
#   de: CLDR groups from 4 digits, Babel writes 3.085 and 13.085
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.18.0
(cd "$dir" && npm pack --silent cldr-numbers-full@45.0.0 >/dev/null && tar -xzf cldr-numbers-full-45.0.0.tgz)

"$dir/venv/bin/python" - "$dir/package/main" <<'PYTHON'
import json
import sys
from pathlib import Path

from babel.numbers import format_decimal


def least_digits(language):
    """From how many digits on CLDR groups a number of thousands."""
    told = json.loads(Path(sys.argv[1], language, "numbers.json").read_text("utf-8"))
    return 3 + int(told["main"][language]["numbers"]["minimumGroupingDigits"])


right = True
for language, least in (("es", 5), ("pl", 5), ("pt-PT", 5), ("de", 4)):
    four, five = (format_decimal(number, locale=language.replace("-", "_")) for number in (3085, 13085))
    print(f"{language}: CLDR groups from {least_digits(language)} digits, Babel writes {four} and {five}")
    right &= least_digits(language) == least and four != "3085" and five != "13085"
print("As described." if right else "Changed.")
sys.exit(not right)
PYTHON
