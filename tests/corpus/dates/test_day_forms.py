"""Days as logs, offices and standards write them, school years, fiscal years, quarters and weeks by number."""

from __future__ import annotations

from datetime import date

import pytest

from tests.corpus.dates.told import Row, told

PUBLISHED = date(2019, 7, 10)  # a Wednesday

SHORT_FORMS: list[Row] = [
    ("en", "Filed 03-Apr-2012.", "2012-04-03"),
    ("en", "Filed 19-Nov-12.", "2012-11-19"),
    ("en", "Built 21Sep2013.", "2013-09-21"),
    ("en", "Filed 19.Nov.12 and 7/Oct/2000.", "2012-11-19 2000-10-07"),
    ("en", "Filed Nov-19-12.", "2012-11-19"),
    ("en", "Filed Nov-19-2012, or Apr-03-98.", "2012-11-19 1998-04-03"),
    ("en", "[10/Oct/2000:13:55:36 -0700] started", "2000-10-10"),
    ("en", "2013-09-21T10:00:00Z started", "2013-09-21"),
    ("en", "20130921T100000Z started", "2013-09-21"),
    ("en", "2013-09-21 10:00:05,123 ERROR none", "2013-09-21"),
    ("en", "Wed May 23 06:01:13 2007 started", "2007-05-23"),
    ("en", "Wed May 23 06:01:13 +0000 2007 started", "2007-05-23"),
    ("en", "Wed May 23 06:01:13 UTC 2007 started", "2007-05-23"),
    ("en", "Wed, 23 May 2007 06:01:13 GMT", "2007-05-23"),
    ("en", "He came on the 2nd of this month.", "2019-07-02"),
    ("en", "He came on the 2nd inst.", "2019-07-02"),
    ("en", "He came on the 28th ult.", "2019-06-28"),
    ("en", "He came on the 28th of last month.", "2019-06-28"),
    ("en", "It starts on the 3rd of next month.", "2019-08-03"),
    ("de", "Eingang 03-Apr-2012 und 19-Okt-12.", "2012-04-03 2012-10-19"),
    (
        "de",
        "Er kam am 8.Dezember 2010, vom 8.bis 9.Mai 2011 und am 8.Dez.2012.",
        "2010-12-08 2011-05-08..2011-05-09 2012-12-08",
    ),
    ("de", "Er kam am 2. dieses Monats.", "2019-07-02"),
    ("de", "Er kam am 2. des vergangenen Monats.", "2019-06-02"),
    ("fr", "Reçu le 03-avr-2012 et le 19-Nov-12.", "2012-04-03 2012-11-19"),
    ("fr", "Il est venu le 2 de ce mois.", "2019-07-02"),
    ("fr", "Il est venu le 2 du mois dernier.", "2019-06-02"),
    ("es", "Recibido 03-abr-2012 y 19-Nov-12.", "2012-04-03 2012-11-19"),
    ("es", "Recibido 03-mar-2012 y en mar. de 2018.", "2012-03-03 2018-03-01..2018-03-31"),
    ("es", "Llegó el 5 mar a Lima.", "2019-03-05"),
    ("es", "Desde la cordillera al mar. El mar 12 veces. Salió por mar en mayo de 2018.", "2018-05-01..2018-05-31"),
    ("it", "Il 5 mar 2018 andò al mar Ligure.", "2018-03-05"),
    ("es", "Vino el 2 de este mes.", "2019-07-02"),
    ("es", "Vino el 2 del mes pasado.", "2019-06-02"),
    ("es", "Es el 1° de mayo de 2018, no el 1.º de mayo de 2017.", "2018-05-01 2017-05-01"),
    ("es", "El 1ro. de mayo de 2018 y el 1º de junio de 2018.", "2018-05-01 2018-06-01"),
]
STOPS: list[Row] = [
    ("en", "The crash was on Sat., Jan. 8, 2005.", "2005-01-08"),
    ("en", "on Wed., Sept. 5, 2001, and 7th of Jan., 2005", "2001-09-05 2005-01-07"),
    ("en", "in Sept., 2001 and Aug., 2004", "2001-09-01..2001-09-30 2004-08-01..2004-08-31"),
    ("en", "signed on 2019 Jan 7 and 2005-Jan-07, not 2001 September 5th", "2019-01-07 2005-01-07 2001-09-05"),
]
ISO: list[Row] = [
    ("en", "2021-088", "2021-03-29"),
    ("en", "The sample was taken on 2021-088.", "2021-03-29"),
    ("en", "The satellite passed on 2020-366.", "2020-12-31"),
    ("en", "There is no 2021-366.", ""),
    ("en", "2019-W02-1", "2019-01-07"),
    ("en", "It ran in 2019-W02 and ended on 2020-W53-7.", "2019-01-07..2019-01-13 2021-01-03"),
    ("en", "There is no 2019-W53.", ""),
    ("en", "Case 2007-006 was closed.", ""),
    ("en", "See report no. 2021-088.", ""),
    ("en", "Order 2015-123 and file 2016-044 are open.", ""),
    ("de", "Das Aktenzeichen 2021-088 ist vergeben.", ""),
    ("fr", "Le dossier 2021-088 est clos.", ""),
    ("es", "El expediente 2021-088 se cerró.", ""),
]
SCHOOL_YEARS: list[Row] = [
    ("en", "in the 2006-07 school year", "2006-01-01..2007-12-31"),
    ("en", "the 2010-11 budget", "2010-01-01..2011-12-31"),
    ("en", "the 2018/19 season", "2018-01-01..2019-12-31"),
    ("en", "the 1999-00 season and the 1999-2000 season", "1999-01-01..2000-12-31 1999-01-01..2000-12-31"),
    ("en", "in the winter of 1911-12", "1911-12-01..1912-02-29"),
    ("en", "the years 1868-9", "1868-01-01..1869-12-31"),
    ("en", "the campaign of 1914-18", "1914-01-01..1918-12-31"),
    ("en", "It was signed 2006-05.", "2006-05-01..2006-05-31"),
    ("de", "im Schuljahr 2006/07", "2006-01-01..2007-12-31"),
    ("de", "im Winter 1911/12", "1911-12-01..1912-02-29"),
    ("de", "im Winter 2011/2012", "2011-12-01..2012-02-29"),
    ("fr", "l'année scolaire 2006-07", "2006-01-01..2007-12-31"),
    ("fr", "l'hiver 1911-12", "1911-12-01..1912-02-29"),
    ("es", "el curso 2006-07", "2006-01-01..2007-12-31"),
    ("es", "el invierno de 1911-12", "1911-12-01..1912-02-29"),
    ("ar", "موسم 2018-2019", "2018-01-01..2019-12-31"),
    ("fa", "سال تحصیلی ۱۳۹۷-۹۸", "2018-03-21..2020-03-19"),
]
FISCAL: list[Row] = [
    ("en", "Congress cut the budget for fiscal year 2019.", "2018-10-01..2019-09-30"),
    ("en", "The agency spent it in FY19.", "2018-10-01..2019-09-30"),
    ("en", "The agency spent it in FY2019 and FY 2018.", "2018-10-01..2019-09-30 2017-10-01..2018-09-30"),
    ("en", "the 2019 fiscal year", "2018-10-01..2019-09-30"),
    ("en", "Apple's fiscal 2019 was good.", "2019?"),
    ("en", "in FY'19", "2018-10-01..2019-09-30"),
    ("en", "Appropriations for fiscal 2019 passed.", "2018-10-01..2019-09-30"),
    ("en", "Revenue for the fiscal year 1898 was higher.", "1897-07-01..1898-06-30"),
    ("en", "in the first quarter of fiscal year 2019", "2018-10-01..2018-12-31"),
    ("en", "The company's net income rose in fiscal 2019.", "2019?"),
    ("en", "the 2018/19 tax year", "2018-04-06..2019-04-05"),
    ("en", "the 2018-19 financial year", "2018-04-01..2019-03-31"),
    ("en", "the financial year 2018/19", "2018-04-01..2019-03-31"),
    ("en", "the tax year 2018-19", "2018-04-06..2019-04-05"),
]
QUARTERS: list[Row] = [
    ("en", "Sales rose in Q3 2018.", "2018-07-01..2018-09-30"),
    ("en", "Sales rose in 3Q18 and 4Q 2018.", "2018-07-01..2018-09-30 2018-10-01..2018-12-31"),
    (
        "en",
        "Sales fell in 2018 Q3, Q1/2018 and Q2'18.",
        "2018-07-01..2018-09-30 2018-01-01..2018-03-31 2018-04-01..2018-06-30",
    ),
    ("en", "Sales rose in H1 2018 and 2H18.", "2018-01-01..2018-06-30 2018-07-01..2018-12-31"),
    ("en", "Sales rose in Q1.", "2019-01-01..2019-03-31"),
    ("en", "The H1 visa and the T3 phone.", ""),
    ("en", "in week 12 of 2021", "2021-03-22..2021-03-28"),
    ("de", "im Q3 2018, im 1. Quartal 2018", "2018-07-01..2018-09-30 2018-01-01..2018-03-31"),
    ("de", "Kalenderwoche 12 im Jahr 2021", "2021-03-22..2021-03-28"),
    ("de", "in KW 12/2021", "2021-03-22..2021-03-28"),
    ("de", "in der KW 12 2021 und der 13. KW 2021", "2021-03-22..2021-03-28 2021-03-29..2021-04-04"),
    ("de", "in der 12. Kalenderwoche 2021", "2021-03-22..2021-03-28"),
    ("de", "im H1 2018", "2018-01-01..2018-06-30"),
    ("fr", "au T3 2018 et au S1 2018", "2018-07-01..2018-09-30 2018-01-01..2018-06-30"),
    ("fr", "en semaine 12 de 2021", "2021-03-22..2021-03-28"),
    (
        "es",
        "en el T3 2018, el 3T 2018 y el 3T18",
        "2018-07-01..2018-09-30 2018-07-01..2018-09-30 2018-07-01..2018-09-30",
    ),
    ("es", "en la semana 12 de 2021", "2021-03-22..2021-03-28"),
]
OLD_STYLE: list[Row] = [
    ("en", "Friday, 12 October 1492", "1492-10-12"),
    ("en", "on 30 January 1648/9", "1649-01-30"),
    ("en", "born 11 Feb 1732/3", "1733-02-11"),
    ("en", "born February 11, 1731/2 (O.S.)", "1732-02-11"),
    ("en", "in February 1648/9 and March 1712/13", "1649-02-01..1649-02-28 1713-03-01..1713-03-31"),
    ("en", "between 1868-9 and later", "1868-01-01..1869-12-31"),
    ("en", "Thursday, 14 September 1752", "1752-09-14"),
    ("en", "Sunday, 9 January 1905 (O.S.)", "1905-01-09"),
    ("en", "10/21 February 1613", "1613-02-21"),
    ("fr", "vendredi 12 octobre 1492", "1492-10-12"),
    ("de", "Freitag, 12. Oktober 1492", "1492-10-12"),
    ("es", "viernes 12 de octubre de 1492", "1492-10-12"),
]
LUNAR: list[Row] = [
    ("ar", "السبت 12 رمضان 1440", "2019-05-18"),
    ("ar", "قال في الرياض: 12 رمضان 1440", "2019-05-17"),
    ("ar", "يوم 12 رمضان 1440", "2019-05-16..2019-05-18"),
    ("en", "In Saudi Arabia, 12 Ramadan 1440 was warm.", "2019-05-17"),
    ("en", "On 12 Ramadan 1440 it was warm.", "2019-05-16..2019-05-18"),
    ("en", "On Friday, 12 Ramadan 1440, it was warm.", "2019-05-17"),
    ("ar", "1440/9/12 و 12/09/1440 هـ", "2019-05-16..2019-05-18 2019-05-16..2019-05-18"),
    ("fa", "۱۲ رمضان ۱۴۴۰ قمری", "2019-05-16..2019-05-18"),
]
TENSE: list[Row] = [
    ("en", "This resulted in the abdication on September 12.", "2018-09-12"),
    ("en", "The vote will be on September 12.", "2019-09-12"),
    ("en", "The committee announced a hearing on September 12.", "2019-09-12"),
    ("en", "The king died on August 30.", "2018-08-30"),
    ("en", "It opens on September 12.", "2019-09-12"),
    ("en", "The fire broke out on July 2.", "2019-07-02"),
]


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [*SHORT_FORMS, *STOPS, *ISO, *SCHOOL_YEARS, *FISCAL, *QUARTERS, *OLD_STYLE, *LUNAR, *TENSE],
)
def test_days_and_periods_in_many_forms(lang: str, text: str, days: str) -> None:
    """Each form tells the days that its writers mean by it."""
    assert told(text, lang, PUBLISHED) == days
