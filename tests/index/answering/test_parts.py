"""Texts that ask two things are taken apart, and those that ask one are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.known import OUR_LANGUAGES
from index.answering.parts import MOST, parts_of, points_back
from index.answering.question import parse_question

TWO = [
    ("en", "who won the world cup in 2014 and when did Philae land?"),
    ("en", "When did Mars Pathfinder land? And how long did Sojourner drive?"),
    ("en", "When did Kipchoge run in Vienna and how long did it take?"),
    ("en", "How did Bannister die and was there an inquiry"),
    ("en", "who was the pilot; how many people died"),
    ("en", "Who built the bridge?\nWhen did it open?"),
    ("en", "Who built the bridge. When did it open"),
    ("en", "can you tell me who won the election and when the parliament met?"),
    ("en", "when did krakatoa erupt how many people died"),
    ("en", "when did krakatoa erupt, how many people did it kill"),
    ("en", "What is left-pad, and who removed it?"),
    ("en", "How many seats did the BJP win & which party came second?"),
    ("en", "Who was the senator who wrote the bill and when did it pass?"),
    ("en", "in which year did viking land and on what day did curiosity land"),
    ("en", "Dr. Strangelove was filmed where? And who directed Casablanca?"),
    ("en", "Kipchoge ran in Vienna. How fast was he? Who paid for the race?"),
    ("en", "Where in England was the mill and who owned the mill?"),
    ("en", "What did the mayor say and who won the match?"),
    ("de", "Wer gewann die WM 2014 und wann landete Philae?"),
    ("de", "Wann brach der Krakatau aus? Wie viele Menschen starben?"),
    ("de", "Wann fiel die Brücke und gab es Tote?"),
    ("fr", "Qui a gagné la Coupe du monde en 2014 et quand Philae a-t-il atterri ?"),
    ("fr", "Combien de personnes sont mortes et comment s'appelait le navire ?"),
    ("fr", "Quand Notre-Dame a-t-elle rouvert et combien de temps a duré le chantier ?"),
    ("es", "¿Quién ganó el Mundial de 2014 y cuándo aterrizó Philae?"),
    ("es", "quien gano el mundial y cuando aterrizo philae"),
    ("es", "¿Cuántos murieron? ¿Cómo se llamaba el barco?"),
    ("es", "¿Cuándo cayó el puente y hubo muertos?"),
    ("ar", "من فاز بكأس العالم 2014 ومتى هبط فيلة؟"),
    ("ar", "متى وصل مسبار الأمل إلى المريخ؟ وكم تكلفته؟"),
    ("ar", "كم شخصا مات و أين وقع الزلزال؟"),
    ("fa", "چه کسی جام جهانی ۲۰۱۴ را برد و چه زمانی فیله فرود آمد؟"),
    ("fa", "چه کسی جام جهانی را برد و فیله چه زمانی فرود آمد؟"),
    ("fa", "زلزله کی رخ داد؟ چند نفر کشته شدند؟"),
]

ONE = [
    ("en", "what did Lincoln and Douglas debate"),
    ("en", "What happened when the dam broke?"),
    ("en", "Who was the man who broke the record and who ran in Vienna?"),
    ("en", "who and when?"),
    ("en", "who won the cup and when?"),
    ("en", "who won, who lost"),
    ("en", "When and where did Philae land?"),
    ("en", "Who won the cup and was fired?"),
    ("en", "What did the report say about who was responsible and how many died?"),
    ("en", "Who wrote The Life and How to Live It?"),
    ("en", "Who wrote Why They Fell and How They Rose?"),
    ("en", "Did the mayor know who lied and what it cost?"),
    ("en", "What happened after the dam broke and when the rain came?"),
    ("en", "what about how to govern and how to live"),
    ("en", "Who won? Thanks."),
    ("en", 'Who said "What is truth? When is it?" in court'),
    ("en", "In 2014, who won the World Cup?"),
    ("en", "In May 2006, how many senators signed the bill?"),
    ("en", "When Philae landed, how many times did it bounce?"),
    ("en", "When the mill burned. How many were hurt?"),
    ("en", "How many men and women voted in New Zealand?"),
    ("en", "Really? Who won the cup?"),
    ("en", "Who is Götze? What did he do?"),
    ("en", "Who won the cup? Who won the cup?"),
    ("en", "what is the name of the ship and of its captain"),
    ("de", "Was geschah, als der Damm brach?"),
    ("de", "Wer gewann die Wahl und wurde Präsident?"),
    ("de", "Wann und wo landete Philae?"),
    ("de", "Weiß man, wann er starb und wer ihn fand?"),
    ("de", "Was sagte Merkel darüber, wer schuld ist und wie viele starben?"),
    ("fr", "Qui est l'homme qui a battu le record et qui a couru à Vienne ?"),
    ("fr", "Que s'est-il passé quand le barrage a cédé ?"),
    ("fr", "Qui a dit que la guerre finirait et que la paix viendrait ?"),
    ("es", "¿Qué pasó cuando se rompió la presa y cuando llegó la lluvia?"),
    ("es", "¿Cuándo y dónde aterrizó Philae?"),
    ("ar", "متى وأين هبط المسبار؟"),
    ("ar", "من هو الرئيس ومن أين جاء"),
    ("fa", "احمد و علی چه زمانی آمدند؟"),
    ("fa", "کجا و چه زمانی فیله فرود آمد؟"),
    ("ja", "誰が勝った? いつ着陸した?"),
]


@pytest.mark.parametrize(("language", "text"), TWO)
def test_a_text_that_asks_two_things_has_two_parts(language: str, text: str) -> None:
    parts = parts_of(text, language)
    assert len(parts) == 2
    assert all(part in " ".join(text.split()) for part in parts)


@pytest.mark.parametrize(("language", "text"), ONE)
def test_a_text_that_asks_one_thing_is_left_whole(language: str, text: str) -> None:
    assert parts_of(text, language) == (text,)


def test_a_sentence_that_asks_nothing_stands_with_the_question_behind_it() -> None:
    text = "Kipchoge ran in Vienna. How fast was he? Who paid for the race?"
    assert parts_of(text, "en") == ("Kipchoge ran in Vienna. How fast was he?", "Who paid for the race?")


PIECES = st.lists(
    st.sampled_from('who when how and und et y و چه ومتى did mill . ; ? ¿ ؟ , \n " « » Mill \u200c'.split(" "))
)


@given(PIECES.map(" ".join) | st.text(), st.sampled_from(OUR_LANGUAGES))
def test_parts_are_made_of_the_text_whatever_it_holds(text: str, language: str) -> None:
    parts = parts_of(text, language)
    assert 1 <= len(parts) <= MOST
    if len(parts) > 1:
        assert all(word in text for part in parts for word in part.split())
    else:
        assert parts == (text,)


def test_three_questions_are_three_parts_and_a_sheet_of_them_or_an_article_is_left_whole() -> None:
    asked = [f"Who built the {name} bridge?" for name in ("old", "iron", "wooden", "red")]
    assert parts_of(" ".join(asked[:MOST]), "en") == tuple(asked[:MOST])
    assert len(parts_of(" ".join(asked), "en")) == 1
    assert len(parts_of(f"Who built the bridge? {'It is long. ' * 40} When did it open?", "en")) == 1


@pytest.mark.parametrize(
    ("part", "names", "points"),
    [
        ("how long did it take?", set(), True),
        ("who paid for it", set(), True),
        ("when did he run in Vienna", {"vienna"}, True),
        ("how long did Sojourner say it would drive", {"sojourn"}, False),
        ("where did the constable grow suspicious of those who hid it", set(), False),
        ("how many people died", set(), False),
    ],
)
def test_a_part_with_a_pronoun_before_any_name_points_to_another(part: str, names: set[str], points: bool) -> None:
    assert points_back(part, parse_question(part, date(2024, 5, 3)), names) is points
