"""The units of systemd are read by systemd itself, and are as closed as the document says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS
from bot.settings import file_variables

DOCS = Path(__file__).parents[2] / "docs" / "deploy"
UNITS = DOCS / "systemd"
ANALYZE = "systemd-analyze"
SERVICES = sorted(UNITS.glob("*.service"))
PAGE = (DOCS / "systemd.md").read_text("utf-8")

needs_systemd = pytest.mark.skipif(
    shutil.which(ANALYZE) is None and "WEB_SERVERS_REQUIRED" not in os.environ, reason="systemd is not installed"
)


def _installed(folder: Path) -> list[Path]:
    """Copy the units as they are installed; what they start is there, and the worker has a port."""
    program = folder / "dateline"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    made = []
    for unit in [*SERVICES, *UNITS.glob("*.timer")]:
        text = unit.read_text("utf-8")
        name = unit.name.replace("@.", "@8081.")
        assert text.count("/opt/dateline/bin/dateline ") == (unit.suffix == ".service")
        (folder / name).write_text(text.replace("/opt/dateline/bin/dateline", str(program)), "utf-8")
        made.append(folder / name)
    return made


@needs_systemd
def test_systemd_finds_nothing_wrong_with_any_unit(tmp_path: Path) -> None:
    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", "--recursive-errors=no", *map(str, _installed(tmp_path))],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"PATH": os.environ["PATH"], "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_page_quotes_what_systemd_says_of_their_hardening(tmp_path: Path) -> None:
    quoted = dict(re.findall(r"Overall exposure level for (\S+): ([\d.]+) ", PAGE))
    for unit in _installed(tmp_path):
        if unit.suffix == ".service":
            done = subprocess.run(
                [ANALYZE, "security", "--offline=yes", "--threshold=20", "--no-pager", str(unit)],
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            assert done.returncode == 0, done.stdout  # 2.0 of 10 at most
            found = re.search(rf"Overall exposure level for {re.escape(unit.name)}: ([\d.]+) ", done.stdout)
            assert found
            assert abs(float(quoted[unit.name]) - float(found[1])) < 0.35  # its weights differ between versions


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_runs_a_command_as_its_user_with_secrets_as_credentials(unit: Path) -> None:
    text = unit.read_text("utf-8")
    (command,) = re.findall(r"^ExecStart=/opt/dateline/bin/dateline (\w+)", text, re.MULTILINE)
    assert command in COMMANDS
    assert "\nUser=dateline\n" in text
    names = set(re.findall(r"^LoadCredential=(\w+):/etc/dateline/secrets/\1$", text, re.MULTILINE))
    assert text.count("LoadCredential=") == len(names)
    known = {variable.removesuffix("_FILE") for variable in file_variables().values()}
    assert names <= known
    assert ("TELEGRAM_BOT_TOKEN" in names) == (command == "bot")
    assert not [one for one in known if f"Environment={one}" in text]
