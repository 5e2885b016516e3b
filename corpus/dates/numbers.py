"""Tells numbers of four digits that are years from those that count something or are part of a name (numbers.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache

from corpus.data import table
from corpus.dates import kinds
from corpus.dates.lexicon import Lexicon
from corpus.language.cutting import fold
from corpus.language.detecting import stop_words

BEFORE, AFTER = 48, 64
"""Characters around a number that tell what it is."""
NEVER = re.compile(r"(?!)")
LAST_WORD = re.compile(
    r"(?:\b[^\W\d_]{1,2}['’])?([^\W\d_]+(?:[-'’.][^\W\d_]+)*|[§№#]{1,2})[.°º:]{0,2}[\s\u200f:#№-]{0,2}$"
)
NAME_BEFORE = re.compile(r"(^|[.!?:;\n\"“”«»(\[]\s*)?\b([^\W\d_a-z][^\W_]*)[\u00a0 ]$")
JOINED = re.compile(
    r"(?<!\d)\d{4}(?:\s|\s?[-–]\s?|\s?,\s|\s[^\W\d_]{1,3}\s|\s?[,،]\s[^\W\d_]{1,3}\s|\s?/\s?|\s\u0648)$"
)
"""A number before one, with a comma or a word like "and" between them: what names the first names the second."""
PHONE = re.compile(r"(?<!\d)\d{3}[-.) \u2011]{1,2}$|(?:\+[1-9]|\(\d)[\d ()/.-]{2,}$")
IN_ADDRESS = re.compile(r"(?:://|www\.|[\w-]\.[a-z]{2,6}/|(?:^|\s)/\w|@|[?&=])\S*$", re.IGNORECASE)
"""What stands between the last blank and a number inside a path or an address of the web."""
HOUSE = re.compile(r"([^\W\d_]+)[.,]?\s(\d{1,4}[a-z]?),\s$")
TOWN = re.compile(r"\s[^\W\d_a-z][^\W\d_]+")
TIME_BEHIND = re.compile(
    r"\s?(?:%|°|per\scent\b|local\stime\b|(?:[a-z]+,?\s){0,3}(?:utc|gmt)\b|(?:million|billion|thousand|hundred)s?\b)",
    re.IGNORECASE,
)
ROAD_NAME = r"[ \u00a0](?:(?:[^\W\d_a-z][\w.'’-]*|\d+(?:st|nd|rd|th))\s){1,4}?"
MEASURE = re.compile(
    r"[-\u2010\u2011](?!(?:era|style|model|vintage|levels?|present|born|built|elect|dated|onwards?|issue|season|edition|today|now"
    r"|early|mid|late|bis|heute|aujourd)\b)[^\W\d_A-Z]{3,}"
)
"""A number and a word joined by a hyphen measure: "a 1500-meter race"; some such words are of years."""
NAMED_BEHIND = re.compile(r"[-\u2010\u2011](?![QHWTS]\d)(?:[a-z]+[A-Z]|[A-Z]{2})\w*")
"""A name that a number is joined to: "2019-nCoV"."""
OF_A_DAY = re.compile(r"(?:\s(?:des|der|del|de la|de|du|le|la|el))+\s$|\s$", re.IGNORECASE)
LETTERED = re.compile(r"(?<![^\W\d_])(?!AD$)[A-Z]{1,3}$|[·×^]\s?$")
"""Letters that a number is joined to, as those of roads, and signs of arithmetic."""
HYPHENS = frozenset("-\u2010\u2011")
QUOTED = re.compile(r"[\"“”„«‘']$")
EARLIEST_POSTCODE_YEAR = 1300
EARLIEST_YEAR, ROUND = 1900, 50
"""A plural behind an earlier or a round number is counted by it: "1200 residents"; "1996 elections" are of a year."""
FAR_YEAR = 2030
"""Where every noun has a capital only a name like "Windows", or a year as late as this one, speaks against a year."""
ZWNJ = "\u200c"
"""Joins a Persian word and its ending."""
POSSESSIVE = ("'s ", "’s ", "s' ", "s’ ")
SHORT = 4
"""Letters of a unit with the blank before it: "km", "kW"."""
NO_WORD = (kinds.ORDINARY, 0)
CAPITAL_NOUNS = frozenset({"de"})
PLURALS = {
    "en": re.compile(r"\s([a-z-]{2,}[^s\W]s)\b"),
    "fr": re.compile(r"\s([^\W\d_A-Z]{2,}[sx])\b"),
    "es": re.compile(r"\s([^\W\d_A-Z]{3,}s)\b"),
}
DESCRIBED = re.compile(r"\s[^\W\d_A-Z][\w-]*(?=\s)")
"""A word between a number and what it counts: "had 1200 new residents"."""
NOUN = re.compile(r"\s[^\W\d_a-z]")
OF_A_YEAR = kinds.MONTH_NAME + kinds.SEASON + kinds.YEAR + kinds.DAY_NUMBER
"""Words that make a year of the number behind them."""


class Sense(Enum):
    """What a number of four digits is: a year, perhaps one, or none."""

    YEAR = "year"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Signs:
    """The words of a language around numbers, as numbers.toml explains them."""

    lang: str
    naming: re.Pattern[str]
    events: re.Pattern[str]
    series: re.Pattern[str]
    counted: re.Pattern[str]
    road_behind: re.Pattern[str]
    road_before: re.Pattern[str]
    road_names: re.Pattern[str]
    day_road: re.Pattern[str]
    more_than: re.Pattern[str]
    about: re.Pattern[str]
    dated: frozenset[str]
    clock: frozenset[str]


def sense(text: str, start: int, end: int, words: Lexicon) -> Sense:
    """Return what the number of four digits at some place of a text is."""
    signs = signs_of(words.lang)
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    word = _word_before(before, signs)
    if words.words.get(word, NO_WORD)[0] in OF_A_YEAR or before.endswith(POSSESSIVE):
        return Sense.YEAR
    if (
        LETTERED.search(before)
        or after[:1].islower()
        or _counted(after, signs)
        or TIME_BEHIND.match(after)
        or NAMED_BEHIND.match(after)
        or _measures(after, signs)
    ):
        return Sense.NONE
    if _names(before, word, signs) or PHONE.search(before) or _in_address(before):
        return Sense.NONE
    value, dated = int(text[start:end]), word in signs.dated
    town = not dated and value < EARLIEST_POSTCODE_YEAR and TOWN.match(after) is not None
    if town or _in_road(before, word, after, words, dated=dated) or signs.more_than.search(before):
        return Sense.NONE
    if dated and (value >= EARLIEST_YEAR or value % ROUND):
        return Sense.YEAR
    counting = _counting(before, after, value, signs)
    if counting is not Sense.YEAR:
        return counting
    hours, minutes = divmod(value, 100)
    if word in signs.clock and hours < 24 and minutes < 60:  # noqa: PLR2004 - of a day and an hour
        return Sense.DOUBTFUL
    title = QUOTED.search(before) is not None and after[:1] in "\"”“»’'"
    return Sense.DOUBTFUL if title or _of_name(before, value, words, signs) else Sense.YEAR


def names_a_road(text: str, start: int, words: Lexicon) -> bool:
    """Tell whether a day is the name of a road or a square: "Straße des 17. Juni", "Avenida 9 de Julio"."""
    signs = signs_of(words.lang)
    before = OF_A_DAY.sub("", text[max(0, start - BEFORE) : start])
    return signs.day_road.search(before) is not None


def is_numbered(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Tell whether a number with points is that of a version or a section: "section 12.4.19", "Python 2.7.18"."""
    before, digits = text[max(0, start - BEFORE) : start], text[start:end]
    if _in_address(before):
        return True
    signs = signs_of(words.lang)
    if _names(before, _word_before(before, signs), signs):
        return True
    short = len(digits.rpartition(".")[2]) < 4  # noqa: PLR2004 - a year has four digits
    return short and "." in digits and _of_name(before, FAR_YEAR, words, signs)


