"""Why an article has its date, as readers are told: every reason in every language, and all that rules can say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest

from bot.rendering.why import ENGLISH, Reason, Reasons, explain, in_english
from bot.rendering.why_told import RULED, claim_told, furniture_told, told
from bot.wording import words
from corpus.dating.archive.comparing import Comparison
from corpus.dating.archive.pages import Page
from corpus.dating.corrections import MASTHEAD, UNDATED, Correction
from corpus.dating.rulings import rule
from corpus.language.known import OUR_LANGUAGES
from corpus.model import DateClaim, DateSpan, Furniture, Kind, Precision, Role, Status
from tests.bot.pseudo import pseudo_english
from tests.corpus.dating import test_day_order, test_slips, test_stamps

DAY = date(2019, 10, 13)
CLAIM = DateClaim(Role.PUBLISHED, Kind.BYLINE, DateSpan(DAY, DAY, Precision.DAY), "03/04/2019", "line 1", 0.9)
NOTE = Furniture("refused date", "record field \"a, 'b'\", '0000-00-00': zeros stand in for no date")


def _whys(pages: Iterable[Page], texts: dict[int, str] | None = None) -> Iterator[str]:
    """Yield what the rules make of the claims of pages."""
    pages = list(pages)
    comparison = Comparison()
    for one in pages:
        comparison.count(one)
    comparison.settle(lambda row: (texts or {}).get(row, ""))
    for one in pages:
        yield from (found[1] for ruled in one.claims if (found := comparison.ruling(one, ruled.claim)))
        if lent := comparison.lent(one):
            yield lent.why


def _all_whys() -> Iterator[str]:
    """Yield what each rule can say, as the rules of an archive say it."""
    asked, days = test_day_order.ASKED, test_stamps.days
    yield from _whys([asked, *test_day_order.DAY_FIRST])
    yield from _whys([asked, *test_day_order.MONTH_FIRST])
    yield from _whys([asked, *(test_day_order.page(row, "13/04/2019", "f", "<time>") for row in range(1, 4))])
    yield from _whys(test_slips.series(1))
    yield from _whys(test_slips.series(-2))
    yield from _whys(test_stamps.named(row, day, test_stamps.SAVED) for row, day in enumerate(days(20)))
    late = (day + timedelta(100 + 11 * row) for row, day in enumerate(days(12)))
    yield from _whys(
        test_stamps.named(row, day, other) for row, (day, other) in enumerate(zip(days(12), late, strict=True))
    )
    menu = (Furniture("masthead", "words"), Furniture("navigation", "is a masthead: 12"))
    alike = [
        test_stamps.page(row, test_stamps.claim(kind, day, f"line {row}"), furniture=menu)
        for kind, first in ((Kind.MASTHEAD, 0), (Kind.DATELINE, 20))
        for row, day in enumerate(days(10), start=first)
    ]
    yield from _whys(alike)
    stale = [test_stamps.page(row, test_stamps.claim(Kind.DATELINE, DAY + timedelta(row))) for row in range(30)]
    yield from _whys(stale, {row: f"It was decided on May 16, 20{row % 8 + 10}." for row in range(30)})
    for says in (MASTHEAD, UNDATED):
        yield from (one.why for one in rule([CLAIM], lambda _: None, Correction("a", says, str(says), "dates.toml")))


WHYS = sorted(set(_all_whys()))


def test_every_reason_and_every_place_of_a_claim_has_a_wording() -> None:
    told_so = {key.removeprefix("why_") for key in words("en") if key.startswith("why_")}
    assert told_so == ENGLISH.keys() - {"ruling"}
    assert {key.removeprefix("ruling_") for key in words("en") if key.startswith("ruling_")} == RULED.keys()
    for role in Role:
        for kind in Kind:
            assert claim_told(DateClaim(role, kind, CLAIM.span, "", "", 0.9), "en")


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_all_that_the_rules_of_an_archive_say_is_told_in_every_language(lang: str) -> None:
    assert {next(key for key, pattern in RULED.items() if pattern.match(why)) for why in WHYS} == RULED.keys()
    for why in WHYS:
        said = told(Reasons((), ((Reason("ruling", why=why),),)), lang).claims[0]
        assert said
        assert (said == words("en")["ruling_masthead"]) is (lang == "en" and "calls it a masthead" in why)
        if lang in {"en", "fa"} and (found := re.search(r"in (\d+) of (\d+) numeric", why)):
            numbers = re.findall(r"\d+", said)
            assert sorted(map(int, numbers)) == sorted(map(int, found.groups()))


def _everything() -> Reasons:
    keys = [key for key in ENGLISH if not key.endswith("_one") and key not in {"ruling", "of_saving"}]
    reasons = tuple(
        Reason(key, CLAIM, tuple(Kind), (CLAIM,), why=WHYS[0] if key == "undated_ruled" else "", notes=(NOTE.text,))
        for key in keys
    )
    rulings = tuple((Reason("as_nothing"), Reason("ruling", why=why)) for why in WHYS)
    return Reasons((*reasons, *(Reason("of_saving", count=count) for count in (1, 2, 3, 11, 100))), rulings)


def test_no_reason_is_left_in_english() -> None:
    with pseudo_english():
        said = told(_everything(), "en")
        shown = [said.choice, *said.claims, *(claim_told(CLAIM, "en") for _ in Kind)]
        shown += [role for role, _ in furniture_told([Furniture("masthead", ""), Furniture("nothing known", "")], "en")]
    assert [word for text in shown for word in re.findall(r"[A-Za-z]{2,}", text) if word not in {"Oct", "Jul"}] == []


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_days_and_numbers_are_said_as_in_each_language(lang: str) -> None:
    said = told(
        Reasons((Reason("only", CLAIM), Reason("of_saving", count=12), Reason("refused", notes=(NOTE.text,))), ()), lang
    )
    assert ("۲۰۱۹" in said.choice) is (lang == "fa")
    assert ("12" in said.choice) is (lang != "fa")
    assert "2019-10-13" not in said.choice
    assert "0000-00-00" in said.choice
    assert "zeros" not in said.choice


def test_words_of_a_store_that_are_none_of_ours_are_left_out() -> None:
    for why in ("", "something else", "the day comes first", "the day " * 2000):
        assert told(Reasons((), ((Reason("chosen"), Reason("ruling", why=why)),)), "de").claims == (
            "Das wurde gewählt.",
        )


def test_maintainers_are_told_the_same_in_english() -> None:
    ruled = rule([CLAIM], lambda _: None, Correction("a", UNDATED, UNDATED, "dates.toml"))
    said = in_english(explain(None, "none", Status.UNDATED, None, ruled, (NOTE,)))
    why = "the maintainer calls the article undated (dates.toml)"
    assert said.choice == f"undated: {why}; not believed: {NOTE.text}"
    assert said.claims == (f"counts as nothing: {why}",)


@pytest.mark.parametrize(
    ("role", "text", "shown"),
    [
        ("little text found", "1,300 of 20,000 characters of prose on the page", "1.300 / 20.000"),
        ("left out", "no text layer on pages 3 to 5, 9 of 10: run OCR over it", "3–5, 9 / 10"),
        ("left out", "page 3 of 10 not read: damaged", "3 / 10"),
        ("caption", "3 of 10 people", "3 of 10 people"),
    ],
)
def test_notes_of_ours_on_what_was_set_apart_are_told_in_numbers(role: str, text: str, shown: str) -> None:
    assert [said for _, said in furniture_told([Furniture(role, text), NOTE], "de")] == [shown]
