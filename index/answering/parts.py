"""Takes a text that asks two things apart: "who won, and when did the dam open?" (parts.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.data import table
from index.analysis import ABBREVIATIONS, MARKS, bare, stop_words, term, tokens
from index.questions import Question

MOST = 3
"""Parts of a question: what asks more is a sheet of questions, or somebody's article. A choice."""
LONGEST = 300
"""Characters of a text that is taken apart. A choice: of the longest questions of people none asks two things there."""
TURN = 2
"""Telling words of a question before another begins without a join or a comma."""
EARLY = 2
"""Telling words before a pronoun; behind more of them it stands for one of these. A choice."""
BETWEEN = 3
"""Words between what is said or known and the question word of it: "say to the press about why". A choice."""
SENTENCE = re.compile(r"[?؟？!]+[\"”»’)]*\s*|\s*[\n\r]+\s*|[;؛]\s+|\.\s+|(?<=\S)\s*(?=¿)")
ASKED = re.compile(r"[?؟？]\W*$")
QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”“»]")
LAST = re.compile(r"[\w.]+$")
EDGES = " \t\n\r,;،؛–—-"
ENDS = "?؟？!. \n"
NEVER = r"(?!)"


def parts_of(text: str, language: str) -> tuple[str, ...]:
    """Return the questions that a text asks, in its order: itself, for nearly all texts.

    What asks nothing, such as a sentence that tells what it is about, stands with the question behind it.

    Args:
        text: what the reader wrote.
        language: that it is asked in.
    """
    if len(text) > LONGEST or language not in table("index.answering", "parts"):
        return (text,)
    signs = _signs(language)
    if len(signs.asking.findall(text)) == 1 and not (SENTENCE.search(text.rstrip(ENDS)) or signs.joint.search(text)):
        return (text,)
    parts: list[str] = []
    before = ""
    for clause, asks in _clauses(text, signs):
        if asks and _tells(clause, language):
            parts.append(f"{before}{clause}")
            before = ""
        elif parts:
            parts[-1] = f"{parts[-1]} {clause}"
        else:
            before = f"{before}{clause} "
    named = [part.strip(EDGES) for part in parts]
    distinct = dict.fromkeys(" ".join(tokens(part, language)) for part in named)
    return tuple(named) if 1 < len(named) == len(distinct) <= MOST else (text,)


def points_back(part: str, question: Question, names: AbstractSet[str]) -> bool:
    """Tell whether a part of a question has a pronoun for what another part names: early, before any name of its own.

    Args:
        part: as written.
        question: the part taken apart.
        names: those of its terms that are names.
    """
    pronoun = _signs(question.language).pronouns.search(part)
    if pronoun is None:
        return False
    before = list(_telling(part[: pronoun.start()], question.language))
    return len(before) <= EARLY and names.isdisjoint(before)


@dataclass(frozen=True, slots=True)
class _Signs:
    """The words of a language that parts.toml has, as patterns."""

    language: str
    asking: re.Pattern[str]
    begins: re.Pattern[str]
    turned: re.Pattern[str]
    clauses: re.Pattern[str]
    subordinate: re.Pattern[str]
    relative: re.Pattern[str]
    embedding: re.Pattern[str]
    embedded: re.Pattern[str]
    pronouns: re.Pattern[str]
    leads: re.Pattern[str]
    joint: re.Pattern[str]
    alone: re.Pattern[str]
    last: re.Pattern[str] | None


@cache
def _signs(language: str) -> _Signs:
    told = table("index.answering", "parts")[language]

    def whole(words: str) -> str:
        return rf"(?<!\w)(?:{words})(?!\w)"

    def pattern(words: str) -> re.Pattern[str]:
        return re.compile(words, re.IGNORECASE)

    asking, verbs, clauses = told["asking"], told["verbs"], told.get("clauses", NEVER)
    leads = rf"(?:(?:{told['leads']})\W+)*"
    asked = rf"(?:(?:{told['before']})\s+)?(?:{asking})(?!\w)"
    opened = rf"(?:{asked}|(?:{told.get('joined_verbs', verbs)})(?!\w))"
    attached = told.get("attached")
    join = rf"(?:\s*[,،])?\s+(?:(?:{told['joins']})\s*,?\s+" + (rf"|(?:{attached}))" if attached else ")")
    first = rf"(?:(?:{told['before']})\s+)?(?:{asking}|{told.get('opening', NEVER)})|{verbs}"
    return _Signs(
        language,
        pattern(rf"(?<!\w){attached or ''}{'?' if attached else ''}(?:{asking}|{told.get('opening', NEVER)})(?!\w)"),
        pattern(
            rf"\W*(?:(?:{told['joins']})\W+)*{attached or ''}{'?' if attached else ''}{leads}"
            rf"(?:{first})(?!\w)"
        ),
        pattern(
            rf"(?:(?:{told['before']})\s+)?(?:(?:{clauses})|(?!(?:{clauses})(?!\w))(?:{asking})(?:\s+[\w-]+){{0,2}}?)"
            rf"\s+(?:{verbs})(?!\w)"
        ),
        pattern(whole(clauses)),
        pattern(whole(told.get("subordinate", NEVER))),
        pattern(whole(told.get("relative", NEVER))),
        pattern(whole(told["embedding"])),
        pattern(rf"{whole(told['embedding'])}\W+(?:\w+\W+){{0,{BETWEEN}}}(?:{asking})(?!\w)"),
        pattern(whole(told["pronouns"])),
        pattern(rf"\W*{leads}"),
        pattern(rf"{join}(?P<opened>{leads}{opened})"),
        pattern(rf"(?P<comma>\s*[,،]\s*|\s+)(?P<opened>{told.get('alone', NEVER)})(?!\w)"),
        pattern(rf"(?<!\w)(?:{told['sentence_ends']})$") if told.get("anywhere") else None,
    )


