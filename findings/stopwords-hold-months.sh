#!/usr/bin/env bash
# Lists of stop words hold months: May in Arabic and no other, all twelve in Slovenian, eight in Malay.
#
# Versions:  stopwordsiso 0.7.1, stop-words 2025.11.4, Babel 2.19.0 (for the names that CLDR has of the months)
# Behaviour: stop words are left out of a search since they tell nothing: the, of, and. Most languages' lists hold no
#            month, or one that is a common word as well, as in English "may". In Arabic مايو (May) is nothing but the
#            month, and the only one of twelve that both packages hold: a search drops it, alone of all, and "what
#            happened in May" asks for nothing. In Slovenian all the months are left out, in Malay eight. What else
#            stands in the Arabic lists are words of news: year, million, visit, announced; in the English ones million,
#            bill and fire.
# Output seen:
#   ar: مايو
#   sl: januar februar marec april maj junij julij avgust september oktober november december
#   ms: Mac April Mei Jun Julai Ogos September Disember
#   fr, it, de, es, fa: none
#   Arabic in stop-words: مايو
#   Arabic, both: مليون زيارة اعلنت; English, both: million bill fire
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    stopwordsiso==0.7.1 stop-words==2025.11.4 Babel==2.19.0

PYTHONIOENCODING=utf-8 "$dir/venv/bin/python" - <<'PYTHON'
import sys

from babel import Locale
from stop_words import get_stop_words
from stopwordsiso import stopwords


def months(language, left_out):
    names = Locale(language).months["format"]["wide"]
    return [names[number] for number in sorted(names) if names[number].lower() in left_out]


held = {language: months(language, stopwords(language)) for language in ("ar", "sl", "ms")}
for language, names in held.items():
    print(f"{language}: {' '.join(names)}")
NONE = ("fr", "it", "de", "es", "fa")
none = [language for language in NONE if not months(language, stopwords(language))]
print(f"{', '.join(none)}: none")
other = months("ar", get_stop_words("arabic"))
print(f"Arabic in stop-words: {' '.join(other)}")

both = [
    [word for word in words if word in stopwords(code) and word in get_stop_words(name)]
    for code, name, words in (
        ("ar", "arabic", ["مليون", "زيارة", "اعلنت"]),
        ("en", "english", ["million", "bill", "fire"]),
    )
]
print(f"Arabic, both: {' '.join(both[0])}; English, both: {' '.join(both[1])}")
lengths = [len(held["sl"]), len(held["ms"]), len(both[0]), len(both[1])]
if held["ar"] != ["مايو"] or other != ["مايو"] or lengths != [12, 8, 3, 3] or none != list(NONE):
    sys.exit("Changed: the lists no longer hold months as described.")
print("As described.")
PYTHON
