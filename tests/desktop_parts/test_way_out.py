"""A VPN that is on is found by its interface; a modem, a bridge, and one that is off are none."""

import pytest

from notifier.desktop.way_out import Interface, vpn

CABLE = Interface("eth0", running=True, bare=False, addresses=2)


@pytest.mark.parametrize(
    ("interface", "name"),
    [
        (Interface("tun0", running=True, bare=True, addresses=1), "tun0"),
        (Interface("my-office", running=True, bare=True, addresses=1), "my-office"),
        (Interface("tap0", running=True, bare=False, addresses=1), "tap0"),
        (Interface("ProtonVPN TUN", running=True, bare=False, addresses=1), "ProtonVPN TUN"),
        (Interface("tun0", running=False, bare=True, addresses=1), ""),
        (Interface("utun3", running=True, bare=True, addresses=0), ""),
        (Interface("ppp0", running=True, bare=False, addresses=1), ""),
        (Interface("docker0", running=True, bare=False, addresses=1), ""),
        (Interface("wlan0", running=True, bare=False, addresses=1), ""),
    ],
)
def test_what_is_a_vpn(interface: Interface, name: str) -> None:
    assert vpn([CABLE, interface]) == name


def test_this_machines_own_interfaces_are_read() -> None:
    assert isinstance(vpn(), str)