def _clauses(text: str, signs: _Signs) -> Iterator[tuple[str, bool]]:
    """Yield the clauses of a text that may be questions, and whether each asks."""
    quoted = [found.span() for found in QUOTED.finditer(text)]
    start = 0
    for found in [*SENTENCE.finditer(text), None]:
        end = found.end() if found else len(text)
        if found and (any(first < end - 1 < last - 1 for first, last in quoted) or _abbreviates(text, found)):
            continue
        if sentence := text[start:end].strip():
            yield from _joined(sentence, signs)
        start = end


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Tell whether a full stop closes an abbreviation or an initial."""
    word = LAST.search(text[: stop.start()])
    return stop[0].startswith(".") and word is not None and (word[0].lower() in ABBREVIATIONS or len(word[0]) == 1)


def _joined(sentence: str, signs: _Signs) -> Iterator[tuple[str, bool]]:
    """Yield the questions that are joined in a sentence, or all of it and whether it asks."""
    asks = _asks(sentence, signs)
    start = 0
    for end, following in _joints(sentence, signs) if asks else ():
        left = sentence[start:end]
        if end > start and _tells(left, signs.language) and _tells(sentence[following:], signs.language):
            yield left.strip(), True
            start = following
    yield sentence[start:].strip(), asks


def _asks(sentence: str, signs: _Signs) -> bool:
    """Tell whether a sentence is a question, by how it begins or by its mark."""
    if signs.last is not None or ASKED.search(sentence):
        return signs.asking.search(sentence) is not None or signs.begins.match(sentence) is not None
    begun = signs.begins.match(sentence)
    clause = begun is not None and signs.subordinate.search(begun[0]) is not None
    return begun is not None and (not clause or signs.turned.match(sentence, _lead(sentence, signs)) is not None)


def _lead(sentence: str, signs: _Signs) -> int:
    found = signs.leads.match(sentence)
    return found.end() if found else 0


def _joints(sentence: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    """Yield where a question of a sentence ends, and where the next one begins."""
    quoted = [found.span() for found in QUOTED.finditer(sentence)]
    found = [(one.start(), one.start("opened")) for one in signs.joint.finditer(sentence)]
    found += [(one.start(), one.start("opened")) for one in signs.alone.finditer(sentence) if _runs_on(one, signs)]
    if signs.last is not None:
        found = list(_behind_verbs(sentence, signs))
    begin = _lead(sentence, signs)
    polite = begin and signs.asking.search(sentence[:begin]) is None
    for end, start in sorted(found):
        if any(first < start < last for first, last in quoted) or end <= begin:
            continue
        if _is_question(sentence[begin:end], sentence[start:], signs, told=bool(polite)):
            yield end, start


def _runs_on(found: re.Match[str], signs: _Signs) -> bool:
    """Tell whether a question that nothing joins has enough of another before it."""
    if found["comma"].strip():
        return True
    return sum(1 for _ in _telling(found.string[: found.start()], signs.language)) >= TURN


def _behind_verbs(sentence: str, signs: _Signs) -> Iterator[tuple[int, int]]:
    """Yield the last join behind a verb between two question words, where verbs end a sentence."""
    asking = [found.start() for found in signs.asking.finditer(sentence)]
    for first, second in pairwise(asking):
        joins = [
            one
            for one in re.finditer(r"\s+و\s+", sentence[first : second + 1])
            if signs.last is not None and signs.last.search(sentence[first : first + one.start()])
        ]
        if joins:
            yield first + joins[-1].start(), first + joins[-1].end()


def _is_question(left: str, right: str, signs: _Signs, *, told: bool) -> bool:
    """Tell whether what follows a join asks for itself, and is no second clause of the question before.

    Args:
        left: the question before, without courtesies.
        right: what follows.
        signs: of the language.
        told: the question before is what somebody wants to be told ("tell me who won and when it rained").
    """
    if signs.last is not None:
        return True
    if right[:1].isupper() and not left.isupper():
        return False  # of a title
    if not _asks_itself(left, signs, told=told):
        return False
    if signs.turned.match(right):
        return True
    opened = signs.asking.match(right) or signs.asking.search(right)
    word = opened[0].lower() if opened else ""
    if not told and signs.clauses.fullmatch(word):
        return False
    begun = signs.begins.match(left)
    rest = left[begun.end() if begun else 0 :]
    asks = begun is not None and signs.asking.search(begun[0]) is not None
    if (signs.embedded if asks else signs.embedding).search(left if not asks else rest):
        return False
    return not any(found[0].lower() == word for found in signs.relative.finditer(rest))


def _asks_itself(left: str, signs: _Signs, *, told: bool) -> bool:
    """Tell whether what stands before a join asks, and does not only tell when: "When it rained, how many ..."."""
    asking = [found for found in signs.asking.finditer(left) if told or not signs.subordinate.fullmatch(found[0])]
    begun = signs.begins.match(left)
    return bool(asking or signs.turned.match(left) or (begun and not signs.asking.search(begun[0])))


def _tells(text: str, language: str) -> bool:
    """Tell whether a text has a word that carries a subject."""
    return next(_telling(text, language), None) is not None


def _telling(text: str, language: str) -> Iterator[str]:
    stops = stop_words(language)
    attached = table("index.answering", "parts")[language].get("attached", "")
    for word in tokens(text, language):
        known = bare(word, language) in stops or word.removeprefix(attached) in stops
        if word not in MARKS and not known and (found := term(word, language)):
            yield found
