from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from notifier.desktop.fingerprint import SALT_BYTES, Fingerprints
from notifier.desktop.gateway import linux_way_out

ROUTE = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n"
ARP = "IP address       HW type     Flags       HW address            Mask     Device\n"
DEFAULT = (
    ROUTE + "eth0 0000A8C0 00000000 0001 0 0 0 00FFFFFF 0 0 0\neth0 00000000 0100A8C0 0003 0 0 100 00000000 0 0 0\n"
)
GATEWAY = ARP + "192.168.0.9 0x1 0x2 aa:aa:aa:aa:aa:aa * eth0\n192.168.0.1 0x1 0x2 5C:49:79:01:02:03 * eth0\n"


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    folder = tmp_path / "net"
    folder.mkdir()
    (folder / "route").write_text(DEFAULT, "ascii")
    (folder / "arp").write_text(GATEWAY, "ascii")
    return folder


def way(proc: Path) -> Callable[[], str]:
    return partial(linux_way_out, proc)


def test_the_same_network_has_the_same_one_after_a_restart(tmp_path: Path, proc: Path) -> None:
    salt = tmp_path / "salt"
    first = Fingerprints(salt, way(proc))()
    assert len(first) == 32
    assert Fingerprints(salt, way(proc))() == first
    assert len(salt.read_bytes()) == SALT_BYTES
    assert salt.stat().st_mode & 0o077 == 0


def test_another_gateway_at_the_same_address_is_another_network(tmp_path: Path, proc: Path) -> None:
    made = Fingerprints(tmp_path / "salt", way(proc))
    first = made()
    (proc / "arp").write_text(GATEWAY.replace("5C:49", "5C:50"), "ascii")
    assert made() not in ("", first)


def test_another_installation_makes_another_one(tmp_path: Path, proc: Path) -> None:
    assert Fingerprints(tmp_path / "one", way(proc))() != Fingerprints(tmp_path / "two", way(proc))()


@pytest.mark.parametrize("route", [ROUTE, "", ROUTE + "eth0\n", None])
def test_without_a_way_out_there_is_none(tmp_path: Path, proc: Path, route: str | None) -> None:
    if route is None:
        (proc / "route").unlink()
    else:
        (proc / "route").write_text(route, "ascii")
    assert Fingerprints(tmp_path / "salt", way(proc))() == ""
    assert not (tmp_path / "salt").exists()


@pytest.mark.parametrize("hardware", ["00:00:00:00:00:00", None])
def test_a_gateway_that_was_not_spoken_to_yet_is_none(tmp_path: Path, proc: Path, hardware: str | None) -> None:
    text = ARP if hardware is None else GATEWAY.replace("5C:49:79:01:02:03", hardware)
    (proc / "arp").write_text(text, "ascii")
    assert Fingerprints(tmp_path / "salt", way(proc))() == ""


def test_a_tunnel_is_a_network_of_its_own(tmp_path: Path, proc: Path) -> None:
    made = Fingerprints(tmp_path / "salt", way(proc))
    home = made()
    (proc / "route").write_text(ROUTE + "tun0 00000000 00000000 0001 0 0 0 00000000 0 0 0\n" + DEFAULT, "ascii")
    assert made() not in ("", home)


@pytest.mark.expects_log("networks are remembered until the end only")
def test_where_nothing_can_be_kept_it_holds_until_the_end(tmp_path: Path, proc: Path) -> None:
    made = Fingerprints(tmp_path / "missing" / "salt", way(proc))
    assert made() == made() != ""


@pytest.mark.expects_log("networks are not remembered")
def test_a_salt_that_cannot_be_read_is_left_alone(tmp_path: Path, proc: Path) -> None:
    folder = tmp_path / "salt"
    folder.mkdir()
    assert Fingerprints(folder, way(proc))() != ""
