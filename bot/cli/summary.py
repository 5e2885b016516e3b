"""What a run of ``dateline index`` says at its end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cli.counts import many
from bot.cli.held import holding
from bot.cli.little_text import little_lines
from bot.cli.memory import peaks
from corpus.omissions import Omission
from index.building.updating import Update
from index.generations.keeping import RolledBack

LITTLE_SHOWN = 3
"""Lines on how files were read that are shown; public data has folders of hundreds of tables."""
NOTES = 40


def notes(done: Update, held: RolledBack | None) -> list[str]:
    """Return what a maintainer has to look at after a run, a note a line.

    Args:
        done: what the run has done.
        held: the rollback that holds, if one does.
    """
    said = list(done.tally.notes[:NOTES])
    if len(done.tally.notes) > NOTES:
        said.append(f"and {len(done.tally.notes) - NOTES:,} lines more on tables")
    if done.redated.unused:
        said.append(f"no article fits {'; '.join(done.redated.unused)}; check path or id there")
    said += _to_look_at(done)
    if held:
        said.append(f"{holding(held)}; dateline index --again builds a new one")
    return said


def _to_look_at(done: Update) -> list[str]:
    """Return what a maintainer has to look at after a run."""
    said = [*done.moved, *done.refused]
    if done.missed:
        said.append(f"{many(done.missed, 'item')} stood in no part, new or changed since, and had to be read here")
    if done.tally.kept:
        what = "file or folder" if done.tally.kept == 1 else "files and folders"
        said.append(f"{done.tally.kept:,} {what} could not be read to the end; what was read before stays")
    if done.tally.unsettled:
        files = many(done.tally.unsettled, "file")
        said.append(f"{files} changed or went away while being read; the next run looks again")
    little = little_lines(done.outcomes.little, LITTLE_SHOWN, "dateline status names them")
    return [*said, "\n".join(little)] if done.outcomes.little else said


def in_words(done: Update, seconds: float) -> str:
    """Return what a run has done, in a line."""
    tally, found = done.tally, done.outcomes
    index = f"generation {done.generation}" if done.built else "index unchanged" if done.generation else "no index"
    return (
        f"{many(done.readable, 'article')} in the archive: {tally.articles:,} new or changed, "
        f"{tally.removed:,} removed{_by_reason(tally.removed_with)}, {tally.unchanged:,} unchanged, "
        f"{done.redated.changed:,} dated anew; {found.seen:,} seen: {found.read:,} read, "
        f"{sum(found.left_out.values()):,} left out{_by_reason(found.left_out)}, "
        f"{found.quarantined:,} in quarantine; {index}; {seconds:.1f} s{_told_of_memory()}"
    )


def _by_reason(reasons: Mapping[str, int]) -> str:
    told = ", ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()) if number)
    return f" ({told})" if told else ""


def _told_of_memory() -> str:
    own, largest = peaks()
    if not own:
        return ""
    return f", {own >> 20:,} MiB" + (f" and {largest >> 20:,} MiB in each other process" if largest else "")


def as_object(done: Update, seconds: float) -> dict[str, object]:
    """Return what a run has done, for programs; the keys are a contract."""
    tally, found = done.tally, done.outcomes
    return {
        "articles": done.readable,
        "changed": tally.articles,
        "removed": tally.removed,
        "removed_with": {reason: number for reason, number in sorted(tally.removed_with.items()) if number},
        "unchanged": tally.unchanged,
        "seen": found.seen,
        "read": found.read,
        "left_out": found.left_out,
        "quarantined": found.quarantined,
        "little_text": len(found.little),
        "drafts": found.left_out.get(Omission.DRAFT, 0) + found.left_out.get(Omission.DUE, 0),
        "kept": tally.kept,
        "unsettled": tally.unsettled,
        "moved": list(done.moved),
        "refused": list(done.refused),
        "missed": done.missed,
        "redated": done.redated.changed,
        "generation": done.generation,
        "built": done.built,
        "seconds": round(seconds, 3),
        "peak_memory": dict(zip(("main", "worker"), peaks(), strict=True)),
    }
