"""Cuts text into words, numbers and sentence ends, folded, and paragraphs into sentences as they are written.

In folded text case, accents and variants of letters do not count. Sentences are told also where stops were lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(r"[\u00ad\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Soft hyphens, zero-width and direction marks, variation selectors, and the Arabic stretching stroke."""
ACCENT = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    r"\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters; in Indic and Thai writing marks are letters."""
WRITTEN_OTHERWISE = {
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "ß": "ss", "ς": "σ", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "\u200c": " ", "‐": "-", "‑": "-", "ʼ": "’", "٫": ".", "٬": ",",
    "。": ". ", "।": " . ", "۔": ". ", "！": "! ", "？": "? ",
}  # fmt: skip
"""Letters that are written for one another, Latin letters that do not decompose, the Persian half space, and marks."""
KEPT = frozenset("й")
"""A letter of its own, although it decomposes."""
MANY = 64
"""Distinct characters of a text beyond which replacing them one by one is slower than walking through it."""
UNITS = "km|kg|cm|mm|m|ft|lbs?|mph|bn|mn|kb|mb|gb|tb|kw|mw|gw"
WORD = re.compile(
    r"[a-z][a-z0-9]+(?:'[a-z0-9]+)?"  # words, with an apostrophe inside
    r"|(?:[a-z]\.){2,}(?:[a-z](?!\w))?|[a-z]\.[a-z](?!\w)"  # u.s., d.c., u.s
    rf"|\d+(?:[.,]\d+)*(?:(?!\w)|(?=(?:{UNITS})\b))"  # 1,500 and 3.3, also in 5km
    r"|[a-z0-9]+(?:'[a-z0-9]+)?"  # i, 1990s
    r"|[.!?](?=[\s\x1c-\x1f\")]|$)",
    re.ASCII,
)
"""Of a text in ASCII; what stands most often comes first."""
SIGN = (
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c4d\u0c81-\u0c83"
    "\u0cbc-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u17b6-\u17d3"
)
"""Vowel signs and other marks of Indic and Thai writing, which stand within words but are no letters to Python."""
LETTER = rf"[\w{SIGN}]"
TOKEN = re.compile(
    r"(?:[a-z]\.){2,}(?:[a-z](?!\w))?|[a-z]\.[a-z](?!\w)"
    rf"|\d+(?:[.,]\d+)*(?:(?!\w)|(?=(?:{UNITS})\b))"
    rf"|{LETTER}+(?:['’]{LETTER}+)?"
    r"|[.!?؟…](?=[\s\"”’)»]|$)"
)
"""Of any text without low lines; the same words as ``WORD`` where that may be used."""
MARKS = frozenset(".!?؟…")
ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen sens rep reps gov gen col lt sgt capt adm st jr sr no nos vs inc corp co ltd u.s u.k u.n
    d.c a.m p.m i.e e.g etc fig ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo
    mont neb nev okla ore pa tenn tex va vt wash wis wyo jan feb mar apr jun jul aug sept sep oct nov dec pres hon rev
    art ca approx dept est bzw usw z.b ph.d m.d b.c a.d ft mt""".split()
)
"""Words whose full stop does not end a sentence, in passages and in the index; without that stop."""
TERMINATOR = re.compile(r"[.!?…؟۔][\"”’')\]»]*(?=\s)|[。！？]")
OPENER = re.compile(r"\s+[\"“‘'(\[«¿¡•*–—-]*\s?[^\sa-zà-öø-ÿ]")
LAST_WORD = re.compile(r"[\w.&]+$")
WORDS = re.compile(r"\w+")
ORDINAL = re.compile(r"(?:(?<=\s)|(?<=[(„»“\"'–/-])|^)\d{1,3}$")
COUNTED = re.compile(
    r"[ \t\xa0]+(?:(?P<german>Januar|Jänner|Februar|März|Mäerz|Mrz\.|Abrëll|Mai\b|Mee\b|Juni\b|Juli\b|Okt(?:ober\b|\.)"
    r"|Dez(?:ember\b|\.)|Jahrhundert|Jahrtausend|Jahrestag|Jubiläum|Geburtstag|Todestag|Lebensjahr|Wahlperiode"
    r"|Kalenderwoche|Quartal|Bundesversammlung|Weihnachts?feiertag)"
    r"|(?P<shared>Jan\.|Feb\.|Apr(?:il\b|\.)|Jun\.|Jul\.|Aug(?:ust\b|\.)|Sept(?:ember\b|\.)|Nov(?:ember\b|\.)))"
)
"""What German counts with an ordinal, written as a number with a full stop: "28. September", "19. Jahrhundert". Where
Danish, Finnish, Czech and others do so, the name of the month is in small letters, and begins no sentence."""
GERMAN_BEFORE = re.compile(
    r"\b(?:am|vom|zum|dem|der|des|den|ab|bis|seit|und|Der|Den|Dem|Am|Vom|Ab|Bis|Seit)[ \t\xa0]+$|[äöüß]\w*\W+$"
)
GERMAN = re.compile(r"\b(?:[Dd]er|[Dd]as|[Dd]em|und|nicht|ist|wurde|[Ee]ine[mnrs]?|[Vv]om|[Zz]um|Uhr)\b|[äöüß]")
"""Words of German, by which a month that is called alike elsewhere is known."""
LOST_STOP = re.compile(r"(?<=\w)\s{2,}(?=[A-Z][a-z]+)")
STARTERS = frozenset(
    """the this that these those in on at as a an it he she we i they you our his her my and but for under if when while
    with to of senator senators congressman president there here today last since because after before also from by
    earlier additionally however according specifically among what who how why every each many more most no not once
    """.split()
)
"""First words of sentences; where stops are lost, two spaces before one of them end a sentence."""
STOPS_EXPECTED = 600
"""News prose has a stop every 110 characters (Wikinews); fewer than one in 600 means that they are lost."""
THIN_SPACES = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)")
SPACES = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?: \d{3})+(?![\d.]| \d)")
SPACE = re.compile(r"\s")
SPACED = frozenset("bg cs et fi fr hu lt lv nb nn no pl pt ru sk sv uk".split())
"""Languages that write 1 500 with a plain space as well."""
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+"
)
"""Writing without spaces between words, and Korean, whose particles are written as one with the word."""


def fold(text: str) -> str:
    """Return text in lower case without accents, invisible characters and variants of letters and digits.

    Args:
        text: any text; time is linear in its length.
    """
    text = text.lower()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    foreign = [character for character in set(text) if character > "\x7f"]
    changed = {character: folded for character in foreign if (folded := _folded(character)) != character}
    if len(changed) > MANY:
        text = text.translate({ord(character): folded for character, folded in changed.items()})
    else:
        for character, folded in changed.items():
            text = text.replace(character, folded)
    return unicodedata.normalize("NFC", text)  # what stood apart before may stand side by side now


@lru_cache(maxsize=1 << 14)
def _folded(character: str) -> str:
    """Return what a character that is not ASCII counts as; folding that again changes nothing."""
    if character in KEPT:
        return character
    if character in WRITTEN_OTHERWISE:
        return WRITTEN_OTHERWISE[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    bare = ACCENT.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKD", character.lower())))
    folded = unicodedata.normalize("NFC", bare)  # Hangul and kana stand together again
    if folded == character:
        return folded
    return "".join(one if one < "\x80" else _folded(one) for one in folded.lower())


def tokens(text: str, language: str = "en") -> list[str]:
    """Return the words and sentence ends of a text, in order.

    Words of writing without spaces come as pairs of characters, each pair overlapping the next.

    Args:
        text: any text; time is linear in its length.
        language: of the text; tells whether "1 500" is one number.
    """
    if not text.isascii():
        return _foreign(text, language)
    if language in SPACED:
        text = SPACES.sub(_closed, text)
    return WORD.findall(text.lower())


def _foreign(text: str, language: str) -> list[str]:
    folded = fold(THIN_SPACES.sub(_closed, text))
    if language in SPACED:
        folded = SPACES.sub(_closed, folded)
    if folded.isascii():
        return WORD.findall(folded)
    found = TOKEN.findall(folded.replace("_", " "))
    return [piece for word in found for piece in _pieces(word)] if UNSPACED.search(folded) else found


def _closed(number: re.Match[str]) -> str:
    """Return a number without the spaces in it."""
    return SPACE.sub("", number[0])


def _pieces(word: str) -> list[str]:
    """Return the pairs of characters of a word's parts that are written without spaces, and the other parts whole."""
    if word.isascii():
        return [word]
    pieces: list[str] = []
    end = 0
    for run in UNSPACED.finditer(word):
        pieces.extend(filter(None, [word[end : run.start()].strip("'’")]))
        pieces.extend(run[0][place : place + 2] for place in range(max(1, len(run[0]) - 1)))
        end = run.end()
    return [*pieces, *filter(None, [word[end:].strip("'’")])]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence, in characters; whitespace between them belongs to none.

    Args:
        text: one paragraph. Sentences of a text whose stops were lost are told by double spaces before words
            that begin sentences. Time is linear in the length.
    """
    cuts = _lost_stops(text) if _has_lost_stops(text) else _stops(text)
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if lead < len(piece):
            spans.append((start + lead, start + len(piece.rstrip())))
    return spans


def _stops(text: str) -> list[int]:
    cuts = []
    for match in TERMINATOR.finditer(text):
        end = match.end()
        followed = match[0][0] in "。！？" or OPENER.match(text, end)
        closes = match[0] == "." and (_abbreviates(text, match.start()) or _counts(text, match.start()))
        if followed and not closes:
            cuts.append(end)
    return cuts


def _abbreviates(text: str, stop: int) -> bool:
    """Tell whether the full stop at ``stop`` closes an abbreviation or an initial."""
    word = LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    last = word[0].lower()
    return last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or bool(re.fullmatch(r"(?:\w\.)+\w", last))


def _counts(text: str, stop: int) -> bool:
    """Tell whether the full stop at ``stop`` makes an ordinal of a number, before what German counts so."""
    if not text[stop - 1 : stop].isdecimal():
        return False
    counted = COUNTED.match(text, stop + 1)
    if counted is None:
        return False
    number = ORDINAL.search(text, max(0, stop - 4), stop)
    if number is None:
        return False
    before = text[max(0, number.start() - 20) : number.start()]
    return counted["german"] is not None or bool(GERMAN_BEFORE.search(before) or GERMAN.search(text))


def _has_lost_stops(text: str) -> bool:
    if len(text) < STOPS_EXPECTED // 2 or text.count(". ") * STOPS_EXPECTED >= len(text):
        return False
    stops = sum(1 for _ in TERMINATOR.finditer(text))
    return stops * STOPS_EXPECTED < len(text) and LOST_STOP.search(text) is not None


def _lost_stops(text: str) -> list[int]:
    cuts, last = [], 0
    for match in LOST_STOP.finditer(text):
        following = WORDS.match(text, match.end())
        begins = following is not None and following[0].lower() in STARTERS
        if begins and match.start() - last > 40:  # noqa: PLR2004 - shorter ones are clauses
            cuts.append(match.start())
            last = match.start()
    return cuts
