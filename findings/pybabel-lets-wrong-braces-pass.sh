#!/usr/bin/env bash
# pybabel compiles a translation that asks for {m} where the program gives {n}, marked as python-brace-format or not.
#
# Versions:  Babel 2.19.0; polib 1.2.0 (to show the flags)
# Behaviour: pybabel extract itself marks messages for str.format with python-brace-format, as it marks those for % with
#            python-format, and compile checks translations. One would expect both kinds to be checked. Only the
#            second is: {m} for {n} compiles with no word and exit status 0, and the reader of that language gets a
#            KeyError where all others get a sentence. For %(m)s there is an error and exit status 1, but the catalog is
#            written all the same, with the wrong translation in it, so that a build that goes on ships that too.
# Output seen:
#   marked by extract: {n} articles python-brace-format, %(n)s days python-format
#   {m}: exit status 0, KeyError: 'm'
#   %(m)s: exit status 1, KeyError: 'm'
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.19.0 polib==1.2.0

cd "$dir" && venv/bin/python - <<'PYTHON'
import gettext
import subprocess
import sys
from pathlib import Path

import polib

Path("program.py").write_text('print(_("{n} articles").format(n=3))\nprint(_("%(n)s days") % {"n": 3})\n')
BABEL = ["venv/bin/pybabel", "--quiet"]
subprocess.run([*BABEL, "extract", "--output", "catalog.pot", "program.py"], check=True)
marks = {entry.msgid: " ".join(entry.flags) for entry in polib.pofile("catalog.pot")}
print(f"marked by extract: {', '.join(f'{message} {mark}' for message, mark in marks.items())}")


def compiled(message, translation):
    """Return the exit status of compiling one translation, and the catalog that was written."""
    catalog = polib.pofile("catalog.pot")
    catalog.metadata |= {"Language": "it", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    catalog.header = ""
    catalog.metadata_is_fuzzy = False
    catalog.find(message).msgstr = translation
    catalog.save("it.po")
    Path("it.mo").unlink(missing_ok=True)
    command = [*BABEL, "compile", "--input-file", "it.po", "--output-file", "it.mo", "--locale", "it"]
    status = subprocess.run(command, capture_output=True, check=False).returncode
    with Path("it.mo").open("rb") as written:
        return status, gettext.GNUTranslations(written)


def failure(use):
    try:
        use()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


status, brace = compiled("{n} articles", "{m} articoli")
shown = failure(lambda: brace.gettext("{n} articles").format(n=3))
print(f"{{m}}: exit status {status}, {shown}")
percent_status, percent = compiled("%(n)s days", "%(m)s giorni")
percent_shown = failure(lambda: percent.gettext("%(n)s days") % {"n": 3})
print(f"%(m)s: exit status {percent_status}, {percent_shown}")
expected = {"{n} articles": "python-brace-format", "%(n)s days": "python-format"}
if marks != expected or [status, percent_status] != [0, 1] or {shown, percent_shown} != {"KeyError: 'm'"}:
    sys.exit("Changed: placeholders in braces are no longer left unchecked as described.")
print("As described.")
PYTHON
