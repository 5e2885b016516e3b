"""``dateline doctor``: everything that can be wrong, and what to do about it."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import asdict, replace

import click

from bot.rendering.as_json import one_line


@click.command("doctor")
@click.option(
    "--polling", is_flag=True, help="Find out too whether a process fetches the bot's updates; interrupts it."
)
@click.option("--json", "as_json", is_flag=True, help="Print a line of JSON for each thing.")
@click.pass_context
def command(context: click.Context, polling: bool, as_json: bool) -> None:
    """Look at everything that Dateline needs, and say of what is wrong what to do about it.

    That is settings, home, disk, store, index, versions, clock, Telegram's side of the bot, Redis and the cluster.
    Nothing is changed and no secret is shown. What cannot be reached is said to be so. Exit status 1 if something does
    not work.

    Example: dateline doctor
    """
    from bot.doctor.examining import examine  # noqa: PLC0415 - with libraries that a list of commands needs not
    from bot.doctor.settings import readable_settings  # noqa: PLC0415 - as above

    settings, problem = readable_settings()
    home = context.parent.params.get("home") if context.parent else None
    if home is not None:
        settings = replace(settings, home=home)
    counts: Counter[str] = Counter()
    for found in examine(settings, problem, polling=polling):
        counts[found.state] += 1
        if as_json:
            click.echo(one_line(asdict(found)))
        else:
            click.echo(
                f"{found.state:<4} {found.about}: {found.said}" + (f"\n     → {found.cure}" if found.cure else "")
            )
    if not as_json:
        click.echo(f"{counts['ok']} ok, {counts['warn']} to look at, {counts['fail']} wrong", err=True)
    sys.exit(1 if counts["fail"] else 0)
