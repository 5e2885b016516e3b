#!/usr/bin/env bash
# Text of a PDF font without a table of letters comes out as other letters: "The bridge" as "7KH EULGJH".
#
# Versions:  pypdf 7.1.1, pypdfium2 5.15.2, pdfminer.six 20260107, reportlab 5.1.0 (for its font Vera), fonttools 4.68.0
# Behaviour: with the encoding Identity-H a PDF writes the numbers of a font's glyphs, and a ToUnicode table, which is
#            optional, tells which letters they are. Without it one would expect no text, or signs that say "unknown".
#            pypdf and PDFium (which Chromium uses) take the numbers for code points. In many TrueType fonts the glyphs
#            of ASCII stand in its order, but 29 places earlier, so that each letter becomes another sign, most of them
#            printable, and spaces become control characters. No error or warning comes with it: the page has a text
#            layer, of words that nobody wrote. pdfminer.six looks the glyphs up in the font that is embedded in the
#            same file, and reads them.
# Output seen:
#   pypdf: '7KH\x03EULGJH\x03LV\x03RSHQ'
#   PDFium: '7KH\x03EULGJH\x03LV\x03RSHQ'
#   pdfminer.six: 'The bridge is open'
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
    pypdf==7.1.1 pypdfium2==5.15.2 pdfminer.six==20260107 reportlab==5.1.0 fonttools==4.68.0

"$dir/venv/bin/python" - <<'PYTHON'
import io
import sys
from pathlib import Path

import pypdf
import pypdfium2
import reportlab
from fontTools.ttLib import TTFont
from pdfminer.high_level import extract_text

NAME = b"/BitstreamVeraSans-Roman"
path = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
font, program = TTFont(path), path.read_bytes()
letters = font.getBestCmap()
glyphs = b"".join(b"%04X" % font.getGlyphID(letters[ord(letter)]) for letter in "The bridge is open")
per_em = font["head"].unitsPerEm
widths = b" ".join(b"%d" % (font["hmtx"][name][0] * 1000 // per_em) for name in font.getGlyphOrder())
shown = b"BT /F 24 Tf 50 700 Td <%s> Tj ET" % glyphs
objects = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
    b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[6 0 R]>>" % NAME,
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    b"/CIDToGIDMap/Identity/FontDescriptor 7 0 R/W[0[%s]]>>" % (NAME, widths),
    b"<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[-183 -236 1287 928]/ItalicAngle 0/Ascent 928/Descent -236"
    b"/CapHeight 730/StemV 80/FontFile2 8 0 R>>" % NAME,
    b"<</Length %d/Length1 %d>>stream\n%s\nendstream" % (len(program), len(program), program),
]
pdf, starts = b"%PDF-1.7\n", []
for number, content in enumerate(objects, 1):
    starts.append(len(pdf))
    pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
table = b"".join(b"%010d 00000 n \n" % start for start in starts)
pdf += b"xref\n0 9\n0000000000 65535 f \n%strailer\n<</Size 9/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(pdf))

seen = {
    "pypdf": pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(),
    "PDFium": pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded(),
    "pdfminer.six": extract_text(io.BytesIO(pdf)).strip(),
}
for name, text in seen.items():
    print(f"{name}: {text!r}")
if list(seen.values()) != ["7KH\x03EULGJH\x03LV\x03RSHQ"] * 2 + ["The bridge is open"]:
    sys.exit("Changed: the numbers of glyphs are no longer taken for letters as described.")
print("As described.")
PYTHON
