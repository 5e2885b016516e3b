"""Date expressions in German, Spanish, French, Arabic and Persian: what is found and which days it means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.lexicon import lexicon, words_written
from corpus.dates.mentions import mentions_in
from corpus.language.known import OUR_LANGUAGES
from corpus.model import Mention
from tests.corpus.making import examples

PUBLISHED = date(2019, 7, 10)  # a Wednesday; 19 Tir 1398

Row = tuple[str, str, str, str]
"""Text, expected words, first and last day; an empty last day is the first."""

GERMAN: list[Row] = [
    ("Er starb am 3. März 2019 in Wien.", "3. März 2019", "2019-03-03", ""),
    ("Die Wahl war am Sonntag, den 26. Mai 2019.", "Sonntag, den 26. Mai 2019", "2019-05-26", ""),
    ("Der Vertrag vom 03.04.2019 gilt.", "03.04.2019", "2019-04-03", ""),
    ("Das Gesetz trat im März 2019 in Kraft.", "März 2019", "2019-03-01", "2019-03-31"),
    ("Am 4. Juli wurde gefeiert.", "4. Juli", "2019-07-04", ""),
    ("Im Mai wurde er gewählt.", "Mai", "2019-05-01", "2019-05-31"),
    ("Sie kam im Jahr 1998 nach Bonn.", "Jahr 1998", "1998-01-01", "1998-12-31"),
    ("Seit 2015 lebt er dort.", "2015", "2015-01-01", "2015-12-31"),
    ("Am Freitag wurde verhandelt.", "Freitag", "2019-07-05", ""),
    ("Am Montagabend brannte es.", "Montagabend", "2019-07-08", ""),
    ("Letzten Freitag regnete es.", "Letzten Freitag", "2019-07-05", ""),
    ("Nächsten Dienstag wird gestreikt.", "Nächsten Dienstag", "2019-07-16", ""),
    ("Gestern wurde gewählt.", "Gestern", "2019-07-09", ""),
    ("Vorgestern und heute.", "Vorgestern", "2019-07-08", ""),
    ("Die Sitzung ist übermorgen.", "übermorgen", "2019-07-12", ""),
    ("Letzte Woche stieg der Kurs.", "Letzte Woche", "2019-07-01", "2019-07-07"),
    ("Er will nächsten Monat reisen.", "nächsten Monat", "2019-08-01", "2019-08-31"),
    ("Das war im vergangenen Jahr so.", "vergangenen Jahr", "2018-01-01", "2018-12-31"),
    ("Dieses Jahr ist es heiß.", "Dieses Jahr", "2019-01-01", "2019-12-31"),
    ("Am vergangenen Wochenende kamen viele.", "vergangenen Wochenende", "2019-07-06", "2019-07-07"),
    ("Das geschah vor zwei Wochen.", "vor zwei Wochen", "2019-06-24", "2019-06-30"),
    ("Vor einem Jahr war alles anders.", "Vor einem Jahr", "2018-01-01", "2018-12-31"),
    ("Im Juni letzten Jahres begann es.", "Juni letzten Jahres", "2018-06-01", "2018-06-30"),
    ("Im Juni des vergangenen Jahres begann es.", "Juni des vergangenen Jahres", "2018-06-01", "2018-06-30"),
    ("Im Sommer 2018 war es trocken.", "Sommer 2018", "2018-06-01", "2018-08-31"),
    ("Im ersten Halbjahr 2022 sank der Umsatz.", "ersten Halbjahr 2022", "2022-01-01", "2022-06-30"),
    ("Im dritten Quartal 2018 stieg er.", "dritten Quartal 2018", "2018-07-01", "2018-09-30"),
    ("In den 1990er Jahren zog er um.", "den 1990er Jahren", "1990-01-01", "1999-12-31"),
    ("In den 90er-Jahren zog er um.", "den 90er-Jahren", "1990-01-01", "1999-12-31"),
    ("Die Häuser des 19. Jahrhunderts.", "19. Jahrhunderts", "1800-01-01", "1899-12-31"),
    ("Das Fest ging vom 3. bis 5. März 2019.", "3. bis 5. März 2019", "2019-03-03", "2019-03-05"),
    ("Zwischen 2010 und 2012 war er Minister.", "2010 und 2012", "2010-01-01", "2012-12-31"),
    ("Anfang März 2019 kam er.", "Anfang März 2019", "2019-03-01", "2019-03-31"),
    ("Ende 2018 ging er.", "Ende 2018", "2018-01-01", "2018-12-31"),
    ("Mitte der 1990er Jahre.", "Mitte der 1990er Jahre", "1990-01-01", "1999-12-31"),
    ("Am Wochenende regnete es.", "Wochenende", "2019-07-06", "2019-07-07"),
    ("Er kam an Weihnachten 2018.", "Weihnachten 2018", "2018-12-25", ""),
]
FRENCH: list[Row] = [
    ("Il est mort le 3 mars 2019 à Paris.", "le 3 mars 2019", "2019-03-03", ""),
    ("Le 1er mai 2018, ils marchent.", "Le 1er mai 2018", "2018-05-01", ""),
    ("Le vendredi 1er mars 2019, il part.", "vendredi 1er mars 2019", "2019-03-01", ""),
    ("Signé le 03/04/2019.", "03/04/2019", "2019-04-03", ""),
    ("Il est élu en mars 2019.", "mars 2019", "2019-03-01", "2019-03-31"),
    ("Le 4 juillet, il est parti.", "Le 4 juillet", "2019-07-04", ""),
    ("Il est élu en mai.", "mai", "2019-05-01", "2019-05-31"),
    ("En 1998, la France gagne.", "1998", "1998-01-01", "1998-12-31"),
    ("C'était en l'an 2000.", "l'an 2000", "2000-01-01", "2000-12-31"),
    ("Il a parlé vendredi.", "vendredi", "2019-07-05", ""),
    ("Il a parlé lundi dernier.", "lundi dernier", "2019-07-08", ""),
    ("Il parlera mardi prochain.", "mardi prochain", "2019-07-16", ""),
    ("Hier, il a plu.", "Hier", "2019-07-09", ""),
    ("Avant-hier, il a plu.", "Avant-hier", "2019-07-08", ""),
    ("Aujourd'hui, il pleut.", "Aujourd'hui", "2019-07-10", ""),
    ("Il arrive après-demain.", "après-demain", "2019-07-12", ""),
    ("La semaine dernière, il a plu.", "La semaine dernière", "2019-07-01", "2019-07-07"),
    ("Il part le mois prochain.", "le mois prochain", "2019-08-01", "2019-08-31"),
    ("C'était l'année dernière.", "l'année dernière", "2018-01-01", "2018-12-31"),
    ("Cette année, il fait chaud.", "Cette année", "2019-01-01", "2019-12-31"),
    ("Le week-end dernier, il a plu.", "Le week-end dernier", "2019-07-06", "2019-07-07"),
    ("Il est parti il y a deux semaines.", "il y a deux semaines", "2019-06-24", "2019-06-30"),
    ("Il y a un an, tout changeait.", "Il y a un an", "2018-01-01", "2018-12-31"),
    ("En juin de l'année dernière, il part.", "juin de l'année dernière", "2018-06-01", "2018-06-30"),
    ("En juin dernier, il part.", "juin dernier", "2019-06-01", "2019-06-30"),
    ("L'été dernier, il a fait chaud.", "L'été dernier", "2018-06-01", "2018-08-31"),
    ("Au printemps 2018, tout change.", "printemps 2018", "2018-03-01", "2018-05-31"),
    ("Au premier trimestre 2019, ça monte.", "premier trimestre 2019", "2019-01-01", "2019-03-31"),
    ("Au second semestre de 2018, ça monte.", "second semestre de 2018", "2018-07-01", "2018-12-31"),
    ("Dans les années 1990, il chante.", "les années 1990", "1990-01-01", "1999-12-31"),
    ("Dans les années quatre-vingt-dix, il chante.", "les années quatre-vingt-dix", "1990-01-01", "1999-12-31"),
    ("Les maisons du XIXe siècle.", "XIXe siècle", "1800-01-01", "1899-12-31"),
    ("Du 3 au 5 mars 2019, il neige.", "3 au 5 mars 2019", "2019-03-03", "2019-03-05"),
    ("Entre 2010 et 2012, il règne.", "2010 et 2012", "2010-01-01", "2012-12-31"),
    ("Début mars 2019, il part.", "Début mars 2019", "2019-03-01", "2019-03-31"),
    ("À la mi-mars 2019, il part.", "la mi-mars 2019", "2019-03-01", "2019-03-31"),
    ("Fin 2018, il part.", "Fin 2018", "2018-01-01", "2018-12-31"),
    ("Ce lundi 4 mars 2019, il part.", "Ce lundi 4 mars 2019", "2019-03-04", ""),
]
SPANISH: list[Row] = [
    ("Murió el 3 de marzo de 2019 en Madrid.", "el 3 de marzo de 2019", "2019-03-03", ""),
    ("El domingo 26 de mayo de 2019 hubo elecciones.", "domingo 26 de mayo de 2019", "2019-05-26", ""),
    ("Firmado el 03/04/2019.", "03/04/2019", "2019-04-03", ""),
    ("Fue elegido en marzo de 2019.", "marzo de 2019", "2019-03-01", "2019-03-31"),
    ("El 4 de julio hubo fiesta.", "El 4 de julio", "2019-07-04", ""),
    ("Fue elegido en mayo.", "mayo", "2019-05-01", "2019-05-31"),
    ("En 1998 ganó Francia.", "1998", "1998-01-01", "1998-12-31"),
    ("Nació en el año 1936.", "el año 1936", "1936-01-01", "1936-12-31"),
    ("Habló el viernes.", "viernes", "2019-07-05", ""),
    ("Habló el lunes pasado.", "lunes pasado", "2019-07-08", ""),
    ("Hablará el próximo martes.", "el próximo martes", "2019-07-16", ""),
    ("Ayer llovió.", "Ayer", "2019-07-09", ""),
    ("Anteayer llovió.", "Anteayer", "2019-07-08", ""),
    ("Mañana lloverá.", "Mañana", "2019-07-11", ""),
    ("Llega pasado mañana.", "pasado mañana", "2019-07-12", ""),
    ("La semana pasada llovió.", "La semana pasada", "2019-07-01", "2019-07-07"),
    ("Viaja el mes que viene.", "el mes que viene", "2019-08-01", "2019-08-31"),
    ("El pasado mes de junio llovió.", "El pasado mes de junio", "2019-06-01", "2019-06-30"),
    ("Fue el año pasado.", "el año pasado", "2018-01-01", "2018-12-31"),
    ("Este año hace calor.", "Este año", "2019-01-01", "2019-12-31"),
    ("El fin de semana pasado llovió.", "El fin de semana pasado", "2019-07-06", "2019-07-07"),
    ("Se fue hace dos semanas.", "hace dos semanas", "2019-06-24", "2019-06-30"),
    ("Hace un año todo cambió.", "Hace un año", "2018-01-01", "2018-12-31"),
    ("Se fue dos años atrás.", "dos años atrás", "2017-01-01", "2017-12-31"),
    ("En junio del año pasado se fue.", "junio del año pasado", "2018-06-01", "2018-06-30"),
    ("En el verano de 2018 se fue.", "el verano de 2018", "2018-06-01", "2018-08-31"),
    ("En el primer semestre de 2020 cayó.", "el primer semestre de 2020", "2020-01-01", "2020-06-30"),
    ("En el tercer trimestre del año 2018 cayó.", "el tercer trimestre del año 2018", "2018-07-01", "2018-09-30"),
    ("En los años noventa cantaba.", "los años noventa", "1990-01-01", "1999-12-31"),
    ("En los años 80 cantaba.", "los años 80", "1980-01-01", "1989-12-31"),
    ("En la década de 1990 cantaba.", "la década de 1990", "1990-01-01", "1999-12-31"),
    ("Las casas del siglo XIX.", "siglo XIX", "1800-01-01", "1899-12-31"),
    ("Del 3 al 5 de marzo de 2019 nevó.", "3 al 5 de marzo de 2019", "2019-03-03", "2019-03-05"),
    ("Entre 2010 y 2012 gobernó.", "2010 y 2012", "2010-01-01", "2012-12-31"),
    ("A principios de marzo de 2019 llegó.", "A principios de marzo de 2019", "2019-03-01", "2019-03-31"),
    ("A finales de 2018 se fue.", "A finales de 2018", "2018-01-01", "2018-12-31"),
]
ARABIC: list[Row] = [
    ("توفي في 3 مارس 2019 في بيروت.", "3 مارس 2019", "2019-03-03", ""),
    ("توفي في ٣ مارس ٢٠١٩ في بيروت.", "٣ مارس ٢٠١٩", "2019-03-03", ""),
    ("توفي في 3 كانون الثاني 2019.", "3 كانون الثاني 2019", "2019-01-03", ""),
    ("توفي في 3 مارس/آذار 2019.", "3 مارس/آذار 2019", "2019-03-03", ""),
    ("توفي في 3 آذار (مارس) 2019.", "3 آذار (مارس) 2019", "2019-03-03", ""),
    ("توفي يوم الجمعة 1 مارس 2019.", "يوم الجمعة 1 مارس 2019", "2019-03-01", ""),
    ("بدأ في جانفي 2019.", "جانفي 2019", "2019-01-01", "2019-01-31"),
    ("بدأ في مارس 2019.", "مارس 2019", "2019-03-01", "2019-03-31"),
    ("وقع الهجوم في 4 يوليو.", "4 يوليو", "2019-07-04", ""),
    ("بدأ في مارس.", "مارس", "2019-03-01", "2019-03-31"),
    ("ولد عام 1998 في تونس.", "عام 1998", "1998-01-01", "1998-12-31"),
    ("منذ سنة 2011 تغير كل شيء.", "سنة 2011", "2011-01-01", "2011-12-31"),
    ("أعلن الجمعة عن ذلك.", "الجمعة", "2019-07-05", ""),
    ("أعلن يوم الاثنين الماضي عن ذلك.", "يوم الاثنين الماضي", "2019-07-08", ""),
    ("سيعلن الثلاثاء المقبل عن ذلك.", "الثلاثاء المقبل", "2019-07-16", ""),
    ("قال أمس إنه سيرحل.", "أمس", "2019-07-09", ""),
    ("قال بالأمس إنه سيرحل.", "بالأمس", "2019-07-09", ""),
    ("قال أول أمس إنه سيرحل.", "أول أمس", "2019-07-08", ""),
    ("يصل غدًا إلى هنا.", "غدًا", "2019-07-11", ""),
    ("يصل بعد غد إلى هنا.", "بعد غد", "2019-07-12", ""),
    ("ارتفع الأسبوع الماضي.", "الأسبوع الماضي", "2019-06-29", "2019-07-05"),
    ("يسافر الشهر المقبل.", "الشهر المقبل", "2019-08-01", "2019-08-31"),
    ("كان ذلك في العام الماضي.", "العام الماضي", "2018-01-01", "2018-12-31"),
    ("هذا العام حار.", "هذا العام", "2019-01-01", "2019-12-31"),
    ("رحل قبل أسبوعين.", "قبل أسبوعين", "2019-06-22", "2019-06-28"),
    ("رحل قبل عامين.", "قبل عامين", "2017-01-01", "2017-12-31"),
    ("رحل منذ ثلاث سنوات.", "منذ ثلاث سنوات", "2016-01-01", "2016-12-31"),
    ("رحل قبل عام.", "قبل عام", "2018-01-01", "2018-12-31"),
    ("في يونيو من العام الماضي رحل.", "يونيو من العام الماضي", "2018-06-01", "2018-06-30"),
    ("في صيف 2018 رحل.", "صيف 2018", "2018-06-01", "2018-08-31"),
    ("في النصف الأول من 2022 تراجع.", "النصف الأول من 2022", "2022-01-01", "2022-06-30"),
    ("في الربع الثالث من عام 2018 تراجع.", "الربع الثالث من عام 2018", "2018-07-01", "2018-09-30"),
    ("في تسعينيات القرن الماضي رحل.", "تسعينيات القرن الماضي", "1990-01-01", "1999-12-31"),
    ("بيوت القرن الماضي.", "القرن الماضي", "1900-01-01", "1999-12-31"),
    ("بيوت القرن التاسع عشر.", "القرن التاسع عشر", "1800-01-01", "1899-12-31"),
    ("من 3 إلى 5 مارس 2019 كان الثلج.", "3 إلى 5 مارس 2019", "2019-03-03", "2019-03-05"),
    ("بين عامي 2010 و2012 حكم.", "2010 و2012", "2010-01-01", "2012-12-31"),
    ("في أوائل مارس 2019 وصل.", "أوائل مارس 2019", "2019-03-01", "2019-03-31"),
    ("في أواخر عام 2018 وصل.", "أواخر عام 2018", "2018-01-01", "2018-12-31"),
]
PERSIAN: list[Row] = [
    ("او در ۱۴ بهمن ۱۳۸۷ درگذشت.", "۱۴ بهمن ۱۳۸۷", "2009-02-02", ""),
    ("او در ۳ مارس ۲۰۱۹ درگذشت.", "۳ مارس ۲۰۱۹", "2019-03-03", ""),
    ("او در ۳ ژانویهٔ ۲۰۱۹ درگذشت.", "۳ ژانویهٔ ۲۰۱۹", "2019-01-03", ""),
    ("جمعه ۱ فروردین ۱۳۹۹ آمد.", "جمعه ۱ فروردین ۱۳۹۹", "2020-03-20", ""),
    ("در آبان ۹۸ اعتراض شد.", "آبان ۹۸", "2019-10-23", "2019-11-21"),
    ("در آبان‌ماه ۱۳۹۸ اعتراض شد.", "آبان‌ماه ۱۳۹۸", "2019-10-23", "2019-11-21"),
    ("در مارس ۲۰۱۹ آمد.", "مارس ۲۰۱۹", "2019-03-01", "2019-03-31"),
    ("در تاریخ ۱۳۹۸/۰۸/۲۴ منتشر شد.", "۱۳۹۸/۰۸/۲۴", "2019-11-15", ""),
    ("او در ۱۵ تیر آمد.", "۱۵ تیر", "2019-07-06", ""),
    ("سوم خرداد آزاد شد.", "سوم خرداد", "2019-05-24", ""),
    ("در خرداد آمد.", "خرداد", "2019-05-22", "2019-06-21"),
    ("در سال ۱۳۹۸ آمد.", "سال ۱۳۹۸", "2019-03-21", "2020-03-19"),
    ("در سال ۹۶ آمد.", "سال ۹۶", "2017-03-21", "2018-03-20"),
    ("در سال ۲۰۱۸ آمد.", "سال ۲۰۱۸", "2018-01-01", "2018-12-31"),
    ("او جمعه گفت که می‌آید.", "جمعه", "2019-07-05", ""),
    ("او روز سه‌شنبه گفت.", "روز سه‌شنبه", "2019-07-09", ""),
    ("او دوشنبه گذشته آمد.", "دوشنبه گذشته", "2019-07-08", ""),
    ("او پنجشنبه آینده می‌آید.", "پنجشنبه آینده", "2019-07-11", ""),
    ("دیروز باران آمد.", "دیروز", "2019-07-09", ""),
    ("پریروز باران آمد.", "پریروز", "2019-07-08", ""),
    ("فردا باران می‌آید.", "فردا", "2019-07-11", ""),
    ("پس‌فردا باران می‌آید.", "پس‌فردا", "2019-07-12", ""),
    ("هفته گذشته آمد.", "هفته گذشته", "2019-06-29", "2019-07-05"),
    ("ماه آینده می‌رود.", "ماه آینده", "2019-07-23", "2019-08-22"),
    ("سال گذشته آمد.", "سال گذشته", "2018-03-21", "2019-03-20"),
    ("امسال گرم است.", "امسال", "2019-03-21", "2020-03-19"),
    ("دو هفته پیش آمد.", "دو هفته پیش", "2019-06-22", "2019-06-28"),
    ("یک سال پیش آمد.", "یک سال پیش", "2018-03-21", "2019-03-20"),
    ("سه روز قبل آمد.", "سه روز قبل", "2019-07-07", ""),
    ("در ژوئن سال گذشته آمد.", "ژوئن سال گذشته", "2018-06-01", "2018-06-30"),
    ("در خرداد پارسال آمد.", "خرداد پارسال", "2018-05-22", "2018-06-21"),
    ("در تابستان ۹۸ آمد.", "تابستان ۹۸", "2019-06-22", "2019-09-22"),
    ("در نیمه اول سال ۱۴۰۱ آمد.", "نیمه اول سال ۱۴۰۱", "2022-03-21", "2022-09-22"),
    ("در دهه ۶۰ زندانی بود.", "دهه ۶۰", "1981-03-21", "1991-03-20"),
    ("خانه‌های قرن نوزدهم.", "قرن نوزدهم", "1800-01-01", "1899-12-31"),
    ("از ۱۴ تا ۲۰ آبان ۱۳۹۸ بود.", "۱۴ تا ۲۰ آبان ۱۳۹۸", "2019-11-05", "2019-11-11"),
    ("بین سال‌های ۱۳۹۰ تا ۱۳۹۵ رئیس بود.", "سال‌های ۱۳۹۰ تا ۱۳۹۵", "2011-03-21", "2017-03-20"),
    ("در اوایل آبان ۱۳۹۸ آمد.", "اوایل آبان ۱۳۹۸", "2019-10-23", "2019-11-21"),
    ("در اواخر سال ۱۳۹۷ آمد.", "اواخر سال ۱۳۹۷", "2018-03-21", "2019-03-20"),
    ("در ۲۵ می ۲۰۱۹ آمد.", "۲۵ می ۲۰۱۹", "2019-05-25", ""),
]
ITALIAN: list[Row] = [
    ("Fu aperto il 4 maggio 2016.", "il 4 maggio 2016", "2016-05-04", ""),
    ("È nato il 1º gennaio 2000.", "il 1º gennaio 2000", "2000-01-01", ""),
    ("Arrivò nell'ottobre 2012.", "ottobre 2012", "2012-10-01", "2012-10-31"),
    ("Arrivò nel marzo del 2019.", "marzo del 2019", "2019-03-01", "2019-03-31"),
    ("Dal 3 al 5 giugno 2018.", "3 al 5 giugno 2018", "2018-06-03", "2018-06-05"),
    ("Ieri sera pioveva.", "Ieri sera", "2019-07-09", ""),
    ("L'altro ieri pioveva.", "L'altro ieri", "2019-07-08", ""),
    ("Dopodomani aprirà.", "Dopodomani", "2019-07-12", ""),
    ("Venerdì scorso è arrivato.", "Venerdì scorso", "2019-07-05", ""),
    ("Due giorni fa è arrivato.", "Due giorni fa", "2019-07-08", ""),
    ("Aprirà tra due settimane.", "tra due settimane", "2019-07-22", "2019-07-28"),
    ("L'anno scorso è arrivato.", "L'anno scorso", "2018-01-01", "2018-12-31"),
    ("Il mese prossimo partirà.", "Il mese prossimo", "2019-08-01", "2019-08-31"),
    ("Quest'anno piove.", "Quest'anno", "2019-01-01", "2019-12-31"),
    ("Alla fine del 2013 partì.", "Alla fine del 2013", "2013-01-01", "2013-12-31"),
    ("A metà aprile 2014 partì.", "A metà aprile 2014", "2014-04-01", "2014-04-30"),
    ("Nell'estate del 2012 partì.", "estate del 2012", "2012-06-01", "2012-08-31"),
    ("Nel terzo trimestre del 2017 crebbe.", "terzo trimestre del 2017", "2017-07-01", "2017-09-30"),
    ("Negli anni Novanta viveva a Roma.", "anni Novanta", "1990-01-01", "1999-12-31"),
    ("Le case del XIX secolo.", "XIX secolo", "1800-01-01", "1899-12-31"),
    ("Il Natale 2018 nevicò.", "Natale 2018", "2018-12-25", ""),
    ("A Ferragosto 2018 era chiuso.", "Ferragosto 2018", "2018-08-15", ""),
    ("Il 25/12/2018 nevicò.", "25/12/2018", "2018-12-25", ""),
]
ROWS = [
    (lang, *row)
    for lang, rows in (
        ("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC), ("fa", PERSIAN), ("it", ITALIAN),
    )
    for row in rows
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "words", "first", "last"), ROWS)
def test_an_expression_is_found_and_means_these_days(lang: str, text: str, words: str, first: str, last: str) -> None:
    found = {m.text: m.span for m in mentions_in(text, PUBLISHED, lang)}
    assert words in found, found
    span = found[words]
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last or first)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Vor Jahren und seit Jahren, Tag für Tag; der Tag dieser Wahl; in den letzten Jahren."),
        ("de", "Drei Jahre später starb er, siehe Seite 1998."),
        ("de", "Fünf Tage vor der Wahl kamen 2000 Menschen mit 14 Uhren."),
        ("fr", "La planète Mars; il a été élu; il y a des années; ces dernières années; par an; un mai froid."),
        ("fr", "Il y a quelques jours, XIX et V."),
        ("es", "El mar y los últimos años; hace años; desde hace tres años; noventa personas; el Mayo Clinic."),
        ("it", "Il mare, una serie di dati, va giù, sei di qua; fa freddo; prima di tutto; gli ultimi anni; anni fa."),
        ("it", "Domenica Rossi; legge 1923, articolo 1983; via Nazionale 1900; 2000 persone alle ore 12."),
        ("ar", "مارس ضغوطا على الأمين العام الحالي قبل أيام ومنذ سنوات وفي باب المدينة."),
        ("ar", "في السنوات الأخيرة جاء رمضان ورجب وشعبان."),
        ("fa", "تیر خورد و با مهر و محبت؛ او می‌رود و در می‌یابد؛ آذر خواهر دی است."),
        ("fa", "در سال ۱۴۴۰ هجری و چند سال پیش و در سال‌های اخیر و پیش از این."),
    ],
)
def test_ordinary_words_claim_no_days(lang: str, text: str) -> None:
    assert [m.text for m in mentions_in(text, PUBLISHED, lang) if m.span is not None] == []


@pytest.mark.parametrize(
    ("lang", "text", "last"),
    [
        ("de", "Er kam 2015. In jenem Jahr starb sie.", "2015-12-31"),
        ("de", "Er kam am 3. März 2015. Am Tag darauf starb sie.", "2015-03-04"),
        ("it", "Arrivò nel 2015. Quello stesso anno lei morì.", "2015-12-31"),
        ("it", "Arrivò il 3 marzo 2015. Il giorno dopo lei morì.", "2015-03-04"),
        ("fr", "Il vint en 2015. Cette année-là, elle mourut.", "2015-12-31"),
        ("fr", "Il vint le 3 mars 2015. Le lendemain, elle mourut.", "2015-03-04"),
        ("es", "Llegó en 2015. Ese mismo año murió ella.", "2015-12-31"),
        ("es", "Llegó el 3 de marzo de 2015. Al día siguiente murió ella.", "2015-03-04"),
        ("ar", "جاء عام 2015. وفي ذلك العام رحلت.", "2015-12-31"),
        ("ar", "جاء عام 2015. وفي العام نفسه رحلت.", "2015-12-31"),
        ("fa", "در سال ۱۳۹۴ آمد. در آن سال او رفت.", "2016-03-19"),
    ],
)
def test_that_year_is_the_one_mentioned_before(lang: str, text: str, last: str) -> None:
    span = mentions_in(text, PUBLISHED, lang)[-1].span
    assert span is not None
    assert span.last.isoformat() == last


WORDS = {
    lang: sorted({*lexicon(lang).words, *(" ".join(p) for ps in lexicon(lang).phrases.values() for p, _ in ps)})
    for lang in OUR_LANGUAGES
}


@st.composite
def date_like(draw: st.DrawFn) -> tuple[str, str]:
    """Return a language and a text of its date words, numbers and anything else."""
    lang = draw(st.sampled_from(OUR_LANGUAGES))
    part = st.one_of(
        st.sampled_from(WORDS[lang]),
        st.integers(0, 2300).map(str),
        st.sampled_from(["3.", "1er", "XIXe", "۱۳۹۸", "٢٠١٩", "۳/۴/۱۳۹۸", "1990er", "'98"]),
        st.sampled_from(["(", ")", "\u200c", "-", "،", ".", "\n\n"]),
        st.text(max_size=4),
    )
    separator = st.sampled_from([" ", " ", " ", "", "-", "/", "\u200c", ", "])
    pieces = draw(st.lists(st.tuples(part, separator), max_size=12))
    return lang, "".join(word + gap for word, gap in pieces)


@examples(150)
@given(date_like(), st.one_of(st.none(), st.dates()))
def test_any_text_gives_exact_ordered_mentions(drawn: tuple[str, str], published: date | None) -> None:
    lang, text = drawn
    assert_exact(text, mentions_in(text, published, lang))


def assert_exact(text: str, found: Iterable[Mention]) -> None:
    """See that mentions stand where they say, one after the other, and mean what can be."""
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end
        end = mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.span is None or mention.span.first <= mention.span.last


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_a_long_text_of_date_words_is_read(lang: str) -> None:
    everything = " ".join(WORDS[lang])
    repeated = (*WORDS[lang][:: len(WORDS[lang]) // 3], "3. ", "de ", "۱۳۹۸ ", "la la la semaine ", "-")
    texts = [f"{word} " * (5_000 // (len(word) + 1)) for word in repeated]
    for text in (*texts, f"{everything} " * (25_000 // len(everything))):
        assert_exact(text, mentions_in(text, PUBLISHED, lang))
    assert mentions_in(text, PUBLISHED, lang)


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
def test_words_in_ascii_are_found_in_the_file_that_a_lexicon_is_made_of(lang: str) -> None:
    assert words_written(lang).issuperset(word for word in lexicon(lang).words if word.isascii())
