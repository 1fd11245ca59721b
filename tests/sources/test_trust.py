import ssl
import sys
from pathlib import Path

import pytest
import truststore

from notifier.sources import trust
from notifier.sources.trust import Trust, store
from tests.sources.servers import Authority


def test_the_store_is_the_machines(trusted: Authority) -> None:
    for context in (Trust().web, Trust().plain):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert len(context.get_ca_certs()) == 1
    assert store() == str(trusted.file)


def test_contexts_are_made_once(trusted: Authority) -> None:
    shared = Trust()
    assert shared.web is shared.web
    assert shared.web is not shared.plain


def test_a_store_that_is_named_but_absent_trusts_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert store() == ""
    assert Trust().web.get_ca_certs() == []


def test_a_store_in_an_unusual_place_is_found(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    nowhere = ssl.DefaultVerifyPaths(None, None, "", "", "", "")  # type: ignore[arg-type, unused-ignore]
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    monkeypatch.setattr(trust, "_BUNDLES", ("/nowhere.pem", str(authority.file)))
    assert store() == str(authority.file)
    assert authority.certificate.serial_number in {
        int(str(each["serialNumber"]), 16) for each in Trust().web.get_ca_certs()
    }


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_verify_themselves(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    assert type(Trust().web) is truststore.SSLContext
    assert store() == "the system's store"
    assert type(Trust().blind) is ssl.SSLContext
