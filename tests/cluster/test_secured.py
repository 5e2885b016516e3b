"""A cluster behind TLS and passwords is reached with what the settings name, and told of where they do not fit.

The nodes here have no security plugin, which is in no package; a real nginx stands before them in its place.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cluster.nodes import Cluster
from tests.conftest import SAMPLE, clean_environment
from tests.deploy.certificates import Certificate, make
from tests.deploy.web_servers import SECONDS, wait_for
from tests.index.making import FACTS, filler, write_records
from tests.ports import free_port

PREFIX = "secured"
PASSWORD = "a pass:word of $ signs"
CONFIG = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
{user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_max_body_size 100m;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        auth_basic "cluster";
        auth_basic_user_file {folder}/users;
        location / {{ proxy_pass {node}; }}
    }}
}}
"""


@contextmanager
def guarded(node: str, folder: Path, certificate: Certificate) -> Iterator[str]:
    """Let nobody reach a node but with TLS and the password; gives the address."""
    port, user = free_port(), "user root;" if os.getuid() == 0 else ""
    hashed = base64.b64encode(hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).digest()).decode()
    (folder / "users").write_text(f"dateline:{{SHA}}{hashed}\n", "utf-8")
    told = CONFIG.format(
        folder=folder, user=user, port=port, certificate=certificate.file, key=certificate.key, node=node
    )
    (folder / "nginx.conf").write_text(told, "utf-8")
    with (folder / "output.log").open("wb") as output:
        process = subprocess.Popen(
            ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], stdout=output, stderr=output
        )
        try:
            wait_for(port, process, folder / "output.log")
            yield f"https://localhost:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def address(cluster: Cluster, certificate: Certificate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with guarded(cluster.urls[0], tmp_path_factory.mktemp("nginx"), certificate) as address:
        yield address
        for one in cluster.call("GET", f"/_cat/indices/{PREFIX}*?format=json"):
            cluster.call("DELETE", f"/{one['index']}")


def run(home: Path, address: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    told = {
        "DATELINE_ENGINE": "opensearch", "OPENSEARCH_URL": address, "DATELINE_CLUSTER_PREFIX": PREFIX,
        "OPENSEARCH_USER": "dateline", "PYTHONPATH": str(SAMPLE.parents[1]),
    }  # fmt: skip
    command = [sys.executable, "-m", "bot", "--home", str(home), *words]
    environment = clean_environment(**(told | settings))
    return subprocess.run(
        command, cwd=home.parent, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_an_archive_is_loaded_and_asked_with_password_and_authority_from_files(
    address: str, certificate: Certificate, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    (tmp_path / "password").chmod(0o600)
    named = {"OPENSEARCH_PASSWORD_FILE": str(tmp_path / "password"), "OPENSEARCH_CA": str(certificate.file)}
    news = write_records(tmp_path / "archive" / "news.jsonl", [*FACTS, *filler(30)])
    done = run(tmp_path / "home", address, "index", str(news), **named)
    assert done.returncode == 0, done.stderr
    asked = run(tmp_path / "empty", address, "ask", "When was the bridge over the Arle opened?", "--json", **named)
    assert asked.returncode == 0, asked.stderr
    assert "bridge" in json.loads(asked.stdout)["passages"][0]["text"]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"OPENSEARCH_PASSWORD": "wrong", "OPENSEARCH_CA": "CA"}, "see OPENSEARCH_USER, OPENSEARCH_PASSWORD"),
        ({"OPENSEARCH_PASSWORD": PASSWORD}, "OPENSEARCH_CA names the file"),
        ({"OPENSEARCH_USER": "", "OPENSEARCH_CA": "CA"}, "see OPENSEARCH_USER, OPENSEARCH_PASSWORD"),
    ],
    ids=["wrong password", "no authority", "nobody"],
)
def test_what_does_not_fit_is_told_at_once_and_holds_no_secret(
    address: str, certificate: Certificate, tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    settings = {name: str(certificate.file) if value == "CA" else value for name, value in settings.items()}
    asked = run(tmp_path / "empty", address, "ask", "When was the bridge over the Arle opened?", **settings)
    assert asked.returncode == 1
    assert told in asked.stderr
    assert "Traceback" not in asked.stderr
    assert not any(secret in asked.stdout + asked.stderr for secret in ("wrong", PASSWORD))
