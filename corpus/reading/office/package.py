"""Opens documents that are zips of XML: no member is unpacked to more than it may, and no XML names what is outside."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from lxml import etree

from corpus.errors import Unreadable

MEMBER, ALL = 64 << 20, 256 << 20
"""Bytes to which one member, and all that are read of a document, may unpack. The text of a long book has 5 MB."""
MEMBERS = 20_000
ANEW = "open and save it anew, or leave it out"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Package:
    """A document that is a zip."""

    def __init__(self, data: bytes | IO[bytes]) -> None:
        """Open it.

        Raises:
            Unreadable: it is damaged.
        """
        self.left = ALL
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
            self.names = self.archive.namelist()
        except BROKEN as error:
            raise Unreadable(f"damaged: the document cannot be unpacked; {ANEW}") from error
        if len(self.names) > MEMBERS:
            raise Unreadable(f"a document of {len(self.names)} pieces, more than {MEMBERS}: leave it out")

    def read(self, name: str) -> bytes | None:
        """Return a member, None if there is none of that name.

        What was read before counts too: members may be large one by one, and not all together.

        Raises:
            Unreadable: it is damaged, locked, or unpacks to more than it may.
        """
        if name not in self.names:
            return None
        limit = min(MEMBER, self.left)
        try:
            with self.archive.open(name) as stream:
                data = stream.read(limit + 1)
        except BROKEN as error:
            raise Unreadable(f"damaged or locked: {name} cannot be unpacked; open and save it anew") from error
        if len(data) > limit:
            raise Unreadable(f"{name} unpacks to more than {limit >> 20} MiB, as no text does: leave it out")
        self.left -= len(data)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return a member of XML, None if there is none of that name.

        Raises:
            Unreadable: it is damaged, or no XML that such a document may hold.
        """
        data = self.read(name)
        return None if data is None else parsed(data, name)


def parsed(data: bytes, name: str) -> etree._Element:
    """Return XML whose entities, if it declares any, are not followed.

    Raises:
        Unreadable: it is damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"damaged: {name} is no XML; open and save the document anew") from error
    if tree is None:
        raise Unreadable(f"damaged: {name} is no XML; open and save the document anew")
    return tree


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
