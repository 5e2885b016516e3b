"""The line that a person types: with history and completion of commands, neither of which is written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory


class Prompt:
    """Asks for lines.

    Args:
        commands: what can be typed now and begins with a slash.
    """

    def __init__(self, commands: Callable[[], list[str]]) -> None:
        self._session: PromptSession[str] = PromptSession(
            "\n> ", history=InMemoryHistory(), completer=_Commands(commands), complete_while_typing=True
        )

    def ask(self) -> str | None:
        """Return a line, None at the end of the input; Ctrl-C begins a new line."""
        while True:
            try:
                return self._session.prompt().strip()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


class _Commands(Completer):
    def __init__(self, commands: Callable[[], list[str]]) -> None:
        self._commands = commands

    def get_completions(self, document: Document, _complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text_before_cursor
        if typed.startswith("/"):
            for command in self._commands():
                if command.startswith(typed):
                    yield Completion(command, start_position=-len(typed))
