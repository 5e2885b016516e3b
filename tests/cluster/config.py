"""What a node is started with: its settings, its log, and Java's command line."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Setting = str | int | bool | list[str]

# A frozen node is gone after 2 + 2 x .5 s or so instead of 60 s, and a lost recovery begins anew after 30 s instead of
# 15 minutes. The full disk of a developer's machine is no reason to refuse a test's shards.
SETTINGS: Mapping[str, Setting] = {
    "cluster.fault_detection.follower_check.interval": "500ms",
    "cluster.fault_detection.follower_check.timeout": "2s",
    "cluster.fault_detection.follower_check.retry_count": 2,
    "cluster.fault_detection.leader_check.interval": "500ms",
    "cluster.fault_detection.leader_check.timeout": "2s",
    "cluster.fault_detection.leader_check.retry_count": 2,
    "cluster.follower_lag.timeout": "10s",
    "cluster.publish.timeout": "5s",
    "indices.recovery.internal_action_timeout": "30s",
    "indices.recovery.internal_action_long_timeout": "60s",
    "indices.recovery.recovery_activity_timeout": "60s",
    "cluster.routing.allocation.disk.threshold_enabled": False,
}
LOG = """\
status = error
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
"""


@dataclass(frozen=True)
class Place:
    """Where a node lives: its name, its folder, and its ports on 127.0.0.1."""

    name: str
    folder: Path
    http: int
    transport: int


def write_config(place: Place, places: Sequence[Place], more: Mapping[str, Setting]) -> None:
    """Write a node's folders and settings; those in ``more`` win over ours."""
    folder = place.folder
    for part in ("config", "data", "logs", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    settings: dict[str, Setting] = {
        "cluster.name": "dateline-tests",
        "node.name": place.name,
        "network.host": "127.0.0.1",
        "http.port": place.http,
        "transport.port": place.transport,
        "discovery.seed_hosts": [f"127.0.0.1:{other.transport}" for other in places],
        "cluster.initial_cluster_manager_nodes": [other.name for other in places],
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "path.repo": [str(folder.parent / "snapshots")],
    }
    settings |= {**SETTINGS, **more}
    # JSON is YAML too.
    (folder / "config" / "opensearch.yml").write_text(json.dumps(settings, indent=2), "utf-8")
    (folder / "config" / "log4j2.properties").write_text(LOG, "utf-8")


def java_command(place: Place, server: Path, heap: str) -> list[str]:
    """Return Java's command line for a node."""
    return [
        "java",
        f"-Xms{heap}",
        f"-Xmx{heap}",
        "-Xshare:auto",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.security.manager=allow",
        f"-Djava.io.tmpdir={place.folder / 'tmp'}",
        f"-Dopensearch.path.home={server}",
        f"-Dopensearch.path.conf={place.folder / 'config'}",
        "-Dlog4j2.disable.jmx=true",
        "-Dfile.encoding=UTF-8",
        "-cp",
        f"{server / 'lib'}{os.sep}*",
        "org.opensearch.bootstrap.OpenSearch",
    ]
