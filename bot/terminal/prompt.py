"""The lines that a person types: with history and completion of commands, neither of which is written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter


def typed(commands: Callable[[], list[str]]) -> Iterator[str]:
    """Yield what is typed until the end of the input; Ctrl-C begins a new line.

    Args:
        commands: what can be typed now and begins with a slash.
    """
    completer = WordCompleter(commands, sentence=True)
    session: PromptSession[str] = PromptSession("\n> ", completer=completer, complete_while_typing=True)
    while True:
        try:
            line = session.prompt()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line
