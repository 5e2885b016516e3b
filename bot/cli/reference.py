"""Writes docs/commands.md from the commands' own help, so that it cannot be wrong: ``python -m bot.cli.reference``."""

from __future__ import annotations

import sys

import click

from bot.cli.main import COMMANDS, cli

HEAD = """# Commands

Written by `make docs` from the commands' own `--help`; do not edit.

Data goes to standard output, progress and diagnostics to standard error. Exit status: 0 done, 1 failed
(the message says what, where and the cure), 2 wrong usage.
"""
WIDTH = 100


def reference() -> str:
    """Return the command reference as Markdown."""
    parts = [HEAD, _section("dateline", cli, None)]
    root = click.Context(cli, info_name="dateline")
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        parts.append(_section(f"dateline {name}", command, root))
        if isinstance(command, click.Group):
            above = click.Context(command, info_name=name, parent=root)
            parts += [_section(f"dateline {name} {sub}", one, above) for sub, one in sorted(command.commands.items())]
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(
        command, info_name=title.rsplit(maxsplit=1)[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH
    )
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {title}\n\n```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
