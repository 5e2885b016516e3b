"""Datelines of text dumps, in six languages: what a line says of its day, and what of it is left in the text."""

from __future__ import annotations

import pytest

from corpus.cleaning.pages import take_apart
from corpus.dating.datelines import datelines, only_day
from corpus.model import Role

TITLES = {
    "en": "Bridge opened at last", "de": "Brücke endlich geöffnet", "fr": "Le pont enfin ouvert",
    "es": "Puente abierto por fin", "ar": "افتتاح الجسر أخيرا", "fa": "پل سرانجام گشوده شد",
}  # fmt: skip
PROSE = {
    "en": "The bridge over the river was opened to traffic by the mayor, who said that the work had taken "
    "four years and more money than was planned at first.",
    "de": "Die Brücke über den Fluss ist von der Bürgermeisterin für den Verkehr geöffnet worden, die sagte, "
    "dass die Arbeit vier Jahre gedauert habe.",
    "fr": "Le pont sur le fleuve a été ouvert à la circulation par la maire, qui a dit que les travaux "
    "avaient duré quatre ans et coûté plus que prévu.",
    "es": "El puente sobre el río fue abierto al tráfico por la alcaldesa, que dijo que los trabajos habían "
    "durado cuatro años y costado más de lo previsto.",
    "ar": "افتتحت رئيسة البلدية الجسر فوق النهر أمام حركة المرور وقالت إن العمل استغرق أربع سنوات وكلف أكثر "
    "مما كان مخططا له في البداية.",
    "fa": "شهردار پل روی رودخانه را به روی رفت و آمد گشود و گفت که کار چهار سال طول کشیده و بیش از آنچه "
    "برنامه‌ریزی شده بود هزینه داشته است.",
}  # fmt: skip
LINES = [
    ("en", "Published: Monday, 7th January 2019, 10:30 am"),
    ("en", "Monday 7 January 2019 at 10:30 GMT"),
    ("en", "Posted on January 7th, 2019 | 10:30 a.m. EST"),
    ("en", "First published on Mon 7 Jan 2019 06.01 GMT"),
    ("en", "LONDON, January 7, 2019 (Reuters)"),
    ("en", "2019-01-07 10:30:00+01:00"),
    ("en", "7 January 2019 (Monday)"),
    ("de", "Veröffentlicht: Montag, 7. Januar 2019, 10:30 Uhr"),
    ("de", "Montag, den 7. Januar 2019"),
    ("de", "07.01.2019 | 10.30 Uhr"),
    ("de", "Erschienen am 7.1.2019 um 10:30 Uhr (MEZ)"),
    ("de", "Berlin, den 7. Januar 2019"),
    ("fr", "Publié le lundi 7 janvier 2019 à 10h30"),
    ("fr", "Lundi 7 janvier 2019 - 10 h 30"),
    ("fr", "Mis en ligne le 07/01/2019 à 10:30"),
    ("fr", "Paris, le 7 janvier 2019"),
    ("es", "Publicado: lunes, 7 de enero de 2019, 10:30 horas"),
    ("es", "Lunes 7 de enero de 2019 a las 10:30 h"),
    ("es", "Fecha de publicación: 07/01/2019"),
    ("es", "Madrid, 7 de enero de 2019 (EFE)"),
    ("ar", "نشر في: الاثنين 7 يناير 2019، الساعة 10:30 صباحا"),
    ("ar", "تاريخ النشر: ٧ يناير ٢٠١٩"),
    ("ar", "الاثنين 1 جمادى الأولى 1440 هـ - 7 يناير 2019 م"),
    ("ar", "القاهرة - 7 يناير 2019"),
    ("fa", "تاریخ انتشار: دوشنبه ۱۷ دی ۱۳۹۷، ساعت ۱۰:۳۰"),
    ("fa", "دوشنبه ۱۷ دی ۱۳۹۷ - ۷ ژانویه ۲۰۱۹"),
    ("fa", "۱۳۹۷/۱۰/۱۷ ۱۰:۳۰"),
    ("fa", "تهران، ۱۷ دی ۱۳۹۷"),
]


