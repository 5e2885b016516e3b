"""Operators asked of the sample archive: what may be shown, what may not, and what is said when nothing fits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answering.answers import Answer
from index.answering.searcher import Searcher
from tests.index.making import ask


@pytest.fixture(scope="module")
def sample(sample_home: Path) -> Iterator[Searcher]:
    """A searcher of the sample archive."""
    found = Searcher(sample_home, compiled=False)
    yield found
    found.close()


def articles(answer: Answer) -> list[str]:
    """Return the articles of what is shown, each once, by the last part of their ids."""
    return list(dict.fromkeys(match.passage.article.article_id.rpartition("/")[2] for match in answer.matches))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"soft landing on the Moon"', "wire-014"),
        ('"SOFT landing on the moon"', "wire-014"),
        ("“soft landing on the Moon”", "wire-014"),
        ('"no human is limited"', "kipchoge"),
        ('Kipchoge "no human is limited"', "kipchoge"),
        ('what does Kipchoge like to say? "no human is limited" year:2019', "kipchoge"),
        ('"touchdown confirmed called"', "wire-016"),
        ('"Götze\'s goal"', "wire-008"),
        ('"gotze’s goal"', "wire-008"),
        ("„stärkste Partei“", "wire-004"),
        ("« chefs d’État »", "wire-011"),
        ('"España ganó"', "wire-007"),
        ('"Espana gano"', "wire-007"),
        ("«مسبار الأمل»", "wire-010"),
        ('"ماهواره‌بر"', "wire-009"),
        ("España -Mühlen", "wire-007"),
        ("Kipchoge OR Gebrselassie marathon", "kipchoge"),
        ("Gebrselassie | Kipchoge", "kipchoge"),
        ('"no human is limited" OR "soft landing on the Moon"', "kipchoge wire-014"),
        ("lang:de", "wire-004"),
        ("lang:Spanish", "wire-007"),
        ("langue:français", "wire-011"),
        ("زبان:فارسی", "wire-009"),
        ("sprache:arabisch", "wire-010"),
        ("-lang:en", "wire-004 wire-007 wire-009 wire-010 wire-011"),
        ("lang:de OR lang:es", "wire-004 wire-007"),
        ("source:example.org year:2020", "wire-003 wire-015"),
        ("source:EXAMPLE.org year:2018", "wire-002 wire-018"),
        ("source:dumps year:1906", "san-francisco-fire"),
        ("source:dumps in 1970", "1970-04-18-apollo-13"),
        ("source:webb-first-images", "webb-first-images"),
        ("source:pages/kipchoge", "kipchoge"),
        ("year:2019 -source:pages", "wire-006"),
        ("year:2014", "wire-005 wire-008 philae-comet-landing"),
        ("year:2014 -source:dumps", "wire-005 wire-008"),
        ("-year:1900-2020 -source:pages -author:sample source:wire", "wire-012"),
        ("source:wire -author:sample year:2018-2019", "wire-002 wire-006 wire-018"),
        ('author:"Dateline sample" year:2023', "wire-014"),
        ("author:Dateline source:wire year:2010", "wire-007"),
        ("source:dumps before 1960", "1954-05-07-bannister san-francisco-fire"),
        ("-Mars -Parker year:2021", "wire-004 wire-010 wire-012 wire-016"),
        ("year:2020-2022 source:pages", "crew-dragon-demo-2 webb-first-images"),
    ],
)
def test_just_what_fits_is_found(sample: Searcher, query: str, found: str) -> None:
    answer = ask(sample, query, top=12)
    assert answer.verdict != "nothing"
    assert not answer.unmet
    assert set(articles(answer)) == set(found.split())


@pytest.mark.parametrize(
    ("query", "first", "never"),
    [
        ("Moon -Apollo", "wire-014", "apollo"),
        ("Mond OR Moon -Apollo", "wire-014", "apollo"),
        ("earthquake -Prieta", "san-francisco-fire", "prieta"),
        ('earthquake -"San Francisco Bay"', "loma-prieta", "san francisco bay"),
        ('Mars rover -"Jezero Crater"', "", "jezero crater"),
        ("World Cup -Germany", "", "germany"),
        ("fire Paris -year:2019", "wire-011", "notre-dame stands"),
        ("fire year:2019", "notre-dame-fire", "bundestag"),
        ("World Cup year:2014 -India", "wire-008", "india"),
        ('when did the earthquake happen -Krakatoa "Loma Prieta"', "loma-prieta", "krakatoa"),
        ("New Zealand since 2017 -Labour", "wire-002", "labour"),
        ("latest Moon -India -Kipchoge", "wire-014", "kipchoge"),
        ("Moon source:dumps", "", "india"),
        ("Mars -lang:en", "", "nasa's"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_never_shown(sample: Searcher, query: str, first: str, never: str) -> None:
    answer = ask(sample, query, top=12)
    assert articles(answer)[:1] == [first] or not first
    for match in (*answer.matches, *answer.closest):
        assert never not in f"{match.passage.article.title} {match.passage.text}".lower()


@pytest.mark.parametrize(
    "query",
    [
        '"landing soft on the Moon"',
        '"soft landings on the Moon"',
        '"soft landing upon the Moon"',
        '"no human being is limited" Kipchoge',
        '"Twelve people have walked on the Moon and the last of them left it in the winter"',
        "„Partei stärkste“",
        '"ganó España"',
        "«الأمل مسبار»",
    ],
)
def test_words_that_stand_nowhere_so_are_nothing_and_offered_without_quotes(sample: Searcher, query: str) -> None:
    answer = ask(sample, query)
    assert answer.verdict == "nothing"
    assert answer.unmet
    assert answer.closest
    assert answer.confidence == 0


@pytest.mark.parametrize(
    "query",
    [
        "source:nobody",
        "source:nobody Moon",
        "author:Roe",
        'author:"sample Dateline"',
        "lang:klingon",
        "year:1950",
        "Moon year:1800-1810",
        "Kipchoge -lang:en",
        "Kipchoge -Kipchoge",
        "source:dumps source:x -source:dumps",
    ],
)  # fmt: skip
def test_where_nothing_fits_nothing_is_offered(sample: Searcher, query: str) -> None:
    answer = ask(sample, query)
    assert answer.verdict == "nothing"
    assert answer.unmet
    assert not answer.closest


def test_a_list_has_the_newest_first_and_each_article_once(sample: Searcher) -> None:
    answer = ask(sample, "source:wire year:2019-2021", top=12)
    assert articles(answer) == ["wire-012", "wire-004", "wire-016", "wire-010", "wire-015", "wire-003", "wire-006"]
    assert len(answer.matches) == 7


def test_what_is_left_out_is_not_told_to_be_absent(sample: Searcher) -> None:
    assert ask(sample, "Moon -zeppelins").absent == ()
    assert ask(sample, "Moon OR zeppelins").absent == ()
    assert ask(sample, "zeppelins -Moon").absent == ("zeppelins",)


def test_words_that_must_stand_there_are_never_refused(sample: Searcher) -> None:
    answer = ask(sample, 'why did nobody ever pay the ferrymen of Ostheim their wages "like to"? "likes to say"')
    assert answer.unmet
    answer = ask(sample, 'why did nobody ever pay the ferrymen of Ostheim their wages? "likes to say"')
    assert answer.verdict == "maybe"
    assert articles(answer) == ["kipchoge"]


def test_another_time_is_offered_where_nothing_that_fits_is_of_that_asked(sample: Searcher) -> None:
    answer = ask(sample, "source:pages in 1850")
    assert (answer.verdict, answer.widened, answer.unmet) == ("nothing", True, False)
    assert all("pages" in match.passage.article.source for match in answer.closest)
