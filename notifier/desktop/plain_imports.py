"""Plain imports again, once Qt is there.

WORKAROUND: PySide6 replaces `__import__` so that a module can ask for other names of Qt's functions (`from __feature__
import …`), and to know which modules are concerned it reads the source of each one that is imported from then on and
keeps all of them in `linecache`: here 13 MB and a third of the time until the program is complete. Nothing in this
program asks for a feature; a module that is not registered has none. Import this right after the first part of Qt.
"""

import builtins
import linecache
from typing import Final

_OWN: Final = "__orig_import__"
"""Where PySide6 keeps the import that was there: that of shiboken6, which reads nothing, before Python's own."""

if hasattr(builtins, _OWN):
    builtins.__import__ = getattr(builtins, _OWN)
    linecache.clearcache()
