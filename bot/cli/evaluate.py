"""``dateline evaluate``: quality on labelled questions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.beside import open_beside
from bot.cli.counts import many
from bot.cli.output import written
from bot.cli.progress import Bars
from bot.conversation.entries import NEVER_SHOWN
from bot.rendering.as_json import one_line
from bot.searching import open_searcher
from bot.settings import Settings
from bot.wording.dates import date_line
from index.answering.answers import Match
from index.answering.searcher import Searcher
from index.evaluating.judging import FATES, Judged, evaluate
from index.evaluating.labelled import Labelled, read_labelled
from index.evaluating.measures import Quality

SHOWN = 10
LONGEST = 160
"""Characters of a passage that was shown instead."""
WRONG = frozenset({"wrongly answered", "wrongly refused", "may be, wrong"})
"""Fates that are failures."""
COMPARED = ("hit@1", "hit@3", "answer@1", "answer@3", "event date right of all", "refused", "wrongly refused")


@click.command("evaluate")
@click.argument("questions", type=click.Path(path_type=Path, dir_okay=False), metavar="QUESTIONS.jsonl")
@click.option(
    "--beside",
    metavar="WHAT",
    help="Compare with another home, with a file of weights, with the shipped weights (shipped), or with the "
    "generation before, or the one that a rollback has left (previous).",
)
@click.option(
    "--failures", type=click.IntRange(0), default=SHOWN, show_default=True, help="Failures to show; not with --json."
)
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page with plots here besides.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(
    settings: Settings, questions: Path, beside: str | None, failures: int, html: Path | None, as_json: bool
) -> None:
    """Ask labelled questions and print how many were answered rightly.

    A line of the file: {"id", "question", "kind", "answer", "article_ids", "date_from", "date_to", "event_date"}; "url"
    or "title" may stand for "article_ids", and "in_archive": false for what the archive does not answer. A table
    (.csv, .tsv) has columns of these names.

    Example: dateline evaluate tests/evaluation/sample.jsonl

    Example: dateline evaluate questions.csv --beside previous
    """
    labelled = read_labelled(questions)
    if proposed := sum(one.proposed for one in labelled):
        click.echo(f"{many(proposed, 'question')} as proposed: found easily, so that they say little", err=True)
    asked_on = date.today()  # noqa: DTZ011 - the asker's own day
    judged = _judged(open_searcher(settings), labelled, asked_on)
    quality = Quality([one.outcome for one in judged])
    other = _judged(open_beside(settings, beside), labelled, asked_on) if beside else []
    if html is not None:
        _write_page(html, {"here": judged} | ({beside: other} if beside else {}), failures)
    if as_json:
        told: dict[str, Any] = quality.measures() | {"intervals": quality.intervals(), "fates": quality.fates()}
        click.echo(one_line(told | ({"beside": _compared(other, judged)} if other else {})))
        return
    intervals = quality.intervals()
    for name, value in quality.measures().items():
        span = "  ({} to {})".format(*intervals[name]) if name in intervals else ""
        click.echo(f"{name:<26} {'-' if value is None else value}{span}")
    click.echo("\n".join(["", *_fates(quality), *_failures(judged, failures)]))
    if other:
        click.echo("\n".join(["", *_lines_beside(beside or "", other, judged, failures)]))


def _judged(searcher: Searcher, labelled: Sequence[Labelled], asked_on: date) -> list[Judged]:
    found = []
    with closing(searcher), Bars() as bars:
        for number, one in enumerate(evaluate(searcher, labelled, asked_on), start=1):
            found.append(one)
            bars.asking(number, len(labelled))
    return found


def _write_page(file: Path, ways: dict[str, list[Judged]], most: int) -> None:
    from bot.rendering.evaluation.page import render_evaluation  # noqa: PLC0415 - its libraries serve nothing else

    here, *others = ways.values()
    wrong = [one for one in here if one.outcome.fate in WRONG][:most]
    page = render_evaluation(ways, _compared(others[0], here) if others else {}, wrong, datetime.now(UTC))
    with written(file) as stream:
        stream.write(page)


def _fates(quality: Quality) -> list[str]:
    """Return a line for each kind of question with what became of how many."""
    return [
        f"{kind:<14} " + ", ".join(f"{fates[fate]:,} {fate}" for fate in FATES if fates[fate])
        for kind, fates in sorted(quality.fates().items())
    ]


def _failures(judged: Sequence[Judged], most: int) -> list[str]:
    wrong = [one for one in judged if one.outcome.fate in WRONG]
    lines = ["", f"{many(len(wrong), 'failure')}" + (f", of which {most:,} are shown" if len(wrong) > most else "")]
    for one in wrong[:most]:
        lines += [f"  {one.labelled.id}: {one.labelled.question}", f"    {one.outcome.fate}; expected {_expected(one)}"]
        lines += [f"    shown {match.rank}. {_passage(match)}" for match in one.answer.shown[:1]]
    return [NEVER_SHOWN.sub("", line) for line in lines]  # what an archive or a file of questions holds is anybody's


def _expected(one: Judged) -> str:
    label = one.labelled
    if not label.answerable:
        return "nothing"
    named = sorted(label.article_ids or label.urls or label.titles)
    rank = one.outcome.answer_rank if one.outcome.worded else one.outcome.article_rank
    place = f"found as passage {rank}" if rank else "not among those found"
    return " ".join([", ".join(named[:2]), f"“{label.answer[:LONGEST]}”" if label.answer else "", f"({place})"]).strip()


def _passage(match: Match) -> str:
    passage = match.passage
    text = " ".join(passage.text.split())
    return f"{passage.article.article_id}, {date_line(passage.article)}: {text[:LONGEST]}"


def _compared(before: Sequence[Judged], after: Sequence[Judged]) -> dict[str, Any]:
    """Return what each measure has over another way, with the questions won and lost by it."""
    from index.evaluating.comparing import difference  # noqa: PLC0415 - scipy takes a second

    quality = [Quality([one.outcome for one in some]) for some in (before, after)]
    both = [one.by_question() for one in quality]
    measures = [one.measures() for one in quality]
    found: dict[str, Any] = {}
    for name in COMPARED:
        told = difference(both[0][name], both[1][name])
        if told is not None:
            found[name] = {"beside": measures[0][name], "here": measures[1][name], **asdict(told)}
    shown = [(one, other) for one, other in zip(before, after, strict=True) if one.labelled.answerable]
    found["won"] = [one.labelled.id for one, other in shown if other.outcome.shown > one.outcome.shown]
    found["lost"] = [one.labelled.id for one, other in shown if other.outcome.shown < one.outcome.shown]
    return found


def _lines_beside(name: str, before: Sequence[Judged], after: Sequence[Judged], most: int) -> list[str]:
    found = _compared(before, after)
    lines = [f"{'beside ' + name:<26} {'beside':>8} {'here':>8}  difference"]
    for measure in COMPARED:
        if measure in found:
            one = found[measure]
            lines.append(
                f"{measure:<26} {one['beside']:>8} {one['here']:>8}  {one['mean']:+.4f} "
                f"({one['low']:+.4f} to {one['high']:+.4f}); {one['won']} won, {one['lost']} lost, p {one['p']}"
            )
    for word in ("won", "lost"):
        ids = found[word]
        if ids:
            more = ", ..." if len(ids) > most else ""
            lines.append(f"{word} among the first three: {', '.join(ids[:most])}{more}")
    return lines
