"""Gathers the documentation as a site's pages and builds it, every link checked; ``python -m tests.docs.site FOLDER``.

The pages read well where they lie, in the repository; for a site those from elsewhere are put beside them, the settings
are made a page, and links are turned accordingly.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "docs" / "site" / "zensical.toml"
BROUGHT = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/RESULTS.md": "results.md",
    ".env.example": "settings.md",
    "LICENSE": "license.md",
}
"""What does not lie in docs/, by its name in the site."""
LINK = re.compile(r"(\]\(|src=\")([^)#\s\"]+)(#[^)\s\"]*)?")
OTHER_PAGES = ("http://", "https://", "mailto:")


def gather(pages: Path) -> None:
    """Write the pages of the site, and what they show, to a folder that is made anew."""
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("site"))
    for source, name in BROUGHT.items():
        shutil.copy(ROOT / source, pages / name)
    (pages / "settings.md").write_text(settings_page((ROOT / ".env.example").read_text("utf-8")), "utf-8")
    for page in sorted((ROOT / "docs").rglob("*.md")):
        _turn_links(page, pages / page.relative_to(ROOT / "docs"), pages)
    for source, name in BROUGHT.items():
        if name != "settings.md":
            _turn_links(ROOT / source, pages / name, pages)


def _turn_links(source: Path, page: Path, pages: Path) -> None:
    def turned(found: re.Match[str]) -> str:
        target = found[2]
        if target.startswith(OTHER_PAGES):
            return found[0]
        meant = (source.parent / target).resolve().relative_to(ROOT)
        inside = Path(BROUGHT.get(str(meant), ""))
        if not inside.name:
            inside = meant.relative_to("docs")
        depth = len(page.relative_to(pages).parents) - 1
        return f"{found[1]}{'../' * depth}{inside}{found[3] or ''}"

    page.write_text(LINK.sub(turned, page.read_text("utf-8")), "utf-8")


def settings_page(example: str) -> str:
    """Return the settings as a page, each with what the example file says of it."""
    lead, *paragraphs = example.strip().split("\n\n")
    parts = ["# Settings", lead.replace("# ", "").replace("#", ""), "Defaults stand behind the names."]
    for paragraph in paragraphs:
        lines = paragraph.split("\n")
        names = [line for line in lines if not line.startswith("#")]
        said = " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
        parts.append("\n".join(f"## `{name.partition('=')[0]}`" for name in names[:1]))
        parts += ["```sh\n" + "\n".join(names) + "\n```", said.replace("<", "&lt;")]
    return "\n\n".join(part for part in parts if part) + "\n"


def build(folder: Path) -> Path:
    """Build the site in a folder, and return where it is; a link that leads nowhere is an error."""
    folder.mkdir(parents=True, exist_ok=True)
    gather(folder / "pages")
    config = CONFIG.read_text("utf-8").replace('paths = ["."]', f"paths = [{str(ROOT)!r}]")
    (folder / "zensical.toml").write_text(config, "utf-8")
    program = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [program, "build", "--clean", "--strict"], check=False, cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}"[-5000:])
    return folder / "out"


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]).resolve())}\n")
