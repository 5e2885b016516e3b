"""Reads .rtf: paragraphs and rows of tables; without headers, pictures, deletions and comments."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.model import Draft
from corpus.reading.items import Item
from corpus.reading.readers import Reader

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])"
    rb"|[\r\n]+|([^\\{}\r\n]+)|(.)",
    re.DOTALL,
)
UNSHOWN = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf "
    "fldinst annotation atnid atnauthor listtable listoverridetable revtbl rsidtbl generator xmlnstbl themedata "
    "colorschememapping latentstyles datastore bkmkstart bkmkend nonshppict shpinst sp pgptbl filetbl".split()
)
"""Groups that are passed over with all in them."""
SAID = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "row": "\n\n", "cell": " | ", "nestcell": " | ",
    "nestrow": "\n\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS = {b"~": " ", b"-": "", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n\n", b"\r": "\n\n"}
CHARSETS = {
    "0": "cp1252", "77": "mac_roman", "128": "cp932", "129": "cp949", "134": "gbk", "136": "big5", "161": "cp1253",
    "162": "cp1254", "163": "cp1258", "177": "cp1255", "178": "cp1256", "186": "cp1257", "204": "cp1251",
    "222": "cp874", "238": "cp1250",
}  # fmt: skip
"""Which encoding a typeface's letters are in."""
DEPTH = 500
INFO = ("title", "author", "creatim", "revtim")
MOMENT = re.compile(r"\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")


@dataclass(slots=True)
class State:
    """What is in force inside a group."""

    silent: bool = False
    skip: int = 1
    encoding: str = "cp1252"


@dataclass(slots=True)
class Text:
    """What was read of a document.

    Attributes:
        pending: bytes of characters that may need more than one.
        left: characters that stand in for the one before, and are not read.
    """

    parts: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    left: int = 0

    def say(self, words: str, state: State) -> None:
        """Add words, after the characters that were pending."""
        self.settle(state)
        if not state.silent:
            self.parts.append(words)

    def settle(self, state: State) -> None:
        """Decode what is pending."""
        if self.pending:
            self.parts.append(self.pending.decode(state.encoding, "replace"))
            self.pending.clear()


class Groups:
    """Follows the groups of a document, and the encodings that its typefaces are in."""

    def __init__(self) -> None:
        self.state = State()
        self.outer: list[State] = []
        self.depth = 0
        self.page = "cp1252"
        self.fonts: dict[str, str] = {}
        self.font = ""
        self.table = 0

    def begin(self) -> None:
        """Begin a group; of those deeper than ``DEPTH`` nothing is remembered."""
        self.depth += 1
        if self.depth <= DEPTH:
            self.outer.append(replace(self.state))

    def end(self) -> None:
        """Return to what was in force before the group."""
        if self.outer and self.depth <= DEPTH:
            self.state = self.outer.pop()
        self.depth = max(0, self.depth - 1)
        self.table = 0 if self.depth < self.table else self.table

    def sets(self, word: str, number: str) -> bool:
        """Tell whether a word says something of encodings, and remember it."""
        if word == "ansicpg":
            self.page = self.state.encoding = _known(f"cp{number}", self.page)
        elif word == "fonttbl":
            self.state.silent, self.table = True, self.depth
        elif word == "f" and self.table:
            self.font = number
        elif word == "fcharset":
            self.fonts[self.font] = CHARSETS.get(number, "") if number != "0" else ""
        elif word == "f":
            self.state.encoding = _known(self.fonts.get(number) or self.page, self.page)
        else:
            return False
        return True


def text_of(data: bytes) -> str:
    """Return the text of a document, its paragraphs set apart by empty lines."""
    text, groups = Text(), Groups()
    position = 0
    while match := TOKEN.match(data, position):
        position = match.end()
        word, number = (match[1] or b"").decode("ascii"), (match[2] or b"").decode("ascii")
        if match[3] or match[6]:
            _characters(match, text, groups.state)
            continue
        text.settle(groups.state)
        if match[5]:
            (groups.begin if match[5] == b"{" else groups.end)()
        elif match[4] == b"*":
            groups.state.silent = True
        elif match[4]:
            text.say(SIGNS.get(match[4], ""), groups.state)
        elif word == "bin":
            position += max(0, int(number or 0))
        elif not groups.sets(word, number):
            _control(word, number, text, groups.state)
    text.settle(groups.state)
    return "".join(text.parts)


def _characters(match: re.Match[bytes], text: Text, state: State) -> None:
    written = bytes.fromhex(match[3].decode("ascii")) if match[3] else match[6]
    passed = min(text.left, len(written))
    text.left -= passed
    if not state.silent:
        text.pending += written[passed:]


def _control(word: str, number: str, text: Text, state: State) -> None:
    if word in UNSHOWN or (word in {"deleted", "v"} and number != "0"):
        text.settle(state)
        state.silent = True
    elif word in SAID:
        text.say(SAID[word], state)
    elif word == "uc" and number:
        state.skip = max(0, min(int(number), 10))
    elif word == "u" and number:
        code = int(number) % 0x10000
        text.say(chr(code), state)
        text.left = state.skip


def _known(encoding: str, otherwise: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return otherwise


def read_rtf(item: Item) -> Iterator[Draft]:
    """Yield the article of a document in rich text.

    Raises:
        Unreadable: it has no words.
    """
    from corpus.reading.office.draft import Written, draft_of  # noqa: PLC0415 - where it is not needed it costs time

    text = text_of(item.data).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    blocks = [(0, words) for one in text.split("\n\n") if (words := _tidy(one))]
    yield draft_of(item, Written(blocks, fields=_fields(item.data)), "RTF")


def _tidy(block: str) -> str:
    lines = (" ".join(line.split()).strip("|").strip() for line in block.split("\n"))
    return "\n".join(line for line in lines if any(map(str.isalnum, line)))


def _fields(data: bytes) -> dict[str, str]:
    """Return what the document says of itself."""
    start = data.find(rb"{\info")
    told = data[start : start + 4000] if start >= 0 else b""
    fields: dict[str, str] = {}
    for name in INFO:
        at = told.find(b"{\\" + name.encode())
        group = told[at : told.find(b"}", at) + 1] if at >= 0 else b""
        moment = MOMENT.search(group.decode("latin-1"))
        if moment:
            day = f"{int(moment[1]):04}-{int(moment[2]):02}-{int(moment[3]):02}"
            fields["created" if name == "creatim" else "modified"] = day
        elif group:
            fields[name] = " ".join(text_of(b"{" + group.removeprefix(b"{\\" + name.encode())).split())
    return fields


RTF = Reader("RTF", (".rtf",), read_rtf, re.compile(rb"\{\\rtf"))
