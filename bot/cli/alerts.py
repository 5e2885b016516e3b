"""``dateline alerts``: how many readers have set alerts, and the key with which these are encrypted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from bot.cli.counts import many
from bot.settings import Settings
from corpus.errors import AlertsUnusable, SettingsInvalid


@click.command("alerts")
@click.option("--new-key", type=click.Path(path_type=Path), metavar="FILE", help="Write a new key into a new FILE.")
@click.option("--rotate", type=click.Path(path_type=Path), metavar="FILE", help="Encrypt anew with the key in FILE.")
@click.pass_obj
def command(settings: Settings, new_key: Path | None, rotate: Path | None) -> None:
    """Tell how many readers have set alerts, make a key for them, or change it.

    --rotate encrypts all alerts anew, all of them or none, with a key that is made where FILE is not there yet. After
    that set DATELINE_ALERTS_KEY_FILE to FILE and start the bot again; until then it says that alerts are off.

    Example: dateline alerts --new-key alerts.key
    """
    from bot.alerts.keys import keys_of, write_new  # noqa: PLC0415 - what seals is not needed to show help
    from bot.alerts.readers import Readers  # noqa: PLC0415 - likewise

    if new_key is not None and rotate is not None:
        raise click.UsageError("--new-key and --rotate do different things: give one")
    if new_key is not None:
        write_new(new_key)
        click.echo(f"{new_key} holds a new key: set DATELINE_ALERTS_KEY_FILE to it, and keep it apart from the home")
        return
    keys = keys_of(settings)
    if keys is None:
        raise SettingsInvalid(
            "DATELINE_ALERTS_KEY and DATELINE_ALERTS_KEY_FILE are not set, so alerts are off; "
            "make a key with: dateline alerts --new-key FILE"
        )
    if rotate is not None:
        _rotate(settings, rotate)
        return
    with closing(Readers(settings.home, keys)) as readers:
        alerts = sum(len(one.alerts) for one in readers.all())
        click.echo(f"{many(alerts, 'alert')} of {many(readers.count(), 'chat')}")


def _rotate(settings: Settings, file: Path) -> None:
    from bot.alerts.keys import keys_in, keys_of, write_new  # noqa: PLC0415 - as above
    from bot.alerts.readers import Readers  # noqa: PLC0415 - as above

    if not file.exists():
        write_new(file)  # before anything is sealed with it
    new, old = keys_in(file), keys_of(settings)
    assert old is not None
    try:
        with closing(Readers(settings.home, old)) as readers:
            count = readers.rotate(new) if new.mark != old.mark else readers.count()
    except AlertsUnusable:
        with closing(Readers(settings.home, new)) as readers:  # it was done, and nobody heard of it
            count = readers.count()
    click.echo(
        f"the alerts of {many(count, 'chat')} are encrypted with the key in {file}: set DATELINE_ALERTS_KEY_FILE"
    )
