"""What is told of rules that compare pages, so that most pages need not be handed to most of them, is so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.spans import one_day
from corpus.dating.archive.comparing import RULES
from corpus.dating.archive.pages import Comparing, Page
from corpus.dating.rulings import CountsAs, Ruled
from corpus.model import DateClaim, Furniture, Kind, Role
from tests.corpus.making import hostile

CLAIMS = st.builds(
    Ruled,
    st.builds(
        DateClaim,
        st.sampled_from(list(Role)),
        st.sampled_from(list(Kind)),
        st.sampled_from([one_day(date(2019, 4, 3)), one_day(date(2019, 12, 13))]),
        st.sampled_from(["03/04/2019", "13/12/2019", "2019-04-03", "2019-04-03T10:11:12"]),
        st.sampled_from(["line 1", "file name", "document field created", "name of number 7", "field date"]),
        st.just(0.5),
    ),
    st.sampled_from([None, *CountsAs]),
)
FURNITURE = st.sampled_from([(), (Furniture("navigation", "Home"), Furniture("masthead", "Today: 03/04/2019"))])


@hostile
@given(st.lists(CLAIMS, max_size=4), FURNITURE, st.sampled_from(["03-04-2019-12.txt", "a.txt"]))
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_counts_nothing_of_a_page_that_has_no_claim_of_the_kinds_it_names(
    rule: type[Comparing], claims: list[Ruled], furniture: tuple[Furniture, ...], name: str
) -> None:
    others = tuple(one for one in claims if one.claim.kind not in rule.COUNTED)
    counting = rule()
    counting.count(Page(7, "news", others, furniture, name))
    assert vars(counting) == vars(rule())
