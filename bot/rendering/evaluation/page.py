"""Renders how labelled questions went as one self-contained HTML page: nothing from elsewhere, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.rendering.evaluation.pictures import Shares, draw_fates, draw_measures, draw_ranks
from bot.rendering.pictures import drawn
from bot.wording.dates import date_line
from index.evaluating.judging import Judged, within
from index.evaluating.measures import Quality

DEEPEST = 10


def render_evaluation(
    ways: Mapping[str, Sequence[Judged]], compared: Mapping[str, Any], failures: Sequence[Judged], made: datetime
) -> str:
    """Return the page.

    Args:
        ways: how the same questions went, by the name of each way; the first is the one that is looked at.
        compared: what its measures have over the other way; empty for one way.
        failures: to show.
        made: when the page is made.
    """
    quality = {name: Quality([one.outcome for one in some]) for name, some in ways.items()}
    pictures = (
        ("Measures, with their intervals", drawn(draw_measures, {name: _shares(one) for name, one in quality.items()})),
        ("Questions whose article is found", drawn(draw_ranks, {name: _ranks(some) for name, some in ways.items()})),
        *(
            (_about_fates(name, ways), drawn(draw_fates, one.fates(), f"fates-{place}"))
            for place, (name, one) in enumerate(quality.items())
        ),
    )
    environment = Environment(
        loader=PackageLoader("bot.rendering.evaluation", "."), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    first = next(iter(ways.values()))
    labels = {one.labelled.id: one.labelled.question for one in first}
    return environment.get_template(
        "evaluation.html"
    ).render(
        made=f"{made:%Y-%m-%d %H:%M} UTC",
        count=len(first),
        names=list(ways),
        pictures=[(about, Markup(one)) for about, one in pictures if one],  # noqa: S704 - drawn by us, which escapes what stands in it
        measures={name: one.measures() for name, one in quality.items()},
        compared={name: one for name, one in compared.items() if isinstance(one, dict)},
        changed={word: [(one, labels[one]) for one in compared.get(word, ())] for word in ("won", "lost")},
        failures=[(one, one.answer.shown[:3]) for one in failures],
        date_line=date_line,
    )


def _about_fates(name: str, ways: Mapping[str, Sequence[Judged]]) -> str:
    return "What became of each kind" + (f": {name}" if len(ways) > 1 else "")


def _shares(quality: Quality) -> Shares:
    measures = quality.measures()
    return {name: (float(measures[name] or 0), *span) for name, span in quality.intervals().items()}


def _ranks(judged: Sequence[Judged]) -> list[float]:
    ranks = [one.outcome.article_rank for one in judged if one.outcome.answerable]
    return [sum(within(rank, k) for rank in ranks) / max(1, len(ranks)) for k in range(1, DEEPEST + 1)]
