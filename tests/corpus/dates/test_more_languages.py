"""German, Spanish, French, Arabic and Persian: counting ahead and back, short forms, lunar months, their own weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.lunar import UMM_AL_QURA, lunar_day, lunar_month_days
from corpus.dates.mentions import mentions_in
from corpus.dates.periods import back

PUBLISHED = date(2019, 7, 10)  # a Wednesday; 19 Tir 1398, 7 Dhu al-Qadah 1440

Row = tuple[str, str, str, str]
"""Text, words, first and last day; an empty last day is the first; no words: nothing is claimed."""

GERMAN: list[Row] = [
    ("Die Wahl wird in zwei Wochen stattfinden.", "zwei Wochen", "2019-07-22", "2019-07-28"),
    ("In drei Jahren wird gebaut.", "drei Jahren", "2022-01-01", "2022-12-31"),
    ("Vor drei Jahren wurde gebaut.", "Vor drei Jahren", "2016-01-01", "2016-12-31"),
    ("Vor 14 Tagen brannte es.", "Vor 14 Tagen", "2019-06-26", ""),
    ("In 1945 endete der Krieg; am 6. August fiel die Bombe.", "6. August", "1945-08-06", ""),
    ("Er starb am 12. Ramadan 1440 in Kairo.", "12. Ramadan 1440", "2019-05-16", "2019-05-18"),
    ("Ab Montag nächster Woche wird gestreikt.", "Montag nächster Woche", "2019-07-15", ""),
    ("Heute Morgen brannte es.", "Heute Morgen", "2019-07-10", ""),
    ("Bis Ende des Jahres wird gebaut.", "Ende des Jahres", "2019-01-01", "2019-12-31"),
    ("Das war Mitte Mai.", "Mitte Mai", "2019-05-01", "2019-05-31"),
    ("Er kam zu Ostern 2018.", "Ostern 2018", "2018-04-01", ""),
    ("Vorige Woche stieg der Kurs.", "Vorige Woche", "2019-07-01", "2019-07-07"),
    ("Er kam vor einigen Jahren.", "", "", ""),
    ("Die Saison 2017/18 war gut.", "2017/18", "2017-01-01", "2018-12-31"),
    ("Am 1. Oktober 2018 zog er um.", "1. Oktober 2018", "2018-10-01", ""),
]
FRENCH: list[Row] = [
    ("Il est parti le 3 sept. 2018.", "le 3 sept. 2018", "2018-09-03", ""),
    ("Il est parti en sept. 2018.", "sept. 2018", "2018-09-01", "2018-09-30"),
    ("Il y a sept ans, il partait.", "Il y a sept ans", "2012-01-01", "2012-12-31"),
    ("Il est resté sept jours.", "", "", ""),
    ("Le vote aura lieu dans deux semaines.", "dans deux semaines", "2019-07-22", "2019-07-28"),
    ("Il reviendra dans trois ans.", "dans trois ans", "2022-01-01", "2022-12-31"),
    ("Il est parti il y a trois jours.", "il y a trois jours", "2019-07-07", ""),
    ("Il est parti voici six mois.", "voici six mois", "2019-01-01", "2019-01-31"),
    ("Le 12 ramadan 1440, il jeûne.", "Le 12 ramadan 1440", "2019-05-16", "2019-05-18"),
    ("Hier soir, il a plu.", "Hier soir", "2019-07-09", ""),
    ("En 1945, la guerre finit. La bombe tombe le 6 août.", "le 6 août", "1945-08-06", ""),
    ("Le 14 juill. 1789, Paris se lève.", "Le 14 juill. 1789", "1789-07-14", ""),
    ("Il est né le 8 déc. 1980.", "le 8 déc. 1980", "1980-12-08", ""),
    ("Le mois dernier, il a plu.", "Le mois dernier", "2019-06-01", "2019-06-30"),
    ("D'ici la fin de l'année, il part.", "la fin de l'année", "2019-01-01", "2019-12-31"),
]
SPANISH: list[Row] = [
    ("La votación será dentro de dos semanas.", "dentro de dos semanas", "2019-07-22", "2019-07-28"),
    ("Volverá dentro de tres años.", "dentro de tres años", "2022-01-01", "2022-12-31"),
    ("Se fue hace tres días.", "hace tres días", "2019-07-07", ""),
    ("Se fue hace seis meses.", "hace seis meses", "2019-01-01", "2019-01-31"),
    ("Murió el 12 de ramadán de 1440.", "el 12 de ramadán de 1440", "2019-05-16", "2019-05-18"),
    ("En 1945 acabó la guerra. La bomba cayó el 6 de agosto.", "el 6 de agosto", "1945-08-06", ""),
    ("Llegó el 3 de sept. de 2018.", "el 3 de sept. de 2018", "2018-09-03", ""),
    ("Anoche llovió.", "Anoche", "2019-07-09", ""),
    ("Esta mañana llovió.", "Esta mañana", "2019-07-10", ""),
    ("El mes pasado llovió.", "El mes pasado", "2019-06-01", "2019-06-30"),
    ("Fue a mediados de mayo.", "a mediados de mayo", "2019-05-01", "2019-05-31"),
    ("Hace varios años se fue.", "", "", ""),
    ("Se quedó tres semanas.", "", "", ""),
    ("Nació el 8 de diciembre de 1980.", "el 8 de diciembre de 1980", "1980-12-08", ""),
    ("El jueves pasado llovió.", "jueves pasado", "2019-07-04", ""),
]
ARABIC: list[Row] = [
    ("توفي في ١٢ رمضان ١٤٤٠ في مكة.", "١٢ رمضان ١٤٤٠", "2019-05-17", ""),
    ("توفي في 12 رمضان 1440 هـ.", "12 رمضان 1440", "2019-05-16", "2019-05-18"),
    ("بدأ في شهر رمضان.", "شهر رمضان", "2019-05-05", "2019-06-04"),
    ("بدأ في رمضان الماضي.", "رمضان الماضي", "2019-05-05", "2019-06-04"),
    ("في 10 محرم 1441 بدأ.", "10 محرم 1441", "2019-09-08", "2019-09-10"),
    ("في عام 1440 هـ بدأ.", "عام 1440", "2018-09-10", "2019-08-31"),
    ("في ربيع الأول 1440 بدأ.", "ربيع الأول 1440", "2018-11-08", "2018-12-08"),
    ("في 5 ذي الحجة 1439 بدأ.", "5 ذي الحجة 1439", "2018-08-15", "2018-08-17"),
    ("وصل بعد أسبوعين من الحرب.", "", "", ""),
    ("سيصل خلال ثلاثة أيام.", "", "", ""),
    ("رحل قبل ثلاثة أيام.", "قبل ثلاثة أيام", "2019-07-07", ""),
    ("رحل قبل ستة أشهر.", "قبل ستة أشهر", "2019-01-01", "2019-01-31"),
    ("جاء في عطلة نهاية الأسبوع.", "عطلة نهاية الأسبوع", "2019-07-05", "2019-07-06"),
    ("هذا الأسبوع حار.", "هذا الأسبوع", "2019-07-06", "2019-07-12"),
    ("في عام 1945 انتهت الحرب. سقطت القنبلة في 6 أغسطس.", "6 أغسطس", "1945-08-06", ""),
]
PERSIAN: list[Row] = [
    ("او در ۱۲ رمضان ۱۴۴۰ درگذشت.", "۱۲ رمضان ۱۴۴۰", "2019-05-16", "2019-05-18"),
    ("او در ۱۲ رمضان ۱۴۴۰ قمری درگذشت.", "۱۲ رمضان ۱۴۴۰", "2019-05-16", "2019-05-18"),
    ("در ماه رمضان آمد.", "ماه رمضان", "2019-05-05", "2019-06-04"),
    ("دهم محرم ۱۴۴۱ بود.", "دهم محرم ۱۴۴۱", "2019-09-08", "2019-09-10"),
    ("در سال ۱۴۴۰ قمری آمد.", "سال ۱۴۴۰", "2018-09-10", "2019-08-31"),
    ("دو هفته بعد خواهد آمد.", "", "", ""),
    ("دو هفته دیگر خواهد آمد.", "دو هفته دیگر", "2019-07-20", "2019-07-26"),
    ("شش ماه پیش آمد.", "شش ماه پیش", "2018-12-22", "2019-01-20"),
    ("سه سال پیش آمد.", "سه سال پیش", "2016-03-20", "2017-03-20"),
    ("این هفته گرم است.", "این هفته", "2019-07-06", "2019-07-12"),
    ("آخر هفته گذشته آمد.", "آخر هفته گذشته", "2019-07-04", "2019-07-05"),
    ("در سال ۱۳۹۰ آغاز شد. در ۶ مرداد تمام شد.", "۶ مرداد", "2011-07-28", ""),
    ("دیشب باران آمد.", "دیشب", "2019-07-09", ""),
    ("امروز صبح باران آمد.", "امروز صبح", "2019-07-10", ""),
    ("ماه گذشته باران آمد.", "ماه گذشته", "2019-05-22", "2019-06-21"),
]
ROWS = [
    (lang, *row)
    for lang, rows in (("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC), ("fa", PERSIAN))
    for row in rows
] + [
    ("en", "It fell on 12 Ramadan 1440 AH.", "12 Ramadan 1440", "2019-05-16", "2019-05-18"),
    ("en", "It fell on Ramadan 12, 1440.", "Ramadan 12, 1440", "2019-05-16", "2019-05-18"),
    ("en", "It fell in Ramadan 2018.", "Ramadan 2018", "2018-05-15", "2018-06-15"),
    ("en", "It was founded in 1344 AH.", "1344", "1925-07-22", "1926-07-11"),
    ("en", "They broke the Ramadan fast with Ramadan Abdullah.", "", "", ""),
]


@pytest.mark.parametrize(("lang", "text", "words", "first", "last"), ROWS)
def test_an_expression_means_these_days(lang: str, text: str, words: str, first: str, last: str) -> None:
    found = {m.text: m.span for m in mentions_in(text, PUBLISHED, lang) if m.span is not None}
    if not words:
        assert not found
        return
    assert words in found, found
    assert (found[words].first.isoformat(), found[words].last.isoformat()) == (first, last or first)


@given(st.integers(1, 1599), st.integers(1, 12))
def test_the_months_of_the_lunar_calendar_follow_one_another(year: int, month: int) -> None:
    last = lunar_day(year, month, lunar_month_days(year, month))
    following = lunar_day(year + month // 12, month % 12 + 1, 1)
    assert last is not None
    assert following is not None
    turning = month == 12 and year in {UMM_AL_QURA.start - 1, UMM_AL_QURA.stop - 1}  # to the table and from it
    assert following - last == timedelta(days=1) or (turning and abs((following - last).days - 1) <= 1)
    assert lunar_day(year, month, lunar_month_days(year, month) + 1) is None


@pytest.mark.parametrize(
    ("unit", "count", "day"),
    [
        ("day", 90, "2024-03-02"), ("week", 2, "2024-05-17"), ("month", 3, "2024-02-29"), ("quarter", 1, "2024-02-29"),
        ("year", 1, "2023-05-31"), ("decade", 2, "2004-05-31"), ("month", -1, "2024-06-30"), ("month", 5, "2023-12-31"),
    ],
)  # fmt: skip
def test_a_day_so_many_units_before_another(unit: str, count: int, day: str) -> None:
    assert back(date(2024, 5, 31), unit, count) == date.fromisoformat(day)
