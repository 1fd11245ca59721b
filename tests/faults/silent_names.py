"""Runs a command in a world whose name server takes every question and answers none.

Inside namespaces of Linux: a network of its own, and a resolv.conf that names a socket which nobody reads.
`python tests/faults/silent_names.py COMMAND …`.
"""

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

SERVER: Final = "127.77.0.1"
INSIDE: Final = "OUTAGE_NOTIFIER_SILENT_NAMES"


def main() -> None:
    """Go into the namespaces, and there become the command."""
    if not os.environ.get(INSIDE):
        user = () if os.geteuid() == 0 else ("--user", "--map-root-user")
        command = ["unshare", *user, "--mount", "--net", "--", sys.executable, *sys.argv]
        os.execvpe(command[0], command, os.environ | {INSIDE: "1"})
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.NamedTemporaryFile("w", prefix="resolv-", delete=False) as file:
        file.write(f"nameserver {SERVER}\n")
    subprocess.run(["mount", "--bind", file.name, "/etc/resolv.conf"], check=True)
    Path(file.name).unlink()
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind((SERVER, 53))
    silent.set_inheritable(True)
    os.execvp(sys.argv[1], sys.argv[1:])


def was_asked(pid: int) -> bool:
    """Tell whether something waits at the silent socket, in the network of this process."""
    place = f"{bytes(map(int, reversed(SERVER.split('.')))).hex().upper()}:0035"
    rows = (line.split() for line in Path(f"/proc/{pid}/net/udp").read_text().splitlines()[1:])
    return any(row[1] == place and not row[4].endswith(":00000000") for row in rows)


if __name__ == "__main__":
    main()
