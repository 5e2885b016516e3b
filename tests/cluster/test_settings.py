"""The settings that docs/cluster names exist in a running node, with the defaults that the page tells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from tests.cluster.config import SETTINGS
from tests.cluster.nodes import Cluster

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "cluster.md").read_text("utf-8")
FILE: dict[str, Any] = yaml.safe_load((DOCS / "cluster" / "opensearch.yml").read_text("utf-8"))
OTHERS = "plugins.security."  # the security plugin's are not known to these nodes, which do not have it


def _known(cluster: Cluster) -> dict[str, Any]:
    """Return the name and default of each setting that a node knows, those that it was started with among them."""
    told = cluster.call("GET", "/_cluster/settings?include_defaults=true&flat_settings=true")
    known: dict[str, Any] = told["defaults"] | told["persistent"] | told["transient"]
    return known


def test_each_setting_of_the_file_is_one_of_opensearchs(cluster: Cluster) -> None:
    known = _known(cluster)
    assert [name for name in FILE if name not in known and not name.startswith(OTHERS)] == []


def test_the_nodes_run_with_the_values_that_the_file_has(cluster: Cluster) -> None:
    """So OpenSearch takes them, and the tests are of what the page recommends."""
    shared = {name: str(SETTINGS[name]) for name in SETTINGS if name in FILE}
    assert len(shared) == 9
    assert {name: str(FILE[name]) for name in shared} == shared
    known = _known(cluster)
    assert {name: known[name] for name in shared} == shared


def test_the_settings_that_the_page_changes_by_request_can_be_changed(cluster: Cluster) -> None:
    bodies = re.findall(r'`\{"persistent": \{"([a-z_.]+)": ("\w+"|null)\}\}`', PAGE)
    assert [value for _, value in bodies] == ['"primaries"', "null"]
    for name, value in bodies:
        taken = None if value == "null" else value.strip('"')
        assert cluster.call("PUT", "/_cluster/settings", {"persistent": {name: taken}})["acknowledged"]


def test_a_setting_of_an_index_that_the_page_names_exists(cluster: Cluster) -> None:
    names = set(re.findall(r"`(index\.[a-z_.]+)`", PAGE))
    assert names
    cluster.call("PUT", "/settings-trial")
    try:
        told = cluster.call("GET", "/settings-trial/_settings?include_defaults=true&flat_settings=true")
        assert names <= told["settings-trial"]["defaults"].keys()
    finally:
        cluster.call("DELETE", "/settings-trial")
