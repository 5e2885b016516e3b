"""The grammar of date expressions: patterns over token codes (lexicon.py), the same for every language.

The first pattern that fits at a place is taken, so longer and surer ones come first. Languages differ in the order of
words ("last week", "la semaine dernière"), so patterns allow both orders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates.adjusting import Token
from corpus.dates.lexing import Lexed

UNIT = "[1-9]"
MONTH = "[MmH]"
YEAR = "[yY]C?"
EARLY = "(?:T?(?:Eh?6?|o6(?=f))f?T?)?"
"""early, mid-, the end of the, the latter half of the."""
OF_YEAR = "(?:f?T?F?(?:r7|7rC?|7yC?))"
"""of last year, l'année dernière."""
ON_DAY = "(?:Pf?)?(?:(?:T?r)?1?Wr?c?P?i?f?T?c?)?"
"""Friday, · Friday night, · on the evening of Friday the."""
COUNT = "(?:[aNd]n?|n|oN?)"

RULES: tuple[tuple[str, str], ...] = (
    ("numeric", r"(?:Wc?T?)?g"),
    ("days", rf"T?[do][ht&j]T?[do]f?{MONTH}(?:f?c?{YEAR}|{OF_YEAR})?|[Mm]d[ht]d(?![MmH1-9h])(?:c?y(?!h?d))?"),
    (
        "day",
        (
            rf"{ON_DAY}(?:[Mm]T?[do](?![1-9]|h?[do]f?[MmH])(?:c?f?y|c?Y|c?{OF_YEAR})?"
            rf"|T?[do](?:1f)?f?T?4?{MONTH}(?:f?c?{YEAR}|c?{OF_YEAR}|r(?![1-9PMWSZ]))?|T?[do]1?f?u)(?:c?P)?"
        ),
    ),
    (
        "lunar",
        r"(?:T?1?Wc?)?(?:T?[do]f?T?4?J(?:f?c?7?[yq])?|4?J[do]?(?:f?c?7?[yq])|T?4Jr?|T?rJ|Jr(?![1-9PMWSZ]))|T?7?q",
    ),
    ("week in month", r"T?[ro]2f?[Mm](?:f?c?y|f?T?r7)?|T?r1f[Mm](?:f?c?y|f?T?r7)?"),
    ("week of", r"T?2f(?:Wc?)?[Mm]d(?:c?y)?"),
    ("months", rf"{MONTH}[ht&j]{MONTH}(?:f?c?{YEAR}|{OF_YEAR})"),
    (
        "month",
        (
            rf"{EARLY}(?:4f?)?{MONTH}(?:f?c?{YEAR}(?!h[do])|c?{OF_YEAR})|{EARLY}T?r{{1,3}}(?:4f?)?{MONTH}(?![do])"
            rf"|{EARLY}(?:4f?)?{MONTH}r(?![1-9PMWSZ])|{EARLY}(?:4f?)?[MH](?![do])|{EARLY}4f?m(?![do])|Eh?f?m"
            r"|(?<=[ij])m(?![do])|(?<=[MmH]&)m(?![do])"
        ),
    ),
    (
        "part of year",
        (
            rf"{EARLY}(?:T?r7sF?oh?[56]|T?F?(?:ys|K)oh?[56]|T?F?y[oh]{{1,2}}[56]|T?r7s[56]|Ty[5I](?!o)|T?r5f(?:T?7?yC?|T?r7|T7(?!h?[GBL]))"
            rf"|T?F?h?oh?F?[56](?:f?T?F?(?:7?yC?|r7|7rC?|7(?!h?[GBL])))?"
            r"|[56]o(?:f?T?F?(?:7?yC?|r7|7r))?)(?!f?T?(?:oh?9|[MmHK89S]))"
        ),
    ),
    ("compared", r"T?A[5I](?:[if]?(?:T?r7|y|[Ta]7h?[GB]))"),
    ("first units", rf"T?(?:o[Ndan]|[Nd]o){UNIT}f?T?(?:7?y|r7|7r|7)|T?o[Nd][54]|T?r[Nd]4fT?(?:7?y|r7|7(?!h?[GBL]))"),
    ("ago", rf"(?:T|{COUNT})?(?:{UNIT}|V)n?h?[GBL](?:oh?)?[5I]?|[XR]i?{COUNT}?(?:{UNIT}|V)(?![yMmHWSrAQo])"),
    ("from now", rf"{COUNT}(?:{UNIT}|V)h?z"),
    ("ahead", r"(?<=i)[aNd][1247](?![h1-9GBL])"),
    ("deictic", r"(?:[EBL]h?f?|Ph?P?f?|Eh?Pf?)?1?DP?s?"),
    ("decade", rf"{EARLY}(?:T?K(?:h?7)?(?:f?T?9[ro])?|T?8f?T?(?:yC?|KC?))"),
    ("century", rf"{EARLY}T?oh?9C?|9h?[od](?!f?[MmH1-9])C?"),
    (
        "season",
        rf"{EARLY}T?S(?:f?c?{YEAR}(?!h[do])|c?{OF_YEAR})|T?E?r{{1,3}}S(?!U)|T?Sr(?![1-9])|T?Eh?S|(?<=[ijE])T?S|TS(?![f1-9])",
    ),
    ("named day", rf"r?Z(?:[fc]*y|c?{OF_YEAR}|r(?![1-9]))?"),
    ("years", r"b?(?:T?7)?y[&tj](?:T?7)?yC?|(?<=i)yhy|y[ht]y|yh[dN](?![MmH1-9h])"),
    ("weekday", r"(?:[EBL]h?|Ph?f?|EP)?(?:T?r{1,3}|T?A|f)?1?W(?:f?T?r2|(?:r(?![1-9]))?s?P?)"),
    ("duration", rf"T?r[Ndno]n?{UNIT}"),
    ("part of period", rf"T?Eh?f?T?(?:r{UNIT}|{UNIT}r|A{UNIT}|{UNIT}(?:f?T?(?:r7|7r|y))?|F?y)|EiF?y|7[hs]?E|Eh?7"),
    ("part of day", r"T?[rA]P|TPB"),
    ("anaphoric", rf"[BLE]?(?:T?A{{1,2}}{UNIT}|[Tj]{UNIT}A|T?r?{UNIT}h?Q|O)P?"),
    (
        "relative",
        (
            rf"[BLE](?:iT|i|T)?(?:r?{UNIT}|{UNIT}r)|T?r{{1,3}}{UNIT}(?!h?[GBL])P?"
            rf"|(?<![nNdao])T?{UNIT}r{{1,3}}(?![MWSZPK])P?C?"
        ),
    ),
    ("year", r"(?:T?F?7|T?F)?y(?:p|I|C)?|Fh?y|(?<=[iE])Y|TYp?"),
    ("recent unit", r"T[53](?!h?[GBL9])|Tr?I|(?<=i)3(?!h?[GBL])"),
)
PATTERN = re.compile("|".join(f"(?P<r{place}>{pattern})" for place, (_, pattern) in enumerate(RULES)))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that make up one date expression, and the rule that found them.

    Attributes:
        before: the codes of the three tokens before it.
    """

    rule: str
    tokens: tuple[Token, ...]
    before: str

    @property
    def start(self) -> int:
        """Its first character; a preposition at its head is left out."""
        return next((token for token in self.tokens if token.code not in "ifbcj"), self.tokens[0]).start

    @property
    def end(self) -> int:
        """One past its last character."""
        return next((token for token in reversed(self.tokens) if token.code not in "sc"), self.tokens[-1]).end

    @property
    def codes(self) -> str:
        """The codes of its tokens."""
        return "".join(token.code for token in self.tokens)

    def first(self, codes: str) -> Token | None:
        """Return the first token of one of some codes."""
        return next((token for token in self.tokens if token.code in codes), None)

    def values(self, codes: str) -> list[int]:
        """Return the numbers that the tokens of some codes stand for, in order."""
        return [token.value for token in self.tokens if token.code in codes and isinstance(token.value, int)]

    def value(self, codes: str) -> int:
        """Return the number that the first token of some codes stands for, 0 without one."""
        return next(iter(self.values(codes)), 0)

    @property
    def shift(self) -> int:
        """Where "last", "this past" and "next" point: -1, 0 or 1."""
        return max(-1, min(1, sum(self.values("r"))))

    def word(self, codes: str) -> str:
        """Return the name that the first token of some codes stands for, "" without one."""
        token = self.first(codes)
        return "" if token is None else str(token.value)


def phrases(lexed: Lexed) -> Iterator[Phrase]:
    """Yield the date expressions of a text, in order, not overlapping."""
    for match in PATTERN.finditer(lexed.codes):
        if match.end() > match.start():
            rule = RULES[int(str(match.lastgroup)[1:])][0]
            before = lexed.codes[max(0, match.start() - 3) : match.start()]
            yield Phrase(rule, tuple(lexed.tokens[match.start() : match.end()]), before)
