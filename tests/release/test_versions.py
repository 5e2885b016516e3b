"""One version everywhere, sections of CHANGELOG.md in order, licences known, locks whole."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

import pytest

from tests.conftest import Run
from tests.release.building import SECTION, refusal, version
from tests.release.licences import LOCKS, licence, page, unknown, weak
from tests.release.locked import PINNED, ROOT, locked

CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")


def as_numbers(said: str) -> tuple[int, ...]:
    return tuple(map(int, said.split(".")))


def test_the_version_stands_in_one_place(dateline: Run) -> None:
    said = version()
    assert metadata.version("dateline") == said, "run: make run"
    assert dateline("--version").stdout == f"dateline, version {said}\n"
    sources = [file for package in ("bot", "index", "corpus") for file in (ROOT / package).rglob("*.py")]
    assert [file for file in sources if f'"{said}"' in file.read_text("utf-8")] == []


def test_the_changes_are_in_order_of_version_and_day_and_none_is_newer_than_the_version() -> None:
    assert re.findall(r"^## (.*)$", CHANGES, re.MULTILINE)[0] == "Unreleased"
    sections = SECTION.findall(CHANGES)
    assert len(re.findall(r"^## ", CHANGES, re.MULTILINE)) == len(sections) + 1, "write: ## 1.2.3 - YYYY-MM-DD"
    versions, days = [as_numbers(one) for one, _ in sections], [day for _, day in sections]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)
    assert all(one <= as_numbers(version()) for one in versions)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ("# Changes\n\n## Unreleased\n\n## 1.2.0 - 2026-11-28\n\n- This.\n", ""),
        ("# Changes\n\n## Unreleased\n\n- This.\n", "newest section is not 1.2.0"),
        ("## Unreleased\n\n## 1.1.0 - 2026-11-28\n\n- This.\n", "newest section is not 1.2.0"),
        ("## Unreleased\n\n- That.\n\n## 1.2.0 - 2026-11-28\n\n- This.\n", "something stands under Unreleased"),
    ],
)
def test_only_what_the_changes_have_a_section_for_is_released(changes: str, why: str) -> None:
    told = refusal(changes, "1.2.0")
    assert why in told
    assert bool(told) == bool(why)


def test_every_package_of_the_locks_has_a_licence_that_is_allowed() -> None:
    refused = {name: found for lock in LOCKS for name in locked(lock) if (found := unknown(licence(name)))}
    assert refused == {}, "see tests/release/licences.toml"


def test_the_page_of_licences_is_current() -> None:
    assert (ROOT / "docs" / "licences.md").read_text("utf-8") == page(), "run: make docs"


@pytest.mark.parametrize(
    ("expression", "refused", "is_weak"),
    [
        ("MIT", set(), False),
        ("GPL-3.0-only", {"GPL-3.0-only"}, False),
        ("GPL-2.0-only OR MPL-1.1", set(), True),
        ("MPL-2.0 OR MIT", set(), False),
        ("MIT AND MPL-2.0", set(), True),
        ("BSD-2-Clause AND Apache-2.0 WITH LLVM-exception", set(), False),
        ("MIT AND (MIT OR AGPL-3.0-only)", {"AGPL-3.0-only"}, False),
        ("? (says nothing)", {"? says nothing"}, False),
    ],
)
def test_licences_are_told_apart(expression: str, refused: set[str], is_weak: bool) -> None:
    assert set(unknown(expression)) == refused
    assert weak(expression) == is_weak


@pytest.mark.parametrize("lock", sorted(one.name for one in ROOT.glob("requirements*.lock")))
def test_every_package_of_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [one.splitlines()[0] for one in entries if not PINNED.match(one) or "--hash=sha256:" not in one] == []
    assert "://" not in text


def test_what_make_run_installs_has_pictures_and_compiled_loops_and_a_wheel_alone_has_not() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"numba", "matplotlib"} <= locked("requirements.lock").keys()
    assert not [one for one in project["dependencies"] if one.startswith(("numba", "matplotlib"))]
    assert {"compiling", "pictures"} <= project["optional-dependencies"].keys()


def test_extras_are_named_in_the_documentation() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = (ROOT / "docs" / "release.md").read_text("utf-8") + (ROOT / "docs" / "deployment.md").read_text("utf-8")
    assert [extra for extra in project["optional-dependencies"] if f"`{extra}`" not in told] == []
