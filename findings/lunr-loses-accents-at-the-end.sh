#!/usr/bin/env bash
# lunr.js never finds café or città in an index it made, and does in one that Python's lunr made of the same text.
#
# Versions:  lunr (npm) 2.3.9, lunr (PyPI) 0.8.0; needs node and npm
# Behaviour: lunr searches static sites: an index is made of their pages, beforehand or in the browser. While
#            indexing, each word is trimmed of what is no word character at its ends, by a regular expression (\W) that
#            JavaScript reads as ASCII: café is indexed as caf, città as citt, école as cole, and a word of another
#            script is trimmed to nothing. Questions are not trimmed, so that café asks for a term that is not there.
#            Python reads the same expression as
#            Unicode: an index made by its lunr, the same format to the letter, finds all of it when lunr.js loads it.
#            Whether a site's Persian is found hangs on who made its index.
# Output seen:
#   made by lunr.js: café none, caf page 1, città none, پل none, bridge page 3
#   made in Python:  café page 1, caf none, città page 2, پل page 4, bridge page 3
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check lunr==0.8.0
(cd "$dir" && npm install --silent --no-audit --no-fund --prefix "$dir" lunr@2.3.9 > /dev/null)
cat > "$dir/pages.json" <<'JSON'
[{"id": 1, "text": "un vieux café"}, {"id": 2, "text": "la vecchia città"}, {"id": 3, "text": "an old bridge"},
 {"id": 4, "text": "پل تازه باز شد"}]
JSON

"$dir/venv/bin/python" - "$dir" <<'PYTHON'
import json
import sys
from pathlib import Path

from lunr import lunr

pages = json.loads(Path(sys.argv[1], "pages.json").read_text("utf-8"))
index = lunr(ref="id", fields=["text"], documents=pages)
Path(sys.argv[1], "index.json").write_text(json.dumps(index.serialize()), "utf-8")
PYTHON

cd "$dir" && node - <<'JAVASCRIPT'
const lunr = require("lunr");
const pages = require("./pages.json");
const questions = ["café", "caf", "città", "پل", "bridge"];

const made = lunr(function () {
  this.ref("id");
  this.field("text");
  for (const page of pages) this.add(page);
});
const loaded = lunr.Index.load(require("./index.json"));
const seen = [made, loaded].map((index) =>
  questions.map((question) => {
    const found = index.search(question).map((hit) => `page ${hit.ref}`);
    return `${question} ${found.join(" ") || "none"}`;
  }).join(", "));
console.log(`made by lunr.js: ${seen[0]}`);
console.log(`made in Python:  ${seen[1]}`);
if (seen[0] !== "café none, caf page 1, città none, پل none, bridge page 3" ||
    seen[1] !== "café page 1, caf none, città page 2, پل page 4, bridge page 3") {
  console.error("Changed: the ends of words are no longer trimmed as described.");
  process.exit(1);
}
console.log("As described.");
JAVASCRIPT
