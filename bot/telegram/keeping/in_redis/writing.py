"""Writes down what was shown, and reads it: JSON in a form of its own, so that nothing else can come of it."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date
from typing import Any

from bot.conversation.replies import Choice
from bot.conversation.requests import Line, Replied
from bot.conversation.shown import Shown
from bot.conversation.views import read_view
from bot.telegram.keeping.keeping import Kept

FORM = 1
"""Of what is written; what has another is not read, as while workers of two versions run."""


def written(kept: Kept) -> str:
    """Return what was shown as a text."""
    line, shown = kept.shown.line, kept.shown
    replied = [astuple(one) if one is not None else None for one in (line.replied, line.answered, line.before)]
    asked = [line.text, line.said_on.toordinal(), line.interface, *replied]
    choices = [[one.label, one.name, one.view.data()] for one in shown.choices]
    return json.dumps([FORM, kept.message, kept.question, asked, astuple(shown.replied), shown.lang, choices])


def read_kept(text: str) -> Kept | None:
    """Return what was shown; None if another version wrote it down."""
    form, *values = json.loads(text)
    if form != FORM:
        return None
    message, question, (words, day, interface, *others), replied, lang, choices = values
    target, pressed, before = map(_replied, others)
    line = Line(words, date.fromordinal(day), interface, target, pressed, before)
    views = [(label, name, read_view(data)) for label, name, data in choices]
    shown = tuple(Choice(label, name, view) for label, name, view in views if view is not None)
    answered = _replied(replied)
    return Kept(Shown(line, answered, lang, shown), message, question) if answered is not None else None


def _replied(values: list[Any] | None) -> Replied | None:
    if values is None:
        return None
    text, ours, bold, quote = values
    return Replied(text, ours, tuple(bold), quote)
