"""``dateline archives``: which archives there are, and what to do with one by its name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from bot.cli.counts import many
from bot.rendering.as_json import one_line
from bot.settings import Settings
from corpus.errors import ArchiveNotFound, ArchiveUnclear
from corpus.reading.walking import is_there
from corpus.store import archives
from corpus.store.reading import StoreReader
from index.building.expunging import expunge
from index.building.updating import upkeep


@click.group("archives", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a line.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List the archives: name, path, articles, when each was read, and whether it is there.

    Example: dateline archives --json
    """
    if context.invoked_subcommand is not None:
        return
    with closing(StoreReader(context.obj.home)) as store:
        for one in archives.listed(store):
            there = is_there(one.root)
            if as_json:
                values = {"name": one.name, "path": str(one.root), "articles": one.articles, "read": one.read}
                click.echo(one_line(values | {"there": there}))
            else:
                read = f"read {one.read}" if one.read else "not read to its end yet"
                where = "" if there else "\tis not there: mount it, or dateline archives move or forget it"
                click.echo(f"{one.name}\t{one.root}\t{many(one.articles, 'article')}\t{read}{where}")


@command.command("forget")
@click.argument("name")
@click.pass_obj
def forget(settings: Settings, name: str) -> None:
    """Remove an archive from store and index at once; its files stay where they are.

    Example: dateline archives forget news
    """
    with closing(StoreReader(settings.home)):  # there has to be a store
        gone = expunge(
            settings.home,
            lambda connection: archives.forget(connection, archives.named(connection, name)),
            memory=settings.index_memory << 20,
        )
    click.echo(f"{name} is forgotten, with {many(gone, 'article')}")


@command.command("move")
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def move(settings: Settings, name: str, path: Path) -> None:
    """Say where an archive is now; the next dateline index looks what has changed there.

    Example: dateline archives move news /mnt/new-disk/news
    """
    if not path.exists():
        raise ArchiveNotFound(f"{path}: there is no such file or folder; check the path")
    with closing(StoreReader(settings.home)), upkeep(settings.home) as writer:
        number = archives.named(writer.connection, name)
        if writer.number_of(path) not in {None, number}:
            raise ArchiveUnclear(f"{path}: another archive is there; dateline archives lists them")
        archives.move(writer.connection, number, path.resolve())
    click.echo(f"{name} is at {path.resolve()} from now on")


@command.command("rename")
@click.argument("name")
@click.argument("new")
@click.pass_obj
def rename(settings: Settings, name: str, new: str) -> None:
    """Give an archive another name, under which readers see where its articles are from.

    Example: dateline archives rename posts blog
    """
    with closing(StoreReader(settings.home)), upkeep(settings.home) as writer:
        archives.rename(writer.connection, archives.named(writer.connection, name), new)
    click.echo(f"{name} is called {new} from now on")
