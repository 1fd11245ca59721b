"""The country that the user's system is set to."""

import os
import re
import sys
from typing import Final

_LOCALE: Final = re.compile(r"[a-z]{2,3}_([A-Z]{2})(?:[.@:]|$)")
_NO_LOCALE: Final = re.compile(r"(C|POSIX)(?:[.@]|$)")


def country_of_system() -> str:
    """Give its code (ISO 3166-1 alpha-2); empty where the system says none."""
    if sys.platform == "linux":  # where Qt looks, too; a command need not wait for it
        name = next((value for each in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(each))), "C")
        if _NO_LOCALE.match(name):
            return ""
        if found := _LOCALE.match(os.environ.get("LANGUAGE") or name):
            return found[1]
    from PySide6.QtCore import QLocale

    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if len(code) == 2 else ""
