"""The script of whoever keeps the catalogue: what it makes with the real tool is what users' programs take."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.minisign import public_key
from notifier.catalogue.update import CatalogueUpdates
from notifier.core.failure import UserError
from tests.catalogue.conftest import SHIPPED
from tests.catalogue.signing import service_file

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")


def signed(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    script = str(ROOT / "packaging" / "sign_catalogue.py")
    names = ("keeper.key", "keeper.pub", "catalogue.json", "--catalogue", "services")
    return subprocess.run(
        [sys.executable, script, *names, *options], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "acme.toml").write_text(service_file("acme", "Newer"))
    make = ["minisign", "-G", "-W", "-f", "-s", "keeper.key", "-p", "keeper.pub"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.slow
def test_what_it_makes_is_taken(desk: Path) -> None:
    shutil.copytree(SHIPPED, desk / "services", dirs_exist_ok=True)
    ended = signed(desk, "--serial", "2030010100")
    assert ended.returncode == 0, ended.stderr
    assert (desk / "services" / "lists" / "serial").read_text() == "2030010100\n"
    updates = CatalogueUpdates(desk / "updates", desk / "none")
    key = public_key((desk / "keeper.pub").read_text())
    data, signature = ((desk / f"catalogue.json{end}").read_bytes() for end in ("", ".minisig"))
    installed = updates.install(data, signature, key)
    newer = Catalogue(desk / "none", desk / "own", desk / "updates")
    assert installed.services == len(newer.all()) == len(list(SHIPPED.glob("*.toml"))) + 1
    assert newer.get("whatsapp") == Catalogue(SHIPPED, desk / "own").get("whatsapp")


def test_a_broken_service_is_not_signed(desk: Path) -> None:
    (desk / "services" / "bad.toml").write_text("format = ")
    ended = signed(desk)
    assert ended.returncode == 1
    assert "bad.toml" in ended.stderr
    assert not (desk / "catalogue.json").exists()


def test_another_key_is_noticed(desk: Path) -> None:
    other = "untrusted comment: x\nRWQ5Jf+Y2JUCb1Scl7ZjfLkev0IpRJ4xHvjvVmAh6uUvx24cyxHY1iuB\n"
    (desk / "keeper.pub").write_text(other)
    ended = signed(desk)
    assert ended.returncode == 1
    assert "somebody else" in ended.stderr
    assert not (desk / "services" / "lists").exists()
    with pytest.raises(UserError):
        public_key("nothing")
