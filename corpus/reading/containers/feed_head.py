"""Reads what stands before the first entry of a feed, and puts around an entry what of it that needs.

The bytes of an entry stay as they are. Around them stand the names of namespaces, the site's address, title and
language, and the entry's author. When the file was written is left away, so that an entry which has not changed is
known again.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from corpus.errors import Unreadable
from corpus.reading.page.tree import CODECS

WXR, FEED = "WordPress export", "feed"
"""Names of the formats that entries are cut for."""
DECLARED = re.compile(rb"\s*<\?xml[^<>]{1,200}?encoding\s{0,4}=\s{0,4}[\"']\s{0,4}([\w:.-]{2,30})")
PROLOGUE = re.compile(r"\s*<\?xml[^<>]{0,300}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,50000}?\]\s*)?>", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"<!--(?:(?!-->).)*+-->", re.DOTALL)
CREATOR = re.compile(rb"<dc:creator>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,200}?)\s*(?:\]\]>)?\s*</dc:creator>")
WORDPRESS = "//wordpress.org/export/"
KEPT = frozenset("title link language base_site_url wxr_version author lang".split())
"""Elements of a head that tell of its entries, by their local names."""
HERE = "entry-stands-here"


@dataclass(frozen=True, slots=True)
class Head:
    """What an entry needs of the head of its file.

    Attributes:
        before: a document up to where the entry stands.
        after: the document's end.
        authors: elements that say what authors are called, by the logins that name them in entries.
        format: the name of the format that reads its entries.
    """

    before: bytes
    after: bytes
    authors: dict[bytes, bytes]
    format: str

    def around(self, entry: bytes) -> bytes:
        """Return a document of one entry."""
        creator = CREATOR.search(entry) if self.authors else None
        author = self.authors.get(creator[1], b"") if creator else b""
        return b"".join((self.before, author, entry, self.after))


def head_of(head: bytes) -> Head:
    """Read all that stands before the first entry.

    Raises:
        Unreadable: it is no XML, not even nearly.
    """
    codec, label = _encoding(head.removeprefix(codecs.BOM_UTF8))
    plain = COMMENT.sub("", head.removeprefix(codecs.BOM_UTF8).decode(codec, "replace"))
    text = DOCTYPE.sub("", PROLOGUE.sub("", plain, count=1), count=1)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise Unreadable("what stands before its first entry is no XML: get the file anew")
    channel = root if _name(root) == "feed" else next((one for one in root if _name(one) == "channel"), root)
    authors = _authors(channel)
    for holder, kept in ((channel, KEPT), (root, KEPT | {"channel"})):
        for one in list(holder):
            if _name(one) not in kept or _login(one):
                holder.remove(one)
    # Entries of RSS 1.0 stand beside their channel, others in it.
    (root if _name(root) == "RDF" else channel).append(etree.ProcessingInstruction(HERE))
    before, _, after = etree.tostring(root, encoding="ascii").partition(f"<?{HERE} ?>".encode())
    before = PROLOGUE.sub("", before.decode("ascii"), count=1).encode()
    prologue = f'<?xml version="1.0" encoding="{label}"?>\n'.encode()
    return Head(prologue + before, after, authors, WXR if WORDPRESS in text else FEED)


def _encoding(head: bytes) -> tuple[str, str]:
    """Return the codec of a file and the name that it has for it; what was UTF-16 is UTF-8 by now."""
    declared = DECLARED.match(head)
    label = declared[1].decode("ascii").lower() if declared else ""
    return (CODECS[label], label) if label in CODECS else ("utf-8", "utf-8")


def _authors(channel: etree._Element) -> dict[bytes, bytes]:
    found = ((_login(one), one) for one in channel)
    return {login.encode(): etree.tostring(one, encoding="ascii", with_tail=False) for login, one in found if login}


def _login(element: etree._Element) -> str:
    """Return the login that an author of an export has, nothing for other elements."""
    return next((one.text or "" for one in element if _name(one) == "author_login"), "")


def _name(element: etree._Element) -> str:
    """Return an element's local name, also where its prefix stands for nothing."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]
