#!/usr/bin/env bash
# python-docx reads "The bridge is not open" as "The bridge is open" if the "not" was inserted with changes tracked.
#
# Versions:  python-docx 1.2.0 (with lxml 6.1.3), docx2txt 0.9
# Behaviour: while Word keeps track of changes, what is added is wrapped in w:ins and what is struck out in w:del, until
#            somebody accepts them. A reader sees the first and knows the second is gone. Paragraph.text leaves out what
#            is struck out, as one would expect, and what was added as well: it takes the runs that are children of the
#            paragraph itself, so the text is neither the old one nor the new one. Words in a field that Word keeps in
#            its short form (w:fldSimple) go the same way, such as the day in a dateline, and so do whole paragraphs in
#            a content control. The sentences that are left are often good ones, and say something else. docx2txt, which
#            takes all w:t, reads each of them.
# Output seen:
#   python-docx: The bridge is open.
#   docx2txt: The bridge is not open.
#   python-docx: Vienna,  – A bridge.
#   docx2txt: Vienna, 12 October 2019 – A bridge.
#   python-docx: nothing
#   docx2txt: The ferry rests.
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 lxml==6.1.3 docx2txt==0.9

PYTHONIOENCODING=utf-8 "$dir/venv/bin/python" - "$dir" <<'PYTHON'
import sys
from pathlib import Path

import docx
import docx2txt
from docx.oxml import parse_xml

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words, element="t"):
    return f'<w:r><w:{element} xml:space="preserve">{words}</w:{element}></w:r>'


def paragraph(inside):
    return f"<w:p {NAMESPACE}>{inside}</w:p>"


CHANGE = 'w:author="A" w:date="2019-10-12T10:00:00Z"'
inserted = (
    run("The bridge is ")
    + f'<w:ins w:id="1" {CHANGE}>{run("not ")}</w:ins>'
    + f'<w:del w:id="2" {CHANGE}>{run("soon ", "delText")}</w:del>'
    + run("open.")
)
field = run("Vienna, ") + f'<w:fldSimple w:instr=" DATE ">{run("12 October 2019")}</w:fldSimple>' + run(" – A bridge.")
control = f"<w:sdt {NAMESPACE}><w:sdtContent>{paragraph(run('The ferry rests.'))}</w:sdtContent></w:sdt>"


def read(element):
    document, path = docx.Document(), Path(sys.argv[1], "text.docx")
    document.element.body.insert(0, parse_xml(element))
    document.save(path)
    texts = "\n".join(found.text for found in docx.Document(path).paragraphs), docx2txt.process(path)
    return [text.strip() for text in texts]


right = True
for element, expected in (
    (paragraph(inserted), ["The bridge is open.", "The bridge is not open."]),
    (paragraph(field), ["Vienna,  – A bridge.", "Vienna, 12 October 2019 – A bridge."]),
    (control, ["", "The ferry rests."]),
):
    seen = read(element)
    for name, text in zip(("python-docx", "docx2txt"), seen):
        print(f"{name}: {text or 'nothing'}")
    right &= seen == expected
if not right:
    sys.exit("Changed: what is in insertions, fields and controls is no longer left out as described.")
print("As described.")
PYTHON
