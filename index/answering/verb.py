"""Finds the verb of a "when" question and its subject, which tell what happened on the day asked for (verbs.toml)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.data import table
from index.analysis import fold, tokens
from index.questions import Question

NEVER = re.compile(r"(?!)")
APART = re.compile(r"[,،][^,،]*[,،]")
"""What is told beside the question: "Anna Lind, who designed the bridge, born"."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language's questions show their verb, with the names of verbs.toml."""

    helping: re.Pattern[str]
    base: re.Pattern[str]
    participle: re.Pattern[str]
    verbs: frozenset[str]
    participles: frozenset[str]
    empty: frozenset[str]
    strict: frozenset[str]
    agent: frozenset[str]
    before_noun: re.Pattern[str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What a question asks the day of.

    Attributes:
        verb: the term of its verb, "" if it is not told.
        subject: the terms before it.
        strict: a passage that tells of it has this verb or another word for it; others are put in many ways.
    """

    verb: str = ""
    subject: frozenset[str] = frozenset()
    strict: bool = False


def deed_of(question: Question, names: Collection[str]) -> Deed:
    """Return the verb of a question and its subject, as far as they are found and tell anything.

    Args:
        question: taken apart.
        names: those of its terms that are names, which are no verbs.
    """
    grammar = _grammar(question.language)
    if grammar is None:
        return Deed()
    text = APART.sub(" ", fold(question.wording))
    helping = grammar.helping.search(text)
    terms = dict(zip(question.words, question.terms, strict=True))
    behind = tokens(text[helping.end() if helping else 0 :], question.language)
    full = [
        place
        for place, word in enumerate(behind)
        if word in terms and terms[word] not in names and word not in grammar.empty
    ]
    based = helping is not None and grammar.base.fullmatch(helping[0]) is not None
    telling = [
        place
        for place in full
        if (behind[place] in grammar.verbs and _is_verb(behind, place, grammar))
        if based or grammar.base.fullmatch(behind[place - 1] if place else "")
    ]
    if not based:
        participles = [
            place
            for place in full
            if behind[place] in grammar.participles or grammar.participle.fullmatch(behind[place])
        ]
        telling = participles or telling
    if not telling and grammar.otherwise != "none" and full:
        telling = [full[0 if grammar.otherwise == "first" else -1]]
    if not telling:
        return Deed()
    before = behind[: telling[0]] if helping else []
    verb = behind[telling[0]]
    return Deed(terms[verb], frozenset(terms[word] for word in before if word in terms), verb in grammar.strict)


def _is_verb(words: Sequence[str], place: int, grammar: Grammar) -> bool:
    """Tell whether a word that may be a verb is one: neither "the trade", "Canada's trade" nor "hurt by a dog"."""
    before, behind = " ".join(words[max(0, place - 1) : place]), " ".join(words[place + 1 : place + 2])
    return not grammar.before_noun.fullmatch(before) and behind not in grammar.agent


@cache
def _grammar(language: str) -> Grammar | None:
    told = table("index.answering", "verbs").get(language)
    if told is None:
        return None
    return Grammar(
        _whole(told["helping"]),
        _whole(told.get("base", [])),
        re.compile(fold(told["participle"])) if "participle" in told else NEVER,
        frozenset(fold(told.get("verbs", "")).split()),
        frozenset(fold(told.get("participles", "")).split()),
        frozenset(map(fold, told["empty"])),
        frozenset(map(fold, told["strict"])),
        frozenset(map(fold, told.get("agent", []))),
        re.compile(told["before_noun"]) if "before_noun" in told else NEVER,
        told["otherwise"],
    )


def _whole(alternatives: Collection[str]) -> re.Pattern[str]:
    """Return a pattern of whole folded words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(fold, alternatives))})(?!\w)") if alternatives else NEVER
