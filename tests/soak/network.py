"""The soak's network: a namespace of its own with two ways out, so that what changes in it changes nothing outside.

Nothing leads out of it; the services are on its loopback. Linux's own, with iproute2.
"""

import os
import subprocess
import sys
from typing import Final

INSIDE: Final = "OUTAGE_NOTIFIER_SOAK"
NETWORKS: Final = {"home": "192.168.77", "work": "10.20.30"}


def enter() -> None:
    """Go on in a network of one's own: this process becomes one that is in it."""
    if os.environ.get(INSIDE):
        return
    user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    command = ["unshare", *user, "--net", "--", sys.executable, "-m", "tests.soak", *sys.argv[1:]]
    os.execvpe(command[0], command, os.environ | {INSIDE: "1"})


class Network:
    """Where the machine is: in one of two networks, or in none."""

    def __init__(self) -> None:
        self.place = "home"
        for name, part in NETWORKS.items():
            _ip(f"link add {name} type veth peer name {name}-far", f"addr add {part}.2/24 dev {name}")
        self.come_back()

    def move(self) -> None:
        """Go into the other network."""
        self.lose()
        self.place = next(name for name in NETWORKS if name != self.place)
        self.come_back()

    def lose(self) -> None:
        """Be in none: nothing answers any more, not even the services, whose packets the loopback drops."""
        _ip(f"link set {self.place} down", f"link set {self.place}-far down", "link set lo down")

    def come_back(self) -> None:
        """Be where one was last."""
        _ip("link set lo up")
        name, gateway = self.place, f"{NETWORKS[self.place]}.1"
        hardware = "02:00:00:00:00:" + ("01" if name == "home" else "02")
        _ip(f"link set {name}-far up", f"link set {name} up", f"route replace default via {gateway} dev {name}")
        _ip(f"neigh replace {gateway} lladdr {hardware} dev {name} nud permanent")


def _ip(*commands: str) -> None:
    for each in commands:
        subprocess.run(["ip", *each.split()], check=True)
