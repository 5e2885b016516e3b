"""Strips the template tags that site generators leave in Markdown: Hugo shortcodes, Liquid, WordPress."""

from __future__ import annotations

import re

LINK_TARGET = re.compile(r"\]\(\s*\{\{[<%].{0,300}?[>%]\}\}[^)\n]{0,200}\)")
"""A link whose target is a shortcode, ``[text]({{< ref "page.md" >}})``: the text stays."""
SHORTCODE = re.compile(r"\{\{[<%].{0,2000}?[>%]\}\}|\{%.{0,500}?%\}", re.DOTALL)
WORDPRESS = re.compile(
    r"\[/?(?:youtube|caption|gallery|embed|video|audio|slideshare|vimeo|tweet)\b[^\]\n]{0,300}\](?!\()"
)
HTML_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)


def strip_shortcodes(markdown: str) -> str:
    """Return Markdown without template tags; what stands between an opening and a closing tag stays."""
    text = HTML_COMMENT.sub("", markdown)
    text = LINK_TARGET.sub("](#)", text)
    text = SHORTCODE.sub("", text)
    return WORDPRESS.sub("", text)
