"""The cluster's files can be read, fit together, and make certificates that are good for what they name."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from cryptography import x509

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "cluster"
CONFIG = "/usr/share/opensearch/config/"


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def test_every_service_of_the_compose_file_is_a_node_that_the_others_look_for() -> None:
    compose, settings = _read("compose.yaml"), _read("opensearch.yml")
    nodes = list(compose["services"])
    assert len(nodes) == 3
    assert nodes == settings["discovery.seed_hosts"] == settings["cluster.initial_cluster_manager_nodes"]
    for name, service in compose["services"].items():
        assert service["hostname"] == service["environment"]["node.name"] == name
        assert service["environment"]["DISABLE_INSTALL_DEMO_CONFIG"] == "true"
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    data = [service["volumes"][0] for service in compose["services"].values()]
    assert len({volume.partition(":")[0] for volume in data} & set(compose["volumes"])) == 3


def test_the_files_that_the_nodes_get_are_there_or_made_by_the_script(tmp_path: Path) -> None:
    made = tmp_path / "certificates"
    subprocess.run([str(FOLDER / "certificates.sh"), str(made)], check=True, capture_output=True)
    inside = set()
    for service in _read("compose.yaml")["services"].values():
        for volume in service["volumes"]:
            source, target = volume.split(":")[:2]
            if source.startswith("./"):
                assert (made.parent / source).is_file() or (FOLDER / source).is_file(), source
                inside.add(target.removeprefix(CONFIG))
    settings = _read("opensearch.yml")
    assert {value for name, value in settings.items() if name.endswith("_filepath")} <= inside

    authority = x509.load_pem_x509_certificate((made / "ca.pem").read_bytes())
    for name in settings["discovery.seed_hosts"]:
        own = x509.load_pem_x509_certificate((made / f"{name}.pem").read_bytes())
        own.verify_directly_issued_by(authority)
        names = own.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        assert name in names.get_values_for_type(x509.DNSName)
        (pattern,) = settings["plugins.security.nodes_dn"]
        assert re.fullmatch(pattern.replace("*", ".*"), own.subject.rfc4514_string())
        assert (made / f"{name}-key.pem").stat().st_mode & 0o077 == 0
    admin = x509.load_pem_x509_certificate((made / "admin.pem").read_bytes())
    assert [admin.subject.rfc4514_string()] == settings["plugins.security.authcz.admin_dn"]
    again = subprocess.run([str(FOLDER / "certificates.sh"), str(made)], check=False, capture_output=True, text=True)
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_every_user_has_a_role_and_no_password_until_one_is_put_in() -> None:
    users, roles, mapped = (_read(f"users/{name}.yml") for name in ("internal_users", "roles", "roles_mapping"))
    for name, user in users.items():
        if name != "_meta":
            assert not user["hash"].startswith("$2")
            given = [role for role, to in mapped.items() if name in to.get("users", [])]
            given += [
                role for role, to in mapped.items() if {*user.get("backend_roles", ())} & {*to.get("backend_roles", ())}
            ]
            assert given
            assert all(role in roles or role == "all_access" for role in given)  # all_access is OpenSearch's own


def test_both_ways_to_run_it_set_the_same_but_for_what_containers_alone_need() -> None:
    compose, chart = _read("opensearch.yml"), yaml.safe_load(_read("values.yaml")["config"]["opensearch.yml"])
    assert chart.keys() <= compose.keys()
    assert {name for name in chart if chart[name] != compose[name]} == {"bootstrap.memory_lock"}
    # The chart sets where nodes find each other itself, and snapshots are for whoever has a common volume.
    own = {"discovery.seed_hosts", "cluster.initial_cluster_manager_nodes", "path.repo"}
    assert compose.keys() - chart.keys() == own


def test_the_page_tells_the_values_that_the_file_has() -> None:
    settings = _read("opensearch.yml")
    rows = re.findall(r"^\| `([a-z_.]+)` \| (\S+) \|", (DOCS / "cluster.md").read_text("utf-8"), re.MULTILINE)
    told = dict(rows)
    assert len(told) == 9
    assert {name: str(settings[name]) for name in told} == told
