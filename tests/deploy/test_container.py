"""The files for containers fit each other, the commands and the settings; make test-image builds the image."""

from __future__ import annotations

import fnmatch
import itertools
import re
import runpy
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bot.cli.main import COMMANDS
from bot.settings import file_variables, variables

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "deploy" / "container"
DOCKERFILE = (FOLDER / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
LINES = [line.split(maxsplit=1) for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]


OUTSIDE = (
    ".env", ".git/config", ".venv/bin/python", "bot/__pycache__/x.pyc", "data/archive.db", "docs/bot.md", "tests/x",
    "docs/deploy/container/secrets/TELEGRAM_BOT_TOKEN", "docs/deploy/container/settings.env",
)  # fmt: skip


def _let_in(path: str) -> bool:
    """Tell whether a path comes into the build: the last line that fits it, or a folder above it, decides."""
    kept = True
    for line in (FOLDER / "Dockerfile.dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        above = [path, *map(str, Path(path).parents)]
        if any(fnmatch.fnmatch(one, pattern) and one.count("/") == pattern.count("/") for one in above) or (
            line.startswith("**/") and pattern in Path(path).parts
        ):
            kept = line.startswith("!")
    return kept


def test_whatever_is_copied_is_there_and_let_in_and_nothing_else_is() -> None:
    copied = [rest.split()[:-1] for word, rest in LINES if word == "COPY" and "--from" not in rest]
    for name in itertools.chain(*copied):
        found = list(ROOT.glob(name))
        assert found, name
        assert all(_let_in(str(one.relative_to(ROOT))) for one in found), name
    for name in OUTSIDE:
        assert not _let_in(name), name


def test_the_image_has_two_stages_no_root_a_health_check_and_only_settings_that_exist() -> None:
    words = [word for word, _ in LINES]
    assert words.count("FROM") == 2
    last = LINES[len(words) - words[::-1].index("FROM") :]
    assert "RUN" not in [word for word, _ in last]
    told = {word: rest for word, rest in last if word != "COPY"}
    assert told["USER"] == "10001:10001"
    assert (told["ENTRYPOINT"], told["CMD"]) == ('["dateline"]', '["serve"]')
    assert "/opt/dateline/healthy.py" in told["HEALTHCHECK"]
    assert set(re.findall(r"\bDATELINE_\w+", told["ENV"])) <= set(variables().values())


def test_every_service_is_closed_and_runs_a_command_of_ours() -> None:
    assert set(COMPOSE["services"]) == {"bot", "page", "index"}
    known = {*variables().values(), *file_variables().values()}
    for service in COMPOSE["services"].values():
        assert service["command"][0] in COMMANDS
        assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])  # noqa: S108
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "data:/data" in service["volumes"]
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
        assert set(service.get("environment", ())) <= known
        for secret in service.get("secrets", ()):
            assert service["environment"][f"{secret}_FILE"] == f"/run/secrets/{secret}"
            assert COMPOSE["secrets"][secret]["file"] == f"secrets/{secret}"
    build = COMPOSE["services"]["bot"]["build"]
    assert (FOLDER / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()


@pytest.mark.parametrize("named", ["{}", "0.0.0.0:{}", "page"])
@pytest.mark.parametrize(("status", "told"), [(200, 0), (503, "answers 503"), (None, "nothing answers")])
def test_the_health_check_says_what_the_service_says(
    monkeypatch: pytest.MonkeyPatch, status: int | None, told: int | str, named: str
) -> None:
    asked = []

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status or 0)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        port, page = (1, server.server_port) if named == "page" else (named.format(server.server_port), 1)
        monkeypatch.setenv("DATELINE_METRICS_PORT", str(port))
        monkeypatch.setenv("DATELINE_WEB_LISTEN", f"0.0.0.0:{page}")
        if status:
            threading.Thread(target=server.handle_request, daemon=True).start()
        else:
            server.server_close()
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(FOLDER / "healthy.py"))
    assert ended.value.code == told if status == 200 else str(told) in str(ended.value.code)
    assert asked == (["/healthz"] if status else [])