@pytest.mark.parametrize(("lang", "line"), LINES)
def test_a_dateline_tells_the_day_and_leaves_the_passages(lang: str, line: str) -> None:
    text = f"{TITLES[lang]}\n\n{line}\n\n{PROSE[lang]}\n\n{PROSE[lang]}"
    page = take_apart(text, lang=lang)
    assert [(str(claim.span.first), claim.role, claim.confidence) for claim in page.claims] == [
        ("2019-01-07", Role.PUBLISHED, 0.85)
    ]
    assert page.title == TITLES[lang]
    assert [text[start:end] for start, end in page.blocks] == [PROSE[lang]] * 2


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Last updated: 8 January 2019, 9 am"), ("de", "Stand: 8. Januar 2019, 9 Uhr"),
        ("de", "Zuletzt aktualisiert am 08.01.2019"), ("fr", "Mis à jour le 8 janvier 2019 à 9h00"),
        ("es", "Actualizado: 8 de enero de 2019"), ("ar", "آخر تحديث: 8 يناير 2019 - 10:15 بتوقيت غرينتش"),
        ("fa", "به‌روزرسانی: ۱۸ دی ۱۳۹۷"),
    ],
)  # fmt: skip
def test_a_line_that_says_when_the_page_was_changed_tells_no_publication(lang: str, line: str) -> None:
    (found,) = datelines(line, lang)
    assert (str(found.day.span.first), found.role) == ("2019-01-08", Role.MODIFIED)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Published 7 January 2019, updated 8 January 2019 10:15"),
        ("de", "Veröffentlicht am 07.01.2019 | Aktualisiert am 08.01.2019"),
        ("fr", "Publié le 07/01/2019 à 10:30, mis à jour le 08/01/2019 à 9:00"),
        ("es", "Publicado el 7 de enero de 2019 - Actualizado el 8 de enero de 2019"),
        ("fa", "انتشار: ۱۷ دی ۱۳۹۷ | ویرایش: ۱۸ دی ۱۳۹۷"),
    ],
)
def test_a_line_may_tell_both(lang: str, line: str) -> None:
    found = {one.role: str(one.day.span.first) for one in datelines(line, lang)}
    assert found == {Role.PUBLISHED: "2019-01-07", Role.MODIFIED: "2019-01-08"}


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "January 7, 2019 was a Monday"), ("en", "7 January 2019 or 9 January 2019"), ("en", "7 Mar 1394"),
        ("en", "January 2019"), ("de", "Bis 7. Januar 2019 geöffnet"), ("fr", "Le pont a ouvert le 7 janvier 2019"),
        ("es", "Desde el 7 de enero de 2019"), ("ar", "افتتح الجسر 7 يناير 2019"), ("fa", "پل در ۱۷ دی ۱۳۹۷ گشوده شد"),
        ("en", "Berlin, 7 January 2019"), ("en", "* Convene: January 4, 2005."),
    ],
)  # fmt: skip
def test_a_line_that_says_anything_else_is_no_dateline(lang: str, line: str) -> None:
    assert only_day(line, lang) is None


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Published: 7 January 2019"),
        ("de", "Veröffentlicht am 7. Januar 2019"),
        ("fr", "Publié le 7 janvier 2019"),
        ("es", "Publicado el 7 de enero de 2019"),
        ("ar", "نشر في 7 يناير 2019"),
        ("fa", "منتشر شده در ۱۷ دی ۱۳۹۷"),
    ],
)
def test_a_labelled_dateline_may_stand_at_the_foot(lang: str, line: str) -> None:
    text = f"{TITLES[lang]}\n\n{PROSE[lang]}\n\n{PROSE[lang]}\n\n{line}"
    page = take_apart(text, lang=lang)
    assert [str(claim.span.first) for claim in page.claims] == ["2019-01-07"]
    assert [text[start:end] for start, end in page.blocks] == [PROSE[lang]] * 2


@pytest.mark.parametrize(
    ("lang", "dateline"),
    [
        ("en", "LONDON, Jan. 7, 2019 (Reuters) - "),
        ("de", "Berlin, 7. Januar 2019 (dpa) – "),
        ("fr", "PARIS, 7 janvier 2019 (AFP) - "),
        ("es", "Madrid, 7 ene 2019 (EFE).- "),
        ("ar", "القاهرة (رويترز) 7 يناير 2019 - "),
        ("fa", "تهران (ایرنا) - ۱۷ دی ۱۳۹۷ - "),
    ],
)
def test_a_dateline_that_a_paragraph_begins_with_is_read_and_stays_in_it(lang: str, dateline: str) -> None:
    text = f"{TITLES[lang]}\n\n{dateline}{PROSE[lang]}"
    page = take_apart(text, lang=lang)
    assert [str(claim.span.first) for claim in page.claims] == ["2019-01-07"]
    assert [text[start:end] for start, end in page.blocks] == [f"{dateline}{PROSE[lang]}"]


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "Date: April 19, 2008"), ("de", "Datum: 19. April 2008"), ("es", "Fecha: 19 de abril de 2008")],
)
def test_a_date_at_the_foot_may_be_of_what_the_text_announces(lang: str, line: str) -> None:
    page = take_apart(f"{TITLES[lang]}\n\n{PROSE[lang]}\n\n{PROSE[lang]}\n\n{line}", lang=lang)
    assert page.claims == []
    page = take_apart(f"{TITLES[lang]}\n\n{line}\n\n{PROSE[lang]}", lang=lang)
    assert [str(claim.span.first) for claim in page.claims] == ["2008-04-19"]
