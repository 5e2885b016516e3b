"""Tables in text files: how they are written, which column is what, and what is wrong with a row."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.model import Article, Outcome
from corpus.omissions import Omission
from corpus.reading.containers import delimited
from corpus.reading.directions import Directions
from corpus.reading.formats.columns import columns_of
from corpus.reading.walking import Source, sources
from tests.corpus.making import fill, hostile, ingested

PROSE = "The council met on Tuesday evening and voted for the bridge over the river after a debate of three hours."
HEADER = "title,text,date\n"


def source_of(folder: Path, data: str | bytes, name: str = "news.csv") -> Source:
    """Return the one file of an archive."""
    (source,) = sources(fill(folder, {name: data}))
    return source


def outcomes(folder: Path, data: str | bytes, name: str = "news.csv", **told: str) -> list[Outcome]:
    """Return what comes of the rows of a table."""
    source = source_of(folder, data, name)
    source.directions = Directions(fields=tuple(told.items()), digest=repr(told) if told else "")
    found = [process(item) for item in source.items()]
    assert source.broken is None, source.broken
    return found


def articles(folder: Path, data: str | bytes, name: str = "news.csv", **told: str) -> list[Article]:
    """Return the articles of a table, none of whose rows is refused."""
    found = outcomes(folder, data, name, **told)
    assert [one.reason or one.left_out for one in found if one.reason or one.left_out] == []
    return [article for one in found for article in one.articles]


def text(article: Article) -> str:
    """Return all that an article says."""
    return "\n".join(passage.text for passage in article.passages)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_row_is_an_article_whatever_stands_between_its_fields(tmp_path: Path, mark: str) -> None:
    rows = [["id", "Headline", "Body", "Publish Date", "URL", "Author"]]
    rows += [
        [f"n{n}", f"Bridge {n} opens", f"{PROSE} No. {n}", "2019-05-07", "https://example.org/1", "Ann"] for n in "12"
    ]
    first, _ = articles(tmp_path, "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows))
    assert (first.article_id, first.title, first.url, first.authors) == (
        "n1",
        "Bridge 1 opens",
        "https://example.org/1",
        ("Ann",),
    )
    assert text(first) == f"{PROSE} No. 1"
    assert first.dates.published is not None
    assert first.dates.published.first == date(2019, 5, 7)
    assert first.format == "record"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"Brücke {n};{PROSE} – Köln\n" for n in range(30))
    (first, *_) = articles(tmp_path, ("Titel;Inhalt\n" + rows).encode(encoding))
    assert (first.title, text(first)) == ("Brücke 0", f"{PROSE} – Köln")


def test_the_line_of_a_row_is_its_first_in_the_file(tmp_path: Path) -> None:
    found = outcomes(tmp_path, f'{HEADER}A b,"{PROSE}\n\nSecond.",2019\n\nC d,"{PROSE}",2020\n')
    assert [one.line for one in found] == [2, 6]
    assert text(found[0].articles[0]) == f"{PROSE}\n\nSecond."


def test_the_line_that_excel_is_told_the_mark_with_is_no_row(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, f"sep=;\r\ntitle;text\r\nA, b;{PROSE}\r\n")
    assert (found.line, found.articles[0].title) == (3, "A, b")


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ("Überschrift,Volltext,Datum", ("Volltext", "Überschrift", "Datum")),
        ("titre,contenu,date_de_publication", ("contenu", "titre", "date_de_publication")),
        ("titular,cuerpo,fecha", ("cuerpo", "titular", "fecha")),
        ("العنوان,النص,التاريخ", ("النص", "العنوان", "التاريخ")),
        ("عنوان,متن,تاریخ", ("متن", "عنوان", "تاریخ")),
        ("headline_text,article_content,publish_date", ("article_content", "headline_text", "publish_date")),
    ],
)
def test_columns_are_told_by_the_names_of_six_languages(names: str, chosen: tuple[str, str, str]) -> None:
    columns = columns_of([dict(zip(names.split(","), ["A short title", PROSE, "2019-05-07"], strict=True))])
    assert tuple(dict(columns.chosen)[role] for role in ("text", "title", "date")) == chosen
    assert not columns.guessed


def test_columns_that_no_name_tells_are_guessed_and_it_is_said(tmp_path: Path) -> None:
    rows = "".join(f'{n},Bridge {n} over the river,2019-05-0{n},"{PROSE} {n}"\n' for n in range(1, 6))
    source = source_of(tmp_path, rows)
    found = [process(item) for item in source.items()]
    assert [one.articles[0].title for one in found] == [f"Bridge {n} over the river" for n in range(1, 6)]
    assert found[4].articles[0].dates.published is not None
    assert source.notes == [
        'news.csv: text = "column 4" (guessed), title = "column 2" (guessed), date = "column 3" (guessed)'
    ]


def test_a_run_tells_what_it_took_for_what(home: Path, tmp_path: Path) -> None:
    tally = ingested(
        home, fill(tmp_path / "a", {"news.csv": f"{HEADER}A b,{PROSE},2019\n", "goals.csv": "name,goals\nAnn,3\n"})
    )
    assert tally.notes == [
        "goals.csv: no column holds prose (name, goals); left out",
        'news.csv: text = "text", title = "title", date = "date"',
    ]
    assert (tally.articles, dict(tally.left_out)) == (1, {"data without prose": 1})


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("date_publi|Tue, 07 May 2019 08:30:00 +0200", date(2019, 5, 7)),
        ("when|mardi 7 mai 2019", date(2019, 5, 7)),
        ("time|2019年05月07日14:42", date(2019, 5, 7)),
        ("seen|2019-05-07", date(2019, 5, 7)),
        ("scraped_at|2019-05-07", None),
        ("last_updated|2019-05-07", None),
        ("crawlStamp|2019-05-07", None),
    ],
)
def test_a_column_of_days_is_guessed_to_tell_of_publication_but_not_one_of_scraping(
    tmp_path: Path, row: str, day: date | None
) -> None:
    name, value = row.split("|")
    (article, _) = articles(tmp_path, f'resume,{name}\n"{PROSE} (1)","{value}"\n"{PROSE} (2)","{value}"\n')
    assert (article.dates.published and article.dates.published.first) == day


def test_what_a_maintainer_tells_goes_before_every_guess(tmp_path: Path) -> None:
    row = f"title,text,remark,seen\nA b c,Not this but the remark is the text,{PROSE},2019-05-07\n"
    (article,) = articles(tmp_path, row, text="remark", title="", date="seen")
    assert text(article) == PROSE
    assert article.title.startswith("The council met")
    assert article.dates.published is not None


def test_a_column_that_is_told_and_not_there_leaves_the_table_out_and_it_is_said(tmp_path: Path) -> None:
    source = source_of(tmp_path, f"{HEADER}A b,{PROSE},2019\n")
    source.directions = Directions(fields=(("text", "remark"),))
    assert [process(item).left_out for item in source.items()] == [Omission.NO_PROSE]
    assert source.notes == ['news.csv: it has no column "remark", which is told to be its text; left out']


def test_other_columns_make_other_articles_of_the_same_rows(tmp_path: Path) -> None:
    source = source_of(tmp_path, f"text,other\n{PROSE},{PROSE}\n")
    (before,) = source.items()
    source.directions = Directions(fields=(("text", "other"),))
    (after,) = source.items()
    assert before.digest != after.digest


@pytest.mark.parametrize(
    "data", ["name,goals\nAnn,3\nBo,5\n", "text\n12\n13\n", "url\nhttps://example.org/" + "a" * 200]
)
def test_a_table_without_prose_is_left_out_as_one(tmp_path: Path, data: str) -> None:
    assert [one.left_out for one in outcomes(tmp_path, data)] == [Omission.NO_PROSE]


def test_ragged_rows_lose_nothing(tmp_path: Path) -> None:
    found = outcomes(tmp_path, f"title,text\nA b,{PROSE}, and more\nC d\nE f,{PROSE}\n")
    assert text(found[0].articles[0]) == f"{PROSE}, and more"
    assert found[1].reason == 'the record has nothing in "text", which is the text of the others'
    assert found[2].articles


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, f"text (2),text,text,title,text\nX,{PROSE},Other words,A b,More\n")
    assert (article.title, text(article)) == ("A b", PROSE)


def test_a_field_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, f'title,text\nA b,"{" ".join([PROSE] * 2000)}"\n')
    assert len(text(found.articles[0])) > 131_072


def test_nuls_in_a_table_are_no_part_of_its_words(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, f"title,text\nA\x00 b,{PROSE}\x00\n")
    assert (article.title, text(article)) == ("A b", PROSE)


def test_a_row_whose_quotation_mark_is_never_closed_costs_no_other(tmp_path: Path) -> None:
    rows = "".join(f"A {n},{PROSE},2019\n" for n in range(5))
    found = outcomes(tmp_path, f'{HEADER}{rows}A b,"{PROSE},2019\n{rows}')
    assert [one.line for one in found if one.reason] == [7]
    assert len([one for one in found if one.articles]) == 10


def test_marks_in_a_table_with_tabs_are_letters_where_they_stand_around_no_field(tmp_path: Path) -> None:
    rows = "".join(f'politics\tA {n}\t"We met," he said. {PROSE} "No\n' for n in range(3))
    found = articles(tmp_path, f"category\ttitle\tcontent\n{rows}", "news.tsv")
    assert len(found) == 3
    assert text(found[0]).startswith('"We met," he said.')


def test_single_quotation_marks_around_fields_are_no_part_of_them(tmp_path: Path) -> None:
    rows = "".join(f"Sport;'{PROSE}; and so on {n}'\n" for n in range(4))
    assert text(articles(tmp_path, rows)[0]) == f"{PROSE}; and so on 0"


def test_backslashes_before_marks_are_no_part_of_a_field(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, f'title,text\n"A b","{PROSE} \\"Yes\\", he said."\n')
    assert text(article) == f'{PROSE} "Yes", he said.'


def test_a_row_longer_than_an_article_is_refused_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "ITEM_LIMIT", 2000)
    rows = f"{HEADER}A b,{PROSE},2019\nC d,{PROSE * 40},2019\nE f,{PROSE},2019\n"
    found = outcomes(tmp_path, rows)
    assert [(one.line, one.reason is None) for one in found] == [(2, True), (3, False), (4, True)]


def test_a_table_with_some_wrong_bytes_is_read_but_for_their_rows(tmp_path: Path) -> None:
    rows = "".join(f"Ü {n},{PROSE} é\n" for n in range(40)).encode()
    found = outcomes(tmp_path, b"title,text\n" + rows + f"A b,{PROSE} ".encode() + b"\xe9\n" + rows)
    assert [one for one in found if one.reason] == []
    assert text(found[40].articles[0]).endswith("é")


def test_html_in_a_field_is_read_as_html_and_markdown_stays(tmp_path: Path) -> None:
    html, markdown = f"<p>{PROSE}</p><p>Caf&eacute;</p>", f"**{PROSE}** [x](https://example.org)"
    first, second = articles(tmp_path, f'title,text\nThe <i>Argo</i>,"{html}"\nC d,{markdown}\n')
    assert (first.title, text(first)) == ("The Argo", f"{PROSE}\n\nCafé")
    assert text(second) == markdown


def test_drafts_in_a_table_are_left_out(tmp_path: Path) -> None:
    found = outcomes(tmp_path, f"title,text,status\nA b,{PROSE},draft\nC d,{PROSE},published\n")
    assert [one.left_out for one in found] == [Omission.DRAFT, None]


def test_a_compressed_table_is_read(tmp_path: Path) -> None:
    packed = gzip.compress(f"{HEADER}A b,{PROSE},2019\n".encode())
    assert [one.title for one in articles(tmp_path, packed, "news.csv.gz")] == ["A b"]


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.db-wal"])
def test_what_is_not_read_says_what_to_do(tmp_path: Path, name: str) -> None:
    (found,) = outcomes(tmp_path, b"PAR1\x00\x01", name)
    assert found.reason is not None
    assert any(cure in found.reason for cure in ("convert it", "save the sheet", "writes them"))


@hostile
@given(st.lists(st.sampled_from([*"a ,;\t|\"'\n\r\\\x00é", PROSE, "text,title\n"])).map("".join) | st.binary())
@example('text\n"')
@example("sep=,\n")
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: str | bytes) -> None:
    source = source_of(tmp_path_factory.mktemp("t"), data)
    found = [process(item) for item in source.items()]
    nothing = not data.strip(" \t\r\n\x00,;|\"'\\") if isinstance(data, str) else True
    assert source.broken or found or nothing
    assert all(one.articles or one.reason or one.left_out for one in found)
