"""Takes the commands out of the documents, so that what is run is what readers of them run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MARK = "<!-- tests/clean_room runs these lines -->\n```sh\n"


def blocks(page: str) -> list[str]:
    """Return the blocks of a page that say of themselves that they are run."""
    return [part.partition("```")[0] for part in (ROOT / page).read_text("utf-8").split(MARK)[1:]]


def indented(page: str, beginning: str) -> list[str]:
    """Return the indented lines of a page that begin with a command, without the words behind a #."""
    lines = re.findall(r"^    (\S.*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    found = [line.partition(" #")[0].strip() for line in lines if line.startswith(beginning)]
    assert found, (page, beginning)
    return found