def _in_address(before: str) -> bool:
    """Tell whether a number stands inside a path or an address of the web; none has a blank in it."""
    return IN_ADDRESS.search(before, max(0, before.rfind(" "))) is not None


def _measures(after: str, signs: Signs) -> bool:
    """Tell whether a number and the word joined to it measure: "a 1500-meter race", "das 1500-Meter-Rennen"."""
    return MEASURE.match(after) is not None or (after[:1] in HYPHENS and signs.counted.match(after[1:]) is not None)


def _counted(after: str, signs: Signs) -> bool:
    """Tell whether a unit or what is counted stands behind a number; "2007 Children in Need" is a name."""
    found = signs.counted.match(after)
    return found is not None and (
        signs.lang in CAPITAL_NOUNS or not found[0].strip().istitle() or len(found[0]) <= SHORT
    )


def _word_before(before: str, signs: Signs) -> str:
    """Return the folded word right before a number, without the stops of an abbreviation, "" if there is none."""
    last = _last_word(before.replace(ZWNJ, ""))
    word = fold(last[1]).replace(".", "").rpartition("-")[2] if last else ""
    return word[1:] if signs.lang == "ar" and word[:1] in "وفبل" and signs.naming.fullmatch(word[1:]) else word


def _last_word(before: str) -> re.Match[str] | None:
    """Return the last word of a text; there is no blank in it, nor more than three behind it."""
    return LAST_WORD.search(before, before.rfind(" ", 0, -3) + 1)


