"""The way out of the network that the machine is in: which gateway, and its hardware address, or which tunnel.

Linux tells both in `/proc/net` (proc(5)), macOS by its own commands `route` and `arp` (their manual pages), Windows by
two functions of its IP helper library (GetBestRoute and GetIpNetTable, as Microsoft documents them). Everything here
is read, nothing is asked of the gateway itself. What cannot be read is an empty text: there is no network then that
could be told from others. macOS and Windows were tried with answers as they are described, not on such machines.
"""

import ctypes
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from struct import error as struct_error
from struct import unpack_from
from typing import Final

log = logging.getLogger(__name__)

PROC: Final = Path("/proc/net")
ROUTE: Final = ("/sbin/route", "-n", "get", "default")
ARP: Final = ("/usr/sbin/arp", "-n")
PATIENCE_S: Final = 1.0
_UP_AND_GATEWAY: Final = 0x3
_FAR: Final = bytes((192, 0, 2, 1))
"""An address that nobody has: the way to it is the way out."""
_ROW_BYTES: Final = 24
_ROUTE_BYTES: Final = 56
_TABLE_MOST: Final = 1 << 20
_DIRECT: Final = 3
"""MIB_IPROUTE_TYPE_DIRECT: the way to somewhere far has no gateway, and may name the machine's own address for one."""

Run = Callable[[Sequence[str]], str]


def way_out() -> str:
    """Give the way out of the network that the machine is in; empty where it cannot be told."""
    if sys.platform == "win32":
        return windows_way_out(*_asked_of_windows())
    return mac_way_out(_run) if sys.platform == "darwin" else linux_way_out()


def _gateway(address: str, hardware: str) -> str:
    """Name a gateway; one without a hardware address was not spoken to yet: soon."""
    return f"gateway {address} {hardware}" if hardware.strip("0:") else ""


# Linux


def linux_way_out(proc: Path = PROC) -> str:
    """Tell the default route, and who its gateway is; of a tunnel, which has none, its interface alone."""
    for row in _rows(proc / "route"):
        if len(row) < 4 or row[1] != "00000000":
            continue
        interface, gateway, flags = row[0], row[2], int(row[3], 16)
        if flags & _UP_AND_GATEWAY != _UP_AND_GATEWAY:
            return f"tunnel {interface}"
        address = ".".join(str(each) for each in int(gateway, 16).to_bytes(4, sys.byteorder))
        known = (row for row in _rows(proc / "arp") if len(row) >= 4 and row[0] == address)
        return next((found for row in known if (found := _gateway(address, row[3].lower()))), "")
    return ""


def _rows(file: Path) -> list[list[str]]:
    try:
        text = file.read_text("ascii", "replace")
    except OSError:
        return []
    return [line.split() for line in text.splitlines()[1:]]


# macOS


def mac_way_out(run: Run) -> str:
    """Tell it from what `route` and `arp` print."""
    route = dict(re.findall(r"^\s*([a-z ]+):\s*(\S+)", run(ROUTE), re.MULTILINE))
    interface, gateway = route.get("interface", ""), route.get("gateway", "")
    if not interface:
        return ""
    if not re.fullmatch(r"\d+(\.\d+){3}", gateway):
        return f"tunnel {interface}"
    found = re.search(rf"\({re.escape(gateway)}\) at ([0-9a-fA-F:]+) ", run((*ARP, gateway)))
    hardware = ":".join(each.zfill(2) for each in found[1].lower().split(":")) if found else ""
    return _gateway(gateway, hardware)


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)  # noqa: S603 - ours
    except (OSError, subprocess.SubprocessError) as error:
        log.debug("the gateway is not known: %s", error)
        return ""
    return done.stdout


# Windows


def windows_way_out(route: bytes, table: bytes) -> str:
    """Tell it from a route (MIB_IPFORWARDROW) and the addresses that were spoken to (MIB_IPNETTABLE)."""
    if len(route) < _ROUTE_BYTES:
        return ""
    gateway, (index, kind) = route[12:16], unpack_from("<II", route, 16)
    if not any(gateway) or kind == _DIRECT:
        return f"tunnel {index}"
    address = ".".join(str(each) for each in gateway)
    return next((found for each in _spoken_to(table, index, gateway) if (found := _gateway(address, each))), "")


def _spoken_to(table: bytes, index: int, address: bytes) -> list[str]:
    found = []
    try:
        (rows,) = unpack_from("<I", table)
        for number in range(rows):
            of, length, hardware, spoken = unpack_from("<II8s4s", table, 4 + number * _ROW_BYTES)
            if of == index and spoken == address:
                found.append(hardware[: min(length, 8)].hex(":"))
    except struct_error:
        log.debug("the table of addresses breaks off")
    return found


def _asked_of_windows() -> tuple[bytes, bytes]:
    """Ask for the route to somewhere far, and the table; empty where Windows does not say."""
    if sys.platform == "win32":
        helper = ctypes.windll.iphlpapi
        route = ctypes.create_string_buffer(_ROUTE_BYTES)
        if helper.GetBestRoute(int.from_bytes(_FAR, "little"), 0, route):
            return b"", b""
        size = ctypes.c_ulong(0)
        helper.GetIpNetTable(None, ctypes.byref(size), 0)
        table = ctypes.create_string_buffer(max(4, min(size.value, _TABLE_MOST)))
        size = ctypes.c_ulong(len(table))
        if helper.GetIpNetTable(table, ctypes.byref(size), 0):
            return route.raw, b""
        return route.raw, table.raw
    return b"", b""
