"""``dateline backup``: the home in one file."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.counts import many
from bot.rendering.as_json import one_line
from bot.settings import Settings


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print what it holds as JSON.")
@click.pass_obj
def command(settings: Settings, file: Path, as_json: bool) -> None:
    """Write the whole home into one file, while it is answered from and indexed: store, index, alerts, settings.

    The file is whole and verified, or what was there before. It holds no token, key or password, and not who may ask;
    alerts are in it as they are kept, encrypted. The archives' own files are not in it, nor what dateline fetch keeps.
    docs/operations.md tells how to restore it.

    Example: dateline backup /backups/dateline.tar.zst
    """
    from bot.backup.making import back_up  # noqa: PLC0415 - with libraries that a list of commands needs not

    made = back_up(settings, file)
    held = made.contents
    if as_json:
        names = [one.name for one in held.members if not one.name.startswith("index/")]
        said = {
            "file": str(file), "bytes": made.bytes, "articles": held.articles, "passages": held.passages,
            "generation": held.generation, "files": names, "left_out": list(made.left_out),
        }  # fmt: skip
        click.echo(one_line(said))
    else:
        index = "no index" if held.generation is None else f"index generation {held.generation}"
        counts = f"{many(held.articles, 'article')}, {many(held.passages, 'passage')}"
        click.echo(f"{file}: {counts}, {index}; {made.bytes:,} bytes of {held.size:,}")
    if made.index:
        click.echo(f"dateline: the index is not in it ({made.index}); restoring builds it of the store", err=True)
    if made.left_out:
        click.echo(f"dateline: not in it, keep them elsewhere: {', '.join(made.left_out)}", err=True)
