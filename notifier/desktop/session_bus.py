"""A session bus that takes connections and then says nothing, found out before Qt is.

WORKAROUND: Qt's D-Bus waits for a bus' first word without any limit, in the thread that makes the application: nothing
would be watched, and nothing be said. What is refused at once it can do without. Whether a bus that answers goes on to
do so is the affair of those who use it.
"""

import logging
import os
import socket
import sys
import time
from typing import Final

log = logging.getLogger(__name__)

PATIENCE_S: Final = 3.0
"""A computer that has just started may be busy."""
LOOK_S: Final = 0.02
ADDRESS: Final = "DBUS_SESSION_BUS_ADDRESS"


def leave_out_a_silent_bus() -> None:
    """Do without the session's bus where it is silent, for as long as this process lives."""
    if sys.platform == "linux" and is_silent(os.environ.get(ADDRESS, ""), PATIENCE_S):
        log.warning("the session bus does not answer; nothing that needs it is used: tray icon and notifications")
        os.environ[ADDRESS] = f"unix:path={os.devnull}"


def is_silent(address: str, patience_s: float) -> bool:
    """Tell whether somebody takes connections at the bus' socket and does not answer; of other addresses nothing."""
    kind, _, place = address.partition(";")[0].partition(",")[0].partition("=")
    if kind not in ("unix:path", "unix:abstract") or not place:
        return False
    with socket.socket(socket.AF_UNIX) as asking:  # type: ignore[attr-defined,unused-ignore]
        asking.settimeout(patience_s)
        try:
            _connect(asking, place if kind == "unix:path" else f"\0{place}", patience_s)
            asking.sendall(b"\0AUTH EXTERNAL %s\r\n" % str(os.getuid()).encode().hex().encode())  # type: ignore[attr-defined,unused-ignore]
            asking.recv(1)
        except TimeoutError:
            return True
        except OSError:
            return False  # as Qt will find at once
    return False


def _connect(asking: socket.socket, place: str, patience_s: float) -> None:
    """Connect; where so many wait that nobody more may, wait too. Raises OSError, TimeoutError of them."""
    until_s = time.monotonic() + patience_s
    while True:
        try:
            asking.connect(place)
        except BlockingIOError:
            if time.monotonic() > until_s:
                raise TimeoutError from None
            time.sleep(LOOK_S)
        else:
            return
