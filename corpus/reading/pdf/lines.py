"""Joins pieces of text into lines, in the order in which they are read, whatever order they were drawn in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from corpus.reading.pdf.drawing import ASLANT, SPACE, is_rtl
from corpus.reading.pdf.pieces import Line, Piece

SAME_LINE = 0.45
"""Baselines this near, as a share of the type's size, are one line's: marks of footnotes are raised by a third."""
APART = 0.8
"""A gap of this many times the size may part columns or cells; columns are a full size apart and more."""
RAISED, SMALLER = 0.15, 0.85
BEARERS = 400
"""Letters of a line among which that one is looked for to which a vowel belongs."""
NOTE_MARK = re.compile(r"[\d*†‡§]{1,3}(?:[,;]\d{1,3})*")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
FORMS = re.compile(r"[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")
"""Ligatures, and the shapes that letters of Arabic script take in a word: what typefaces need and no word has."""
UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f]")


def lines_of(pieces: list[Piece], page: int) -> tuple[list[Line], list[str]]:
    """Return the lines of a page from top to bottom, and what stands on it in another direction than they do."""
    turns: Counter[int] = Counter()
    for one in pieces:
        turns[one.turn] += len(one.text)
    turn = max((one for one in turns if one != ASLANT), key=lambda one: turns[one], default=ASLANT)
    upright = _once([one for one in pieces if one.turn == turn])
    turned = "".join(f"{one.text} " for one in pieces if one.turn != turn).strip()
    lines = [line for row in _rows(upright) for cell in _cells(row) if (line := _line(cell, page)).text]
    return lines, [turned] if len(turned) > 1 else []


def plain(text: str) -> str:
    """Return a text without ligatures, presentation forms and marks of direction."""
    text = FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return UNSEEN.sub("", text).replace("\xa0", " ")


def _once(pieces: list[Piece]) -> list[Piece]:
    """Leave out what is drawn again where it stands already, as faulty programs make type bold, or a shadow."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for one in pieces:
        steps = max(one.size * 0.1, 0.1)
        place = one.text, round(one.left / steps), round(one.base / steps)
        near = {(one.text, place[1] + x, place[2] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        if seen.isdisjoint(near):
            kept.append(one)
        seen.add(place)
    return kept


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Return what stands on one height, from top to bottom."""
    rows: list[list[Piece]] = []
    base, size = 0.0, 0.0
    for one in sorted(pieces, key=lambda piece: -piece.base):
        if rows and base - one.base < SAME_LINE * max(size, one.size):
            rows[-1].append(one)
            if one.size > size:
                base, size = one.base, one.size
        else:
            rows.append([one])
            base, size = one.base, one.size
    return rows


def _cells(row: list[Piece]) -> list[list[Piece]]:
    """Cut a row where gaps are so wide that no line has them."""
    cells: list[list[Piece]] = []
    end = 0.0
    for one in sorted(row, key=lambda piece: (piece.left, piece.right)):
        if cells and one.left - end < APART * max(one.size, cells[-1][-1].size):
            cells[-1].append(one)
            end = max(end, one.right)
        else:
            cells.append([one])
            end = one.right
    return cells


def _line(cell: list[Piece], page: int) -> Line:
    sizes: Counter[float] = Counter()
    for one in cell:
        sizes[one.size] += len(one.text)
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = next(one.base for one in cell if one.size == size)
    letters = [character for one in cell for character in one.text if character.isalpha()]
    rtl = sum(map(is_rtl, letters)) * 2 > len(letters)
    mixed = not rtl and any(map(is_rtl, letters))
    text = (_from_right if rtl else _mixed if mixed else _from_left)(cell, base, size)
    bold = all(one.bold for one in cell if any(map(str.isalnum, one.text)))
    return Line(
        " ".join(plain(text).split()), cell[0].left, max(one.right for one in cell), base, size, page, bold,
        all(one.artifact for one in cell), rtl,
    )  # fmt: skip


def _mixed(cell: list[Piece], base: float, size: float) -> str:
    """Return a line of another script, in which words of Arabic or Hebrew script still run from right to left."""
    text, begin = "", 0
    for start, end in [*_turned(cell), (len(cell), len(cell))]:
        for first, last, read in ((begin, start, _from_left), (start, end, _from_right)):
            if first < last:
                apart = first > 0 and cell[first].left - cell[first - 1].right > SPACE * size
                text += f"{' ' if apart else ''}{read(cell[first:last], base, size)}"
        begin = end
    return text


def _turned(cell: list[Piece]) -> list[tuple[int, int]]:
    """Return where words that run from right to left begin and end in a line: they may have numbers between them.

    Of two numbers to the left of such a word the nearer one follows it, as a year its month.
    """
    found: list[tuple[int, int]] = []
    for number, one in enumerate(cell):
        if not any(is_rtl(sign) and (sign.isalpha() or unicodedata.combining(sign)) for sign in one.text):
            continue
        if found and not any(map(str.isalpha, "".join(other.text for other in cell[found[-1][1] : number]))):
            found[-1] = found[-1][0], number + 1
        else:
            found.append((_after_number(cell, number), number + 1))
    return found


def _after_number(cell: list[Piece], number: int) -> int:
    """Return where a word's own number begins to its left, if there is another number before that; else the word."""
    first = number
    while first and cell[first - 1].text.isdigit() and (first == number or _touches(cell[first - 1], cell[first])):
        first -= 1
    return first if first and cell[first - 1].text.isdigit() else number


def _touches(one: Piece, following: Piece) -> bool:
    return following.left - one.right <= SPACE * one.size


def _from_left(cell: list[Piece], base: float, size: float) -> str:
    text = ""
    for last, one in pairwise([cell[0], *cell]):
        gap = " " if one is not last and one.left - last.right > SPACE * size else ""
        said = one.text
        if one.size < SMALLER * size and one.base > base + RAISED * size and NOTE_MARK.fullmatch(said):
            said, gap = (said.translate(SUPERSCRIPTS), "") if text[-1:].isdigit() else ("" if text else said, gap)
        text += gap + said
    return text


def _from_right(cell: list[Piece], base: float, size: float) -> str:
    """Return a line of Arabic or Hebrew script; numbers and words of other scripts in it run the other way."""
    letters = [one for one in cell if not unicodedata.combining(one.text[0])][:BEARERS]
    placed = []
    for one in cell:
        center = (one.left + one.right) / 2
        marked = unicodedata.combining(one.text[0]) != 0
        if marked:  # vowels stand with the letter that they are above or below
            bearer = min(letters, key=lambda other: abs((other.left + other.right) / 2 - center), default=one)
            center = (bearer.left + bearer.right) / 2
        if not (one.size < SMALLER * size and one.base > base + RAISED * size and NOTE_MARK.fullmatch(one.text)):
            placed.append((-center, marked, one))
    ordered = [one for _, _, one in sorted(placed, key=lambda place: place[:2])]
    runs: list[list[Piece]] = []
    for one in ordered:
        foreign = _is_foreign(one)
        if runs and foreign and _is_foreign(runs[-1][0]) and runs[-1][0].left - one.right < size:
            runs[-1].insert(0, one)
        else:
            runs.append([one])
    text, edge = "", runs[0][-1].right if runs else 0.0
    for run in runs:
        marked = unicodedata.combining(run[0].text[0]) != 0
        gap = " " if edge - run[-1].right > SPACE * size and not marked else ""
        text += gap + (_from_left(run, base, size) if _is_foreign(run[0]) else run[0].text)
        edge = edge if marked else min(edge, run[0].left)
    mirrored = text.translate(MIRRORED)
    return mirrored if _unbalanced(mirrored) <= _unbalanced(text) else text


def _unbalanced(text: str) -> int:
    """Return how many brackets close what was not opened, or open what is not closed."""
    depth = wrong = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            depth, wrong = 0, wrong + 1
    return wrong + depth


def _is_foreign(piece: Piece) -> bool:
    return any(character.isalnum() and not is_rtl(character) for character in piece.text) or piece.text[0].isdigit()


def with_text(line: Line, text: str) -> Line:
    """Return a line that says something else."""
    return replace(line, text=text)
