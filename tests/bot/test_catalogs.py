"""The catalogs: whole, as the English words are, and as translators' tools leave them."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.wording import catalogs, counted, words
from corpus.language.known import OUR_LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bot" / "wording" / "catalogs"
TRANSLATED = [lang for lang in OUR_LANGUAGES if lang != "en"]
NUMBERS = [*range(205), 1000, 1100, 1_000_000, 1_000_001, 2_000_000]
COMMAND = re.compile(r"(?<![\w<])/[a-z]+")


def _pybabel(*arguments: object) -> None:
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)


def _read(file: Path) -> Catalog:
    return read_po(BytesIO(file.read_bytes()), locale=None if file.suffix == ".pot" else file.stem, abort_invalid=True)


def _messages(catalog: Catalog) -> dict[tuple[str, object], Message]:
    return {(message.context or "", message.id): message for message in catalog if message.id}


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_template_is_what_is_taken_out_of_the_english_words_today(tmp_path: Path) -> None:
    made = tmp_path / "replies.pot"
    _pybabel("extract", "-F", "pyproject.toml", "--no-wrap", "--add-location", "file", "--omit-header", "-o", made, ".")
    assert made.read_text("utf-8") == (FOLDER / "replies.pot").read_text("utf-8"), "run: make catalogs"
    assert {context.removesuffix("_one") for context, _ in _messages(_read(made))} == {
        key.removesuffix("_one") for key in words("en")
    }


def test_each_of_our_languages_has_a_catalog_and_no_other_has() -> None:
    assert {file.stem for file in FOLDER.glob("*.po")} == set(TRANSLATED)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_bringing_a_catalog_up_to_date_changes_nothing(lang: str, tmp_path: Path) -> None:
    file = tmp_path / f"{lang}.po"
    shutil.copy(FOLDER / file.name, file)
    _pybabel(
        "update", "-i", FOLDER / "replies.pot", "-o", file, "-l", lang, "--no-wrap", "--ignore-obsolete",
        "--no-fuzzy-matching", "--ignore-pot-creation-date",
    )  # fmt: skip
    assert file.read_text("utf-8") == (FOLDER / file.name).read_text("utf-8"), "run: make catalogs"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_message_is_translated_in_all_its_plurals_with_the_same_places_and_commands(lang: str) -> None:
    template, ours = _messages(_read(FOLDER / "replies.pot")), _messages(_read(FOLDER / f"{lang}.po"))
    assert ours.keys() == template.keys()
    for (key, english), message in ours.items():
        said = list(message.string) if isinstance(message.string, (tuple, list)) else [message.string]
        original = english[1] if isinstance(english, (tuple, list)) else str(english)
        assert not message.fuzzy, key
        for text in (form or "" for form in said):
            assert text.strip(), key
            assert _places(text) | ({"count"} if len(said) > 1 else set()) == _places(original), key
            assert set(COMMAND.findall(text)) == set(COMMAND.findall(original)), key
            assert text[:1].isspace() == original[:1].isspace(), key


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_catalog_counts_as_its_language_does(lang: str) -> None:
    rule, file = Locale.parse(lang).plural_form, _read(FOLDER / f"{lang}.po")
    assert file.num_plurals == len(rule.tags) + 1
    found = catalogs.catalog(lang)
    places = {count: found.plural(count) for count in NUMBERS}
    told = {(places[count], rule(count)) for count in NUMBERS}
    assert len(told) == len(set(places.values())) == len({rule(count) for count in NUMBERS}) == file.num_plurals
    assert rule(catalogs.OTHER) == "other"
    assert places[catalogs.OTHER] == file.num_plurals - 1


def test_what_a_catalog_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (FOLDER / "de.po").read_text("utf-8")
    without = re.sub(r'(msgctxt "nothing"\nmsgid .*\nmsgstr ).*', r'\1""', whole).replace(
        'msgctxt "hint"', '#, fuzzy\nmsgctxt "hint"'
    )
    assert without != whole
    monkeypatch.setattr(catalogs, "get_data", lambda *_: without.encode())
    for cached in (catalogs.catalog, catalogs.translated):
        cached.cache_clear()
    try:
        assert words("de")["nothing"] == words("en")["nothing"]
        assert words("de")["hint"] == words("en")["hint"]  # what nobody has looked at yet is not said
        assert counted("de", "articles", 2) == "2 Artikel"
    finally:
        for cached in (catalogs.catalog, catalogs.translated):
            cached.cache_clear()


def test_no_line_can_begin_with_a_french_question_mark() -> None:
    assert words("fr")["example_about"] == "Qu’y a-t-il sur {name}\u00a0?"
    for text in words("fr").values():
        assert not re.search(r" [?!:;»]|« ", text)
