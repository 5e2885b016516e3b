"""Saved pages: what is the article's text, what is furniture, and what the dates in the head of a page are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning.entities import resolved
from corpus.cleaning.furniture import is_breadcrumb, letters_only, role_of
from corpus.cleaning.headlines import glued_headline, headline
from corpus.cleaning.pages import Page, says, take_apart
from corpus.model import Kind, Role, Status
from tests.corpus.making import only, outcome, slices

TITLE = "Harbour museum reopens after flood"
FIRST = (
    "The harbour museum opened its doors again on Saturday, after nine months of repairs to the halls that the winter "
    "flood had left under a metre of water and mud."
)
SECOND = (
    "Visitors queued along the quay from early morning. “We lost two boats and a great many letters,” said the "
    "director, who had slept in the building during the storm."
)
THIRD = (
    "The oldest exhibit, a pilot's cutter built on the same quay in the summer of 1911, stands in the entrance again; "
    "its mast had been found on a beach in July of last year."
)
OTHER = "Lighthouse 2021: keepers tell their stories"
SAVED = f"""Thursday, April 18, 2024

HomeNewsCultureRiver PortOpinionArchive

{TITLE}

harbour-museum-flood-min

Share this article

{TITLE}

{FIRST}

{SECOND}

{OTHER}

