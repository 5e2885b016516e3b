"""Lists and ranges of days: each day of a list is one, and a range is told as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.dates.mentions import mentions_in
from tests.corpus.dates.told import Row, told

PUBLISHED = date(2015, 4, 27)  # a Monday

LISTS: list[Row] = [
    ("en", "on Monday 20, Tuesday 21 and Wednesday 22 April", "2015-04-20 2015-04-21 2015-04-22"),
    ("en", "They met on 21 and 26 April 2014.", "2014-04-21 2014-04-26"),
    ("en", "They met on April 21 and 26.", "2015-04-21 2015-04-26"),
    ("en", "They met on April 21, 22 and 26, 2013.", "2013-04-21 2013-04-22 2013-04-26"),
    ("en", "On April 21 and 26 people were hurt.", "2015-04-21"),
    ("en", "It rained on November 27 and 28, 2005.", "2005-11-27 2005-11-28"),
    ("en", "The messages of April 22 and 26, 1898, say so.", "1898-04-22 1898-04-26"),
    ("en", "Polls open 3, 10 or 17 May 2014.", "2014-05-03 2014-05-10 2014-05-17"),
    ("en", "He came on 30 April and 2 May 2014.", "2014-04-30 2014-05-02"),
    ("en", "On May 1 and June 2, 2014, it rained.", "2014-05-01 2014-06-02"),
    ("en", "The 1st and 3rd of May 2014 were dry.", "2014-05-01 2014-05-03"),
    ("en", "On May 5 & 6, 2014", "2014-05-05 2014-05-06"),
    ("en", "on May 1, 2, 3, 2014, it rained", "2014-05-01 2014-05-02 2014-05-03"),
    ("en", "June, July and August 2014", "2014-06-01..2014-06-30 2014-07-01..2014-07-31 2014-08-01..2014-08-31"),
    ("en", "3-5 March and 7-9 March 2014", "2014-03-03..2014-03-05 2014-03-07..2014-03-09"),
    ("de", "am Montag, dem 20., Dienstag, dem 21., und Mittwoch, dem 22. April", "2015-04-20 2015-04-21 2015-04-22"),
    ("de", "Am 21. und 26. April 2014 wurde gewählt.", "2014-04-21 2014-04-26"),
    ("de", "Am 3., 10. und 17. Mai 2014 ist offen.", "2014-05-03 2014-05-10 2014-05-17"),
    ("de", "Am 30. April und 2. Mai 2014 war er da.", "2014-04-30 2014-05-02"),
    ("fr", "les lundi 20, mardi 21 et mercredi 22 avril", "2015-04-20 2015-04-21 2015-04-22"),
    ("fr", "Les 21 et 26 avril 2014, on a voté.", "2014-04-21 2014-04-26"),
    ("fr", "Le 30 avril et le 2 mai 2014.", "2014-04-30 2014-05-02"),
    ("es", "el lunes 20, martes 21 y miércoles 22 de abril", "2015-04-20 2015-04-21 2015-04-22"),
    ("es", "Los días 21 y 26 de abril de 2014 se votó.", "2014-04-21 2014-04-26"),
    ("es", "El 30 de abril y el 2 de mayo de 2014.", "2014-04-30 2014-05-02"),
    ("ar", "يومي 21 و26 أبريل 2014 جرت الانتخابات.", "2014-04-21 2014-04-26"),
    ("ar", "الاثنين 20 والثلاثاء 21 أبريل 2015", "2015-04-20 2015-04-21"),
    ("fa", "در ۲۱ و ۲۶ فروردین ۱۳۹۳ برگزار شد.", "2014-04-10 2014-04-15"),
    ("fa", "دوشنبه ۲۱ و سه‌شنبه ۲۲ اردیبهشت", "2015-05-11 2015-05-12"),
]
YEAR_SHARED: list[Row] = [
    ("en", "March or April 2005", "2005-03-01..2005-03-31 2005-04-01..2005-04-30"),
    ("en", "He may or may not come in June 2005.", "2005-06-01..2005-06-30"),
    ("en", "Q1 and Q2 2005", "2005-01-01..2005-03-31 2005-04-01..2005-06-30"),
    ("de", "Q1 und Q2 2005", "2005-01-01..2005-03-31 2005-04-01..2005-06-30"),
    ("en", "in the spring and summer of 2005", "2005-03-01..2005-05-31 2005-06-01..2005-08-31"),
    ("en", "mid-June to mid-July 2005", "2005-06-01..2005-06-30 2005-07-01..2005-07-31"),
    ("es", "junio, julio y agosto de 2005", "2005-06-01..2005-06-30 2005-07-01..2005-07-31 2005-08-01..2005-08-31"),
    ("en", "from November to January 2005", "2004-11-01..2005-01-31"),
    ("de", "von November bis Januar 2005", "2004-11-01..2005-01-31"),
    ("en", "Dec.-Feb. 2005", "2004-12-01..2005-02-28"),
    ("en", "the 1998-99 and 1999-00 seasons", "1998-01-01..1999-12-31 1999-01-01..2000-12-31"),
]
RANGES: list[Row] = [
    ("en", "from Monday 20 to Friday 24 April", "2015-04-20..2015-04-24"),
    ("en", "It was shut from 20 to 24 April 2014.", "2014-04-20..2014-04-24"),
    ("en", "between 20 and 24 April 2014", "2014-04-20..2014-04-24"),
    ("en", "between April 20 and 24, 2014", "2014-04-20..2014-04-24"),
    ("en", "May 3 through 5, 2005", "2005-05-03..2005-05-05"),
    ("en", "30 April-2 May 2014", "2014-04-30..2014-05-02"),
    ("en", "30 April – 2 May 2014", "2014-04-30..2014-05-02"),
    ("en", "April 30-May 2, 2014", "2014-04-30..2014-05-02"),
    ("en", "Dec. 30, 2012-Jan. 2, 2013", "2012-12-30..2013-01-02"),
    ("en", "Dec. 30-Jan. 2, 2013", "2012-12-30..2013-01-02"),
    ("en", "April 20-24", "2015-04-20..2015-04-24"),
    ("de", "1./2. Mai 1945", "1945-05-01..1945-05-02"),
    ("de", "1.-2. Mai 1945", "1945-05-01..1945-05-02"),
    ("de", "1.–2. Mai 1945", "1945-05-01..1945-05-02"),
    ("de", "vom 30. April bis 2. Mai 2014", "2014-04-30..2014-05-02"),
    ("de", "vom 20. bis zum 24. April 2014", "2014-04-20..2014-04-24"),
    ("de", "von Montag, 20., bis Freitag, 24. April", "2015-04-20..2015-04-24"),
    ("fr", "du 20 au 24 avril 2014", "2014-04-20..2014-04-24"),
    ("fr", "du lundi 20 au vendredi 24 avril", "2015-04-20..2015-04-24"),
    ("fr", "du 30 avril au 2 mai 2014", "2014-04-30..2014-05-02"),
    ("es", "del 20 al 24 de abril de 2014", "2014-04-20..2014-04-24"),
    ("es", "del lunes 20 al viernes 24 de abril", "2015-04-20..2015-04-24"),
    ("es", "del 30 de abril al 2 de mayo de 2014", "2014-04-30..2014-05-02"),
    ("ar", "من 20 إلى 24 أبريل 2014", "2014-04-20..2014-04-24"),
    ("ar", "من 30 أبريل إلى 2 مايو 2014", "2014-04-30..2014-05-02"),
    ("fa", "از ۲۰ تا ۲۴ فروردین ۱۳۹۳", "2014-04-09..2014-04-13"),
    ("fa", "از ۳۰ فروردین تا ۲ اردیبهشت ۱۳۹۳", "2014-04-19..2014-04-22"),
]
WEEKDAYS: list[Row] = [
    ("en", "on Friday, 21 April 2015", "2015-04-21|2015-04-24?"),
    ("en", "on Tuesday, April 21", "2015-04-21"),
    ("en", "on Friday, April 24, 2015", "2015-04-24"),
    ("en", "on Sunday, May 3", "2015-05-03"),
    ("en", "on Thursday, May 1, it was read", "2014-05-01|2015-05-01?"),
    ("de", "am Freitag, 21. April 2015", "2015-04-21|2015-04-24?"),
    ("de", "am Dienstag, dem 21. April", "2015-04-21"),
    ("fr", "le vendredi 21 avril 2015", "2015-04-21|2015-04-24?"),
    ("es", "el viernes 21 de abril de 2015", "2015-04-21|2015-04-24?"),
    ("ar", "الجمعة 21 أبريل 2015", "2015-04-21|2015-04-24?"),
    ("fa", "جمعه ۱ اردیبهشت ۱۳۹۴", "2015-04-21|2015-04-24?"),
]


@pytest.mark.parametrize(("lang", "text", "days"), [*LISTS, *YEAR_SHARED, *RANGES, *WEEKDAYS])
def test_days_are_told_one_by_one_or_as_a_range(lang: str, text: str, days: str) -> None:
    """A list is its days, a range is one, and a weekday that disagrees is told with both days."""
    assert told(text, lang, PUBLISHED) == days


def test_days_of_a_list_have_their_own_words() -> None:
    """Each day of a list stands where its own words do, and the last one has the month and the year."""
    text = "They met on Monday 20, Tuesday 21 and Wednesday 22 April 2015."
    words = [one.text for one in mentions_in(text, None, "en")]
    assert words == ["Monday 20", "Tuesday 21", "Wednesday 22 April 2015"]
