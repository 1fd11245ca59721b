"""Outage Notifier: tells whether a service is down, for whom, since when, and when it is back."""

import contextlib
import sys

__version__ = "0.1.0"

# WORKAROUND: msgspec takes three names from `typing_extensions` where that is installed, though `typing` has them too:
# 180 kB of code, 1.3 MB in memory, a tenth of what a short command takes. Who wants it besides imports it afterwards.
if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment] # for the import system: there is none
    with contextlib.suppress(ModuleNotFoundError):  # `packaging/check_system.py` looks before anything is installed
        import msgspec  # noqa: F401
    del sys.modules["typing_extensions"]
