"""Reads how a maintainer wants an archive read: archive.toml in its folder, or FILE.archive.toml beside a file.

    include = ["posts/**"]             # read only these; what is named here is never taken for a template or a listing
    exclude = ["**/old/**"]            # and none of these
    language = "de"                    # of what does not tell its own
    timezone = "Europe/Berlin"         # in which a moment told in UTC has its day
    date_order = "dmy"                 # of 03/04/2019; or "mdy"
    base = "https://example.org/"      # address of the site that the archive is of
    url = "{base}/{path}.html"         # of an article; also {name}, {slug}, {folder}, {id}, {year}, {month}, {day}
    keep = ["Install it with *"]       # paragraphs that recur and are wanted all the same
    title = "(.+) - The Gazette"       # what of a title is the article's own: the first group
    [fields]                           # names of fields in records, tables and front matter
    text = "body"
    date = ["Erschienen", "Datum"]     # the first that is there counts

Patterns are those of dates.toml: ``*`` and ``?`` stop at a slash, ``**`` does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from errno import EINVAL
from hashlib import blake2b
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from corpus.dating.corrections import path_pattern
from corpus.errors import DirectionsInvalid
from corpus.reading.sites.site import Site

FILE_NAME = "archive.toml"
OWN_FIELDS = ("id", "title", "text", "date", "modified", "url", "lang", "authors")
"""What a record has, under the names that it is read by."""
PLACES = ("base", "path", "name", "slug", "folder", "id", "year", "month", "day")
"""What a template of an address may name."""
PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Directions:
    """How the files of an archive are to be read: what its maintainer says, and what its site generator's files tell.

    Attributes:
        include: patterns of the only paths that are read; all if empty.
        exclude: patterns of paths that are not.
        language: of articles that do not tell theirs.
        timezone: the name of the zone in which a moment in UTC has its day.
        date_order: "dmy", "mdy" or "".
        fields: names of fields by what they hold, as (one of ``OWN_FIELDS``, name).
        keep: paragraphs that stay however often they recur; ``*`` stands for any words.
        title: a pattern whose first group is the article's own title.
        url: a template of addresses.
        base: the address of the site, without a slash at its end.
        sites: what is known of site generators' sources in the archive.
        digest: tells them from others; nothing where nothing is said and no site is known.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    language: str | None = None
    timezone: str | None = None
    date_order: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()
    title: str | None = None
    url: str | None = None
    base: str = ""
    sites: tuple[Site, ...] = ()
    digest: str = ""

    def with_sites(self, sites: tuple[Site, ...]) -> Directions:
        """Return them with what is known of sites, which changes how files are read as much as words do."""
        if not sites:
            return self
        sites = (*self.sites, *sites)
        return replace(self, sites=sites, digest=_hashed(f"{self.digest} {sites!r}"))

    def field(self, own: str) -> tuple[str, ...]:
        """Return the names under which records hold what is called ``own`` here; none if nothing is said of it."""
        return tuple(name for what, name in self.fields if what == own)

    def columns(self) -> dict[str, str]:
        """Return the first name that is told of each of ``OWN_FIELDS``, for tables whose columns are chosen once."""
        return dict(reversed(self.fields))

    def named(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record's fields under the names that it is read by, where the maintainer has told theirs."""
        found = dict(record)
        for own in OWN_FIELDS:
            value = next((record[name] for name in self.field(own) if name in record), None)
            if value is not None:
                found[own] = value
        return found


NO_DIRECTIONS = Directions()


def beside(root: Path) -> Path:
    """Return where an archive's directions are: in its folder, or beside its file under the file's name."""
    return root / FILE_NAME if root.is_dir() else root.with_name(f"{root.name}.{FILE_NAME}")


def directions_of(root: Path) -> Directions:
    """Return what the maintainer of an archive says.

    Raises:
        DirectionsInvalid: something that cannot be understood; the message says what, where and the cure.
    """
    file = beside(root)
    try:
        if file.exists() and not file.is_file():
            raise OSError(EINVAL, "it is no file")  # noqa: TRY301 - a pipe would be waited for without end
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return NO_DIRECTIONS
    except UnicodeDecodeError as error:
        raise DirectionsInvalid(f"{file}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise DirectionsInvalid(f"{file}: cannot be read ({error.strerror}); check the permissions") from error
    return parse(text, str(file))


def parse(text: str, where: str) -> Directions:
    """Read the text of an archive.toml.

    Args:
        text: what the file holds.
        where: the file, for messages.

    Raises:
        DirectionsInvalid: it cannot be understood.
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DirectionsInvalid(f'{where}: {error}; write lines such as language = "de", in quotation marks') from error
    unknown = next((name for name in told if name not in READ), None)
    if unknown is not None:
        raise DirectionsInvalid(f"{where}: nothing is called {unknown!r} there; there are {', '.join(READ)}")
    values = {}
    for name, value in told.items():
        try:
            values[name] = READ[name](value)
        except ValueError as error:
            raise DirectionsInvalid(f"{where}, {name}: {error}") from error
    if not values:
        return NO_DIRECTIONS
    if "{base}" in values.get("url", "") and "base" not in values:
        raise DirectionsInvalid(f'{where}, url: speaks of a base; add base = "https://..."')
    return replace(Directions(**values), digest=_hashed(text))


def _hashed(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _words(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be words in quotation marks")
    return value.strip()


def _patterns(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    found = tuple(_words(one) for one in listed)
    for one in found:
        path_pattern(one)
    return found


def _paragraphs(value: object) -> tuple[str, ...]:
    return tuple(_words(one) for one in (value if isinstance(value, list) else [value]))


def _language(value: object) -> str:
    code = _words(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", code):
        raise ValueError(f'{code!r} is no code of a language; write "de", or "pt-BR"')
    return code


def _timezone(value: object) -> str:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few archives tell one

    name = _words(value)
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f'{name!r} is no time zone; write a name such as "Europe/Berlin"') from error
    return name


def _order(value: object) -> str:
    if value not in {"dmy", "mdy"}:
        raise ValueError('write "dmy" where 03/04/2019 is of April, or "mdy" where it is of March')
    return str(value)


def _address(value: object) -> str:
    address = _words(value).rstrip("/")
    try:
        host = urlsplit(address).netloc
    except ValueError:  # half a pair of brackets, or letters that stand for a slash
        host = ""
    if not host or not re.fullmatch(r"https?://\S+", address):
        raise ValueError('must be an address such as "https://example.org/"')
    return address


def _template(value: object) -> str:
    template = _words(value)
    unknown = next((name for name in PLACE.findall(template) if name not in PLACES), None)
    if unknown is not None:
        raise ValueError(f"nothing is called {{{unknown}}}; there are {', '.join(f'{{{one}}}' for one in PLACES)}")
    if not template.startswith(("https://", "http://", "{base}")):
        raise ValueError("must begin with https://, or with {base}")
    return template


def _title(value: object) -> str:
    words = _words(value)
    try:
        pattern = re.compile(words)
    except re.error as error:
        raise ValueError(f"{words!r} is no pattern ({error}); see Python's regular expressions") from error
    if pattern.groups != 1:
        raise ValueError("must have one group in parentheses, which is the article's own title")
    return words


def _fields(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError('must be a table: [fields] and below it lines such as text = "body"')  # noqa: TRY004 - told with the others
    unknown = next((own for own in value if own not in OWN_FIELDS), None)
    if unknown is not None:
        raise ValueError(f"nothing is called {unknown!r}; there are {', '.join(OWN_FIELDS)}")
    listed = {own: names if isinstance(names, list) else [names] for own, names in value.items()}
    return tuple((own, _words(name)) for own, names in listed.items() for name in names)


READ: dict[str, Callable[[object], Any]] = cast(
    "dict[str, Callable[[object], Any]]",
    {
        "include": _patterns, "exclude": _patterns, "language": _language, "timezone": _timezone, "date_order": _order,
        "base": _address, "url": _template, "keep": _paragraphs, "title": _title, "fields": _fields,
    },
)  # fmt: skip
"""What may be said, and what reads it."""
