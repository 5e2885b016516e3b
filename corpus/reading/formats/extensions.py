"""Takes off the marks by which generators extend Markdown: attribute lists, footnotes, notes, wiki links, emoji."""

from __future__ import annotations

import re

_VALUE = r"(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[\w./%#-]{1,80})"
_ATTRIBUTE = rf"(?:[.#](?=[A-Za-z_])[\w:.#-]{{1,80}}|[A-Za-z][\w-]{{0,40}}={_VALUE})"
ATTRIBUTES = re.compile(
    r"[ \t]?(?:\{::?(?![ \t]*\})[^{}\n]{0,400}\}"
    rf"|(?<![_^])\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*\}})"
)
"""``{: .lead }``, ``{:target="_blank"}``, ``{::options /}``, ``{#id}``, ``{.class key=value}``; not the ``{n=0}``
below a sum in TeX."""
CONTENTS = re.compile(
    r"^[ \t]*(?:[*+-]|\d+\.)[^\n]{0,200}\n[ \t]*\{:[^}\n]{0,100}\btoc\b[^}\n]{0,100}\}|^[ \t]*\[\[?_?TOC_?\]?\][ \t]*$",
    re.MULTILINE,
)
"""Where a table of contents is put in."""
FOOTNOTE_MARK = re.compile(r"(?<!\\)(?:[ ]?\[\^[^\]\s\[]{1,80}\](?!:)|(?<=\w)\[\^[^\]\s\[]{1,80}\])")
DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*")
SUPERSCRIPT = re.compile(
    r"<sup\b[^<>]{0,200}>\s{0,9}(?:<a\b[^<>]{0,400}>)\s{0,9}\[?[\d*†]{1,3}\]?\s{0,9}</a>\s{0,9}</sup>", re.IGNORECASE
)
"""A mark of a footnote in HTML; a power (m<sup>2</sup>) links to nothing."""
FENCED_NOTE = re.compile(
    r"^([ \t]*):{3,}[ \t]*(?:\{[^}\n]{0,200}\}|[\w-]{1,40})?(?:[ \t]+:?[\w-]{1,40}=\"[^\"\n]{0,300}\"){0,9}"
    r"[ \t]*(?:\{[^}\n]{0,200}\}|\[([^\]\n]{0,200})\]|([^\n{\[]{0,200}))?[ \t]*$",
    re.MULTILINE,
)
"""``:::tip Title``, ``::: {.callout-note}``, ``:::: tabs :options="{}"``, and ``:::``, which closes it."""
QUOTED_NOTE = re.compile(r"^([ \t]*(?:>[ \t]?)+)\[!\w{2,20}\][+-]?[ \t]*(.*)$", re.MULTILINE)
"""``> [!NOTE]``, with a title at times."""
INSET_NOTE = re.compile(
    r"^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+[\w-]{2,40}(?:[ \t]+[\w-]{2,40}){0,3}[ \t]*(?:\"([^\"\n]{0,200})\")?[ \t]*$"
)
"""``!!! note "Title"``, whose text is set in below it."""
INSET = 4
"""Columns by which the text of a note or a footnote is set in."""
WIKI_EMBED = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")
WIKI_LINK = re.compile(r"(?<![\[\w])\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\](?![\](])")
CODE_NAME = re.compile(r"[a-z0-9_.:-]+")
"""``[[nodiscard]]`` in a text about code is no link; names of pages have capitals or spaces."""
LOOSE_STRONG = re.compile(
    r"^[ \t>]*\*\*\s{1,40}(?:[^*\n]|\n(?!\s*\n)){1,500}?\*\*(?=[^\S\n]*$)"
    r"|(?<![*\w])\*\*[^\S\n]+\S[^*\n]{0,300}?(?<=\S)\*\*(?![*\w])"
    r"|(?<![^\s>(\[“‘«「『（])\*\*(?=\S)(?:[^*\n]|\n(?!\s*\n)){1,300}?\s{1,40}\*\*(?!\*)",
    re.MULTILINE,
)
"""``** so strong **``, which exports write and no browser shows as strong; never from where one strong run ends to
where the next begins, ``**one**: words **two**``."""
BORDERED = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)){1,300}?)(?<=[^\s*\\])\1(?!\*)")
"""``**"so strong"**enough``, which writers mean and CommonMark does not take: a mark between a sign and a letter."""
ENDING = frozenset(")]}.,:;!?…。，：；！？、」』）】")
CLOSING = ENDING | frozenset("\"'”“’‘»«")
LINK_IN_LINK = re.compile(r"\[(\[[^\[\]\n]{1,200}\]\([^()\s]{1,400}\))\]\([^()\s]{1,400}\)")
"""``[[#492](there)](there)``, as programs write that link what is a link already."""
CLOSE_HEADING = re.compile(r"^(#{2,6})(?=[^\W\d])", re.MULTILINE)
"""``##Heading``, as Markdown was first written."""
EMOJI = re.compile(r"(?<![\w:])(:(?=[a-z0-9_+-]{0,40}[a-z])[a-z0-9_+-]{2,40}:)(?![\w:])")


