"""The console script ``dateline``: its commands, and how it fails."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from bot.logs import configure_logging
from bot.settings import load_settings
from corpus.errors import DatelineError

COMMANDS = {
    "index": "bot.cli.index",
    "ask": "bot.cli.ask",
    "chat": "bot.cli.chat",
    "bot": "bot.cli.telegram",
    "start": "bot.cli.start",
    "status": "bot.cli.status",
    "articles": "bot.cli.articles",
    "article": "bot.cli.article",
    "dates": "bot.cli.dates",
    "evaluate": "bot.cli.evaluate",
}
"""Module of each command; imported only when it is called, so that a question is answered within a second."""
INTERRUPTED = 130


class Commands(click.Group):
    """The commands in the order of their importance, loaded on use."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return the command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of archive.db and index/ [default: ./data].",
)
@click.version_option(package_name="dateline", prog_name="dateline")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Answer questions from an archive of articles, with the passages themselves and their dates.

    Example: dateline index my-articles/ && dateline ask "When did the bridge open?"
    """
    settings = load_settings()
    configure_logging(settings.log_level)
    context.obj = replace(settings, home=home) if home is not None else settings


def main() -> None:
    """Run the console script; every failure of ours is one line that says what, where and the cure."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        sys.exit(INTERRUPTED)
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
