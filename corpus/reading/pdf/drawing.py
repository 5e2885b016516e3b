"""Follows the drawing of a page as far as text goes: which characters are drawn where, in which size."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from corpus.reading.pdf.operators import operations
from corpus.reading.pdf.pieces import Piece
from corpus.reading.pdf.typefaces import Typeface, typeface

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FORMS = 6
"""Drawings within drawings, so deep."""
STATES = 200
"""Saved states of drawing; pages of real files have fewer than thirty."""
SPACE = 0.16
"""A gap of this share of the size sets words apart: the narrowest spaces are a fifth, kerning moves by a tenth."""
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
UNTOLD_ONE = re.compile("[\x00-\x1f\ufffd\ue000-\uf8ff]")
"""What no letter is: signs of control, of private use, and the one for what is not known."""
STRAIGHT, ASLANT = 0.05, 4
"""Text that is turned otherwise than by quarters, by more than this share of one, has a turn of its own."""
LARGEST = 10_000
CONTENT, STREAMS = 8 << 20, 2000
"""Bytes of drawing on a page, and streams that it may be in. Of 1,500 files the fullest page with text had 3 MB."""
GLYPHS = 60_000
"""Characters on a page; one set in six-point type over and over has 20,000."""


@dataclass(slots=True)
class State:
    """What is in force at a moment of drawing (ISO 32000-2, 8.4 and 9.3)."""

    page: Matrix
    face: Typeface | None = None
    size: float = 0.0
    between: float = 0.0
    between_words: float = 0.0
    percent: float = 100.0
    leading: float = 0.0
    rise: float = 0.0

    @property
    def scale(self) -> float:
        """Return by how much text is drawn wider."""
        return self.percent / 100


@dataclass(slots=True)
class Pen:
    """Draws the text of one page.

    Attributes:
        pieces: what was drawn so far.
        faces: of the file, by their place in it; reading one takes longer than a page.
        glyphs: characters drawn.
        unknown: characters drawn of which the file does not tell what they say.
    """

    faces: dict[int, Typeface | None]
    pieces: list[Piece] = field(default_factory=list)
    glyphs: int = 0
    unknown: int = 0
    state: State = field(default_factory=lambda: State(IDENTITY))
    saved: list[State] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    marks: list[bool] = field(default_factory=list)

    def draw(self, content: bytes, resources: Any, depth: int = 0) -> None:
        """Follow a content stream; what is beyond ``GLYPHS`` is not drawn."""
        for operator, operands in operations(content):
            if self.glyphs > GLYPHS:
                return
            if operator == b"Do":
                self._form(operands, resources, depth)
            elif operator == b"Tf":
                self._font(operands, resources)
            elif operator in SETTINGS and operands and isinstance(operands[0], float):
                setattr(self.state, SETTINGS[operator], operands[0])
            elif operator in OPERATORS:
                with suppress(TypeError, ValueError, IndexError, OverflowError):  # operands that are none
                    OPERATORS[operator](self, operands)

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:
        forms = _resolved(resources, "/XObject")
        form = _resolved(forms, operands[0] if operands else "")
        if depth >= FORMS or not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        outside, saved, marks = replace(self.state), self.saved, self.marks
        self.saved, self.marks = [], [any(marks)]
        matrix = form.get("/Matrix")
        if isinstance(matrix, list) and len(matrix) == len(IDENTITY):
            self.state.page = multiplied(_matrix(matrix), self.state.page)
        own = _resolved(form, "/Resources")
        self.draw(content_of(form), own if own is not None else resources, depth + 1)
        self.state, self.saved, self.marks = outside, saved, marks

    def _font(self, operands: list[Any], resources: Any) -> None:
        found = _resolved(_resolved(resources, "/Font"), operands[0] if operands else "")
        if id(found) not in self.faces:
            self.faces[id(found)] = typeface(found)
        self.state.face = self.faces[id(found)]
        if len(operands) > 1 and isinstance(operands[1], float):
            self.state.size = operands[1]

    def save(self, _: list[Any]) -> None:
        """Keep the state (q)."""
        if len(self.saved) < STATES:
            self.saved.append(replace(self.state))

    def restore(self, _: list[Any]) -> None:
        """Return to the state kept last (Q)."""
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        """Move what follows (cm)."""
        self.state.page = multiplied(_matrix(operands), self.state.page)

    def begin(self, _: list[Any]) -> None:
        """Begin a text (BT)."""
        self.text = self.line = IDENTITY

    def place(self, operands: list[Any]) -> None:
        """Place the line (Tm)."""
        self.text = self.line = _matrix(operands)

    def move(self, operands: list[Any]) -> None:
        """Move to another line (Td)."""
        self.text = self.line = multiplied((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line)

    def move_leading(self, operands: list[Any]) -> None:
        """Move to another line, and take the distance for the leading (TD)."""
        self.state.leading = -float(operands[1])
        self.move(operands)

    def next_line(self, _: list[Any]) -> None:
        """Move to the next line (T*)."""
        self.move([0, -self.state.leading])

    def show_next(self, operands: list[Any]) -> None:
        """Show a text on the next line (')."""
        self.next_line([])
        self.show(operands)

    def show_spaced(self, operands: list[Any]) -> None:
        """Show a text on the next line with other gaps (")."""
        self.state.between_words, self.state.between = float(operands[0]), float(operands[1])
        self.show_next(operands[2:])

    def mark(self, operands: list[Any]) -> None:
        """Begin what is marked as something (BMC, BDC)."""
        if len(self.marks) < STATES:
            self.marks.append(bool(operands) and operands[0] == "/Artifact")

    def unmark(self, _: list[Any]) -> None:
        """End what is marked (EMC)."""
        if self.marks:
            self.marks.pop()

    def show(self, operands: list[Any]) -> None:
        """Show a text (Tj), or several with gaps between (TJ)."""
        state = self.state
        shown = operands[0] if isinstance(operands[0], list) else operands[:1]
        line = self._line()
        at = 0.0
        for one in shown:
            if isinstance(one, float):
                at -= one / 1000 * state.size * state.scale
            elif isinstance(one, bytes):
                at = self._string(line, one, at)
        self.text = multiplied((1, 0, 0, 1, at, 0), self.text)

    def _string(self, line: Piece | None, shown: bytes, at: float) -> float:
        """Show a text without gaps; return where it ends on its line."""
        state = self.state
        if state.face is None:
            self.unknown += len(shown)
            return at
        characters = state.face.read(shown)
        self.glyphs += len(characters)
        share = state.size * state.scale / 1000
        text = "".join(said for said, _ in characters)
        if RIGHT_TO_LEFT.search(text):  # a piece each: their places tell their order
            for said, width in characters:
                if line is not None and said.strip():
                    self._add(line, said, at, at + width * share)
                at += width * share + state.between * state.scale
            return at
        spaces = text.count(" ") * state.between_words
        length = sum(width for _, width in characters) * share
        end = at + length + (len(characters) * state.between + spaces) * state.scale
        if line is not None and (said := text.strip()):
            blank = (end - at) / max(len(characters), 1)
            left = at + blank * (len(text) - len(text.lstrip()))
            right = end - state.between * state.scale - blank * (len(text) - len(text.rstrip()))
            self._add(line, said, left, right)
        return end

    def _line(self) -> Piece | None:
        """Return an empty piece where the text is to stand, its ``right`` being the scale along the line."""
        a, b, c, d, x, y = multiplied((1, 0, 0, 1, 0, self.state.rise), multiplied(self.text, self.state.page))
        angle = math.atan2(b, a) / (math.pi / 2)
        turn = round(angle) % 4 if abs(angle - round(angle)) < STRAIGHT else ASLANT
        size = round(abs(self.state.size) * math.hypot(c, d), 2)
        left, base = ((x, y), (y, -x), (-x, -y), (-y, x), (x, y))[turn]
        if not (math.isfinite(left) and math.isfinite(base) and 0 < size < LARGEST) or self.state.face is None:
            return None
        return Piece("", left, math.hypot(a, b), base, size, self.state.face.bold, any(self.marks), turn)

    def _add(self, line: Piece, text: str, begin: float, end: float) -> None:
        """Add characters to the piece they continue, or begin another."""
        self.unknown += len(UNTOLD_ONE.findall(text))
        one, other = line.left + begin * line.right, line.left + end * line.right
        left, right = (one, other) if one <= other else (other, one)
        last = self.pieces[-1] if self.pieces else None
        if last is not None and continues(last, line, left) and not (is_rtl(last.text[-1]) or is_rtl(text[0])):
            last.text += f" {text}" if left - last.right > SPACE * line.size else text
            last.right = max(last.right, right)
        else:
            self.pieces.append(replace(line, text=text, left=left, right=right))


OPERATORS: dict[bytes, Callable[[Pen, list[Any]], None]] = {
    b"q": Pen.save, b"Q": Pen.restore, b"cm": Pen.transform, b"BT": Pen.begin, b"Tm": Pen.place, b"Td": Pen.move,
    b"TD": Pen.move_leading, b"T*": Pen.next_line, b"'": Pen.show_next, b'"': Pen.show_spaced, b"BMC": Pen.mark,
    b"BDC": Pen.mark, b"EMC": Pen.unmark, b"Tj": Pen.show, b"TJ": Pen.show,
}  # fmt: skip
SETTINGS = {b"Tc": "between", b"Tw": "between_words", b"Tz": "percent", b"TL": "leading", b"Ts": "rise"}


def pieces_of(page: PageObject, faces: dict[int, Typeface | None]) -> Pen:
    """Return the pen that has drawn a page."""
    pen = Pen(faces)
    pen.draw(content_of(page.get("/Contents")), page.get("/Resources"))
    return pen


def content_of(given: Any) -> bytes:
    """Return the content of a page or of a form, however many streams it is in.

    Raises:
        LimitReachedError: it is larger than pages are.
    """
    found = given.get_object() if hasattr(given, "get_object") else given
    streams = [one.get_object() for one in found[:STREAMS]] if isinstance(found, ArrayObject) else [found]
    content = b"\n".join(one.get_data() for one in streams if isinstance(one, StreamObject))
    if len(content) > CONTENT:
        raise LimitReachedError(f"{len(content)} bytes of drawing")
    return content


def continues(last: Piece, line: Piece, left: float) -> bool:
    """Tell whether what begins at ``left`` on a line follows a piece, at most a space apart."""
    same = (last.size, last.bold, last.artifact, last.turn) == (line.size, line.bold, line.artifact, line.turn)
    near = -0.3 * line.size < left - last.right < 0.8 * line.size
    return same and near and abs(last.base - line.base) < 0.01 * line.size + 0.01


def is_rtl(character: str) -> bool:
    """Tell whether a character is of a script that is written from right to left."""
    return RIGHT_TO_LEFT.match(character) is not None


def multiplied(one: Matrix, other: Matrix) -> Matrix:
    """Return what does first the one and then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[:6])
    return (a, b, c, d, e, f)


def _resolved(container: Any, name: Any) -> Any:
    found = container.get_object() if hasattr(container, "get_object") else container
    inner: Any = found.get(name) if isinstance(found, DictionaryObject) else None
    return inner.get_object() if hasattr(inner, "get_object") else inner
