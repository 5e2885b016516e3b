"""The console script ``dateline``: its commands, and how it fails."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bot.cli.stopping import end_on_sigterm, status_of
from bot.logs import configure_logging
from bot.secrets import hide_in_tracebacks
from bot.settings import EMBEDDED, Settings, load_settings
from corpus.errors import DatelineError, SettingsInvalid, StoreUnusable
from corpus.importing import for_good

STORE = "archive.db"

COMMANDS = {
    "index": ("index", "Read archives, and update store and index; a running bot follows within two seconds."),
    "fetch": (
        "fetch",
        "Fetch the articles of a live site, by its sitemap, its feeds or a list, and keep them as WARC files.",
    ),
    "ask": ("ask", "Answer a question with the best passages and their dates."),
    "chat": ("chat", "Ask questions one after the other in the terminal; /help lists what else can be typed."),
    "bot": ("telegram", "Answer readers in Telegram until stopped (Ctrl-C or SIGTERM); needs TELEGRAM_BOT_TOKEN."),
    "serve": (
        "serve",
        "Show the archive as a web page until stopped (Ctrl-C or SIGTERM), with JSON and feeds for programs.",
    ),
    "mcp": (
        "mcp",
        "Give an assistant the archive as tools: ask, article and timeline, by the Model Context Protocol.",
    ),
    "start": (
        "start",
        "Index the sample archive if there is no index yet, then start the bot, or page and chat without a token.",
    ),
    "status": ("status", "Show what the archive holds: counts, dates, the index, and what is in quarantine."),
    "archives": ("archives", "List the archives: name, path, articles, when each was read, and whether it is there."),
    "quarantine": ("quarantine", "List what could not be read, by reason, or try it again."),
    "takedown": (
        "takedown",
        "Take an article down: a running bot answers nothing of it from now on, and no file here holds its text.",
    ),
    "alerts": ("alerts", "Tell how many readers have set alerts, make a key for them, or change it."),
    "cluster": (
        "cluster",
        "Show what an OpenSearch cluster holds of the archive, or go back to the generation before.",
    ),
    "articles": ("articles", "List the articles in date order, undated ones last, columns set apart by tabs."),
    "article": (
        "article",
        "Show one article: why it has its date, every claim about it, what was set apart, and its passages.",
    ),
    "report": (
        "report",
        "Write a page of HTML about the archive: counts, years, dates to look at, what was left out or not read.",
    ),
    "export": ("export", "Print every article as a line of JSON, which dateline index reads back as it was."),
    "browse": (
        "browse",
        "Make archive.db ready for datasette and other browsers of SQLite files: full-text search, facets, words.",
    ),
    "doctor": ("doctor", "Look at everything that Dateline needs, and say of what is wrong what to do about it."),
    "backup": (
        "backup",
        "Write the whole home into one file, while it is answered from and indexed: store, index, alerts, settings.",
    ),
    "restore": ("restore", "Put what dateline backup has written into a home that is empty or not there yet."),
    "dates": ("dates", "Find the date expressions of a text and say which days they mean."),
    "evaluate": ("evaluate", "Ask labelled questions and print how many were answered rightly."),
    "propose": (
        "propose",
        "Propose labelled questions from the archive's own passages, as a start to be edited.",
    ),
    "tune": (
        "tune",
        "Learn from labelled questions what ranking goes by in this archive, if that gains anything.",
    ),
}
"""Module of each command, imported only when it is called, and the first sentence of its help, which a list shows."""


class Commands(click.Group):
    """The commands in the order of their importance, loaded on use."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return the command."""
        if cmd_name not in COMMANDS:
            return None
        with for_good():
            command: click.Command = import_module(f"bot.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what needs the home says so on a machine that only answers from a cluster.

        Raises:
            StoreUnusable: there is no store, or it cannot be read.
        """
        try:
            return super().invoke(context)
        except StoreUnusable as error:
            settings = context.obj
            if settings.engine == EMBEDDED or (settings.home / STORE).exists():
                raise
            raise StoreUnusable(
                f"{settings.home / STORE}: is not here: the cluster holds what answers need, and this command reads "
                "the home that dateline index is run in; run it there, or name it: --home PATH"
            ) from error

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands as click does, which would import them all for it."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [(name, click.Command(name, help=said).get_short_help_str(room)) for name, (_, said) in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


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
    try:
        settings = load_settings()
    except SettingsInvalid:
        if context.invoked_subcommand != "doctor":
            raise
        settings = Settings()  # the doctor reads them by itself, and says what is wrong
    configure_logging(settings.log_level, settings.log_format)
    context.obj = replace(settings, home=home) if home is not None else settings


def main() -> None:
    """Run the console script; every failure of ours is one line that says what, where and the cure."""
    end_on_sigterm()
    hide_in_tracebacks()
    try:
        cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort) as stop:
        click.echo("Interrupted.", err=True)
        sys.exit(status_of(stop))
    except DatelineError as error:
        click.echo(f"dateline: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough
        _let_go_of_output()
        sys.exit(0)
    except OSError as error:
        from corpus.full_disk import CURE, is_full  # noqa: PLC0415 - with SQLite, which a list of commands needs not

        if not is_full(error, Path()):
            raise
        what = error.filename or "what it prints"
        click.echo(f"dateline: {what}: cannot be written ({error.strerror}); {CURE}, and run it again", err=True)
        _let_go_of_output()
        sys.exit(1)


def _let_go_of_output() -> None:
    """Write no more of what is still to be printed, which would fail at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
