"""``dateline tune``: weights and thresholds learned from an archive's own questions."""

from __future__ import annotations

import warnings
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.counts import many
from bot.cli.output import written
from bot.cli.progress import Bars
from bot.rendering.as_json import one_line
from bot.searching import open_searcher
from bot.settings import Settings
from corpus.errors import NotWritten
from index.ranking.learned import VERSION, WEIGHTS, as_toml

if TYPE_CHECKING:
    from index.evaluating.comparing import Difference
    from index.learning.tuning import Tuned

HELD_OUT = 0.5
MEASURES = ("hit@1", "hit@3", "answer@1", "answer@3", "refused", "wrongly refused", "told as maybe", "answers right")


@click.command("tune")
@click.argument("questions", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[QUESTIONS]...")
@click.option(
    "--held-out",
    type=click.FloatRange(0.1, 0.9),
    default=HELD_OUT,
    show_default=True,
    help="Share of the articles whose questions are not learned from, but judged by.",
)
@click.option("--swap", is_flag=True, help="Learn from the part that is judged by otherwise.")
@click.option("--anyway", is_flag=True, help="Use what was learned even if it is not sure to gain anything.")
@click.option("--dry-run", is_flag=True, help="Tell what would be gained, and write nothing.")
@click.option("--forget", is_flag=True, help="Go back to the weights that ship with Dateline.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    settings: Settings,
    questions: tuple[Path, ...],
    held_out: float,
    swap: bool,
    anyway: bool,
    dry_run: bool,
    forget: bool,
    as_json: bool,
) -> None:
    """Learn from labelled questions what ranking goes by in this archive, if that gains anything.

    The questions are split by their articles: from one part is learned, by the other it is judged beside the weights
    that ship with Dateline. Only if it gained something there, weights.toml is written into the home, which everything
    that answers follows at once.

    Example: dateline tune questions.jsonl

    Example: dateline tune --forget
    """
    file = settings.home / WEIGHTS
    if forget == bool(questions):
        raise click.UsageError("Give either files of labelled questions or --forget: dateline tune questions.jsonl")
    if forget:
        _forget(file, as_json=as_json)
        return
    from index.evaluating.labelled import read_labelled  # noqa: PLC0415 - of no use to --forget
    from index.learning.tuning import tune  # noqa: PLC0415 - scipy takes a second

    labelled = [one for path in questions for one in read_labelled(path)]
    today = date.today()  # noqa: DTZ011 - the asker's own day
    with closing(open_searcher(settings)) as searcher, Bars() as bars, warnings.catch_warnings():
        found = tune(searcher, labelled, today, held_out, swap=swap, progress=bars.asking)
    used = (found.gained or anyway) and not dry_run
    if used:
        with written(file) as stream:
            stream.write(_file(found))
    if as_json:
        click.echo(one_line(_json(found, used=used)))
    else:
        click.echo("\n".join(_lines(found, file, used=used, dry_run=dry_run)))


def _forget(file: Path, *, as_json: bool) -> None:
    there = file.exists()
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(f"{file}: cannot be removed ({error.strerror}); check the folder's permissions") from error
    if as_json:
        click.echo(one_line({"forgotten": there}))
    elif there:
        click.echo(f"{file}: removed; the weights that ship with Dateline are used from now on")
    else:
        click.echo(f"{file}: there is none; the weights that ship with Dateline are used")


def _file(found: Tuned) -> str:
    stamp = {
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "dateline": version("dateline"),
        "learned_from": found.learned_from,
        "judged_by": len(found.before),
        "gain": found.gain.mean,
        "gain_from": found.gain.low,
        "gain_to": found.gain.high,
    }
    head = "# Weights of ranking, learned by dateline tune; dateline tune --forget goes back. No question stands here."
    return f"{head}\n\n{as_toml(replace(found.found, stamp=stamp))}"


def _measures(found: Tuned) -> dict[str, list[float | int | None]]:
    from index.evaluating.measures import Quality  # noqa: PLC0415 - as above

    both = [Quality([one.outcome for one in some]).measures() for some in (found.before, found.after)]
    return {name: [one[name] for one in both] for name in MEASURES}


def _json(found: Tuned, *, used: bool) -> dict[str, Any]:
    verdict = found.found.confidence
    return {
        "learned_from": found.learned_from,
        "judged_by": len(found.before),
        "gained": found.gained,
        "used": used,
        "gain": asdict(found.gain),
        "finding": asdict(found.order),
        "telling": asdict(found.telling),
        "held": {"order": found.holding[0], "confidence": found.holding[1]},
        "thresholds": {"answer": verdict.answer, "maybe": verdict.maybe},
        "measures": {name: {"shipped": one, "tuned": other} for name, (one, other) in _measures(found).items()},
    }


def _lines(found: Tuned, file: Path, *, used: bool, dry_run: bool) -> list[str]:
    parts = many(found.learned_from, "question"), many(len(found.before), "question")
    lines = [
        "Learned from {}, judged by {} on other articles".format(*parts),
        "",
        f"{'':<18}{'shipped':>9}{'tuned':>9}",
    ]
    for name, values in _measures(found).items():
        lines.append(f"{name:<18}" + "".join(f"{'-' if value is None else value:>9}" for value in values))
    lines += [
        "",
        _difference("finding", found.order),
        _difference("telling", found.telling),
        _difference("together", found.gain),
        "",
    ]
    if used:
        sure = "" if found.gained else ", though it is not sure to gain anything"
        return [*lines, f"{file}: written{sure}; what answers goes by it from now on. dateline tune --forget goes back"]
    if found.gained:
        return [*lines, "It gained; nothing was written, as --dry-run says"]
    kept = "the weights of before stay" if file.exists() else "the weights that ship with Dateline stay"
    more = "" if dry_run else "; --anyway uses what was learned all the same"
    return [*lines, f"It is not sure to gain anything: {kept}{more}"]


def _difference(name: str, one: Difference) -> str:
    return (
        f"{name:<18}{one.mean:+.3f} a question, {one.low:+.3f} to {one.high:+.3f} (9 of 10 times); "
        f"{one.won:,} better, {one.lost:,} worse, p {one.p:.3f}"
    )
