"""A reply as it stands, with the line that it answers: what is typed next may go on about it, or look at more of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.replies import Choice, Reply
from bot.conversation.requests import Line, Replied
from bot.conversation.typed import LIKE, typed_form
from bot.conversation.views import View


@dataclass(frozen=True, slots=True)
class Shown:
    """A reply that somebody has in front of them.

    Attributes:
        line: that it answers.
        replied: the reply as a line reads it that goes on about it.
        lang: of its words.
        choices: what can be looked at next.
    """

    line: Line
    replied: Replied
    lang: str = "en"
    choices: tuple[Choice, ...] = ()

    @classmethod
    def of(cls, line: Line, reply: Reply) -> Shown:
        """Return a reply to a line as it is shown."""
        bold = [part for entry in reply.entries for part in (f"{entry.number}. {entry.title}", entry.best)]
        choices = tuple(choice for row in reply.choices for choice in row)
        return cls(line, Replied(reply.footer, ours=True, bold=tuple(bold)), reply.lang, choices)

    @property
    def pressed(self) -> Line:
        """The line as it is when one of the choices is taken."""
        return replace(self.line, answered=self.replied, replied=None, before=None)


def is_look(shown: Shown, text: str) -> tuple[bool, View | None]:
    """Tell whether a line asks to look at more of what is shown, and at what; None if there is no such choice.

    Args:
        shown: the reply that stands there.
        text: what was typed: "next", "2 context", "only 2019", the words of a button.
    """
    plain = text.strip().removeprefix("/").casefold()
    views = {choice.name: choice.view for choice in shown.choices}
    labels = {choice.label.casefold(): choice.view for choice in shown.choices}
    if plain in labels or plain in views:
        return True, views.get(plain) or labels[plain]
    name = typed_form(text, shown.lang)
    if name is None or not shown.choices:
        return False, None
    return True, views.get(name) or views.get(LIKE.get(name, ""))
