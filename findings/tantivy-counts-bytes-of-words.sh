#!/usr/bin/env bash
# tantivy finds no text by the Russian word for "agricultural": its 20 letters count as 40.
#
# Versions:  tantivy 0.27.0 (the Python package of the Rust library)
# Behaviour: the tokenizers "default" and "en_stem" leave out words that are too long. The library's own overview of
#            them (read for 0.16) says longer than 40 characters, which hardly a word of any language is. Counted are
#            the bytes of UTF-8, and a word must have fewer than 40: 39 letters if they are Latin, but 19 in Cyrillic,
#            Greek, Hebrew, Arabic and Persian, 13 in Hindi. Ordinary words fall out: сельскохозяйственных has 20
#            letters. Where no spaces are written a whole clause is one word, so a Chinese clause of 13 signs is kept
#            and one of 14 is not. Nothing tells of it: the word is missing from the index and is dropped from the query
#            as well, so that alone it finds nothing, and beside another it is as if it had not been asked for.
# Output seen:
#   39 Latin letters: found; 40: not found
#   19 Cyrillic letters: found; 20: not found
#   13 Chinese signs: found; 14: not found
#   сельскохозяйственных (20 letters, 40 bytes): 0 of the 1 text that has it
#   "сельскохозяйственных культур", both asked for: the 2 texts with культур
#   As described.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0

PYTHONIOENCODING=utf-8 "$dir/venv/bin/python" - <<'PYTHON'
import sys

import tantivy


def found(texts, question):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="default")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for text in texts:
        writer.add_document(tantivy.Document(text=text))
    writer.commit()
    index.reload()
    query = index.parse_query(question, ["text"], conjunction_by_default=True)
    searcher = index.searcher()
    return sorted(searcher.doc(address)["text"][0] for _, address in searcher.search(query, 10).hits)


right = True
for name, sign, most in (("Latin letters", "a", 39), ("Cyrillic letters", "ж", 19), ("Chinese signs", "书", 13)):
    kept, dropped = (bool(found([sign * length], sign * length)) for length in (most, most + 1))
    print(f"{most} {name}: {'found' if kept else 'not found'}; {most + 1}: {'found' if dropped else 'not found'}")
    right &= kept and not dropped

TEXTS = ["Урожай сельскохозяйственных культур", "Выставка разных культур"]
WORD = "сельскохозяйственных"
alone, together = found(TEXTS, WORD), found(TEXTS, f"{WORD} культур")
print(f"{WORD} ({len(WORD)} letters, {len(WORD.encode())} bytes): {len(alone)} of the 1 text that has it")
print(f'"{WORD} культур", both asked for: the {len(together)} texts with культур')
if not right or alone or together != sorted(TEXTS):
    sys.exit("Changed: long words are no longer left out by their bytes.")
print("As described.")
PYTHON