def plain_markdown(markdown: str) -> str:
    """Return Markdown that says the same in CommonMark; footnotes stand at its end, below a heading of no words.

    Args:
        markdown: a text whose code and template tags are out of reach already.
    """
    text = markdown
    if "{" in text:
        text = CONTENTS.sub("", text)
        text = ATTRIBUTES.sub("", text)
    if "**" in text:
        text = LOOSE_STRONG.sub(_unmarked, text)
    if "*" in text:
        text = BORDERED.sub(_bordered, text)
    text = CLOSE_HEADING.sub(r"\1 ", text)
    if ":::" in text:
        text = FENCED_NOTE.sub(_note, text)
    if "[!" in text:
        text = QUOTED_NOTE.sub(lambda note: f"{note[1]}{_titled(note[2])}", text)
    if "!!!" in text or "???" in text:
        text = _insets_out(text)
    if "[[" in text:
        text = LINK_IN_LINK.sub(r"\1", text)
        text = WIKI_LINK.sub(_linked, WIKI_EMBED.sub("", text))
    if "<sup" in text:
        text = SUPERSCRIPT.sub("", text)
    if EMOJI.search(text):
        text = _with_emoji(text)
    return _footnotes_last(text) if "[^" in text else text


def _note(mark: re.Match[str]) -> str:
    return f"\n{mark[1]}{_titled(mark[2] or mark[3] or '')}\n"


def _unmarked(strong: re.Match[str]) -> str:
    return strong[0].replace("**", " ").strip(" ") + " "


def _bordered(strong: re.Match[str]) -> str:
    """Return words without marks that CommonMark leaves there, and all others as they are."""
    marks, words, text = strong[1], strong[2], strong.string
    before, after = text[strong.start() - 1 : strong.start()], text[strong.end() : strong.end() + 1]
    opens_within = before.isalnum() and not words[0].isalnum() and words[0] not in ENDING
    closes_within = words[-1] in CLOSING and after.isalnum()
    if marks == "*":  # a single one is a mark of much else
        return words if closes_within and not before.isalnum() else strong[0]
    return words if opens_within or closes_within else strong[0]


def _titled(title: str) -> str:
    """Return the title of a note as words of their own."""
    words = title.strip().strip("\"'")
    return f"{words}\n" if words else ""


def _linked(link: re.Match[str]) -> str:
    if CODE_NAME.fullmatch(link[1]) and not link[2]:
        return link[0]
    return (link[2] or link[1].partition("#")[0] or link[1]).strip()


def _with_emoji(text: str) -> str:
    from rich.emoji import Emoji  # noqa: PLC0415 - few texts need its table of three thousand names

    return EMOJI.sub(lambda code: Emoji.replace(code[1]), text)


def _insets_out(text: str) -> str:
    """Take off the lines that open notes, and the columns by which their text is set in."""
    found: list[str] = []
    inside: int | None = None
    for line in text.split("\n"):
        match = INSET_NOTE.match(line)
        if match:
            inside = len(match[1].expandtabs(INSET)) + INSET
            found += ["", f"{match[1]}{_titled(match[2] or '')}"]
            continue
        shown = line.expandtabs(INSET) if inside is not None else line
        set_in = len(shown) - len(shown.lstrip(" "))
        if inside is not None and shown.strip() and set_in < inside:
            inside = None
        found.append(line if inside is None else shown[INSET:])
    return "\n".join(found)


def _footnotes_last(text: str) -> str:
    """Take off the marks of footnotes, and put what they say at the end."""
    body: list[str] = []
    notes: list[str] = []
    inside = False
    for line in text.split("\n"):
        match = DEFINITION.match(line)
        if match:
            notes += ["", line[match.end() :]]
            inside = True
            continue
        goes_on = inside and (not line.strip() or line.startswith(("    ", "\t")) or bool(notes[-1].strip()))
        if goes_on:
            notes.append(line.removeprefix("\t").removeprefix("    ") if line.strip() else "")
            continue
        inside = False
        body.append(line)
    if any(map(str.strip, notes)):
        body += ["", "#", "", *notes]
    return FOOTNOTE_MARK.sub("", "\n".join(body))
