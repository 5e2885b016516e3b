"""Strips the template tags that site generators leave in Markdown: Liquid, Hugo and Zola shortcodes, WordPress, MDX."""

from __future__ import annotations

import re
from collections.abc import Callable

LINK_TARGET = re.compile(r"\]\([ \t]*(?:\{\{(?:[^}]|\}(?!\})){0,400}\}\}|\{%(?:[^%]|%(?!\})){0,400}%\})[^)\n]{0,300}\)")
"""A link whose target is a template tag, ``[text]({{< ref "page.md" >}})``: the text stays."""
REFERENCE_TARGET = re.compile(r"^([ ]{0,3}\[[^\]\n]{1,200}\]:)[ \t]*(?:\{\{|\{%).*$", re.MULTILINE)
SHORTCODE = re.compile(
    r"\{\{[<%](?:[^>%]|[>%](?!\}\})){0,2000}[>%]\}\}|\{\{(?:[^{}]|\{[^{}\n]{0,200}\}){0,600}\}\}\}?"
    r"|\{%-?(?:[^%{}]|%(?!\})|\{\{[^{}]{0,200}\}\}){0,9000}%\}"
)
RAW = re.compile(r"\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}")
"""Around what is to be shown as it stands; most of that is code."""
CODE_BLOCKS = tuple(
    (
        re.compile(rf"(?:\{{%-?|\{{\{{[<%])[ \t]*{name}\b(?:(?!%\}}|[>%]\}}\}}).){{0,200}}(?:%\}}|[>%]\}}\}})"),
        re.compile(rf"\{{%-?[ \t]*end{name}[ \t]*-?%\}}|\{{\{{[<%][ \t]*/[ \t]*{name}[ \t]*[>%]\}}\}}"),
    )
    for name in ("highlight", "code", "codeblock")
)
"""What opens and closes code, as ``{% highlight sh %}`` and ``{% endhighlight %}`` do."""
COMMENTS = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"\{%-?[ \t]*comment\b[^%\n]{0,50}%\}"), re.compile(r"\{%-?[ \t]*endcomment[ \t]*-?%\}")),
    (re.compile(r"\{\{[<%][ \t]*comment[ \t]*[>%]\}\}"), re.compile(r"\{\{[<%][ \t]*/[ \t]*comment[ \t]*[>%]\}\}")),
    (re.compile(r"\{#-?\s"), re.compile(r"#\}")),
    (re.compile(r"\{/\*"), re.compile(r"\*/\}")),
    *(
        (re.compile(rf"<{name}\b[^<>]{{0,500}}>", re.IGNORECASE), re.compile(rf"</{name}[ \t]{{0,9}}>", re.IGNORECASE))
        for name in ("style", "script", "noscript", "svg", "template")
    ),
)
"""What opens and what closes something that no reader sees."""
_WITHIN = r"(?:(?!%\}|[>%]\}\}).){0,600}?"
CAPTIONED = re.compile(
    rf"(?:\{{\{{[<%]|\{{%-?)[ \t\n]{{0,9}}(?:figure|include|img|image|imgproc)\b{_WITHIN}"
    rf"\b(?:caption|alt)[ ]{{0,3}}=[ ]{{0,3}}(?:\"([^\"\n]{{1,500}})\"|'([^'\n]{{1,500}})')"
    rf"{_WITHIN}(?:%\}}|[>%]\}}\}})",
    re.DOTALL,
)
"""A picture whose caption is an argument of its tag."""
WORDPRESS_CAPTION = re.compile(r"\[caption\b[^\]\n]{0,400}\](.{0,3000}?)\[/caption\]", re.DOTALL)
WORDPRESS = re.compile(
    r"\[/?(?:youtube|caption|gallery|embed|video|audio|playlist|slideshare|slideshow|vimeo|tweet|soundcloud|contact-form(?:-7)?"
    r"|wp_\w{1,40}|vc_\w{1,40}|et_pb_\w{1,40}|su_\w{1,40}|fusion_\w{1,40})\b[^\]\n]{0,300}\](?!\()"
)
PICTURE = re.compile(r"<img\b[^<>]{0,2000}>|!\[[^\]\n]{0,500}\]\([^()\n]{0,500}\)", re.IGNORECASE)
MODULE = re.compile(
    r"^(?:import[ \t]+(?:[\w*{][^\n;'\"]{0,300}[ \t]from[ \t]+)?['\"][^'\"\n]{1,300}['\"];?"
    r"|export[ \t]+(?:const|let|default|function)\b[^\n]{0,500})[ \t]*$(?:\n^(?:[ \t]+\S|[}\])]).{0,500}$){0,200}",
    re.MULTILINE,
)
"""A line of JavaScript in MDX, and those set in below it."""


def strip_shortcodes(markdown: str) -> str:
    """Return Markdown without template tags; what stands between an opening and a closing tag stays.

    Args:
        markdown: a text whose code is out of reach already.
    """
    text = markdown
    for opens, closes in COMMENTS:
        text = _cut(text, opens, closes)
    text = WORDPRESS_CAPTION.sub(_captioned, text) if "[caption" in text else text
    if "{{" in text or "{%" in text:
        text = REFERENCE_TARGET.sub(r"\1 #", text)
        text = LINK_TARGET.sub("](#)", text)
        text = CAPTIONED.sub(lambda tag: f"![{_plain(tag[1] or tag[2])}](#)", text)
        text = SHORTCODE.sub("", text)
    return WORDPRESS.sub("", text) if "[" in text else text


def strip_modules(mdx: str) -> str:
    """Return MDX without what it imports and exports; its components are tags like others."""
    return MODULE.sub("", mdx)


def code_fenced(markdown: str) -> str:
    """Return Markdown with blocks of code in template tags as fenced ones."""
    text = RAW.sub("", markdown)
    for opens, closes in CODE_BLOCKS:
        text = _cut(text, opens, closes, lambda code: f"\n````\n{code.strip(chr(10))}\n````\n")
    return text


def _cut(text: str, opens: re.Pattern[str], closes: re.Pattern[str], put: Callable[[str], str] = lambda _: "") -> str:
    """Return a text without what stands from each opening to the closing after it; in linear time."""
    parts: list[str] = []
    place = 0
    while (start := opens.search(text, place)) and (end := closes.search(text, start.end())):
        parts += [text[place : start.start()], put(text[start.end() : end.start()])]
        place = end.end()
    return "".join((*parts, text[place:])) if place else text


def _captioned(caption: re.Match[str]) -> str:
    """Return what stands between WordPress' caption tags as a picture with its caption."""
    words = _plain(PICTURE.sub("", caption[1]))
    return f"\n\n![{words}](#)\n\n" if words else caption[1]


def _plain(words: str) -> str:
    """Return words that can stand as a picture's text in Markdown."""
    return " ".join(re.sub(r"<[^<>]{1,500}>|[\[\]]", " ", words).split())
