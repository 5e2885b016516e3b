"""Tells what of a message is its own from what it quotes, how it is signed, and what lists put below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.data import table
from corpus.model import Furniture
from corpus.reading.mail.header import ADDRESS

WORDS = table("corpus.reading.mail", "words")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"[\s_-]+").replace("'", "['’]") for word in words)


DASHES = r"\s*[-_=*#>\s]{2,80}"
EARLIER = re.compile(rf"{DASHES}(?:{_any(WORDS['quoting']['earlier'])})\b.{{0,60}}$", re.IGNORECASE)
PASSED_ON = re.compile(rf"(?:{DASHES})?(?:{_any(WORDS['quoting']['passed_on'])})\b.{{0,60}}$", re.IGNORECASE)
_FIELDS = WORDS["fields"]
_FROM = re.compile(rf"\s*\*?(?:{_any(_FIELDS['from'])})\s?\*?\s?[:\uff1a]\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(rf"\s*\*?(?:{_any(_FIELDS['sent'])})\s?\*?\s?[:\uff1a]\*?\s*\S.*\d", re.IGNORECASE)
_FIELD = re.compile(
    rf"\s*\*?(?:{_any([*_FIELDS['from'], *_FIELDS['sent'], *_FIELDS['other']])})\s?\*?\s?[:\uff1a]", re.IGNORECASE
)
_QUOTE = re.compile(r"[ \t]{0,3}(?:[A-Z][A-Za-z]{0,3}> |>)")
_BAR = re.compile(r"\|(?:[ >]|$)(?!.*\|\s*$)")
"""How some programs quote; a line that ends so, too, is a row of a table."""
_PROMPT = re.compile(r">>>(?: |$)")
_VERB = re.compile(rf"(?<!\w)(?:{_any(WORDS['quoting']['verbs'])})(?!\w)", re.IGNORECASE)
_OPENING = re.compile(rf"\W*(?:{_any(WORDS['quoting']['openings'])})\b", re.IGNORECASE)
_COLON = re.compile(r"[:\uff1a][\s-]*$|[-.…]{2,}\s*$")
_SIGNATURE = re.compile(r"[ \t\xa0]{0,8}--[ \t\xa0]?$")
_LEFT_OUT = re.compile(
    r"\s*[\[<(](?:\.{3}|…|\W?(?:snip|snipped|snap|schnipp|schnapp|gekürzt|cut)\W?)[\])>]\s*$", re.IGNORECASE
)
_PROGRAM = re.compile("|".join(f"(?:{one})" for one in WORDS["signature"]["lines"]), re.IGNORECASE)
_RULE = re.compile(r"\s*([-_=~*#]\s?){15,}\s*$")
_FOOTER = re.compile(_any(WORDS["footer"]["words"]), re.IGNORECASE)
_FOOTER_OPENS = re.compile("|".join(f"(?:{one})" for one in WORDS["footer"]["openings"]), re.IGNORECASE)
_LINK = re.compile(r"https?://|\bwww\.")
_NEXT_PART = re.compile(r"-{10,} next part -{10,}$")
_PGP_SIGNED, _PGP_OPENS, _PGP_ENDS = (
    re.compile(rf"-----{words}-----\s*$")
    for words in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP .{3,40}", "END PGP .{3,40}")
)
_UU_OPENS, _UU_ENDS = re.compile(r"begin [0-7]{3,4} \S"), re.compile(r"end\s*$")
_CLOCK = re.compile(r"\b(?:19|20)\d\d\b.*\b\d{1,2}[:.h]\d\d\b[^.!?]*$|\b\d{1,2}[:.h]\d\d\b.*\b(?:19|20)\d\d[^.!?]*$")
ATTRIBUTION, ATTRIBUTION_LINES, DATED = 300, 3, 80
"""Characters and lines above a quotation that say whose it is, and characters of a line of them that tells the day."""
SIGNED = 40
"""Lines of a signature at most; by custom it has four, but lists put their footers below it."""
FOOTER_LINES, ADVERTISEMENT = 14, 5
"""Lines of a list's footer, and of what a mail service says of itself under a line of signs, with a link."""
PIECE_LIMIT = 500
"""Characters that are kept of each piece set apart: what is quoted stands in the message that it is from."""


@dataclass(frozen=True, slots=True)
class Body:
    """A message's text taken apart.

    Attributes:
        blocks: (start, end) of its own paragraphs in the text, in characters; none if it only quotes.
        furniture: what was set apart: quotes, signatures, footers, attachments that stand among the lines.
    """

    blocks: tuple[tuple[int, int], ...]
    furniture: tuple[Furniture, ...]


