"""How long a round of alerts takes, and whether any is missed or comes twice: the real process against the stand-in.

    python -m benchmarks.alerts             # 10,000 alerts of 1,000 readers, one kill -9 on the way
    python -m benchmarks.alerts --kills 20

The stand-in refuses more than 30 messages a second, and more than five in five seconds in a chat.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tests.bot.alerts.playing import play


@click.command()
@click.option("--readers", default=1000, help="Who have set alerts.")
@click.option("--each", default=10, help="Alerts of each of them.")
@click.option("--kills", default=1, help="Times that the bot is killed on the way.")
def main(readers: int, each: int, kills: int) -> None:
    """Play a round, and tell what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        found = play(Path(folder), readers, each, kills)
    click.echo(
        f"{found.expected} alerts of {readers} readers, {kills} kills: {found.seconds:.0f} s "
        f"({found.expected / found.seconds:.1f}/s), missed {found.missed}, twice {found.twice}, not asked for "
        f"{found.others}, refused as too fast {found.refused}"
    )


if __name__ == "__main__":
    main()
