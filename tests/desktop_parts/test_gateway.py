"""The way out as macOS and Windows tell it: from answers as their manuals show them; on this machine for real."""

from collections.abc import Sequence
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.desktop.gateway import ARP, ROUTE, Run, linux_way_out, mac_way_out, way_out, windows_way_out

HOME = """   route to: default
destination: default
       mask: default
    gateway: 192.168.1.1
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0
"""
TUNNEL = """   route to: default
destination: default
       mask: default
  interface: utun3
      flags: <UP,DONE,CLONING,STATIC,GLOBAL>
"""
SPOKEN = "? (192.168.1.1) at 5c:49:79:1:2:3 on en0 ifscope [ethernet]\n"


def mac(route: str, arp: str = SPOKEN) -> Run:
    def run(command: Sequence[str]) -> str:
        if tuple(command) == ROUTE:
            return route
        assert tuple(command) == (*ARP, "192.168.1.1")
        return arp

    return run


def test_macos_names_the_gateway_with_its_hardware_address() -> None:
    assert mac_way_out(mac(HOME)) == "gateway 192.168.1.1 5c:49:79:01:02:03"


@pytest.mark.parametrize("gateway", ["", "    gateway: link#14\n", "    gateway: fe80::1%utun3\n"])
def test_on_macos_a_tunnel_is_known_by_its_interface(gateway: str) -> None:
    assert mac_way_out(mac(TUNNEL + gateway)) == "tunnel utun3"


@pytest.mark.parametrize(
    "arp",
    ["", "? (192.168.1.1) at (incomplete) on en0 ifscope [ethernet]\n", "192.168.1.1 (192.168.1.1) -- no entry\n"],
)
def test_on_macos_a_gateway_that_was_not_spoken_to_is_none(arp: str) -> None:
    assert mac_way_out(mac(HOME, arp)) == ""


def test_on_macos_without_a_way_out_there_is_none() -> None:
    assert mac_way_out(mac("route: writing to routing socket: not in table\n")) == ""
    assert mac_way_out(mac("")) == ""


INDEX = 12
GATEWAY = bytes((192, 168, 1, 1))
HARDWARE = bytes((0x5C, 0x49, 0x79, 1, 2, 3))


def route_row(gateway: bytes = GATEWAY, index: int = INDEX) -> bytes:
    return pack("<III4s10I", 0, 0, 0, gateway, index, *range(9))


def table(*rows: tuple[int, bytes, bytes]) -> bytes:
    written = [pack("<II8s4sI", index, len(hardware), hardware, address, 3) for index, hardware, address in rows]
    return pack("<I", len(rows)) + b"".join(written)


def test_windows_names_the_gateway_with_its_hardware_address() -> None:
    other = bytes((192, 168, 1, 9))
    known = table((INDEX, b"\xaa" * 6, other), (7, b"\xbb" * 6, GATEWAY), (INDEX, HARDWARE, GATEWAY))
    assert windows_way_out(route_row(), known) == "gateway 192.168.1.1 5c:49:79:01:02:03"


def test_on_windows_a_tunnel_is_known_by_its_interface() -> None:
    assert windows_way_out(route_row(bytes(4)), b"") == "tunnel 12"
    own_address = bytearray(route_row())
    own_address[20] = 3  # MIB_IPROUTE_TYPE_DIRECT
    assert windows_way_out(bytes(own_address), table((INDEX, HARDWARE, GATEWAY))) == "tunnel 12"


@pytest.mark.parametrize(
    "known",
    [b"", table(), table((INDEX, b"", GATEWAY)), table((INDEX, bytes(6), GATEWAY)), table((7, HARDWARE, GATEWAY))],
)
def test_on_windows_a_gateway_that_was_not_spoken_to_is_none(known: bytes) -> None:
    assert windows_way_out(route_row(), known) == ""
    assert windows_way_out(b"", known) == ""


@given(st.binary(max_size=120))
def test_whatever_windows_tells_it_is_read_or_nothing(told: bytes) -> None:
    assert windows_way_out(route_row(), told).partition(" ")[0] in ("", "gateway")
    assert isinstance(windows_way_out(told, table()), str)


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_macos_prints_it_is_read_or_nothing(route: str, arp: str) -> None:
    assert isinstance(mac_way_out(lambda command: route if tuple(command) == ROUTE else arp), str)


def test_here_it_is_what_the_kernel_tells() -> None:
    assert way_out() == linux_way_out()
