#!/usr/bin/env bash
# pypdf turns the numbers of Persian and Arabic text round: 12 October 2019 becomes 21 October 9102.
#
# Versions:  pypdf 7.1.1, pypdfium2 5.15.2, fpdf2 2.8.9 and uharfbuzz 0.57.0 (to make the PDF), with the font of
#            fontpkg-ibm-plex-sans-arabic 1.101
# Behaviour: a PDF mostly holds signs in the order in which they stand on the page, from left to right, so that Persian
#            words must be turned round to be read. Numbers must not: in Persian and Arabic, too, the first figure of a
#            number stands on the left. pypdf turns the signs of these scripts, among them the figures ۰ to ۹ and ٠ to
#            ٩. The words come out right and each number backwards, with no sign of doubt: 12 becomes 21, which is a day
#            as well, 13 becomes 31, and 11 stays. Only a year like 9102 shows it. PDFium reads the numbers as they
#            stand.
# Output seen:
#   page:   ۱۲ اکتبر ۲۰۱۹, ١٢ ٢٠١٩
#   pypdf:  ۲۱ اکتبر ۹۱۰۲, ٢١ ٩١٠٢
#   PDFium: ۱۲ ۲۰۱۹, ١٢ ٢٠١٩
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    pypdf==7.1.1 pypdfium2==5.15.2 fpdf2==2.8.9 uharfbuzz==0.57.0 fontpkg-ibm-plex-sans-arabic==1.101

PYTHONIOENCODING=utf-8 "$dir/venv/bin/python" - <<'PYTHON'
import io
import re
import sys
from pathlib import Path

import fontpkg_ibm_plex_sans_arabic as plex
import pypdf
import pypdfium2
from fpdf import FPDF

PERSIAN, ARABIC = "پل تازه در ۱۲ اکتبر ۲۰۱۹ باز شد", "افتتح الجسر في ١٢ أكتوبر ٢٠١٩"

page = FPDF()
page.add_page()
page.add_font("plex", fname=Path(plex.__file__).parent / "files" / "IBMPlexSansArabic-Regular.ttf")
page.set_font("plex", size=14)
page.set_text_shaping(True)
for line in (PERSIAN, ARABIC):
    page.multi_cell(0, 10, line)
    page.ln()
pdf = bytes(page.output())

read = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
other = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()


def numbers(text):
    return re.findall(r"\d+", text)


in_words = re.search(r"\d+ اکتبر \d+", read)
print(f"page:   ۱۲ اکتبر ۲۰۱۹, {' '.join(numbers(ARABIC))}")
print(f"pypdf:  {in_words and in_words[0]}, {' '.join(numbers(read)[2:])}")
print(f"PDFium: {' '.join(numbers(other)[:2])}, {' '.join(numbers(other)[2:])}")
written = numbers(PERSIAN) + numbers(ARABIC)
if numbers(read) != [number[::-1] for number in written] or not in_words or numbers(other) != written:
    sys.exit("Changed: the numbers of right-to-left text are no longer turned round.")
print("As described.")
PYTHON
