"""``dateline index --rollback``: the generation before answers again, at home or in the cluster that answers."""

from __future__ import annotations

from collections.abc import Callable

import click

from bot.cli.loading import back_in_cluster
from bot.rendering.as_json import one_line
from bot.settings import EMBEDDED, Settings
from index.building.going_back import go_back

ENDS = "dateline index stays with it until something changes in the archive, or it is told --again"


def roll_back(settings: Settings, waiting: Callable[[str], None] | None, *, as_json: bool) -> int:
    """Go back, and say so; return the exit status.

    Args:
        settings: of the home and the cluster.
        waiting: told who is at work if a run is, which is waited for; without it this is refused.
        as_json: print which generation answers, and instead of which.

    Raises:
        EngineUnreachable: the cluster does not answer.
        IndexUnusable: there is nothing to go back to, or it cannot be used.
        StoreUnusable: the store cannot be read, or a run is at work.
    """
    if settings.engine == EMBEDDED:
        held = go_back(settings.home, waiting)
        answers, instead_of, what = held.answers, held.instead_of, ""
    else:
        answers, instead_of = back_in_cluster(settings)
        what = "the cluster: "
    if as_json:
        click.echo(one_line({"generation": answers, "instead_of": instead_of}))
    else:
        click.echo(f"{what}generation {answers} answers again instead of {instead_of}; workers follow in two seconds")
    click.echo(f"dateline: {ENDS}", err=True)
    return 0
