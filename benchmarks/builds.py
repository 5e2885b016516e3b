"""Builds of Dateline that are measured beside each other: another's packages under these programs.

    python -m benchmarks.builds FOLDER idle HOME    # runs a program of benchmarks/ on the build in FOLDER

A program that measures several builds by turns takes ``--build NAME=FOLDER`` for each, the one to compare with first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).parents[1]
MEASURED, MEASURING = ("bot", "corpus", "index"), ("benchmarks", "tests")
"""Packages that are taken from a build, and those that are always these."""
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)


@dataclass(frozen=True, slots=True)
class Build:
    """A build, by the name that tables give it, and the folder that its packages lie in."""

    name: str
    folder: Path


class Builds(click.ParamType[Build]):
    """NAME=FOLDER, as a build."""

    name = "NAME=FOLDER"

    def convert(self, value: str | Build, param: click.Parameter | None, ctx: click.Context | None) -> Build:
        """Take an argument apart; the packages must be there."""
        if isinstance(value, Build):
            return value
        name, _, folder = value.partition("=")
        if not (name and folder) or not all((Path(folder) / package).is_dir() for package in MEASURED):
            self.fail(f"{value}: give a name, =, and a folder with {', '.join(MEASURED)}", param, ctx)
        return Build(name, Path(folder).resolve())


BUILDS = Builds()
builds_option = click.option(
    "--build", "builds", type=BUILDS, multiple=True, default=[f"this={ROOT}"], help="NAME=FOLDER, once for each."
)


@contextmanager
def staged(builds: Sequence[Build]) -> Iterator[dict[str, Path]]:
    """Give for each build, by name, a folder that has its packages and these programs in it, to run Python in."""
    with TemporaryDirectory(prefix="dateline-builds-") as folder:
        places = {build.name: Path(folder) / build.name for build in builds}
        for build in builds:
            places[build.name].mkdir()
            for root, packages in ((build.folder, MEASURED), (ROOT, MEASURING)):
                for package in packages:
                    (places[build.name] / package).symlink_to((root / package).resolve(), target_is_directory=True)
        yield places


def environment(place: Path, **more: str) -> dict[str, str]:
    """Return the environment for a process of a build, without settings of Dateline's, and with those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "TELEGRAM_"))}
    return kept | {"PYTHONPATH": str(place)} | more


def main() -> None:
    """Run one program on one build, from the folder where this was called."""
    if len(sys.argv) < 3:
        sys.exit(str(__doc__))
    build = BUILDS.convert(f"that={sys.argv[1]}", None, None)
    with staged([build]) as places:
        place = places[build.name]
        command = [sys.executable, "-P", "-m", f"benchmarks.{sys.argv[2]}", *sys.argv[3:]]
        sys.exit(subprocess.run(command, env=environment(place), check=False).returncode)


if __name__ == "__main__":
    main()
