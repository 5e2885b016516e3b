"""Builds a wheel and an sdist with the same bytes whenever and wherever: python -m tests.release.building dist."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from tests.release.locked import ROOT

GIVEN = ("bot", "index", "corpus", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".env.example")
"""What a wheel or an sdist is built from."""
BUILD = "import sys; from setuptools import build_meta; to = sys.argv[1]; build_meta.build_{}(to)"
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.py[co]", "*.nbi", "*.nbc")
SECTION = re.compile(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def version() -> str:
    """Return the version, which pyproject.toml alone says."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def build(out: Path, epoch: int) -> list[Path]:
    """Build wheel and sdist of the files as they are, and return them.

    Args:
        out: folder to put them in.
        epoch: seconds since 1970 that all files in them are dated with.
    """
    with tempfile.TemporaryDirectory() as folder:
        tree = _copied(Path(folder) / "tree")
        made = Path(folder) / "made"
        made.mkdir()
        for kind in ("sdist", "wheel"):
            done = subprocess.run(
                [sys.executable, "-c", BUILD.format(kind), str(made)],
                cwd=tree,
                env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
                capture_output=True,
                text=True,
                check=False,
                umask=0o022,
            )
            if done.returncode:
                sys.exit(f"{kind}: cannot be built\n{done.stderr}")
        for sdist in made.glob("*.tar.gz"):
            sdist.write_bytes(_settled(sdist, epoch))
        out.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy(one, out)) for one in sorted(made.iterdir())]


def _copied(tree: Path) -> Path:
    """Copy what is given away, with the rights that it has everywhere."""
    tree.mkdir()
    for name in GIVEN:
        whole = ROOT / name
        if whole.is_dir():
            shutil.copytree(whole, tree / name, ignore=LEFT_BEHIND, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(whole, tree / name)
    for one in tree.rglob("*"):
        one.chmod(0o755 if one.is_dir() else 0o644)
    return tree


def _settled(sdist: Path, epoch: int) -> bytes:
    """Return an sdist in a settled order, of nobody and of one time."""
    packed = io.BytesIO()
    with (
        tarfile.open(sdist) as before,
        gzip.GzipFile("", "wb", 9, packed, mtime=epoch) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as after,
    ):
        for one in sorted(before.getmembers(), key=lambda one: one.name):
            one.mtime, one.uid, one.gid, one.uname, one.gname, one.pax_headers = epoch, 0, 0, "", "", {}
            one.mode = 0o755 if one.isdir() else 0o644
            after.addfile(one, before.extractfile(one) if one.isfile() else None)
    return packed.getvalue()


def refusal(changes: str, this: str) -> str:
    """Return why a version is not ready to be given away, by CHANGELOG.md; "" if it is."""
    found = SECTION.findall(changes)
    if not found or found[0][0] != this:
        return (
            f"CHANGELOG.md: its newest section is not {this}, the version in pyproject.toml; name what stands under "
            f"Unreleased '## {this} - YYYY-MM-DD', or raise the version"
        )
    begun = changes.partition("## Unreleased")[2].partition("\n## ")[0].strip()
    return f"CHANGELOG.md: something stands under Unreleased; move it to {this}, or raise the version" if begun else ""


def main() -> None:
    """Build into the folder named; with --release only what CHANGELOG.md has a section for."""
    names = [one for one in sys.argv[1:] if one != "--release"]
    refused = refusal((ROOT / "CHANGELOG.md").read_text("utf-8"), version()) if "--release" in sys.argv else ""
    if refused:
        sys.exit(refused)
    said = (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    )
    for one in build(Path(*names[:1] or ["dist"]), int(said)):
        print(one)  # noqa: T201 - a program's own output


if __name__ == "__main__":
    main()
