"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.language.cutting import sentence_spans
from tests.corpus.making import hostile, slices, visible


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return slices(text, sentence_spans(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Why? Because! So… Then it ended", ["Why?", "Because!", "So…", "Then it ended"]),
        ("U.S. Sen. Jane X. Doe came on Jan. 3. She spoke.", ["U.S. Sen. Jane X. Doe came on Jan. 3.", "She spoke."]),
        ("Washington, D.C. Mayor Ann Smith left.", ["Washington, D.C. Mayor Ann Smith left."]),
        ("Mr. A. B. Smith vs. Acme Inc. of St. Louis.", ["Mr. A. B. Smith vs. Acme Inc. of St. Louis."]),
        ("Das gilt z.B. Hier nicht. Doch.", ["Das gilt z.B. Hier nicht.", "Doch."]),
        ("It rose 3.5 percent to 1,000. More came.", ["It rose 3.5 percent to 1,000.", "More came."]),
        ("No. 5 was sold. No. 6 was not.", ["No. 5 was sold.", "No. 6 was not."]),
        ("It said. then went on.", ["It said. then went on."]),
        ("Seen at example.org today. Gone.", ["Seen at example.org today.", "Gone."]),
    ],
)  # fmt: skip
def test_a_full_stop_ends_a_sentence_unless_it_closes_an_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Am 28. September 2019 beschloss der Rat den Bau.",
        "Der 3. Oktober ist ein Feiertag.",
        "Vom 1. Mai bis zum 2. Juni und am 24. Dez. ist geschlossen.",
        "(28. November) Beginn um 20 Uhr",
        "Das Haus ist aus dem 19. Jahrhundert.",
        "Es geschah in der Nacht auf den 13. August 1961.",
        "Sie feiert ihren 80. Geburtstag am 7. April.",
        "Der Termin, 14. April, steht fest.",
        "Kokous pidettiin 28. syyskuuta 2019.",
        "Rada zasedala 28. září v Praze.",
        "Mødet blev holdt den 28. september.",
        "Pašvaldība lēma 28. septembrī.",
    ],
)
def test_the_stop_of_an_ordinal_before_a_month_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote was 41 to 28. September was quiet.", ["The vote was 41 to 28.", "September was quiet."]),
        ("It had 9. November came. So it was.", ["It had 9.", "November came.", "So it was."]),
        ("Es waren 28. Das reichte.", ["Es waren 28.", "Das reichte."]),
        ("Das war 2019. September und Oktober folgten.", ["Das war 2019.", "September und Oktober folgten."]),
        ("Es stieg auf 3,5. April war besser und Mai.", ["Es stieg auf 3,5.", "April war besser und Mai."]),
    ],
)
def test_a_number_at_the_end_of_a_sentence_ends_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Go!" They went.', ['"Go!"', "They went."]),
        ("“We won.” He left. (It rained.) Over.", ["“We won.”", "He left.", "(It rained.)", "Over."]),
        ('"It is done," she said. "Good," he said.', ['"It is done," she said.', '"Good," he said.']),
        ('"Is it?" he asked. "It is."', ['"Is it?" he asked.', '"It is."']),
    ],
)
def test_quotation_marks_stay_with_the_sentence_that_they_close(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京は晴れ。大阪は雨。", ["東京は晴れ。", "大阪は雨。"]),
        ("هل جاء؟ نعم جاء.", ["هل جاء؟", "نعم جاء."]),
        ("او آمد. او رفت. پایان", ["او آمد.", "او رفت.", "پایان"]),
        ("Совет решил. Мэр ушёл.", ["Совет решил.", "Мэр ушёл."]),
        ("¿Vino? ¡Sí! Él vino.", ["¿Vino?", "¡Sí!", "Él vino."]),
        ("Il pleut. Évidemment. À demain.", ["Il pleut.", "Évidemment.", "À demain."]),
    ],
)
def test_sentences_end_in_other_scripts_too(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_where_stops_were_lost_two_spaces_before_a_first_word_end_a_sentence() -> None:
    lost = [
        "The council met in the town hall on Tuesday and said nothing",
        "The mayor spoke of the harbour  and its two piers for an hour",
        "When she ended it was night and the members went home",
    ] * 3
    assert sentences("  ".join(lost)) == lost


def test_two_spaces_end_no_sentence_where_stops_are_kept() -> None:
    text = "The council met in  The Hague on Tuesday. " * 10
    assert len(sentences(text)) == 10


@pytest.mark.parametrize("text", ["", "  \n ", "\u00a0"])
def test_no_words_are_no_sentence(text: str) -> None:
    assert sentences(text) == []


@hostile
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from('a Mr. U.S. ." ? … 。 The ( “ ” \n'.split(" ")), max_size=60).map(" ".join)
    )
)
@example('."' * 500 + " A")
@example(". " * 500)
@example("The  " * 400)
def test_sentences_hold_every_visible_character_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert visible("".join(slices(text, spans))) == visible(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
