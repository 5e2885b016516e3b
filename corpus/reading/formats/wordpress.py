"""Takes the shortcodes off the content of WordPress posts: captions and texts stay, players and forms go."""

from __future__ import annotations

import re

from corpus.data import table

_SHORTCODES = table("corpus.reading.formats", "wordpress")["shortcodes"]
WHOLE, TAGS = frozenset(_SHORTCODES["whole"]), frozenset(_SHORTCODES["tags"])
SHORTCODE = re.compile(
    r"(?<!\[)\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,60})(?P<given>(?:[\s=:](?:[^\[\]\"']++|\"[^\"]{0,5000}\"|'[^']{0,5000}'){0,60}+)?)/?\](?!\]|\()"
)
ESCAPED = re.compile(r"\[(\[/?[A-Za-z][\w-]{0,60}(?:\s[^\[\]]{0,500})?\])\]")
CAPTION = re.compile(r"\bcaption\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
ATTRIBUTE = re.compile(r"[\w-]\s?=\s?(?:[\"'“”″]|&\w{2,6};|&#\d{2,5};|\w)")
BUILDER = re.compile(r"[a-z0-9]{2,12}_[a-z0-9_]+")
"""Names as page builders have them: vc_row, et_pb_section, fusion_text, av_textblock."""


def without_shortcodes(content: str) -> str:
    """Return the content of a post without its shortcodes.

    What stands in square brackets is a shortcode if its name is known, it has attributes, it is named as those of page
    builders are, or it is closed again later: "[sic]" and "[1]" are not.
    """
    if "[" not in content:
        return content
    closed = {match["name"] for match in SHORTCODE.finditer(content) if match["close"]}
    parts: list[str] = []
    at, inside = 0, ""
    for match in SHORTCODE.finditer(content):
        name = match["name"].lower()
        if not _is_shortcode(match, closed):
            continue
        if not inside:
            parts.append(content[at : match.start()])
            at = match.end()
            if name in WHOLE and match["name"] in closed and not match["close"]:
                inside = name
            else:
                parts.append(_instead(match, closed))
        elif inside == name and match["close"]:
            inside, at = "", match.end()
    parts.append(content[at:])
    return ESCAPED.sub(r"\1", "".join(parts))


def _is_shortcode(match: re.Match[str], closed: set[str]) -> bool:
    name, given = match["name"], match["given"]
    known = name.lower() in WHOLE or name.lower() in TAGS
    return (
        (
            known
            and (not given.strip() or name in closed or ATTRIBUTE.search(given) is not None or name.lower() in WHOLE)
        )
        or ATTRIBUTE.search(given) is not None
        or given[1:].lstrip().startswith(("http://", "https://"))
        or (not given.strip() and (name in closed or BUILDER.fullmatch(name) is not None))
    )


def _instead(match: re.Match[str], closed: set[str]) -> str:
    """Return what stands where a shortcode was: the ends of a caption, or a caption in an attribute."""
    if not match["name"].lower().endswith("caption"):
        return ""
    told = CAPTION.search(match["given"])
    if told:
        return f"\n\n<figcaption>{told[1] or told[2] or ''}</figcaption>\n\n"
    if match["name"] not in closed:
        return "\n\n"
    return "</figcaption>\n\n" if match["close"] else "\n\n<figcaption>"