def take_apart(text: str) -> Body:
    """Tell a message's own paragraphs from the rest, line by line; in linear time."""
    lines = text.split("\n")
    roles: list[str] = [_role(line) for line in lines]
    for mark in (_attachments, _history, _quotations, _signature, _footer, _program):
        mark(lines, roles)
    blocks: list[tuple[int, int]] = []
    furniture: list[Furniture] = []
    for role, start, end in _runs(lines, roles):
        piece = text[start:end].strip()
        if role != "text":
            furniture.append(Furniture(role, piece if len(piece) <= PIECE_LIMIT else f"{piece[:PIECE_LIMIT]}…"))
        elif any(map(str.isalnum, piece)):
            begin = text.index(piece, start)
            blocks.append((begin, begin + len(piece)))
    return Body(tuple(blocks), tuple(furniture))


def _role(line: str) -> str:
    if not line.strip():
        return ""
    return "quote" if _QUOTE.match(line) or _LEFT_OUT.match(line) else "text"


def _runs(lines: list[str], roles: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield role, start and end of neighbouring lines of one role; blank lines part paragraphs, but no furniture."""
    place, role, start, end = 0, "", 0, 0
    for line, own in zip(lines, roles, strict=True):
        if own != role and (own or role == "text"):
            if role:
                yield role, start, end
            role, start = own, place
        place += len(line) + 1
        end = place - 1 if own else end
    if role:
        yield role, start, end


def _mark(roles: list[str], first: int, last: int, role: str) -> None:
    for number in range(first, min(last, len(roles))):
        roles[number] = role if roles[number] else ""


def _attachments(lines: list[str], roles: list[str]) -> None:
    """Set apart what is attached in the middle of a text, and the marks around what is signed with a key."""
    closing: re.Pattern[str] | None = None
    for number, line in enumerate(lines):
        if closing is not None:
            roles[number] = "attachment" if roles[number] else ""
            closing = None if closing.match(line) else closing
        elif _NEXT_PART.match(line):
            _mark(roles, number, len(lines), "attachment")
            return
        elif _PGP_SIGNED.match(line):
            _mark(
                roles,
                number,
                number + 1 + (lines[number + 1 : number + 2] or [""])[0].startswith("Hash:"),
                "attachment",
            )
        elif _PGP_OPENS.match(line) or _UU_OPENS.match(line):
            closes = _PGP_ENDS if line.startswith("-") else _UU_ENDS
            roles[number] = "attachment"
            closing = closes


def _history(lines: list[str], roles: list[str]) -> None:
    """Set apart an earlier message that stands below in full; one that is passed on is text, but for its header."""
    own = False
    number = 0
    while number < len(lines):
        if roles[number] == "text":
            earlier = EARLIER.match(lines[number])
            passed_on = PASSED_ON.match(lines[number])
            if (earlier or (not passed_on and _is_header(lines, number))) and own:
                above = number - 1 if number and _RULE.match(lines[number - 1]) else number
                _mark(roles, above, len(lines), "quote")
                return
            if earlier or passed_on or _is_header(lines, number):
                begin = number
                number = _behind_header(lines, number + bool(earlier or passed_on))
                _mark(roles, begin, number, "quote")
                continue
            own = own or any(map(str.isalpha, lines[number]))
        number += 1


def _is_header(lines: list[str], number: int) -> bool:
    """Tell whether the header of an earlier message begins at a line: who, when, and one field more."""
    if not _FROM.match(lines[number]):
        return False
    following = [line for line in lines[number + 1 : number + 7] if line.strip()]
    dated = next((place for place, line in enumerate(following[:3]) if _SENT.match(line)), None)
    return dated is not None and sum(map(bool, map(_FIELD.match, following[:5]))) > 1


def _behind_header(lines: list[str], number: int) -> int:
    """Return the number of the first line behind the header of an earlier message, whose lines may be wrapped."""
    begin = number
    while number < len(lines) and number < begin + 2 and not lines[number].strip():
        number += 1
    last = number
    while (
        number < len(lines)
        and number < begin + 30
        and lines[number].strip()
        and (_FIELD.match(lines[number]) or (number > last and lines[number][:1] in " \t"))
    ):
        number += 1
    return number if number > last else begin


def _quotations(lines: list[str], roles: list[str]) -> None:
    """Set apart the lines above quotations that say whose they are; take prompts of Python for text."""
    for number in range(1, len(lines)):
        if _BAR.match(lines[number]) and _BAR.match(lines[number - 1]):
            roles[number - 1 : number + 1] = "quote", "quote"
    begin = 0
    while begin < len(lines):
        if roles[begin] != "quote":
            begin += 1
            continue
        end = begin
        while end < len(lines) and roles[end] in {"quote", ""}:
            end += 1
        quoted = [lines[number] for number in range(begin, end) if roles[number]]
        above = _attribution(lines, roles, begin)
        if above is None and all(map(_PROMPT.match, quoted)):
            _mark(roles, begin, end, "text")
        elif above is not None:
            _mark(roles, above, begin, "quote")
        begin = end
    last = next((number for number in range(len(lines) - 1, -1, -1) if roles[number]), None)
    if last is not None and roles[last] == "text":  # what it announces is gone
        above = _attribution(lines, roles, last + 1, named=True)
        own = any(role == "text" for role in roles[: above or 0])
        _mark(roles, above if above is not None and own else last + 1, last + 1, "quote")


def _attribution(lines: list[str], roles: list[str], below: int, *, named: bool = False) -> int | None:
    """Return the first of the lines above a quotation that say whose it is; None if they say something else.

    Args:
        lines: of the message.
        roles: of its lines.
        below: number of the first line that is quoted.
        named: whether only words that nothing but such a line holds will do.
    """
    last = below - 1
    while last >= 0 and last >= below - 2 and not roles[last]:
        last -= 1
    if last < 0 or roles[last] != "text":
        return None
    if not named and last and _SENT.match(lines[last]) and _FROM.match(lines[last - 1]):
        return last - 1
    if not _COLON.search(lines[last]):
        return None
    said = ""
    for first in range(last, max(-1, last - ATTRIBUTION_LINES), -1):
        if roles[first] != "text":
            break
        said = f"{lines[first].strip()} {said}"
        if len(said) > ATTRIBUTION:
            break
        dated = sum(map(str.isdigit, said)) >= 4 or ADDRESS.search(said)  # noqa: PLR2004 - a year, or a day and a time
        opens = first == 0 or roles[first - 1] != "text"
        told = _VERB.search(said) and (dated or (opens and not named))
        if (told and (opens or _starts(lines[first]))) or (
            not named and opens and (ADDRESS.search(said) or _OPENING.match(said))
        ):
            above = first > 0 and roles[first - 1] == "text" and _tells_when(lines, roles, first - 1)
            return first - 1 if above else first
    return None


def _tells_when(lines: list[str], roles: list[str], number: int) -> bool:
    """Tell whether a line says when a quotation was written, and the line below it by whom."""
    opens = number == 0 or roles[number - 1] != "text"
    return opens and len(lines[number]) <= DATED and _CLOCK.search(lines[number]) is not None


def _starts(line: str) -> bool:
    """Tell whether a line begins a sentence of its own: with a capital, a digit, or in letters that have none."""
    letter = line.strip()[:1]
    return not letter.islower()


def _signature(lines: list[str], roles: list[str]) -> None:
    """Set apart what stands under the line that custom puts above a signature."""
    for number, line in enumerate(lines):
        if roles[number] == "text" and _SIGNATURE.match(line):
            rest = sum(role == "text" for role in roles[number + 1 :])
            if rest <= SIGNED and any(role == "text" for role in roles[:number]):
                for later in range(number, len(lines)):
                    roles[later] = "signature" if roles[later] == "text" else roles[later]
                return


def _footer(lines: list[str], roles: list[str]) -> None:
    """Set apart what a list puts below a message: from a line of signs on, or from its first words."""
    begin = len(lines)
    rest = 0
    while begin and rest <= FOOTER_LINES:
        begin -= 1
        rest += bool(lines[begin].strip())
    for number in range(begin, len(lines)):
        if roles[number] != "text":
            continue
        if _FOOTER_OPENS.match(lines[number].strip()) or (_RULE.match(lines[number]) and _of_list(lines[number + 1 :])):
            for later in range(number, len(lines)):
                roles[later] = "footer" if roles[later] == "text" else roles[later]
            return


def _of_list(lines: list[str]) -> bool:
    """Tell whether the lines under a line of signs speak of a list, or are a mail service's few words and a link."""
    below = [line for line in lines if line.strip()]
    return any(map(_FOOTER.search, below)) or (len(below) <= ADVERTISEMENT and any(map(_LINK.search, below)))


def _program(lines: list[str], roles: list[str]) -> None:
    """Set apart what a mail program says of itself, where it stands alone or last."""
    for number, line in enumerate(lines):
        if roles[number] == "text" and _PROGRAM.fullmatch(line.strip(" \t\r*_.<>")):
            roles[number] = "signature"
