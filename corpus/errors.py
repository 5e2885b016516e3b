"""Every error that Dateline raises on purpose.

DatelineError                 something failed; the message says what, where and the cure
├── SettingsInvalid           an environment variable or a line in .env cannot be used
├── ArchiveNotFound           a path given to ``dateline index`` is not there, or no archive has a name
├── ArchiveUnclear            a path is in, around or a copy of another archive, or a name is taken
├── CorrectionsInvalid        a dates.toml says something that cannot be understood
├── DirectionsInvalid         an archive.toml says something that cannot be understood
├── Unreadable                one file or record cannot be read; it goes to quarantine
├── NotFetched                one page of a live site is not fetched
├── FetchStopped              a site cannot be fetched any further
├── NoArticle                 one file or record is read, and is no article; it is left out and counted by reason
├── PartsUnusable             what parts of archives came to is missing, damaged, or of something else
├── NotWritten                a file that a command was asked for, or its output, cannot be written
├── StoreUnusable             archive.db is missing, damaged, locked, or of a newer Dateline
├── IndexUnusable             the index is missing, damaged, or of another format
├── EngineUnreachable         the engine that searches the index does not answer, or not wholly
├── BackupUnusable            a file of a backup is damaged, or cannot be put where it is asked for
├── AlertsUnusable            the files of the alerts cannot be used, or not with the key that is set
├── RerankerUnusable          the folder of a re-ranker, or a library that it needs, is missing or cannot be used
├── WeightsInvalid            a file of weights is damaged, or of another version
└── QuestionsInvalid          a file of questions is not in the form that is documented

No answer is an empty Answer, not an error. Errors of libraries are translated where they cross into
our code, with ``raise ... from``.
"""


class DatelineError(Exception):
    """Root of every error that Dateline raises on purpose."""


class SettingsInvalid(DatelineError):
    """An environment variable or a line in .env cannot be used."""


class ArchiveNotFound(DatelineError):
    """A path given to ``dateline index`` is not there, or no archive has a name."""


class ArchiveUnclear(DatelineError):
    """It cannot be told which archive is meant: a path in, around or a copy of another one, or a name that is taken."""


class CorrectionsInvalid(DatelineError):
    """A dates.toml says something that cannot be understood."""


class DirectionsInvalid(DatelineError):
    """An archive.toml says something that cannot be understood."""


class Unreadable(DatelineError):
    """One file or record cannot be read; it goes to quarantine."""


class NoArticle(DatelineError):
    """One file or record is read, and is no article of the archive; it is left out, and counted by its reason.

    Args:
        reason: what it is instead, such as "draft"; the words that a run counts it under, the same for all of a kind.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFetched(DatelineError):
    """One page of a live site is not fetched; it is counted by its kind.

    Args:
        reason: for the maintainer.
        kind: what it is counted under.
        again: whether it may be there if it is asked for again a little later.
    """

    def __init__(self, reason: str, kind: str = "failed", *, again: bool = False) -> None:
        super().__init__(reason)
        self.kind = kind
        self.again = again


class FetchStopped(DatelineError):
    """A site cannot be fetched any further: it refuses, asks to be left alone, or nothing is known to be fetched."""


class PartsUnusable(DatelineError):
    """What parts of archives came to is missing, not whole, damaged, or was read of something else."""


class NotWritten(DatelineError):
    """A file that a command was asked for, or its output, cannot be written."""


class StoreUnusable(DatelineError):
    """The store archive.db is missing, damaged, locked, or of a newer Dateline."""


class IndexUnusable(DatelineError):
    """The index is missing, damaged, or of another format."""


class EngineUnreachable(DatelineError):
    """The engine that searches the index does not answer, or not wholly; it is no answer that nothing was found."""


class BackupUnusable(DatelineError):
    """A file of a backup is none, damaged or hostile, or what it holds cannot be put where it is asked for."""


class AlertsUnusable(DatelineError):
    """The files of the alerts are damaged, cannot be written, or were written with another key."""


class RerankerUnusable(DatelineError):
    """The folder of a re-ranker, or a library that it needs, is missing or cannot be used."""


class WeightsInvalid(DatelineError):
    """A file of weights is damaged, of another version, or not what ``dateline tune`` writes."""


class QuestionsInvalid(DatelineError):
    """A file of questions is not in the form that is documented."""
