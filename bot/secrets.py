"""Secrets: words that are not told by accident, the files that they may stand in, and what hides them in an error."""

from __future__ import annotations

import os
import re
import stat
import sys
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from corpus.errors import SettingsInvalid

CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""The variable by which systemd tells a service where its credentials are."""
LONGEST = 4096
"""Bytes of a file that holds a secret; a key or an address has a few hundred at most."""
TOO_OPEN = stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH
LEAST_PIECE = 8
"""Letters of a part of a secret, such as the password in an address, that is hidden by itself too."""
_revealed: set[str] = set()


class Secret:
    """A word that is not told by accident: neither printed, nor logged, nor shown with what holds it.

    Args:
        word: the word.
        place: the variable, or the credential, that says it.
    """

    __slots__ = ("_word", "place")

    def __init__(self, word: str, place: str = "") -> None:
        self._word = word
        self.place = place

    def reveal(self) -> str:
        """Return the word itself."""
        _remember(self._word)
        return self._word

    def __bool__(self) -> bool:
        return bool(self._word)

    def __repr__(self) -> str:
        return "Secret(…)"


NO_SECRET = Secret("")


class SecretFile(Secret):
    """A word that stands in a file. It is read when the word is needed: commands that need it not may not be able to.

    Args:
        file: that holds it.
        place: the variable that names the file, or the credential that it is. Errors tell that and not the path, for
            who takes one variable for the other puts the secret itself where a path is expected.
        pattern: that the word must fit; empty, and it may be anything.
        must: what it must be, told to who has written something else.
        given: it was handed over by systemd, which sees to who can read it.
    """

    __slots__ = ("_file", "_given", "_must", "_pattern")

    def __init__(self, file: Path, place: str, pattern: str, must: str, *, given: bool = False) -> None:
        super().__init__("", place)
        self._file, self._pattern, self._must, self._given = file, pattern, must, given

    def reveal(self) -> str:
        """Return the word itself.

        Raises:
            SettingsInvalid: the file cannot be read, is open to others, or holds no such word.
        """
        if not self._word:
            word = self._read()
            if self._pattern and re.fullmatch(self._pattern, word) is None:
                raise SettingsInvalid(f"{self.place}: {self._must}; correct what the file holds")
            self._word = word
        return super().reveal()

    def is_in(self, folder: Path) -> bool:
        """Tell whether the file is in a folder."""
        return self._file.resolve().is_relative_to(folder.resolve())

    def __bool__(self) -> bool:
        return True

    def _read(self) -> str:
        try:
            handle = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe would be waited for
        except OSError as error:
            raise SettingsInvalid(
                f"{self.place}: the file cannot be read ({error.strerror}); correct the path, or let the user that "
                "Dateline runs as read it"
            ) from None  # the error tells what stands in place of the path
        try:
            mode = os.fstat(handle).st_mode
            if not stat.S_ISREG(mode):
                raise SettingsInvalid(f"{self.place}: names no plain file; put the secret into one")
            if mode & TOO_OPEN and not self._given:
                raise SettingsInvalid(
                    f"{self.place}: others can read or change the file (mode {stat.S_IMODE(mode):04o}); chmod it to "
                    "0600, or to 0640 for a group (mounted into a container: set its mode there)"
                )
            return self._only_line(os.read(handle, LONGEST + 1))
        finally:
            os.close(handle)

    def _only_line(self, content: bytes) -> str:
        try:
            word = content.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            word = "\0"
        if not word:
            raise SettingsInvalid(f"{self.place}: the file is empty; write the secret into it")
        if len(content) > LONGEST or not word.isprintable():
            raise SettingsInvalid(f"{self.place}: the file holds something else than one line of text; put it right")
        return word


def secret_of(variable: str, file_variable: str, values: Mapping[str, str], pattern: str, must: str) -> Secret:
    """Return what a variable says, or the file that stands for it, or the credential of its name; else no secret.

    Args:
        variable: of the secret.
        file_variable: that names a file.
        values: what the variables say.
        pattern: that the secret must fit; empty, and it may be anything.
        must: what it must be.

    Raises:
        SettingsInvalid: it is said in two ways, or does not fit.
    """
    found: list[Secret] = []
    if word := values.get(variable, "").strip():
        found.append(Secret(word, variable))
    if file := values.get(file_variable, "").strip():
        found.append(SecretFile(Path(file), file_variable, pattern, must))
    if given := _credential(variable):
        found.append(SecretFile(given, f"the credential {variable}", pattern, must, given=True))
    if len(found) > 1:
        raise SettingsInvalid(f"{' and '.join(one.place for one in found)} are both set; leave out one")
    if word and pattern and re.fullmatch(pattern, word) is None:
        raise SettingsInvalid(f"{variable}: {must}")
    return found[0] if found else NO_SECRET


def _credential(variable: str) -> Path | None:
    folder = os.environ.get(CREDENTIALS, "")
    file = Path(folder) / variable
    try:
        return file if folder and file.exists() else None
    except OSError as error:
        raise SettingsInvalid(f"{CREDENTIALS}: cannot be looked into ({error.strerror}); leave it to systemd") from None


def hide(text: str) -> str:
    """Return a text without any secret that has been revealed in this process."""
    for word in sorted(_revealed, key=len, reverse=True):
        text = text.replace(word, "…")
    return text


def hide_in_tracebacks() -> None:
    """Have what ends this process, or a thread of it, by an error of ours told without secrets.

    A library's error may hold the address that it could not use, and the address a token or a password.
    """

    def tell(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(hide("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = tell
    threading.excepthook = lambda told: (
        None if told.exc_type is SystemExit else tell(told.exc_type, told.exc_value, told.exc_traceback)
    )


def _remember(word: str) -> None:
    """Hide a word from now on, also as it stands in addresses, and its longer parts, such as a password in one."""
    if word:
        pieces = [piece for piece in re.split(r"[^\w.~-]+", word) if len(piece) >= LEAST_PIECE]
        _revealed.update((word, quote(word, safe=""), *pieces))
