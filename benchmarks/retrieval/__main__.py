"""The command: measures engines on labelled sets and synthetic archives, and writes a table and two plots."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import click

from benchmarks.retrieval import synthetic
from benchmarks.retrieval.engines import ENGINES
from benchmarks.retrieval.measuring import Measurement, Measuring, prepare
from benchmarks.retrieval.sets import Labels, labelled_sets, parse_size, synthetic_set
from benchmarks.retrieval.tables import markdown

RESULTS, TABLE, QUALITY, COST = "retrieval.json", "retrieval.md", "retrieval-quality.svg", "retrieval-cost.svg"
PACKAGES = ("bm25s", "matplotlib", "tantivy")
"""Those of the dependency group bench, which nothing else needs."""
SIZES = "10k,30k,100k,300k,1M"
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.argument("evaluation", metavar="EVAL", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("archives", metavar="ARCHIVES", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--home", type=FOLDER, required=True, help="Folder for a home of Dateline's per set; used again next time."
)
@click.option("--sets", "names", default="all", show_default=True, help="Labelled sets, with commas; or none.")
@click.option("--sizes", default=SIZES, show_default=True, help="Passages of synthetic archives, with commas; or none.")
@click.option("--engines", default=",".join(ENGINES), show_default=True, help="With commas.")
@click.option("--out", type=FOLDER, default=Path("data/retrieval"), show_default=True, help="Folder of results.")
@click.option("--limit", type=float, default=3600.0, show_default=True, help="Seconds for each process.")
def main(
    evaluation: Path, archives: Path, home: Path, names: str, sizes: str, engines: str, out: Path, limit: float
) -> None:
    """Measure how well and how fast engines find passages; docs/evaluation.md explains the figures.

    EVAL holds the labelled questions, ARCHIVES the archives. What was measured before, of other sets and engines, stays
    in the results.

    Example: python -m benchmarks.retrieval EVAL ARCHIVES --home homes --sets squad,wikinews --sizes none
    """
    chosen_sets = _sets(labelled_sets(evaluation, archives), names) + _synthetic(home, sizes)
    chosen = _chosen(ENGINES, engines, "engine")
    _look_for_packages()
    out.mkdir(parents=True, exist_ok=True)
    for labels in chosen_sets:
        place = labels.archive.parent if labels.size else home / labels.name
        click.echo(f"{labels.name}: reading", err=True)
        prepare(labels, place)
        measuring = Measuring(labels, place, limit)
        for engine in chosen:
            click.echo(f"{labels.name}: {ENGINES[engine].title}", err=True)
            _keep(out / RESULTS, measuring.measure(engine))
        measuring.close()
    results = _known(out / RESULTS)
    (out / TABLE).write_text(markdown(results), "utf-8")
    _draw(results, out)
    wanted = {labels.name for labels in chosen_sets}
    click.echo(markdown(one for one in results if one["set"] in wanted), nl=False)


def _look_for_packages() -> None:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise click.ClickException(f"{', '.join(missing)} not installed; run: pip install -r requirements-bench.lock")


def _sets(known: dict[str, Labels], names: str) -> list[Labels]:
    return [] if names == "none" else [known[name] for name in _chosen(known, names, "set")]


def _synthetic(home: Path, sizes: str) -> list[Labels]:
    found = [] if sizes == "none" else [parse_size(size) for size in sizes.split(",")]
    return [synthetic_set(size, synthetic.home_of(home, size)) for size in sorted(found)]


def _chosen(known: Iterable[str], names: str, noun: str) -> list[str]:
    known = list(known)
    wanted = known if names == "all" else names.split(",")
    for name in wanted:
        if name not in known:
            raise click.BadParameter(f"there is no {noun} {name!r}; choose from {', '.join(known)}")
    return wanted


def _known(file: Path) -> list[Measurement]:
    """Return all that was measured: labelled sets first, then synthetic ones by size."""
    found: list[Measurement] = json.loads(file.read_text("utf-8")) if file.exists() else []
    order = list(ENGINES)
    return sorted(found, key=lambda one: (one["size"], one["set"], order.index(one["engine"])))


def _keep(file: Path, measured: Measurement) -> None:
    """Write a measurement to the results at once, instead of an earlier one of the same engine and set."""
    others = [one for one in _known(file) if (one["set"], one["engine"]) != (measured["set"], measured["engine"])]
    file.write_text(json.dumps([*others, measured], indent=1) + "\n", "utf-8")


def _draw(results: list[Measurement], out: Path) -> None:
    from benchmarks.retrieval.plots import draw_cost, draw_quality  # noqa: PLC0415 - only here is matplotlib needed

    good = [one for one in results if "failed" not in one]
    if labelled := [one for one in good if not one["size"]]:
        draw_quality(labelled, out / QUALITY)
    if synthetic := [one for one in good if one["size"]]:
        draw_cost(synthetic, out / COST)


if __name__ == "__main__":
    main()
