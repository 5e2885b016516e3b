from __future__ import annotations

import gc
import ssl
from pathlib import Path

import pytest

from corpus.importing import for_good, without_certificates
from tests.corpus.fetching.site import own_certificate


def test_no_cycles_are_searched_for_while_importing_and_what_is_there_is_left_alone_afterwards() -> None:
    gc.unfreeze()
    try:
        with for_good():
            assert not gc.isenabled()
            kept: list[list[int]] = [[] for _ in range(1000)]
        assert gc.isenabled()
        assert gc.get_freeze_count() >= len(kept)
    finally:
        gc.unfreeze()


def test_who_searches_for_no_cycles_does_not_begin_to_where_an_import_fails() -> None:
    gc.disable()
    try:
        with pytest.raises(ImportError), for_good():
            raise ImportError
        assert not gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()


def test_certificates_are_loaded_by_no_context_but_those_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(own_certificate("127.0.0.1"))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with without_certificates():
        meanwhile = ssl.create_default_context()
    later = ssl.create_default_context()
    assert (meanwhile.cert_store_stats()["x509"], later.cert_store_stats()["x509"]) == (0, 1)
    assert meanwhile.verify_mode == ssl.CERT_REQUIRED
