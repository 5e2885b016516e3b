"""``dateline cluster``: what a cluster holds of the archive, and going back to the generation before."""

from __future__ import annotations

import click

from bot.cli.counts import many
from bot.cli.loading import back_in_cluster, cluster
from bot.settings import Settings


@click.command("cluster")
@click.option("--rollback", is_flag=True, help="Answer from the generation before the current one again.")
@click.pass_obj
def command(settings: Settings, rollback: bool) -> None:
    """Show what an OpenSearch cluster holds of the archive, or go back to the generation before.

    Each generation is told with its articles, the bytes that it takes up with all copies, and which one answers.
    After --rollback, dateline index stays with that generation until something has changed, or it is told --again.

    Example: dateline cluster --rollback
    """
    from index.engine.opensearch.generations import held  # noqa: PLC0415 - most have no cluster

    if rollback:
        number, _ = back_in_cluster(settings)
        click.echo(f"the cluster answers from generation {number} again; workers follow within two seconds")
        return
    with cluster(settings) as nodes:
        health, generations = held(nodes, settings.cluster_prefix)
    click.echo(f"{many(health['number_of_data_nodes'], 'node')}, {health['status']}")
    if not generations:
        click.echo("no generation yet; run: dateline index PATH")
    for one in generations:
        answers = ", answers" if one.current else ""
        click.echo(f"generation {one.number}: {many(one.articles, 'article')}, {one.size >> 20:,} MiB{answers}")
    if generations and not generations[-1].current:
        click.echo("a rollback holds until something changes in the archive; dateline index --again ends it")
