"""Tells the captions of figures and tables from the text that they stand beside."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

TAGS = frozenset({"figcaption"})
NAMES = re.compile(
    r"(?i)(?:^|[\s_-])(?:\w*caption\w*|(?:image|img|bild)-?(?:description|unterschrift)\w*"
    r"|(?:photo|image|picture|bild|foto)[_-]?(?:credit|source|quelle)\w*)(?:$|[\s_-])"
)
"""Names of containers whose blocks are captions."""
CREDIT = re.compile(
    r"(?i)[(\[][^()\[\]]{0,40}\b(?:photos?|photographs?|fotos?|credits?|images?|bild(?:er|quelle)?|symbol(?:bild|foto)"
    r"|archiv(?:bild|foto)|pictures?|screenshots?|crédits?|getty|reuters|afp|imago|shutterstock|istock|unsplash|pixabay"
    r"|zdjęcie|fot\.)(?!\w)[^()\[\]]{0,60}[)\]]\W{0,3}$"
)
"""Who made a picture, at the end of what is said of it: "The pier at dawn. (Photo: Anna Muster/Getty)"."""
CREDITED = 400
"""Characters of a paragraph that may be said of a picture."""
LONGEST = 1000
"""Characters of a caption; what is called one and has more holds the text."""
OF_NAMES = 200
"""Characters of a class and an id that are looked at."""


def is_caption(element: etree._Element) -> bool:
    """Tell whether an element is the caption of a figure by its tag, or by what it is called."""
    return str(element.tag) in TAGS or NAMES.search(names_of(element)) is not None


def is_credited(words: str) -> bool:
    """Tell whether a paragraph ends by saying who made the picture that it is about."""
    return len(words) <= CREDITED and words[-4:].rstrip(" .").endswith((")", "]")) and CREDIT.search(words) is not None


def names_of(element: etree._Element) -> str:
    """Return the class and the id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:OF_NAMES]


def take_captions(tree: HtmlElement) -> list[str]:
    """Take the captions out of a piece of markup, unless there is nothing else in it, and return their words."""
    found = [one for one in tree.iter() if str(one.tag) == "caption" or is_caption(one)]
    inner = set(found)
    outermost = [one for one in found if inner.isdisjoint(one.iterancestors())]
    said = [" ".join(" ".join(one.itertext()).split()) for one in outermost]
    taken = [(one, words) for one, words in zip(outermost, said, strict=True) if len(words) <= LONGEST]
    whole = len("".join("".join(tree.itertext()).split()))
    if whole <= sum(len("".join(words.split())) for _, words in taken):
        return []
    for one, _ in taken:
        one.drop_tree()
    return [words for words in dict.fromkeys(words for _, words in taken) if words]