def _names(before: str, word: str, signs: Signs) -> bool:
    """Tell whether a number, or the first of several, stands behind a word that it is the name of something with."""
    while (
        word not in signs.dated and not signs.naming.fullmatch(word) and (joined := JOINED.search(before)) is not None
    ):
        before = before[: joined.start()]
        word = _word_before(before, signs)
    return signs.naming.fullmatch(word) is not None


def _in_road(before: str, word: str, after: str, words: Lexicon, *, dated: bool) -> bool:
    """Tell whether a number is a house's or a town's."""
    signs = signs_of(words.lang)
    if signs.road_names.fullmatch(word):
        return True
    if not dated and (signs.road_behind.match(after) or signs.road_before.search(before)):
        return True
    if TOWN.match(after) is None:
        return False
    house = HOUSE.search(before)
    return house is not None and fold(house[1]) not in words.words and not house[2].startswith("0")


def _counting(before: str, after: str, value: int, signs: Signs) -> Sense:
    """Tell whether a number counts what stands behind it."""
    plurals = PLURALS.get(signs.lang, NEVER)
    plural = plurals.match(after)
    about = signs.about.search(before) is not None
    if about and plural is None and (described := DESCRIBED.match(after)) is not None:
        plural = plurals.match(after, described.end())
    if about and signs.lang in CAPITAL_NOUNS and NOUN.match(after):
        return Sense.NONE
    if plural is None or fold(plural[1]) in stop_words(signs.lang):
        return Sense.YEAR
    if about or signs.lang != "en" or value < EARLIEST_YEAR or value % ROUND == 0:
        return Sense.NONE
    return Sense.DOUBTFUL if value > FAR_YEAR else Sense.YEAR


def _of_name(before: str, value: int, words: Lexicon, signs: Signs) -> bool:
    """Tell whether a number may be the last word of a name: "Peugeot 2008"."""
    last = _last_word(before)
    if last is not None and before[last.end(1) :] == " " and signs.series.fullmatch(fold(last[1])):
        return True
    name = NAME_BEFORE.search(before)
    if name is None or len(name[2]) < 2 or not name[2][0].isupper():  # noqa: PLR2004 - initials
        return False
    word = fold(name[2])
    if word in words.words or signs.events.fullmatch(word) or (name[1] is not None and word in stop_words(words.lang)):
        return False
    return value >= FAR_YEAR if words.lang in CAPITAL_NOUNS else True


@cache
def signs_of(lang: str) -> Signs:
    """Return the signs of a language."""
    told = table("corpus.dates", "numbers")
    everywhere, own = told["any"], told.get(lang, dict.fromkeys(told["en"], ""))
    roads = _either(own["roads"].split())
    road_behind = rf"{ROAD_NAME}(?i:{roads})\b" if lang == "en" else rf",?\s(?i:{roads})\b"
    road_before = rf"\b(?:{roads})\s(?:[^\W\d][\w.'’-]*\s){{0,3}}$"
    keys = ("naming", "events", "series", "counted")
    both = {key: f"{everywhere.get(key, '')} {own.get(key, '')}".split() for key in keys}
    return Signs(
        lang,
        naming=re.compile(_either(map(fold, both["naming"]))),
        events=re.compile(_either(map(fold, both["events"]))),
        series=re.compile(_either(map(fold, both["series"]))),
        counted=re.compile(rf"\s?(?:%|°|(?:{_either(both['counted'])})(?!\w))", re.IGNORECASE),
        road_behind=re.compile(road_behind) if lang != "de" else NEVER,
        road_before=re.compile(road_before, re.IGNORECASE) if lang not in {"en", "de"} else NEVER,
        road_names=re.compile(_either(map(fold, own["roads"].split()))) if "*" in own["roads"] else NEVER,
        day_road=re.compile(rf"(?<!\w)[وفبل]?(?:{roads})$", re.IGNORECASE) if lang != "en" else NEVER,
        more_than=_phrases(own["more_than"]),
        about=_phrases(own["about"]),
        dated=frozenset(fold(word) for word in own["dated"].split()),
        clock=frozenset(own["clock"].split()),
    )


def _either(words: Iterable[str]) -> str:
    """Return the expression for any of some words, an asterisk standing for more letters."""
    return "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]*") for word in words) or "(?!)"


def _phrases(phrases: str) -> re.Pattern[str]:
    """Return the expression for any of some phrases right before a number."""
    return re.compile(rf"(?<!\w)(?:{phrases})\s$", re.IGNORECASE) if phrases else NEVER
