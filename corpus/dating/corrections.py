"""Reads what maintainers say of their articles' dates: dates.toml, which wins over every other evidence.

    "Thune/*" = "masthead"                        # the days in these texts are those of saving
    "reports/summit.txt" = "2019-01-07"           # a day, a month "2019-01", a year "2019"
    "reports/tour" = "2019-01-07/2019-01-09"      # from the first to the last
    "old/**" = "undated"                          # no evidence is to be trusted

The key is an article's id, its path below the archive's root, or a pattern of either: ``*`` and ``?`` stop at a
slash, ``**`` does not, ``[ab]`` is one of two. An exact key goes before a pattern, the archive's own file before
the home's, and of several patterns that fit the last one counts.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from errno import EINVAL
from pathlib import Path

from corpus.dates.spans import parse_period
from corpus.errors import CorrectionsInvalid
from corpus.model import DateSpan, precision_of

FILE_NAME = "dates.toml"
MASTHEAD = "masthead"
UNDATED = "undated"
CURE = f'write "2019-01-07", "2019-01", "2019", "2019-01-07/2019-01-09", "{MASTHEAD}" or "{UNDATED}"'
WILD = re.compile(r"[*?\[]")
SIGN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of a dates.toml.

    Attributes:
        key: the id, path or pattern.
        says: the days of publication, "masthead" or "undated".
        words: the value as it was written.
        place: where it stands, in words that say nothing of the machine.
    """

    key: str
    says: DateSpan | str
    words: str
    place: str


class Corrections:
    """The corrections that hold for one archive.

    Args:
        files: the corrections of each file, the one that goes first last.
        digest: tells them from others.
    """

    def __init__(self, files: Iterable[list[Correction]] = (), digest: str = "") -> None:
        self.digest = digest
        self.exact: dict[str, Correction] = {}
        self.patterns: list[tuple[re.Pattern[str], Correction]] = []
        for correction in (one for found in files for one in found):
            self.exact[correction.key] = correction
            if WILD.search(correction.key):
                self.patterns.append((path_pattern(correction.key), correction))
        self.patterns.reverse()
        self._any = re.compile("|".join(found.pattern for found, _ in self.patterns)) if self.patterns else None

    def find(self, names: Iterable[str]) -> Correction | None:
        """Return the correction for an article that goes by some names, or None."""
        names = tuple(names)
        for name in names:
            if name in self.exact:
                return self.exact[name]
        if self._any is None or not any(self._any.fullmatch(name) for name in names):
            return None
        fitting = (one for pattern, one in self.patterns if any(pattern.fullmatch(name) for name in names))
        return next(fitting, None)

    def all(self) -> list[Correction]:
        """Return every correction, each once."""
        return list(dict.fromkeys(self.exact.values()))


def beside(root: Path) -> Path:
    """Return where the corrections of an archive are: in its folder, or beside its file under the file's name."""
    is_folder = os.path.isdir(root)  # noqa: PTH112 - pathlib's raises where nobody may look
    return root / FILE_NAME if is_folder else root.with_name(f"{root.name}.{FILE_NAME}")


def read_text(file: Path) -> str:
    """Return what a dates.toml holds; nothing if there is none.

    Raises:
        CorrectionsInvalid: it cannot be read.
    """
    try:
        if file.exists() and not file.is_file():
            raise OSError(EINVAL, "it is no file")  # noqa: TRY301 - a pipe would be waited for without end
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CorrectionsInvalid(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise CorrectionsInvalid(f"{file}: cannot be read ({error.strerror}); check the permissions") from error


def corrections_for(own: tuple[Path, str], home: tuple[Path, str]) -> Corrections:
    """Return the corrections that hold for an archive.

    Args:
        own: the archive's file and what it holds.
        home: the home's file, for all archives, and what it holds.

    Raises:
        CorrectionsInvalid: one of them says something that cannot be understood; the message names file, line, cure.
    """
    from hashlib import blake2b  # noqa: PLC0415 - loads a library for ciphers, and questions need none

    digest = blake2b(f"{own[1]}\0{home[1]}".encode(), digest_size=8).hexdigest() if own[1] or home[1] else ""
    files = [parse(home[1], home[0], f"{FILE_NAME} of the home"), parse(own[1], own[0], own[0].name)]
    return Corrections(files, digest)


def parse(text: str, file: Path, name: str) -> list[Correction]:
    """Read the corrections in the text of a dates.toml.

    Args:
        text: what the file holds.
        file: where it is, for messages.
        name: what it is called where readers may see it.

    Raises:
        CorrectionsInvalid: the text is no TOML, or a line says what cannot be understood.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorrectionsInvalid(
            f'{file}: {error}; write lines such as "folder/*" = "2019-01", both in quotation marks'
        ) from error
    return [_correction(key, value, f"{file}, {_line(text, key)}", name) for key, value in table.items()]


def _correction(key: str, value: object, where: str, name: str) -> Correction:
    if isinstance(value, dict):
        raise CorrectionsInvalid(f"{where}: a path with a full stop, or a table; put the whole path in quotation marks")
    if not key.strip():
        raise CorrectionsInvalid(f"{where}: names no article; write its path or id before the equals sign")
    if isinstance(value, datetime):
        value = value.date()
    words = value.isoformat() if isinstance(value, date) else str(value).strip()
    says = words if words in {MASTHEAD, UNDATED} else _span(words)
    if says is None or isinstance(value, bool | float | list):
        raise CorrectionsInvalid(f"{where}: {str(value)[:60]!r} is no date; {CURE}")
    return Correction(key, says, words, f'{name}, "{key}"')


def _span(words: str) -> DateSpan | None:
    first, slash, last = words.partition("/")
    begin, end = parse_period(first.strip()), parse_period(last.strip()) if slash else None
    if begin is None or (slash and (end is None or end.last < begin.first)):
        return None
    if end is None:
        return begin
    days = (begin.first, max(begin.last, end.last))
    return DateSpan(*days, precision_of(*days))


def _line(text: str, key: str) -> str:
    """Say where a key stands, as well as can be told: TOML's reader does not keep lines."""
    for number, line in enumerate(text.splitlines(), start=1):
        begins = line.lstrip(" \t[\"'")
        if begins.startswith((key, key.replace('"', '\\"'))):
            return f"line {number}"
    return f'"{key}"'


def path_pattern(key: str) -> re.Pattern[str]:
    """Return the pattern of paths and ids that a key with wildcards means."""
    parts = []
    for sign in SIGN.findall(key):
        if sign == "**/":
            parts.append("(?:.*/)?")
        elif sign == "**":
            parts.append(".*")
        elif sign in {"*", "?"}:
            parts.append("[^/]" + ("*" if sign == "*" else ""))
        elif len(sign) > 1:
            inside = sign[1:-1].replace("\\", "\\\\").replace("[", "\\[")
            parts.append("[" + ("^" + inside[1:] if inside.startswith("!") else inside) + "]")
        else:
            parts.append(re.escape(sign))
    return re.compile("".join(parts), re.DOTALL)