{THIRD}
"""
PROSE = "The harbour council met on Tuesday evening in the old town hall and approved the repair of both its piers."


def blocks(text: str, title: str = "") -> list[str]:
    """Return the paragraphs of a page."""
    return slices(text, take_apart(text, title).blocks)


def roles(page: Page) -> list[tuple[str, str]]:
    """Return the furniture of a page as pairs."""
    return [(piece.role, piece.text) for piece in page.furniture]


def test_a_saved_page_is_its_title_and_its_paragraphs_word_for_word() -> None:
    assert take_apart(SAVED).title == TITLE
    assert blocks(SAVED) == [FIRST, SECOND, THIRD]


def test_everything_else_on_a_saved_page_is_kept_as_furniture_with_its_role() -> None:
    assert roles(take_apart(SAVED)) == [
        ("masthead", "Thursday, April 18, 2024"),
        ("breadcrumb", "HomeNewsCultureRiver PortOpinionArchive"),
        ("caption", "harbour-museum-flood-min"),
        ("sharing", "Share this article"),
        ("title", TITLE),
        ("heading", OTHER),
        ("title", TITLE),
    ]


def test_a_masthead_never_becomes_the_publication_date() -> None:
    dates = only(outcome(SAVED, "museum.txt")).dates
    assert [claim.role for claim in dates.claims] == [Role.CAPTURED]
    assert (dates.published, dates.status) == (None, Status.UNDATED)
    assert dates.captured == dates.not_after == date(2024, 4, 18)


def test_a_day_in_the_heading_of_another_article_says_nothing_of_this_one() -> None:
    dated = SAVED.replace(OTHER, "Lighthouse opens on March 3, 2021 after all")
    dates = only(outcome(dated, "museum.txt")).dates
    assert [claim.kind for claim in dates.claims] == [Kind.MASTHEAD]
    assert dates.cites_to is None


@pytest.mark.parametrize("line", ["Today: July 24, 2008", "Saved July 24, 2008", "Printed: 24 July 2008"])
def test_a_line_that_tells_when_a_page_was_saved_is_a_masthead(line: str) -> None:
    page = take_apart(f"{line}\n{TITLE}\n{FIRST}")
    assert [(claim.role, claim.span.first, claim.place) for claim in page.claims] == [
        (Role.CAPTURED, date(2008, 7, 24), "line 1")
    ]


def test_a_day_below_the_headline_is_the_articles_dateline() -> None:
    page = take_apart(f"{TITLE}\n\nMonday, January 7, 2019\n\nBy Ann Smith\n\n{FIRST}")
    assert [(claim.role, claim.kind, claim.span.first, claim.place) for claim in page.claims] == [
        (Role.PUBLISHED, Kind.DATELINE, date(2019, 1, 7), "line 3")
    ]
    assert roles(page)[:2] == [("dateline", "Monday, January 7, 2019"), ("byline", "By Ann Smith")]


def test_a_dateline_that_opens_the_first_paragraph_is_read_and_stays_in_it() -> None:
    text = f"{TITLE}\n\nWASHINGTON, July 3, 2019 -- {PROSE}"
    page = take_apart(text)
    assert slices(text, page.blocks) == [f"WASHINGTON, July 3, 2019 -- {PROSE}"]
    assert [(claim.span.first, claim.place) for claim in page.claims] == [(date(2019, 7, 3), "first paragraph")]


def test_a_day_somewhere_in_the_first_paragraph_is_no_dateline() -> None:
    assert take_apart(f"{TITLE}\n\nThe council, which met on July 3, 2019 in the hall, {PROSE}").claims == []


def test_a_wrong_weekday_makes_a_dateline_weaker() -> None:
    right, wrong = (
        take_apart(f"{TITLE}\n\n{day}, January 7, 2019\n\n{FIRST}").claims[0] for day in ("Monday", "Friday")
    )
    assert wrong.confidence < right.confidence


def test_a_press_release_loses_its_labels_and_contacts() -> None:
    text = f"FOR IMMEDIATE RELEASE\nContact: Ann Smith (202) 555-0100\n\n{TITLE}\n\n{PROSE}\n\n###\n"
    page = take_apart(text)
    assert page.title == TITLE
    assert slices(text, page.blocks) == [PROSE]
    assert [role for role, _ in roles(page)] == ["navigation", "contact", "navigation", "title"]


def test_a_day_that_opens_the_headline_is_read_and_taken_off_it() -> None:
    page = take_apart(f"December 13 2007 {TITLE}\n\n{PROSE}")
    assert page.title == TITLE
    assert [(claim.span.first, claim.place) for claim in page.claims] == [(date(2007, 12, 13), "headline")]


def test_a_one_line_dump_is_cut_where_the_pages_layout_left_its_blanks() -> None:
    text = (" " * 8).join([TITLE, "Home", FIRST, SECOND])
    assert take_apart(text).title == TITLE
    assert blocks(text) == [FIRST, SECOND]


def test_a_title_that_was_run_into_the_text_is_told_by_the_day_behind_it() -> None:
    text = f"{TITLE} March 3, 2011 {FIRST} {SECOND}"
    page = take_apart(text)
    assert page.title == TITLE
    assert slices(text, page.blocks) == [f"March 3, 2011 {FIRST} {SECOND}"]
    assert [(claim.kind, claim.span.first) for claim in page.claims] == [(Kind.DATELINE, date(2011, 3, 3))]


@pytest.mark.parametrize("before", ["on", "of", "by", "since", "the morning of Friday,", "and"])
def test_a_sentence_that_names_a_day_is_no_headline_run_into_the_text(before: str) -> None:
    text = f"The bridge over the river was opened {before} May 4, 2019 with a speech of the mayor. It rained."
    assert blocks(text) == [text]


def test_lines_that_were_wrapped_at_a_width_are_one_paragraph() -> None:
    wrapped = (
        "The harbour council met on Tuesday evening in the old town\nhall and approved the repair of both piers, which "
        "had been\nclosed since the storm of last winter, before the season of\nthe ferries begins."
    )  # fmt: skip
    assert blocks(f"{TITLE}\n\n{wrapped}\n\n{SECOND}\n") == [wrapped, SECOND]


def test_lines_that_each_end_a_sentence_are_paragraphs_of_their_own() -> None:
    lines = [f"{PROSE}", PROSE.replace("Tuesday", "Monday"), PROSE.replace("Tuesday", "Friday")]
    assert blocks(TITLE + "\n\n" + "\n".join(lines)) == lines


def test_a_given_title_is_kept_and_its_repetition_is_furniture() -> None:
    text = f"{TITLE}\n\n{PROSE}\n\n{TITLE.upper()}!"
    page = take_apart(text, f"  {TITLE}\n")
    assert page.title == TITLE
    assert slices(text, page.blocks) == [PROSE]
    assert [role for role, _ in roles(page)] == ["title", "title"]


def test_a_page_of_nothing_but_furniture_is_better_shown_than_lost() -> None:
    assert blocks("Home\nShare\nSearch") == ["Home", "Share", "Search"]


def test_a_text_without_a_headline_gets_its_beginning() -> None:
    assert take_apart(f"{FIRST}\n\n{SECOND}").title == FIRST[:89].rpartition(" ")[0] + "…"


@pytest.mark.parametrize(
    "heading", ["(note)", "1. North pier and south", "- a list item here", "It ends so:", "Two words"]
)
def test_a_short_line_between_paragraphs_that_is_no_heading_stays(heading: str) -> None:
    assert heading in blocks(f"{TITLE}\n\n{FIRST}\n\n{heading}\n\n{SECOND}\n\n{THIRD}")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Home", "navigation"),
        ("Skip to main content", "navigation"),
        ("https://example.org/a", "navigation"),
        ("Tags: harbour, museum", "navigation"),
        ("Share on Facebook", "sharing"),
        ("Facebook | Twitter | Email", "sharing"),
        ("By Ann Smith and Bo Jones", "byline"),
        ("12 comments", "byline"),
        ("Press contact: 202 555-0100 1234", "contact"),
        ("Photo: Ann Smith", "caption"),
        ("harbour-museum-1024x768", "caption"),
        ("quay.JPG", "caption"),
        ("Home > News > Harbour", "breadcrumb"),
        ("HomeNewsCultureOpinion", "breadcrumb"),
    ],
)
def test_furniture_is_known_by_its_words(line: str, role: str) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize(
    "line",
    [
        "By the time the ferry left, it was dark.",
        "Home is where the harbour is.",
        "She lives in McDonald's street.",
        "Photographs were taken of every boat.",
        "Share " + "the quay with them " * 20,
    ],
)
def test_text_that_only_begins_like_furniture_is_text(line: str) -> None:
    assert role_of(line) is None


def test_a_sentence_is_no_breadcrumb_however_its_words_are_glued() -> None:
    assert not is_breadcrumb("The McDonald and the MacArthur of the iPhone age met.")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f"Press Release: {TITLE}", TITLE),
        (f"{TITLE} - March 3, 2011", TITLE),
        (f"{TITLE} (March 3, 2011)", TITLE),
        ("Museum closed March 3, 2011 for repairs", "Museum closed March 3, 2011 for repairs"),
        ("For immediate release", ""),
        ("March 3, 2011", ""),
    ],
)
def test_a_headline_loses_its_labels_and_the_day_at_its_edges(words: str, expected: str) -> None:
    assert headline(words)[0] == expected


def test_a_paragraph_that_begins_with_its_day_has_no_headline_before_it() -> None:
    assert glued_headline(f"March 3, 2011 {PROSE}") == ("", 0)
    assert glued_headline(PROSE) == ("", 0)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Jane Roe (4 August 1961 – 3 May 2001) was a painter of the north and of its lakes. "),
        ("en", "Jane Roe (August 4, 1961 -) is a painter of the north and of its lakes and rivers. "),
        ("de", "Jana Roth (4. August 1961 – 3. Mai 2001) war eine Malerin des Nordens und seiner Seen. "),
        ("fr", "Jeanne Roux (4 août 1961 – 3 mai 2001) était une peintre du nord et de ses lacs. "),
        ("es", "Juana Ríos (4 de agosto de 1961 – 3 de mayo de 2001) fue una pintora del norte. "),
        ("ar", "فلان الفلاني (4 أغسطس 1961 – 3 مايو 2001) كان رساما من الشمال وبحيراته الكبيرة. "),
        ("fa", "فلان فلانی (۴ مرداد ۱۳۴۰ – ۳ خرداد ۱۳۸۰) نقاشی از شمال و دریاچه‌های آن بود. "),
    ],
)
def test_the_days_of_a_life_are_no_dateline(lang: str, text: str) -> None:
    assert not take_apart(text * 3, "A painter", lang).claims


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The king ruled long and his son, born 5 May 1945 in Paris, spoke no more of him. "),
        ("de", "Der König regierte lange und starb am 5. Mai 1945 in Berlin, und niemand sprach mehr von ihm. "),
        ("fr", "Le roi régna longtemps et mourut le 5 mai 1945 à Paris, et personne ne parla plus de lui. "),
        ("es", "El rey reinó mucho tiempo y murió el 5 de mayo de 1945 en París, y nadie habló más de él. "),
        ("ar", "حكم الملك طويلا ومات يوم 5 مايو 1945 في باريس ولم يتحدث عنه أحد بعد ذلك في البلاد كلها. "),
        ("fa", "شاه قانونی را در روز ۱۷ دی ۱۳۱۴ به تاریخ ایران تصویب کرد که به موجب آن همه از آن منع شدند. "),
    ],
)
def test_a_sentence_that_names_a_day_keeps_its_beginning(lang: str, text: str) -> None:
    page = take_apart(text * 3, lang=lang)
    assert page.blocks[0][0] == 0


PIECES = (
    "Press Release",
    "FOR IMMEDIATE RELEASE: ",
    "May 4, 2007",
    " - ",
    "Rain&#39;s",
    "&amp;",
    "2007",
    "İstanbul",
    "ß",
    " ",
)


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.lists(st.sampled_from(PIECES), max_size=3))
def test_a_line_says_a_headline_again_with_or_without_its_day_and_labels(line: str, title: list[str]) -> None:
    wanted = letters_only(resolved("".join(title)))
    letters = {letters_only(resolved(line)), letters_only(resolved(headline(line)[0]))}
    assert says(line, wanted, "en") == (wanted in letters)
